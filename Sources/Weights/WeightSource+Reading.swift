import CEmbedded

/// A file whose format is known and whose structure is sound; its tensors have not been read.
enum WeightFile {
  case pack(SlimmablePack)
  case plain(PlainNetwork)
  case checkpoint(Checkpoint)
  case tflite(TFLiteNetwork)

  /// Tells the format by the content, not by the name; `file` is what errors call it, and beside it a
  /// checkpoint's configuration is looked for.
  init(_ bytes: FileBytes, file: String) throws(WeightsError) {
    if TFLiteModel.isFormat(of: bytes) {
      self = .tflite(try TFLiteNetwork(TFLiteModel(bytes, file: file)))
      return
    }
    if let foreign = ForeignFormat(bytes) { throw .otherFormat(file: file, foreign) }
    if WeightFile.isPart(file) { throw .part(file: file) }
    let file = try SafetensorsFile(bytes, name: file)
    if SlimmablePack.isFormat(of: file) {
      self = .pack(try SlimmablePack(file))
    } else if PlainNetwork.isFormat(of: file) {
      self = .plain(try PlainNetwork(file))
    } else if let convention = Checkpoint.convention(of: file) {
      let configuration = try CheckpointConfiguration(beside: file.name, for: convention.format)
      self = .checkpoint(
        try Checkpoint(file: file, convention: convention, configuration: configuration))
    } else if file.shape(of: "conv_stem.convolution.weight") != nil {
      throw .half(file: file.name, .backbone)
    } else {
      throw .unknownFormat(file: file.name)
    }
  }

  /// Whether a file that begins so can be a TFLite or a safetensors file.
  static func isKnown(start: [UInt8]) -> Bool {
    start.dropFirst(4).starts(with: "TFL3".utf8) || SafetensorsFile.isFormat(start: start)
  }

  /// Whether a name is that of one of several parts: `model-00001-of-00002.safetensors`.
  private static func isPart(_ file: String) -> Bool {
    let words = file.split(separator: ".").dropLast().last?.split(separator: "-").suffix(3) ?? []
    guard words.count == 3, let part = words.first, let count = words.last, Int(part) != nil,
      words.dropFirst().first == "of"
    else { return false }
    return (Int(count) ?? 1) > 1
  }

  func description() throws(WeightsError) -> WeightDescription {
    switch self {
    case .pack(let pack): pack.description
    case .plain(let network): try network.description()
    case .checkpoint(let checkpoint): checkpoint.description
    case .tflite(let network): network.description
    }
  }

  /// Reads the tensors.
  func source() throws(WeightsError) -> WeightSource {
    switch self {
    case .pack(let pack): try pack.source()
    case .plain(let network): try network.source()
    case .checkpoint(let checkpoint): try checkpoint.source()
    case .tflite(let network): try network.source()
    }
  }
}

extension WeightDescription {
  /// Where the network that travels inside the executable comes from.
  static let builtInOrigin = "built-in"

  public static func builtIn() throws(WeightsError) -> WeightDescription {
    try WeightFile(.builtIn, file: builtInOrigin).description()
  }

  /// What a file says of itself: its structure is checked, the values of its tensors are not read.
  public static func read(path: String) throws(WeightsError) -> WeightDescription {
    try WeightFile(FileBytes.read(path: path), file: path).description()
  }
}

extension FileBytes {
  fileprivate static var builtIn: FileBytes {
    FileBytes(
      forever: UnsafeRawBufferPointer(start: embedded_network(), count: embedded_network_size()))
  }
}

extension WeightSource {
  /// The network that travels inside the executable.
  public static func builtIn() throws(WeightsError) -> WeightSource {
    try read(.builtIn, file: WeightDescription.builtInOrigin)
  }

  /// A network from a file: a `mobilenet-slimmable/1` pack, a plain network of one width, a
  /// checkpoint of Hugging Face or timm, a TFLite file. The content decides which, not the name.
  public static func read(path: String) throws(WeightsError) -> WeightSource {
    try read(FileBytes.read(path: path), file: path)
  }

  /// The tensors of weights that have been described before; they may have become others since.
  public static func read(_ description: WeightDescription) throws(WeightsError) -> WeightSource {
    let stored =
      description.origin == WeightDescription.builtInOrigin
      ? try builtIn() : try read(path: description.origin)
    let source = stored.with(description.choice)
    guard source.description == description else { throw .changed(file: description.origin) }
    return source
  }

  /// A network from the bytes of a file.
  static func read(_ bytes: FileBytes, file: String) throws(WeightsError) -> WeightSource {
    try WeightFile(bytes, file: file).source()
  }
}

extension WeightDescription {
  /// What weights are called that don't name themselves: the file without its ending, or its folder
  /// where the hub's tools chose the file's name.
  static func name(ofFile path: String) -> String {
    let parts = path.split(separator: "/").map(String.init)
    guard let last = parts.last else { return path }
    let stem = last.lastIndex(of: ".").map { String(last[..<$0]) } ?? last
    let isHubName = CheckpointFile.hubNames.contains(stem)
    return isHubName ? parts.dropLast().last ?? stem : stem.isEmpty ? last : stem
  }
}
