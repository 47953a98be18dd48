import Testing

@testable import MobileNet

@Suite("What a layer sees of the picture")
struct ReceptiveFieldTests {
  /// The paper's network at side 224, with Table 1's kernels and strides.
  @Test("is 3 pixels wide behind conv0, and 7 … 315 behind the blocks")
  func paper() {
    let layers = Architecture(Setting(side: 224, baseSide: 224, classes: 1000)).layers
    #expect(layers[0].field.side == 3)
    let blocks = layers.filter { $0.kind == .pointwise }.map(\.field.side)
    #expect(blocks == [7, 11, 19, 27, 43, 59, 91, 123, 155, 187, 219, 251, 315])
    // The 3×3 filter widens it, the pointwise layer behind it does not.
    for (filter, combination) in zip(layers.dropFirst(), layers.dropFirst(2))
    where combination.kind == .pointwise {
      #expect(filter.field.side == combination.field.side)
    }
    #expect(layers.map(\.field.step).max() == 32)
  }

  /// Walks backwards from one value: which pixels reach it.
  private func pixelsReached(from layer: Int, in layers: [Layer], pictureSide: Int) -> Range<Int> {
    let middle = layers[layer].output.height / 2
    var (first, last) = (middle, middle)
    for layer in layers[...layer].reversed() {
      first = max(0, first * layer.stride - layer.padding.top)
      last = min(
        layer.input.height - 1, last * layer.stride - layer.padding.top + layer.kernel - 1)
    }
    return first..<last + 1
  }

  @Test(
    "is the pixels from which a way leads to its middle value",
    arguments: [32, 33, 75, 112, 224, 512], [PaddingRule.same, .symmetric])
  func walked(side: Int, padding: PaddingRule) {
    for variant in Variant.allCases {
      let layers = Architecture(
        Setting(
          side: side, baseSide: side, variant: variant, padding: padding, classes: 10)
      ).layers
      for (place, layer) in layers.enumerated() {
        #expect(
          layer.pixelsSeen(ofPictureSide: side)
            == pixelsReached(from: place, in: layers, pictureSide: side),
          "\(layer.name) at \(side)")
      }
    }
  }
}
