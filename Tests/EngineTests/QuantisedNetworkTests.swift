import MobileNet
import Testing
import Weights

@testable import Engine

@Suite("The network in int8")
struct QuantisedNetworkTests {
  /// Widths whose layers have 1, 2 and 3 channels more than a multiple of four; even and odd sides.
  static let settings = [
    (1, 32), (50, 33), (125, 35), (250, 97), (333, 34), (370, 33), (500, 48), (610, 41), (625, 32),
    (750, 37), (905, 50), (1000, 64),
  ]

  @Test(
    "has the bits of the plain loops on every instruction set, layer by layer",
    arguments: Variant.allCases, settings)
  func layers(variant: Variant, setting: (Int, Int)) throws {
    let (thousandths, side) = setting
    let panels = QuantisedPanels.of(variant)
    let setting = Setting(
      alpha: try #require(WidthMultiplier(thousandths: thousandths)), side: side, baseSide: 224,
      variant: variant, padding: thousandths.isMultiple(of: 2) ? .same : .symmetric, classes: 100)
    expectBits(of: panels, setting, QuantisedPanels.reference(of: variant))
  }

  @Test(
    "so it has with the built-in weights, whose means are computed in a rebuild",
    arguments: [(250, 32), (370, 45), (905, 33), (1000, 64)])
  func builtIn(thousandths: Int, side: Int) throws {
    let panels = try QuantisedPanels.builtIn.get()
    let source = panels.source
    let setting = source.description.setting(
      alpha: try #require(WidthMultiplier(thousandths: thousandths)), side: side)
    expectBits(of: panels, setting, QuantisedReference(source))
  }

  @Test(
    "so it has with fewer bits and with one scale for a layer",
    arguments: [(3, .channel), (4, .channel), (3, .tensor), (4, .tensor), (8, .tensor)]
      as [(Int, Quantisation.Scales)])
  func quantisations(bits: Int, scales: Quantisation.Scales) throws {
    let quantisation = Quantisation(weightBits: bits, scales: scales)
    let source = try WeightSource.builtIn()
    let panels = try Panels(source, precision: .int8(quantisation))
    let setting = source.description.setting(
      alpha: try #require(WidthMultiplier(thousandths: 370)), side: 45)
    expectBits(of: panels, setting, QuantisedReference(source, quantisation))
  }

  @Test("so have the other variants with one scale for a layer", arguments: Variant.allCases)
  func quantised(variant: Variant) throws {
    let quantisation = Quantisation(weightBits: 4, scales: .tensor)
    let source = WeightSource.seeded(variant: variant, classes: 10, seed: 2, baseSide: 64)
    let panels = try Panels(source, precision: .int8(quantisation))
    let setting = Setting(
      alpha: try #require(WidthMultiplier(thousandths: 250)), side: 33, baseSide: 64,
      variant: variant, classes: 10)
    expectBits(of: panels, setting, QuantisedReference(source, quantisation))
  }

  @Test("leaves a quantised file's own integers aside where other numbers are asked for")
  func foreign() throws {
    let source = try WeightSource.read(path: fixture("checkpoints/tflite-uint8.tflite"))
    for quantisation in [
      Quantisation(weightBits: 4, scales: .channel), Quantisation(weightBits: 8, scales: .tensor),
    ] {
      let panels = try Panels(source, precision: .int8(quantisation))
      #expect(panels.own == nil)
      let setting = source.description.setting(alpha: source.widths.upperBound, side: 33)
      expectBits(of: panels, setting, QuantisedReference(source, quantisation))
    }
  }

  @Test("answers otherwise with fewer bits, and with one scale")
  func differs() throws {
    let source = try WeightSource.builtIn()
    let setting = source.description.setting(
      alpha: try #require(WidthMultiplier(thousandths: 250)), side: 32)
    let ways: [Precision] = [
      .int8, .int8(Quantisation(weightBits: 4, scales: .channel)),
      .int8(Quantisation(weightBits: 8, scales: .tensor)),
    ]
    let logits = try ways.map { precision in
      let network = Network(panels: try Panels(source, precision: precision), instructionSet: .best)
      network.rebuild(setting)
      network.load(input: picture(side: 32))
      #expect(network.precision == precision && network.run())
      return network.logits
    }
    #expect(Set(logits).count == ways.count)
  }

  @Test(
    "has float32's logits on photos, but for a hundredth of their power",
    arguments: PackTests.settings)
  func likeFloat(key: String) throws {
    let reference = try SafetensorsFile(path: fixture("pack/reference.safetensors"))
    let (inputs, wanted) = (
      try reference.tensor("\(key).input"), try reference.tensor("\(key).logits")
    )
    let parts = key.split(separator: "@").compactMap { Int($0) }
    let alpha = try #require(WidthMultiplier(thousandths: parts[0]))
    let network = Network(panels: try QuantisedPanels.builtIn.get(), instructionSet: .best)
    network.rebuild(network.setting(alpha: alpha, side: parts[1]))
    let pixels = parts[1] * parts[1] * 3
    let inputValues = inputs.values()
    var found: [Float] = []
    for photo in 0..<inputs.shape[0] {
      network.load(input: Array(inputValues[(photo * pixels)..<((photo + 1) * pixels)]))
      #expect(network.run())
      found += network.logits
    }
    let errors = zip(found, wanted.values()).map { $0 - $1 }
    let power = { (values: [Float]) in values.reduce(0) { $0 + $1 * $1 } }
    #expect(power(errors) * 100 < power(wanted.values()))
  }
}

/// Expects the plain loops' bits of a network on every instruction set, with one thread and two, layer by layer.
///
/// `steps` says what a step of each layer's bytes is worth, but for the classifier's; 6/255 where nil.
func expectBits(
  of panels: Panels, _ setting: Setting, _ reference: QuantisedReference, steps: [Float]? = nil
) {
  let input = picture(side: setting.side)
  let wanted = reference.activations(of: input, in: Architecture(setting))
  for instructionSet in InstructionSet.available {
    for threads in [1, 2] {
      let network = Network(panels: panels, instructionSet: instructionSet, threads: threads)
      network.rebuild(setting)
      network.load(input: input)
      #expect(network.run())
      #expect(network.logits == wanted.last, "\(instructionSet), \(threads) threads")
      let found = network.activations()
      for (index, layer) in network.architecture.layers.enumerated() {
        let step = steps?.dropFirst(index).first ?? 6 / 255
        let isLogits = layer.kind == .linear
        let bytes = isLogits ? found[index] : found[index].map { ($0 / step).rounded() }
        #expect(bytes == wanted[index], "\(instructionSet), \(layer.name)")
      }
    }
  }
}

/// Seeded weights of the full width, quantised once for all tests.
enum QuantisedPanels {
  private static let panels = Dictionary(
    uniqueKeysWithValues: Variant.allCases.map {
      ($0, SeededPanels.packed(SeededPanels.of($0).source, .int8))
    })
  static let builtIn = Result { try Panels(WeightSource.builtIn(), precision: .int8) }
  private static let references = Dictionary(
    uniqueKeysWithValues: Variant.allCases.map {
      ($0, QuantisedReference(SeededPanels.of($0).source))
    })

  static func of(_ variant: Variant) -> Panels {
    panels[variant] ?? SeededPanels.of(variant)
  }

  static func reference(of variant: Variant) -> QuantisedReference {
    references[variant] ?? QuantisedReference(SeededPanels.of(variant).source)
  }
}
