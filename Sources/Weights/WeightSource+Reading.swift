import CEmbedded
import MobileNet

extension WeightSource {
  /// The network that travels inside the executable.
  public static func builtIn() throws(WeightsError) -> WeightSource {
    let embedded = UnsafeRawBufferPointer(start: embedded_network(), count: embedded_network_size())
    let file = try SafetensorsFile(Bytes(forever: embedded), name: "built-in")
    return try SlimmablePack(file).source(origin: "built-in")
  }

  /// A network from a file: a `mobilenet-slimmable/1` pack, or a plain network of one width. The
  /// content decides which, not the name.
  public static func read(path: String) throws(WeightsError) -> WeightSource {
    try read(Bytes.read(path: path), file: path)
  }

  /// A network from the bytes of a file, which errors call `file`.
  static func read(_ bytes: Bytes, file: String) throws(WeightsError) -> WeightSource {
    let file = try SafetensorsFile(bytes, name: file)
    if SlimmablePack.isFormat(of: file) { return try SlimmablePack(file).source(origin: file.name) }
    if PlainNetwork.isFormat(of: file) { return try PlainNetwork(file).source() }
    throw .unknownFormat(file: file.name)
  }
}
