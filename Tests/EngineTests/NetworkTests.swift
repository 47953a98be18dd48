import Engine
import MobileNet
import Testing
import Weights

@Suite("Networks of any setting")
struct NetworkTests {
  @Test(
    "extreme widths and sides, either padding, either reading of ρ",
    arguments: [Variant.separable, .shallow, .standard], RhoRule.allCases)
  func extremes(variant: Variant, rhoRule: RhoRule) throws {
    let network = Network(
      panels: SeededPanels.of(variant), instructionSet: .best, threads: 2)
    for (thousandths, side, padding) in [
      (1, 32, PaddingRule.same), (1, 512, .symmetric), (999, 32, .symmetric), (300, 223, .same),
      (1000, 34, .symmetric), (120, 511, .same),
    ] {
      let alpha = try #require(WidthMultiplier(thousandths: thousandths))
      network.rebuild(
        Setting(
          alpha: alpha, side: side, baseSide: 512, variant: variant, rhoRule: rhoRule,
          padding: padding, classes: 100))
      network.load(input: picture(side: side))
      #expect(network.run())
      let logits = network.logits
      #expect(logits.count == 100)
      #expect(logits.allSatisfy { $0.isFinite })
      #expect(network.activations().last == logits)
    }
  }

  @Test("a rebuild leaves nothing of the network before")
  func rebuildIsClean() throws {
    let panels = try BuiltIn.panels.get()
    let used = Network(panels: panels, instructionSet: .best)
    let narrow = try #require(WidthMultiplier(thousandths: 330))
    for (alpha, side) in [(WidthMultiplier.one, 160), (narrow, 50), (.one, 64), (narrow, 97)] {
      used.rebuild(used.setting(alpha: alpha, side: side))
      used.load(input: picture(side: side))
      #expect(used.run())
      let fresh = Network(panels: panels, instructionSet: .best)
      fresh.rebuild(fresh.setting(alpha: alpha, side: side))
      fresh.load(input: picture(side: side))
      #expect(fresh.run())
      #expect(used.logits == fresh.logits)
    }
  }

  @Test("the peak is a plausible rate")
  func peak() {
    let peaks = InstructionSet.available.map { $0.measurePeak() }
    #expect(peaks.allSatisfy { $0 > 1e8 && $0 < 1e13 })
  }
}
