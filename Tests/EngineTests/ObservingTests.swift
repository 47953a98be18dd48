import Engine
import MobileNet
import Testing

@Suite("A layer that is looked at in a run")
struct ObservingTests {
  @Test("has the maps of that run, channel by channel, each layer's input the output before")
  func maps() throws {
    for variant in Variant.allCases {
      let network = Network(panels: SeededPanels.of(variant), instructionSet: .best)
      let alpha = try #require(WidthMultiplier(thousandths: 370))
      network.rebuild(network.setting(alpha: alpha, side: 45))
      let input = picture(side: 45)
      network.load(input: input)
      let activations = network.activations()
      let layers = network.architecture.layers
      let observed = network.run(observing: Array(layers.indices))
      #expect(observed.map(\.index) == Array(layers.indices))
      var before = planes(input, layers[0].input)
      for (layer, seen) in zip(layers, observed) {
        #expect(seen.input == before, "\(variant) \(layer.name)")
        before = planes(activations[seen.index], layer.output)
        #expect(seen.output == before, "\(variant) \(layer.name)")
        #expect(seen.shift.count == (layer.kind == .pool ? 0 : layer.output.channels))
      }
      #expect(network.logits == activations.last)
    }
  }

  @Test("is kept alone: of the others nothing is copied")
  func some() {
    let network = Network(panels: SeededPanels.of(.separable), instructionSet: .best)
    network.load(input: picture(side: network.architecture.setting.side))
    #expect(network.run(observing: [2, 28]).map(\.index) == [2, 28])
    #expect(network.run(observing: []).isEmpty)
  }

  private func planes(_ pixels: [Float], _ shape: Shape) -> [Float] {
    (0..<shape.channels).flatMap { channel in
      (0..<shape.area).map { pixels[$0 * shape.channels + channel] }
    }
  }
}
