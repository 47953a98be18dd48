import Engine
import MobileNet
import Testing

@testable import Explorer
@testable import Measure
@testable import Screen
@testable import Weights

@Suite("int8 beside float32")
struct PrecisionTests {
  /// α 0.75 and ρ 0.5 in float32, then in int8: three times as fast, a tenth of a point surer.
  private func quantised(_ columns: Int, _ rows: Int, keys: [Key] = []) -> State {
    var state = Example.explored(columns: columns, rows: rows)
    let surfaces = [Precision.float32, .int8].compactMap { Example.surface($0) }
    _ = reduce(&state, .accuracy(AccuracySurfaces(surfaces)))
    state.press(keys + [.character("P")])
    state.answer(probabilities: [
      (281, 0.615), (286, 0.101), (282, 0.049), (904, 0.021), (287, 0.018),
    ])
    return state
  }

  @Test("looks as recorded", arguments: [(80, 24), (120, 40), (200, 60)])
  func screens(columns: Int, rows: Int) throws {
    let state = quantised(columns, rows)
    try Golden.expect(state, "int8-\(columns)x\(rows)")
    guard columns == 80 else { return }
    try Golden.expect(state, "int8-ascii", appearance: Appearance(colors: 0, glyphs: .ascii))
    try Golden.expect(quantised(columns, rows, keys: [.character("p")]), "int8-pinned-80x24")
  }

  @Test("says how often float32 answers alike, and explains it")
  func agreement() throws {
    let state = quantised(80, 24)
    #expect(state.agreement == 0.96)
    let text = draw(state, appearance: Appearance(ground: .dark)).text()
    #expect(text.contains("96.0 % as float32") && text.contains("· int8 ·"))
    let explained = try #require(Explanation(.agreement, in: state))
    #expect(explained.provenance == .measured && explained.recipe == .reading(0.96))
    var float = state
    float.press(.character("P"))
    #expect(float.agreement == nil && Explanation(.agreement, in: float) == nil)
  }

  /// The same in float32 before, then with four bits and one scale, which nobody has checked.
  private func fewBits(_ columns: Int, _ rows: Int, keys: [Key] = []) -> State {
    var state = quantised(columns, rows)
    state.choice.precision = .int8(Quantisation(weightBits: 4, scales: .tensor))
    state.press([.character("P")] + keys + [.character("P")])
    state.answer(probabilities: [
      (286, 0.215), (281, 0.201), (282, 0.049), (904, 0.021), (287, 0.018),
    ])
    return state
  }

  @Test("says how weights are quantised, and that nobody has checked that")
  func quantisations() throws {
    try Golden.expect(fewBits(80, 24), "int4-80x24")
    try Golden.expect(fewBits(80, 24, keys: [.character("p")]), "int4-pinned-80x24")
    try Golden.expect(fewBits(120, 40), "int4-120x40")
    let text = draw(fewBits(80, 24), appearance: Appearance(ground: .dark)).text()
    #expect(text.contains("· int4 weights, one scale ·"))
    #expect(text.contains("top-1 –, unchecked with int4 weights, one scale"))
    let narrow = draw(fewBits(60, 20), appearance: Appearance(ground: .dark)).text()
    #expect(narrow.contains("α 0.75  ρ 0.50 · int4 weights, one scale"))
  }

  @Test("explains what few bits and one scale mean where their bytes are told")
  func explained() throws {
    let notes = try #require(Explanation(.costPart(.weights), in: fewBits(80, 24))).notes
    #expect(notes.contains { $0.hasPrefix("Weights have 4 bits here: whole numbers of −7…7") })
    #expect(notes.contains { $0.hasPrefix("The weights of a layer share one step") })
    let usual = try #require(Explanation(.costPart(.weights), in: quantised(80, 24))).notes
    #expect(usual.count == notes.count - 2)
  }

  @Test("has no accuracy where that was measured in float32 alone")
  func unmeasured() {
    var state = Example.explored()
    state.press(.character("P"))
    state.answer()
    #expect(state.accuracy == nil && state.accuracySurface == nil && state.agreement == nil)
  }

  @Test(
    "a quantised file that computes with its own integers is said to, or why it does not",
    arguments: [(80, 24, "own int8"), (120, 40, "int8, own integers")])
  func ownIntegers(columns: Int, rows: Int, words: String) {
    var member = Example.google.members[3]
    for form in [IntegerForm.own, .unusable("conv0's output has no sound step")] {
      member.integers = form
      var state = Example.start(
        side: 224, base: 224, classes: member.classes.count, columns: columns, rows: rows,
        catalogue: Example.catalogue(weights: WeightFamily(member)))
      state.answer()
      let text = { (state: State) in draw(state, appearance: Appearance(ground: .dark)).text() }
      #expect(!text(state).contains(words))
      state.press(.character("P"))
      #expect(text(state).contains(words) == (form == .own))
      #expect(text(state).contains("its own integers can't be used") == (form != .own))
    }
  }

  @Test("the frontier has a front of either precision where both are known")
  func fronts() throws {
    for (columns, rows) in [(80, 24), (120, 40), (200, 60)] {
      var state = quantised(columns, rows)
      state.press(.character("f"), .character("x"), .character("x"), .character("x"))
      #expect(state.frontier.cost == .memory)
      try Golden.expect(state, "int8-fronts-\(columns)x\(rows)")
    }
  }
}
