import Foundation
import MobileNet
import Testing

@testable import Weights

@Suite("A checkpoint of another library")
struct CheckpointTests {
  @Test("of Hugging Face pads as TensorFlow does, its ε is 0.001")
  func huggingFace() throws {
    let source = try read(CheckpointBuilder(.huggingFace, alpha: "0.25", classes: 1001))
    #expect(source.format == .huggingFace)
    #expect(source.padding == .same)
    #expect(source.baseSide == 224)
    #expect(source.widths.upperBound == WidthMultiplier("0.25"))
    #expect(source.preprocessing == .plain)
    #expect(deviation(source) == Float(0.25 + 0.001).squareRoot())
    #expect(source.classes.count == 1001)
    #expect(source.classes[0] == .background)
    #expect(source.classes[1] == ClassLabel(id: "n01440764", name: "tench"))
    #expect(source.classes[1000].name == "toilet tissue")
  }

  @Test("of timm pads on both sides, its ε is 0.00001")
  func timm() throws {
    let source = try read(CheckpointBuilder(.timm, classes: 1000))
    #expect(source.format == .timm)
    #expect(source.padding == .symmetric)
    #expect(deviation(source) == Float(0.25 + 1e-5).squareRoot())
    #expect(source.classes == ClassLabel.imageNet)
    #expect(Set(source.classes).count == 1000)
    #expect(try read(CheckpointBuilder(.timm)).classes == ClassLabel.numbered(3))
  }

  @Test("does without the counters of its batch norms")
  func withoutCounters() throws {
    var builder = CheckpointBuilder(.timm)
    for name in builder.convention.counters { builder.remove(name) }
    #expect(errorReadingNetwork(builder.encoded()) == nil)
  }

  @Test("with a tensor missing, too many or of another shape is refused, and told which")
  func damaged() {
    var missing = CheckpointBuilder(.huggingFace)
    missing.remove("mobilenet_v1.layer.7.normalization.running_var")
    #expect(
      errorReadingNetwork(missing.encoded())
        == .missingTensor(
          file: "test", name: "mobilenet_v1.layer.7.normalization.running_var", found: nil))

    var extra = CheckpointBuilder(.timm)
    extra.add("conv_head.weight", [1])
    #expect(
      errorReadingNetwork(extra.encoded())
        == .unexpectedTensor(file: "test", name: "conv_head.weight"))

    var wrong = CheckpointBuilder(.timm)
    wrong.replace("blocks.1.0.conv_dw.weight", [8, 1, 5, 5])
    #expect(
      errorReadingNetwork(wrong.encoded())
        == .wrongShape(
          file: "test", tensor: "blocks.1.0.conv_dw.weight", expected: [8, 1, 3, 3],
          found: [8, 1, 5, 5]))

    var negative = CheckpointBuilder(.timm)
    negative.replace("bn1.running_var", [8], value: -1)
    #expect(
      errorReadingNetwork(negative.encoded())
        == .notPositive(file: "test", tensor: "bn1.running_var", index: 0))
  }

  @Test("whose layers belong to no width multiplier, or that is half a network, is refused")
  func otherNetworks() {
    var wide = CheckpointBuilder(.timm)
    wide.replace("conv_stem.weight", [40, 3, 3, 3])
    guard case .notMobileNet? = errorReadingNetwork(wide.encoded()) else {
      Issue.record("\(String(describing: errorReadingNetwork(wide.encoded())))")
      return
    }
    let backbone = SafetensorsFile.encode([
      .init(name: "conv_stem.convolution.weight", shape: [1], values: [1])
    ])
    #expect(errorReadingNetwork(backbone) == .half(file: "test", .backbone))
  }

  @Test("never traps when bytes of its header are flipped or it is cut")
  func damage() {
    let good = CheckpointBuilder(.huggingFace).encoded()
    let headerEnd = 8 + Int(good[0]) + Int(good[1]) << 8
    var scatter = Scatter(seed: 5)
    for _ in 0..<600 {
      var flipped = good
      flipped[Int.random(in: 0..<headerEnd, using: &scatter)] ^=
        1
        << UInt8.random(
          in: 0..<8, using: &scatter)
      if let error = errorReadingNetwork(flipped) { checkSentence(error, "flipped") }
      let cut = Int.random(in: 0..<good.count, using: &scatter)
      #expect(errorReadingNetwork(Array(good[..<cut])) != nil)
    }
  }

  private func read(_ builder: CheckpointBuilder) throws -> WeightSource {
    try WeightSource.read(FileBytes(builder.encoded()), file: "test")
  }

  private func deviation(_ source: WeightSource) -> Float? {
    guard case .single(let statistics) = source.statistics else { return nil }
    return statistics.deviations.last
  }
}

