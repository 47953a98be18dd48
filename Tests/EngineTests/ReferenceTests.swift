import Engine
import MobileNet
import Testing
import Weights

/// The engine against plain loops; `ParityTests` hold it against PyTorch at a few settings.
@Suite("The network in plain loops")
struct ReferenceTests {
  static let widths = [1, 50, 125, 250, 333, 370, 500, 610, 625, 750, 905, 1000]
  /// Even and odd sides with either padding, and either reading of ρ.
  static let sides: [(Int, PaddingRule, RhoRule)] = [
    (32, .same, .compute), (33, .symmetric, .compute), (34, .symmetric, .compute),
    (37, .same, .compute), (75, .same, .filters),
  ]

  @Test(
    "is what every instruction set computes, layer by layer", arguments: Variant.allCases, widths)
  func seeded(variant: Variant, thousandths: Int) throws {
    let alpha = try #require(WidthMultiplier(thousandths: thousandths))
    let panels = SeededPanels.of(variant)
    for (side, padding, rhoRule) in Self.sides {
      let setting = Setting(
        alpha: alpha, side: side, baseSide: 224, variant: variant, rhoRule: rhoRule,
        padding: padding, classes: 100)
      try compare(setting, panels, SeededReference.of(variant))
    }
  }

  @Test(
    "is what the engine makes of the built-in weights, between their widths and sides too",
    arguments: [(250, 32), (370, 45), (905, 33)])
  func builtIn(thousandths: Int, side: Int) throws {
    let panels = try BuiltIn.panels.get()
    let source = panels.source
    let setting = Setting(
      alpha: try #require(WidthMultiplier(thousandths: thousandths)), side: side,
      baseSide: source.baseSide, variant: source.variant, padding: source.padding,
      classes: source.classes.count)
    try compare(setting, panels, Reference(source))
  }

  private func compare(_ setting: Setting, _ panels: Panels, _ reference: Reference) throws {
    let input = picture(side: setting.side)
    let wanted = reference.activations(of: input, in: Architecture(setting))
    for instructionSet in InstructionSet.available {
      let network = Network(panels: panels, instructionSet: instructionSet)
      network.rebuild(setting)
      network.load(input: input)
      let found = network.activations()
      try #require(found.count == wanted.count)
      for (index, layer) in network.architecture.layers.enumerated() {
        let difference = difference(found[index], wanted[index], tolerance: 1e-4)
        #expect(
          difference <= 1,
          "\(instructionSet.title), \(setting.side) pixels, \(layer.name): \(difference) times the tolerance"
        )
      }
    }
  }
}

/// The plain loops on the weights of `SeededPanels`, read once for all tests.
private enum SeededReference {
  private static let separable = Reference(SeededPanels.of(.separable).source)
  private static let standard = Reference(SeededPanels.of(.standard).source)
  private static let shallow = Reference(SeededPanels.of(.shallow).source)

  static func of(_ variant: Variant) -> Reference {
    switch variant {
    case .separable: separable
    case .standard: standard
    case .shallow: shallow
    }
  }
}
