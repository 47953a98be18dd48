import Testing

@testable import MobileNet

@Suite("A layer")
struct LayerTests {
  private static let map = Shape(height: 5, width: 7, channels: 4)

  private func layer(_ kind: LayerKind, kernel: Int, outputs: Int) -> Layer {
    let isFlat = kind == .pool || kind == .linear
    return Layer(
      name: "l", kind: kind, kernel: kernel, stride: 1, padding: .none, input: Self.map,
      output: Shape(height: isFlat ? 1 : 5, width: isFlat ? 1 : 7, channels: outputs),
      fullInput: 4, fullOutput: outputs, field: .pixel)
  }

  /// By hand: 3 · 3 · 4 · 6 = 216, each at 35 places; and so on.
  @Test(
    "costs what its kind computes",
    arguments: [
      (LayerKind.conv, 3, 6, [216, 0, 12, 7560]), (.depthwise, 3, 4, [36, 0, 8, 1260]),
      (.pointwise, 1, 6, [24, 0, 12, 840]), (.pool, 5, 4, [0, 0, 0, 0]),
      (.linear, 1, 6, [24, 6, 0, 24]),
    ])
  func costs(kind: LayerKind, kernel: Int, outputs: Int, expected: [Int]) {
    let layer = layer(kind, kernel: kernel, outputs: outputs)
    #expect(
      [layer.parameters, layer.biases, layer.batchNormParameters, layer.multiplyAdds] == expected)
  }

  @Test("needs a byte for each value that goes in and comes out")
  func maps() {
    #expect(layer(.pointwise, kernel: 1, outputs: 6).int8MapBytes == 140 + 210)
    #expect(layer(.linear, kernel: 1, outputs: 6).int8MapBytes == 140 + 6)
  }

  @Test("has batch norm behind it where it is a convolution")
  func batchNorm() {
    #expect(LayerKind.allCases.filter(\.hasBatchNorm) == [.conv, .depthwise, .pointwise])
  }

  @Test("counts the places of one channel, and the values of all")
  func shapes() {
    #expect(Self.map.area == 35 && Self.map.count == 140)
    #expect(Shape(height: 0, width: 7, channels: 4).count == 0)
  }
}
