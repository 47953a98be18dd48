import Engine
import MobileNet
import Testing
import Weights

/// Small networks with random weights that other libraries saved, and their own logits.
@Suite("Networks of other libraries")
struct CheckpointTests {
  struct Checkpoint: CustomTestStringConvertible, Sendable {
    let name: String
    let format: WeightFormat
    let padding: PaddingRule
    let alpha: String
    let classes: Int
    /// What the network was made for, as far as the file or its configuration tells.
    let baseSide: Int
    let side: Int

    var testDescription: String { name }
  }

  static let all = [
    Checkpoint(
      name: "hugging-face-f32", format: .huggingFace, padding: .same, alpha: "0.05", classes: 7,
      baseSide: 40, side: 40),
    Checkpoint(
      name: "hugging-face-f16", format: .huggingFace, padding: .same, alpha: "0.05", classes: 1001,
      baseSide: 224, side: 49),
    Checkpoint(
      name: "timm-f32", format: .timm, padding: .symmetric, alpha: "0.063", classes: 7,
      baseSide: 224, side: 40),
    Checkpoint(
      name: "timm-bf16", format: .timm, padding: .symmetric, alpha: "0.063", classes: 1000,
      baseSide: 224, side: 49),
  ]

  @Test("give the logits that PyTorch gives", arguments: all)
  func logits(checkpoint: Checkpoint) throws {
    let source = try WeightSource.read(
      path: fixture("checkpoints/\(checkpoint.name).safetensors"))
    #expect(source.name == checkpoint.name)
    #expect(source.format == checkpoint.format)
    #expect(source.padding == checkpoint.padding)
    #expect(source.widths.lowerBound == WidthMultiplier(checkpoint.alpha))
    #expect(source.widths.upperBound == WidthMultiplier(checkpoint.alpha))
    #expect(source.classes.count == checkpoint.classes)
    #expect(source.baseSide == checkpoint.baseSide)

    let expected = try SafetensorsFile(
      path: fixture("checkpoints/\(checkpoint.name).expected.safetensors"))
    let network = Network(panels: try Panels(source), instructionSet: .best)
    network.rebuild(network.setting(alpha: source.widths.upperBound, side: checkpoint.side))
    network.load(input: try expected.tensor("input").values())
    #expect(network.run())
    let wanted = try expected.tensor("logits").values()
    let difference = difference(network.logits, wanted, tolerance: 1e-4)
    #expect(difference <= 1, "\(difference) times the tolerance")
    #expect(ranking(network.logits).first == ranking(wanted).first)
  }

  @Test(
    "in TFLite give the logits of the numbers that they hold",
    arguments: ["uint8", "int8", "float16", "float32"])
  func tflite(encoding: String) throws {
    let source = try WeightSource.read(path: fixture("checkpoints/tflite-\(encoding).tflite"))
    #expect(source.format == (encoding.contains("int") ? .tfliteQuantised : .tflite))
    let expected = try SafetensorsFile(path: fixture("checkpoints/tflite.expected.safetensors"))
    let network = Network(panels: try Panels(source), instructionSet: .best)
    network.rebuild(network.setting(alpha: source.widths.upperBound, side: source.baseSide))
    network.load(input: try expected.tensor("input").values())
    #expect(network.run())
    let difference = difference(
      network.logits, try expected.tensor(encoding).values(), tolerance: 1e-4)
    #expect(difference <= 1, "\(difference) times the tolerance")
  }
}
