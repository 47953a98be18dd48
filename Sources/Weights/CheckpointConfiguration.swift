import Files
import MobileNet

/// What the JSON files beside a checkpoint tell. What they do not tell is as the library does it; what
/// they tell and this program can't do is refused by its name, since it would change the answers.
struct CheckpointConfiguration {
  var side: Int?
  var padding: PaddingRule?
  var epsilon: Float?
  var preprocessing: Preprocessing?
  /// How pictures are to be resized, where it is not bilinearly.
  var resampling: String?
  private var named: [ClassLabel]?
  /// The entry that names the classes.
  private var labelsKey = ""
  private var file = ""

  /// Nothing is told.
  init() {}

  /// The configurations beside a checkpoint, as far as they are there.
  init(beside path: String, for format: WeightFormat) throws(WeightsError) {
    self.init()
    if let configuration = CheckpointFile.network.path(beside: path) {
      try self.init(FileBytes.read(path: configuration), file: configuration, for: format)
    }
    if format == .huggingFace, let pictures = CheckpointFile.pictures.path(beside: path) {
      try readPreprocessor(
        CheckpointConfiguration.metadata(FileBytes.read(path: pictures), file: pictures))
    }
  }

  init(_ bytes: FileBytes, file: String, for format: WeightFormat) throws(WeightsError) {
    let metadata = try CheckpointConfiguration.metadata(bytes, file: file)
    self.file = file
    if format == .timm {
      try readTimm(metadata)
    } else {
      try readHuggingFace(metadata)
    }
  }

  /// The entries of a JSON file, which may begin with the mark that some editors put there.
  static func metadata(_ bytes: FileBytes, file: String) throws(WeightsError) -> Metadata {
    guard bytes.count <= SafetensorsFile.maximumHeaderSize else {
      throw .malformedConfiguration(file: file, problem: "\(bytes.count) bytes are too many")
    }
    let content = Array(bytes.buffer.withoutByteOrderMark)
    do {
      guard case .object(let members) = try JSON(parsing: content) else {
        throw WeightsError.malformedConfiguration(file: file, problem: "it is no JSON object")
      }
      return Metadata(members, file: file)
    } catch let failure as JSON.Failure {
      let line = 1 + content.prefix(failure.offset).count { $0 == UInt8(ascii: "\n") }
      throw .malformedConfiguration(file: file, problem: "line \(line): \(failure.problem)")
    } catch {
      throw .malformedConfiguration(file: file, problem: "it is no JSON object")
    }
  }

  /// Source: configuration_mobilenet_v1.py of Hugging Face's transformers.
  private mutating func readHuggingFace(_ metadata: Metadata) throws(WeightsError) {
    try metadata.require("model_type", is: ["mobilenet_v1"])
    try metadata.require("hidden_act", is: ["relu6"])
    // Other losses were trained for other answers than those of a softmax.
    try metadata.require("problem_type", is: ["single_label_classification"])
    try metadata.requireNone("quantization_config")
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
    if labels.first?.name != "LABEL_0" { (named, labelsKey) = (labels, "id2label") }
  }

  /// The labels that the configuration gives to so many classes, if it gives any.
  func labels(_ count: Int) throws(WeightsError) -> [ClassLabel]? {
    guard let named else { return nil }
    guard named.count == count else {
      throw .badMetadata(
        file: file, key: labelsKey, problem: "names \(named.count) of \(count) classes")
    }
    return named
  }
}

// MARK: - Hugging Face's preprocessor

extension CheckpointConfiguration {
  /// In the order of Pillow's `Image.Resampling`.
  private static let filters = ["nearest", "lanczos", "bilinear", "bicubic", "box", "hamming"]
  private static let bilinear = 2

  /// Shorter side to `size`, the middle `crop_size` of that, times `rescale_factor`, minus mean, by
  /// deviation. Source: image_processing_mobilenet_v1.py of Hugging Face's transformers, whose
  /// defaults these are.
  private mutating func readPreprocessor(_ metadata: Metadata) throws(WeightsError) {
    for key in ["do_resize", "do_center_crop"] where try metadata.flag(key, else: true) == false {
      throw metadata.failure(key, "is false, but pictures are always resized and cropped here")
    }
    for key in ["do_pad", "do_flip_channel_order", "do_reduce_labels"]
    where try metadata.flag(key, else: false) {
      throw metadata.failure(key, "is true, which this program can't do")
    }
    if metadata.has("resample") {
      let filter = try metadata.wholeNumber("resample", below: Self.filters.count)
      resampling = filter == Self.bilinear ? nil : Self.filters[filter]
    }
    let size = try metadata.pixels("size", "shortest_edge") ?? 256
    let crop = try metadata.pixels("crop_size", "height", "width") ?? 224
    guard Setting.sides.contains(crop), crop <= size else {
      throw metadata.failure(
        "crop_size", "of \(crop) is no side in 32…512 or more than the size of \(size)")
    }
    side = crop
    let isRescaled = try metadata.flag("do_rescale", else: true)
    let factor =
      isRescaled && metadata.has("rescale_factor")
      ? try metadata.number("rescale_factor", in: 1e-6...1000) : isRescaled ? 1 / 255 : 1
    let isNormalised = try metadata.flag("do_normalize", else: true)
    let values = { (key: String, range: ClosedRange<Double>) throws(WeightsError) in
      metadata.has(key) ? try metadata.colour(key, in: range) : SIMD3<Float>(repeating: 0.5)
    }
    let mean = isNormalised ? try values("image_mean", -1000...1000) : SIMD3(repeating: 0)
    let std = isNormalised ? try values("image_std", 0.001...1000) : SIMD3(repeating: 1)
    // Of pixels of 0…255 · factor: those of 0…1 are factor · 255 times as small.
    let stretch = Float(factor * 255)
    preprocessing = Preprocessing(
      mean: stretch == 1 ? mean : mean / stretch, std: stretch == 1 ? std : std / stretch,
      crop: Double(crop) / Double(size))
  }
}

