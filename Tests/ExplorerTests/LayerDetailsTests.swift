import Engine
import Measure
import MobileNet
import Testing

@testable import Explorer

@Suite("The selected layer")
struct LayerDetailsTests {
  private func details(_ name: String, _ variant: Variant = .separable) throws -> LayerDetails {
    var state = Example.start(alpha: 750, side: 64, variant: variant)
    state.view.selectedLayer = try #require(
      state.figures.architecture.layers.firstIndex { $0.name == name })
    return LayerDetails(state)
  }

  @Test("formulas with this network's numbers")
  func formulas() throws {
    let table: [(String, Variant, String, String, String, Int)] = [
      (
        "conv0", .separable, "standard convolution 3×3, stride 2", "D_K² · M · N · D_F²",
        "3² · 3 · 24 · 32²", 663_552
      ),
      (
        "block1.dw", .separable, "depthwise 3×3, stride 1", "D_K² · M · D_F²", "3² · 24 · 32²",
        221_184
      ),
      (
        "block1.pw", .separable, "pointwise 1×1, stride 1", "M · N · D_F²", "24 · 48 · 32²",
        1_179_648
      ),
      (
        "block2.conv", .standard, "standard convolution 3×3, stride 2", "D_K² · M · N · D_F²",
        "3² · 48 · 96 · 16²", 10_616_832
      ),
      ("classifier", .separable, "linear, 768 to 200", "M · N", "768 · 200", 153_600),
    ]
    for (name, variant, title, symbols, numbers, value) in table {
      let details = try details(name, variant)
      #expect(details.title == "\(name): \(title)")
      #expect(
        details.multiplyAdds?.symbols == symbols && details.multiplyAdds?.numbers == numbers
          && details.multiplyAdds?.value == value)
      #expect(details.parameters?.value == details.layer.parameters)
    }
    let depthwise = try details("block1.dw")
    #expect(
      depthwise.parameters?.symbols == "D_K² · M" && depthwise.parameters?.numbers == "3² · 24"
        && depthwise.parameters?.value == 216)
  }

  /// The numbers of a formula, multiplied.
  private func product(_ numbers: String) -> Int {
    numbers.split(separator: " · ").reduce(1) { product, factor in
      let number = Int(factor.filter(\.isASCII)) ?? 0
      return product * (factor.hasSuffix("²") ? number * number : number)
    }
  }

  @Test("the numbers of every formula give its value", arguments: Variant.allCases)
  func products(variant: Variant) {
    var state = Example.start(alpha: 370, side: 99, variant: variant)
    for index in state.figures.architecture.layers.indices {
      state.view.selectedLayer = index
      let details = LayerDetails(state)
      for formula in [details.multiplyAdds, details.parameters].compactMap(\.self) {
        #expect(product(formula.numbers) == formula.value, "\(details.title)")
      }
      #expect(details.multiplyAdds?.value ?? 0 == details.layer.multiplyAdds)
    }
  }

  @Test("the pool has no formula")
  func pool() throws {
    let details = try details("pool")
    #expect(details.title == "pool: mean of 2×2 positions")
    #expect(details.multiplyAdds == nil)
    #expect(details.parameters == nil)
    #expect(details.throughput == nil)
  }

  @Test("depthwise and pointwise stand beside the standard convolution they replace")
  func comparison() throws {
    let depthwise = try details("block2.dw")
    let pointwise = try details("block2.pw")
    let standard = try details("block2.conv", .standard)
    let comparison = try #require(depthwise.comparison)
    #expect(pointwise.comparison == comparison)
    #expect(standard.comparison == comparison)
    #expect(comparison.outputChannels == 96)
    #expect(comparison.standardMultiplyAdds == standard.layer.multiplyAdds)
    #expect(
      comparison.separableMultiplyAdds
        == depthwise.layer.multiplyAdds + pointwise.layer.multiplyAdds)
    #expect(comparison.ratio == 1.0 / 96 + 1.0 / 9)
    let measured =
      Double(comparison.separableMultiplyAdds) / Double(comparison.standardMultiplyAdds)
    #expect(abs(comparison.ratio - measured) < 1e-12)
    for name in ["conv0", "pool", "classifier"] {
      let details = try details(name)
      #expect(details.comparison == nil)
    }
  }

  @Test("throughput is this setting's or none: old times say nothing of new work")
  func throughput() {
    var state = Example.start()
    #expect(LayerDetails(state).throughput == nil)
    state.answer()
    let work = Double(LayerDetails(state).layer.multiplyAdds)
    #expect(LayerDetails(state).throughput == Dated(work / 0.001))
    #expect(LayerDetails(state).shareOfPeak == nil)
    state.press(.left)
    #expect(LayerDetails(state).latency?.isStale == true)
    #expect(LayerDetails(state).throughput == nil)
  }

  @Test("the share of the peak counts the cores in use")
  func shareOfPeak() {
    let example = Example.start()
    var state = State(
      catalogue: example.catalogue,
      choice: Choice(
        setting: example.choice.setting, threads: 2, instructionSet: .avx2))
    state.answer()
    var snapshot = state.figures.current
    snapshot.peakMultiplyAddsPerSecond = 100e9
    _ = reduce(&state, .snapshot(snapshot))
    let work = Double(LayerDetails(state).layer.multiplyAdds)
    #expect(LayerDetails(state).shareOfPeak == Dated(work / 0.001 / 200e9))
  }
}
