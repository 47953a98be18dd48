import Testing

@testable import MobileNet

@Suite("The architecture")
struct ArchitectureTests {
  @Test("names its layers in order of execution")
  func names() {
    let setting = Setting(side: 224, baseSide: 224, classes: 1000)
    let names = Architecture(setting).layers.map(\.name)
    #expect(names.count == 29)
    #expect(names.prefix(3) == ["conv0", "block1.dw", "block1.pw"])
    #expect(names.suffix(2) == ["pool", "classifier"])
  }

  @Test(
    "has as many layers as its variant, the blocks numbered through",
    arguments: [
      (Variant.separable, 29, "block13.pw"), (.standard, 16, "block13.conv"),
      (.shallow, 19, "block8.pw"),
    ])
  func variants(variant: Variant, count: Int, last: String) {
    let layers = Architecture(
      Setting(side: 64, baseSide: 64, variant: variant, classes: 5)
    ).layers
    #expect(layers.count == count && Set(layers.map(\.name)).count == count)
    #expect(layers[count - 3].name == last)
  }

  @Test(
    "gives each layer the map of the one before, and padding that just reaches",
    arguments: Variant.allCases, [32, 33, 63, 97, 224, 511])
  func chain(variant: Variant, side: Int) {
    for padding in PaddingRule.allCases {
      let layers = Architecture(
        Setting(
          alpha: .one.moved(byThousandths: -370), side: side, baseSide: 511, variant: variant,
          padding: padding, classes: 7)
      ).layers
      #expect(layers[0].input == Shape(height: side, width: side, channels: 3))
      #expect(zip(layers, layers.dropFirst()).allSatisfy { $0.output == $1.input })
      for layer in layers where layer.kind.hasBatchNorm {
        let padded = layer.input.height + layer.padding.top + layer.padding.bottom
        #expect((padded - layer.kernel) / layer.stride + 1 == layer.output.height, "\(layer.name)")
        #expect(layer.output.height == (layer.input.height + layer.stride - 1) / layer.stride)
        #expect(layer.output.height == layer.output.width)
        #expect(layer.kind != .depthwise || layer.input.channels == layer.output.channels)
        #expect(layer.kernel == 3 || layer.padding == .none)
      }
      #expect(layers[layers.count - 2].kernel == layers[layers.count - 3].output.height)
      #expect(layers.last?.output == Shape(height: 1, width: 1, channels: 7))
    }
  }

  /// TensorFlow puts an odd zero last, PyTorch one on each side: they differ at stride 2 over even maps.
  @Test("pads by the rule asked for", arguments: [(64, 0, 1), (65, 1, 1)])
  func padding(side: Int, before: Int, after: Int) {
    let first = { (rule: PaddingRule) in
      Architecture(Setting(side: side, baseSide: side, padding: rule, classes: 2)).layers[0].padding
    }
    #expect(first(.same) == Padding(top: before, bottom: after, left: before, right: after))
    #expect(first(.symmetric) == Padding(top: 1, bottom: 1, left: 1, right: 1))
  }

  @Test("remembers the channels at α = ρ = 1, by either rule of ρ", arguments: RhoRule.allCases)
  func fullChannels(rule: RhoRule) {
    var setting = Setting(side: 96, baseSide: 192, rhoRule: rule, classes: 11)
    setting.alpha = setting.alpha.moved(byThousandths: -700)
    let full = Architecture(setting.full).layers
    for (layer, whole) in zip(Architecture(setting).layers, full) {
      #expect(layer.fullInput == whole.input.channels && layer.fullOutput == whole.output.channels)
      #expect(layer.output.channels <= whole.output.channels)
    }
  }

  @Test(
    "has its largest maps where two int8 buffers need the most",
    arguments: [(1000, 224, 1176), (500, 224, 588), (250, 224, 294), (250, 96, 54)])
  func maps(thousandths: Int, side: Int, kibibytes: Int) {
    let architecture = Architecture(
      Setting(
        alpha: .one.moved(byThousandths: thousandths - 1000), side: side, baseSide: 224,
        classes: 1000))
    #expect(architecture.mapPeak.name == "block1.pw")
    #expect(architecture.mapPeak.int8MapBytes == kibibytes * 1024)
    #expect(architecture.layers.allSatisfy { $0.int8MapBytes <= kibibytes * 1024 })
  }

  @Test("at the narrowest keeps 8 channels in every layer")
  func narrowest() {
    let layers = Architecture(
      Setting(alpha: .one.moved(byThousandths: -999), side: 32, baseSide: 32, classes: 3)
    ).layers
    #expect(Set(layers.dropLast().map(\.output.channels)) == [8])
    #expect(layers.last?.parameters == 24)
  }

  @Test("costs no less when it grows, and ρ leaves the parameters", arguments: Variant.allCases)
  func monotony(variant: Variant) {
    var before: Architecture?
    for thousandths in Swift.stride(from: 1, through: 1000, by: 27) {
      let wider = Architecture(
        Setting(
          alpha: .one.moved(byThousandths: thousandths - 1000), side: 64, baseSide: 128,
          variant: variant, classes: 10))
      #expect(wider.multiplyAdds >= before?.multiplyAdds ?? 1)
      #expect(wider.parameters >= before?.parameters ?? 1)
      var larger = wider.setting
      larger.side = 128
      #expect(Architecture(larger).parameters == wider.parameters)
      #expect(Architecture(larger).multiplyAdds > wider.multiplyAdds)
      before = wider
    }
  }
}