// MARK: - timm

extension CheckpointConfiguration {
  /// Arguments of timm's constructor that training alone needs, or that the tensors' shapes tell.
  private static let ignoredArguments: Set = [
    "num_classes", "num_features", "channel_multiplier", "depth_multiplier", "drop_rate",
    "drop_path_rate", "bn_momentum", "pretrained", "checkpoint_path", "scriptable", "exportable",
    "no_jit", "fix_stem_head", "stem_size",
  ]

  /// Source: the `config.json` that timm writes for the hub; older ones have what stands in
  /// `pretrained_cfg` at the top.
  private mutating func readTimm(_ metadata: Metadata) throws(WeightsError) {
    if metadata.has("label_names") {
      named = try metadata.elements("label_names").map { ClassLabel(id: "", name: $0.string ?? "") }
      labelsKey = "label_names"
    }
    try metadata.require("global_pool", is: CheckpointConfiguration.averages)
    if metadata.has("model_args") {
      try readTimmArguments(Metadata(metadata.members("model_args"), file: file))
    }
    let trained =
      metadata.has("pretrained_cfg")
      ? Metadata(try metadata.members("pretrained_cfg"), file: file) : metadata
    if trained.has("input_size") {
      let size = try trained.elements("input_size").compactMap(\.integer)
      guard size.count == 3, size[0] == 3, size[1] == size[2], Setting.sides.contains(size[1])
      else {
        throw trained.failure("input_size", "is not [3, side, side] with a side in 32…512")
      }
      side = size[1]
    }
    try trained.require("crop_mode", is: ["center"])
    if trained.has("interpolation") {
      let filter = try trained.string("interpolation")
      resampling = filter == Self.filters[Self.bilinear] ? nil : filter
    }
    guard ["mean", "std", "crop_pct"].contains(where: trained.has) else { return }
    preprocessing = Preprocessing(
      mean: trained.has("mean")
        ? try trained.colour("mean", in: -1000...1000) : Preprocessing.plain.mean,
      std: trained.has("std")
        ? try trained.colour("std", in: 0.001...1000) : Preprocessing.plain.std,
      crop: trained.has("crop_pct")
        ? try trained.number("crop_pct", in: 0.01...1) : Preprocessing.plain.crop)
  }

  /// What timm calls a global mean.
  private static let averages = ["avg", "fast"]

  /// What the network was made with, beside its name. Source: timm/models/_efficientnet_builder.py.
  private mutating func readTimmArguments(_ arguments: Metadata) throws(WeightsError) {
    for key in arguments.keys where arguments.has(key) {
      switch key {
      case _ where CheckpointConfiguration.ignoredArguments.contains(key): break
      case "global_pool": try arguments.require(key, is: CheckpointConfiguration.averages)
      case "act_layer": try arguments.require(key, is: ["relu6"])
      case "in_chans": try arguments.require(key, is: 3)
      case "output_stride": try arguments.require(key, is: 32)
      case "pad_type":
        try arguments.require(key, is: ["", "same"])
        padding = try arguments.string(key) == "same" ? .same : .symmetric
      case "bn_tf": if try arguments.flag(key), epsilon == nil { epsilon = 0.001 }
      case "bn_eps": epsilon = Float(try arguments.number(key, in: 0...1))
      default: throw arguments.failure(key, "is a setting that this program does not know")
      }
    }
  }
}

/// A file of JSON beside a checkpoint.
enum CheckpointFile: CaseIterable {
  /// How the network is made: `NAME.json` for `NAME.safetensors`.
  case network
  /// How pictures become its input: `NAME.preprocessor.json`.
  case pictures

  /// What takes the place of `.safetensors`.
  var ending: String {
    switch self {
    case .network: ".json"
    case .pictures: ".preprocessor.json"
    }
  }

  /// What it is called beside the hub's `model.safetensors`.
  private var hubName: String {
    switch self {
    case .network: "config.json"
    case .pictures: "preprocessor_config.json"
    }
  }

  /// Where it lies: nil where there is none.
  func path(beside path: String) -> String? {
    let suffix = ".safetensors"
    guard path.hasSuffix(suffix) else { return nil }
    let stem = path.dropLast(suffix.count)
    let parts = stem.split(separator: "/", omittingEmptySubsequences: false)
    let isHubName = parts.last.map { CheckpointFile.hubNames.contains(String($0)) } ?? false
    let ofTheHub = (parts.dropLast() + [Substring(hubName)]).joined(separator: "/")
    return ([stem + ending] + (isHubName ? [ofTheHub] : [])).first { FileKind(at: $0) == .regular }
  }

  /// What the hub calls every network's file.
  static let hubNames = ["model", "pytorch_model"]
}