@Suite("The configuration beside a checkpoint")
struct CheckpointConfigurationTests {
  @Test("of Hugging Face tells side, padding, ε and labels")
  func huggingFace() throws {
    let configuration = try read(
      """
      {"model_type": "mobilenet_v1", "image_size": 192, "tf_padding": false,
       "layer_norm_eps": 0.01, "hidden_act": "relu6", "depth_multiplier": 0.5,
       "id2label": {"1": "dog", "0": "cat"}}
      """, .huggingFace)
    #expect(configuration.side == 192)
    #expect(configuration.padding == .symmetric)
    #expect(configuration.epsilon == 0.01)
    #expect(try configuration.labels(2)?.map(\.name) == ["cat", "dog"])
    #expect(throws: WeightsError.self) { try configuration.labels(3) }
  }

  @Test("of timm tells side and preprocessing")
  func timm() throws {
    let configuration = try read(
      """
      {"architecture": "mobilenetv1_100", "num_classes": 1000, "pretrained_cfg":
       {"input_size": [3, 160, 160], "mean": [0.1, 0.2, 0.3], "std": [1, 2, 4], "crop_pct": 0.95}}
      """, .timm)
    #expect(configuration.side == 160)
    #expect(
      configuration.preprocessing
        == Preprocessing(mean: [0.1, 0.2, 0.3], std: [1, 2, 4], crop: 0.95))
  }

  @Test("leaves to the library what it does not tell")
  func silent() throws {
    let configuration = try read("{\"id2label\": {\"0\": \"LABEL_0\"}}", .huggingFace)
    #expect(configuration.side == nil && configuration.padding == nil)
    #expect(try configuration.labels(7) == nil)
  }

  @Test("of timm tells how to pad, as its constructor was told")
  func timmArguments() throws {
    let configuration = try read(
      """
      {"global_pool": "avg", "model_args": {"pad_type": "same", "bn_tf": true, "drop_rate": 0.2,
       "in_chans": 3, "num_classes": 5, "global_pool": "fast", "act_layer": null}}
      """, .timm)
    #expect(configuration.padding == .same && configuration.epsilon == 0.001)
    #expect(configuration.preprocessing == nil && configuration.resampling == nil)
    for (filter, found) in [("bicubic", "bicubic" as String?), ("bilinear", nil)] {
      let trained = "{\"pretrained_cfg\": {\"interpolation\": \"\(filter)\"}}"
      #expect(try read(trained, .timm).resampling == found)
    }
    // As older versions wrote it.
    #expect(
      try read("{\"mean\": [0.1, 0.2, 0.3], \"crop_pct\": 0.9}", .timm).preprocessing
        == Preprocessing(mean: [0.1, 0.2, 0.3], std: [0.5, 0.5, 0.5], crop: 0.9))
  }

  @Test(
    "that asks for what this program can't build is refused by the setting's name",
    arguments: [
      ("{\"global_pool\": \"max\"}", WeightFormat.timm, "global_pool"),
      ("{\"model_args\": {\"global_pool\": \"catavgmax\"}}", .timm, "global_pool"),
      ("{\"model_args\": {\"output_stride\": 16}}", .timm, "output_stride"),
      ("{\"model_args\": {\"act_layer\": \"silu\"}}", .timm, "act_layer"),
      ("{\"model_args\": {\"new_thing\": 1}}", .timm, "new_thing"),
      ("{\"pretrained_cfg\": {\"crop_mode\": \"squash\"}}", .timm, "crop_mode"),
      ("{\"hidden_act\": \"relu\"}", .huggingFace, "hidden_act"),
      ("{\"model_type\": \"mobilenet_v2\"}", .huggingFace, "model_type"),
      (
        "{\"problem_type\": \"multi_label_classification\"}", .huggingFace, "problem_type"
      ),
      ("{\"quantization_config\": {}}", .huggingFace, "quantization_config"),
    ])
  func unknownSettings(text: String, format: WeightFormat, key: String) {
    let found = #expect(throws: WeightsError.self) { try read(text, format) }
    guard case .badMetadata(_, key, _)? = found else {
      Issue.record("\(String(describing: found))")
      return
    }
  }

  @Test("blames the entry that names the classes")
  func blame() throws {
    let configuration = try read("{\"label_names\": [\"a\", \"b\"]}", .timm)
    #expect(
      throws: WeightsError.badMetadata(
        file: "test", key: "label_names", problem: "names 2 of 3 classes")
    ) { try configuration.labels(3) }
  }

  @Test("tells what is wrong with its JSON, and in which line; a byte order mark is nothing wrong")
  func unsound() throws {
    #expect(throws: WeightsError.malformedConfiguration(file: "test", problem: Self.notANumber)) {
      try read("{\n \"a\": NaN}", .huggingFace)
    }
    #expect(try read("\u{feff}{\"image_size\": 96}", .huggingFace).side == 96)
  }
  private static let notANumber = "line 2: unexpected character in the JSON text"

  @Test(
    "that means nothing is refused",
    arguments: [
      "", "[]", "{", "{\"image_size\": 20}", "{\"image_size\": \"x\"}",
      "{\"hidden_act\": \"gelu\"}", "{\"tf_padding\": 1}", "{\"layer_norm_eps\": -1}",
      "{\"id2label\": {\"5\": \"x\"}}", "{\"id2label\": [1]}", "{\"id2label\": {\"0\": 7}}",
    ])
  func nonsense(text: String) {
    #expect(throws: WeightsError.self) { try read(text, .huggingFace) }
  }

  @Test("is named like the checkpoint, or as the hub names it")
  func places() throws {
    let folder = URL.temporaryDirectory.appending(path: "configurations-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let content = Data("{\"image_size\": 96}".utf8)
    let hub = folder.appending(path: "model.safetensors").path()
    let own = folder.appending(path: "own.safetensors").path()
    try Data(CheckpointBuilder(.huggingFace).encoded()).write(to: URL(filePath: hub))
    try Data(CheckpointBuilder(.huggingFace).encoded()).write(to: URL(filePath: own))
    #expect(try WeightSource.read(path: hub).baseSide == 224)
    try content.write(to: folder.appending(path: "config.json"))
    #expect(try WeightSource.read(path: hub).baseSide == 96)
    #expect(try WeightSource.read(path: hub).name == folder.lastPathComponent)
    #expect(try WeightSource.read(path: own).baseSide == 224)
    try content.write(to: folder.appending(path: "own.json"))
    #expect(try WeightSource.read(path: own).baseSide == 96)
  }

  @Test("of Hugging Face's preprocessor tells side, crop, mean and deviation")
  func preprocessor() throws {
    let settings = """
      "size": {"shortest_edge": 256}, "crop_size": {"height": 192, "width": 192},
      "image_mean": [0.485, 0.456, 0.406], "image_std": [0.229, 0.224, 0.225]
      """
    let usual = try preprocessor("{\(settings), \"rescale_factor\": 0.00392156862745098}")
    #expect(usual.baseSide == 192)
    #expect(
      usual.description.preprocessingOrigin == PreprocessingOrigin(values: .file, crop: .file))
    #expect(
      usual.preprocessing
        == Preprocessing(
          mean: [0.485, 0.456, 0.406], std: [0.229, 0.224, 0.225], crop: 0.75))
    // −1…1 in another way: pixels of 0…255 times 1/127.5, minus 1.
    let other = try preprocessor(
      """
      {"size": 224, "rescale_factor": 0.00784313725490196, "image_mean": [1, 1, 1],
       "image_std": [1, 1, 1]}
      """)
    #expect(abs(other.preprocessing.mean[1] - 0.5) < 1e-6)
    #expect(abs(other.preprocessing.std[1] - 0.5) < 1e-6)
    #expect(other.preprocessing.crop == 1)
    let bytes = try preprocessor("{\"do_rescale\": false, \"do_normalize\": false}")
    #expect(try preprocessor("{\"resample\": 2}").description.compromise == nil)
    let bicubic = try preprocessor("{\"resample\": 3}").description.compromise
    #expect(bicubic?.contains("the filter 'bicubic'") == true)
    #expect(bytes.preprocessing.mean[0] == 0 && bytes.preprocessing.std[0] == Float(1) / 255)
  }

  @Test(
    "of Hugging Face's preprocessor that asks for other pictures is refused by the setting's name",
    arguments: [
      ("{\"do_center_crop\": false}", "do_center_crop"), ("{\"do_resize\": false}", "do_resize"),
      ("{\"size\": {\"height\": 96, \"width\": 128}}", "size"),
      ("{\"crop_size\": {\"height\": 96, \"width\": 128}}", "crop_size"),
      ("{\"size\": 96}", "crop_size"),
      ("{\"do_flip_channel_order\": true}", "do_flip_channel_order"),
      ("{\"image_std\": [0, 0, 0]}", "image_std"),
      ("{\"resample\": 9}", "resample"),
    ])
  func otherPictures(text: String, key: String) {
    let found = #expect(throws: WeightsError.self) { try preprocessor(text) }
    guard case .badMetadata(_, key, _)? = found else {
      Issue.record("\(String(describing: found))")
      return
    }
  }

  /// A checkpoint with this preprocessor beside it.
  private func preprocessor(_ text: String) throws -> WeightSource {
    let folder = URL.temporaryDirectory.appending(path: "preprocessor-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let model = folder.appending(path: "model.safetensors")
    try Data(CheckpointBuilder(.huggingFace).encoded()).write(to: model)
    try Data(text.utf8).write(to: folder.appending(path: "preprocessor_config.json"))
    // The copy in a library brings it along.
    let copy = try ModelLibrary(folder: folder.appending(path: "library").path()).add(model.path())
    let source = try WeightSource.read(path: copy)
    #expect(try WeightSource.read(path: model.path()).preprocessing == source.preprocessing)
    return source
  }

  private func read(
    _ text: String, _ format: WeightFormat
  ) throws -> CheckpointConfiguration {
    try CheckpointConfiguration(FileBytes(Array(text.utf8)), file: "test", for: format)
  }
}
