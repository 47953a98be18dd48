import MobileNet
import Testing

@testable import Screen

@Suite("The drawing of a layer")
struct LayerDrawingTests {
  private func layers(_ variant: Variant) -> [Layer] {
    Architecture(Setting(side: 512, baseSide: 512, variant: variant, classes: 1000)).layers
  }

  private func drawing(_ name: String, _ variant: Variant = .separable) throws -> LayerDrawing {
    LayerDrawing(layer: try #require(layers(variant).first { $0.name == name }))
  }

  @Test("keeps its width, whatever stands in it, and never runs words together")
  func width() {
    for layer in Variant.allCases.flatMap(layers) {
      let lines = LayerDrawing(layer: layer).lines
      #expect(lines.count == 5)
      #expect(lines.allSatisfy { $0.count <= LayerDrawing.columns }, "\(layer.name): \(lines)")
      for letter in ["M = \(layer.input.channels)", "\(layer.output.channels)"] {
        #expect(lines[0].split(separator: "  ").contains { $0.hasSuffix(letter) }, "\(lines[0])")
      }
    }
  }

  @Test("of a depthwise layer has one map meet one kernel; of the others all maps")
  func shading() throws {
    let depthwise = try drawing("block3.dw")
    #expect(depthwise.lines[2].contains("│▒▒▒   │││ * │▒▒▒│││"))
    #expect(depthwise.sentence == "3×3 of one map: 9 products a value")
    let pointwise = try drawing("block3.pw")
    #expect(pointwise.lines[2].contains("│▒     ▒▒▒ * │▒▒▒▒"))
    #expect(pointwise.sentence == "1×1 of all 128 maps: 128 products")
    let standard = try drawing("block3.conv", .standard)
    #expect(standard.lines[2].contains("│▒▒▒   ▒▒▒ * │▒▒▒▒▒▒"))
    #expect(standard.sentence == "3×3 of all 128 maps: 1 152 products")
  }

  @Test("names as many products as the layer has multiply-adds for each value")
  func products() {
    for layer in Variant.allCases.flatMap(layers) where layer.multiplyAdds > 0 {
      let products = layer.multiplyAdds / layer.output.count
      let sentence = LayerDrawing(layer: layer).sentence
      let digits = sentence.split(separator: ":")[1].filter(\.isNumber)
      #expect(digits == "\(products)", "\(sentence)")
    }
  }
}
