import CEmbedded
import MobileNet

extension WeightSource {
  /// The network that travels inside the executable.
  public static func builtIn() throws(WeightsError) -> WeightSource {
    let embedded = UnsafeRawBufferPointer(start: embedded_network(), count: embedded_network_size())
    let file = try SafetensorsFile(Bytes(forever: embedded), name: "built-in")
    return try SlimmablePack(file).source(origin: "built-in")
  }

  /// A network from a file: a `mobilenet-slimmable/1` pack, a plain network of one width, a
  /// checkpoint of Hugging Face or timm, a TFLite file. The content decides which, not the name.
  public static func read(path: String) throws(WeightsError) -> WeightSource {
    try read(Bytes.read(path: path), file: path)
  }

  /// A network from the bytes of a file, which errors call `file`; beside it a checkpoint's
  /// configuration is looked for.
  static func read(_ bytes: Bytes, file: String) throws(WeightsError) -> WeightSource {
    if TFLiteModel.isFormat(of: bytes) {
      return try TFLiteNetwork(TFLiteModel(bytes, file: file)).source(name: name(ofFile: file))
    }
    let file = try SafetensorsFile(bytes, name: file)
    if SlimmablePack.isFormat(of: file) { return try SlimmablePack(file).source(origin: file.name) }
    if PlainNetwork.isFormat(of: file) { return try PlainNetwork(file).source() }
    if let convention = Checkpoint.convention(of: file) {
      let configuration = try CheckpointConfiguration(beside: file.name, for: convention.format)
      return try Checkpoint(file: file, convention: convention, configuration: configuration)
        .source(name: name(ofFile: file.name))
    }
    if file.shape(of: "conv_stem.convolution.weight") != nil {
      throw .half(file: file.name, .backbone)
    }
    throw .unknownFormat(file: file.name)
  }

  /// What weights are called that don't name themselves: the file without its ending, or its folder
  /// where the hub's tools chose the file's name.
  static func name(ofFile path: String) -> String {
    let parts = path.split(separator: "/").map(String.init)
    guard let last = parts.last else { return path }
    let stem = last.lastIndex(of: ".").map { String(last[..<$0]) } ?? last
    let isHubName = CheckpointConfiguration.hubNames.contains(stem)
    return isHubName ? parts.dropLast().last ?? stem : stem.isEmpty ? last : stem
  }
}
