import Foundation
import MobileNet
import Testing

@testable import Weights

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
      ("{\"global_pool\": \"max\"}", Checkpoint.Convention.timm, "global_pool"),
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
  func unknownSettings(text: String, convention: Checkpoint.Convention, key: String) {
    let found = #expect(throws: WeightsError.self) { try read(text, convention) }
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

  /// The file that tells of the network.
  private func read(
    _ text: String, _ convention: Checkpoint.Convention
  ) throws -> CheckpointConfiguration {
    let read = try #require(convention.readers[.network])
    return try CheckpointConfiguration(FileBytes(Array(text.utf8)), file: "test", read)
  }
}
