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
