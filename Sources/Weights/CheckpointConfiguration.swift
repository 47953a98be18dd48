import MobileNet

/// What the JSON file beside a checkpoint tells: `NAME.json` for `NAME.safetensors`, `config.json`
/// for the hub's `model.safetensors`. What it does not tell is as the library does it.
struct CheckpointConfiguration {
  var side: Int?
  var padding: PaddingRule?
  var epsilon: Float?
  var preprocessing: Preprocessing?
  private var named: [ClassLabel]?
  private var file = ""

  /// Nothing is told.
  init() {}

  /// The configuration beside a checkpoint, if there is one.
  init(beside path: String, for format: WeightFormat) throws(WeightsError) {
    self.init()
    guard let configuration = CheckpointConfiguration.path(beside: path) else { return }
    let bytes = try Bytes.read(path: configuration)
    try self.init(bytes, file: configuration, for: format)
  }

  init(_ bytes: Bytes, file: String, for format: WeightFormat) throws(WeightsError) {
    guard bytes.count <= SafetensorsFile.maximumHeaderSize,
      let json = try? JSON(parsing: Array(bytes.buffer)), case .object(let members) = json
    else { throw .malformedConfiguration(file: file) }
    self.file = file
    let metadata = Metadata(members, file: file)
    if format == .timm {
      try readTimm(metadata)
    } else {
      try readHuggingFace(metadata)
    }
  }

  /// Where the configuration of a checkpoint lies: nil where there is none.
  static func path(beside path: String) -> String? {
    let suffix = ".safetensors"
    guard path.hasSuffix(suffix) else { return nil }
    let stem = path.dropLast(suffix.count)
    let parts = stem.split(separator: "/", omittingEmptySubsequences: false)
    let isHubName = parts.last.map { hubNames.contains(String($0)) } ?? false
    let hubConfiguration = (parts.dropLast() + ["config.json"]).joined(separator: "/")
    let candidates = ["\(stem).json"] + (isHubName ? [hubConfiguration] : [])
    return candidates.first(where: Bytes.isRegularFile)
  }

  /// What the hub calls every network's file.
  static let hubNames = ["model", "pytorch_model"]

  /// Source: configuration_mobilenet_v1.py of Hugging Face's transformers.
  private mutating func readHuggingFace(_ metadata: Metadata) throws(WeightsError) {
    if metadata.has("hidden_act"), try metadata.string("hidden_act") != "relu6" {
      throw metadata.failure("hidden_act", "is not relu6")
    }
    if metadata.has("image_size") { side = try metadata.side("image_size") }
    if metadata.has("tf_padding") {
      padding = try metadata.flag("tf_padding") ? .same : .symmetric
    }
    if metadata.has("layer_norm_eps") {
      epsilon = Float(try metadata.number("layer_norm_eps", in: 0...1))
    }
    guard metadata.has("id2label") else { return }
    let entries = try metadata.members("id2label")
    var labels = ClassLabel.numbered(entries.count)
    for entry in entries {
      guard let index = Int(entry.key), labels.indices.contains(index),
        let name = entry.value.string
      else { throw metadata.failure("id2label", "does not number the classes from 0") }
      labels[index] = ClassLabel(id: "", name: name)
    }
    // Where nobody named them they are called so.
    if labels.first?.name != "LABEL_0" { named = labels }
  }

  /// Source: the `config.json` that timm writes for the hub.
  private mutating func readTimm(_ metadata: Metadata) throws(WeightsError) {
    if metadata.has("label_names") {
      named = try metadata.elements("label_names").map { ClassLabel(id: "", name: $0.string ?? "") }
    }
    guard metadata.has("pretrained_cfg") else { return }
    let trained = Metadata(try metadata.members("pretrained_cfg"), file: file)
    if trained.has("input_size") {
      let size = try trained.elements("input_size").compactMap(\.integer)
      guard size.count == 3, size[0] == 3, size[1] == size[2], Setting.sides.contains(size[1])
      else {
        throw trained.failure("input_size", "is not [3, side, side] with a side in 32…512")
      }
      side = size[1]
    }
    preprocessing = Preprocessing(
      mean: trained.has("mean")
        ? try trained.colour("mean", in: -1000...1000) : Preprocessing.plain.mean,
      std: trained.has("std")
        ? try trained.colour("std", in: 0.001...1000) : Preprocessing.plain.std,
      crop: trained.has("crop_pct")
        ? try trained.number("crop_pct", in: 0.01...1) : Preprocessing.plain.crop)
  }

  /// The labels that the configuration gives to so many classes, if it gives any.
  func labels(_ count: Int) throws(WeightsError) -> [ClassLabel]? {
    guard let named else { return nil }
    guard named.count == count else {
      throw .badMetadata(
        file: file, key: "id2label", problem: "names \(named.count) of \(count) classes")
    }
    return named
  }
}
