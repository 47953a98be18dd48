import MobileNet
import Testing

@testable import Explorer
@testable import Measure
@testable import Screen

@Suite("Whole screens look as recorded")
struct GoldenTests {
  @Test("at every composed size", arguments: [(80, 24), (100, 30), (120, 40), (200, 60)])
  func sizes(columns: Int, rows: Int) throws {
    try Golden.expect(
      Example.explored(columns: columns, rows: rows, keys: [.character("j")]),
      "\(columns)x\(rows)")
  }

  @Test("without Unicode, without colours, with few colours")
  func terminals() throws {
    for (columns, rows) in [(80, 24), (120, 40)] {
      let state = Example.explored(columns: columns, rows: rows)
      let size = "\(columns)x\(rows)"
      try Golden.expect(
        state, "ascii-\(size)", appearance: Appearance(colors: 256, glyphs: .ascii))
      try Golden.expect(state, "narrow-\(size)", appearance: Appearance(glyphs: .narrow))
      try Golden.expect(
        state, "ascii-mono-\(size)", appearance: Appearance(colors: 0, glyphs: .ascii))
      try Golden.expect(state, "mono-\(size)", appearance: Appearance(colors: 0))
      try Golden.expect(state, "16-colours-\(size)", appearance: Appearance(colors: 16))
    }
  }

  @Test("with a pane over the whole screen", arguments: View().panes)
  func zoomed(pane: Pane) throws {
    for (columns, rows) in [(80, 24), (120, 40), (200, 60)] {
      var state = Example.explored(columns: columns, rows: rows)
      state.view.focus = pane
      state.press(.character("z"))
      try Golden.expect(state, "zoomed-\(pane.rawValue)-\(columns)x\(rows)")
      if columns == 80 {
        try Golden.expect(
          state, "zoomed-\(pane.rawValue)-ascii",
          appearance: Appearance(colors: 0, glyphs: .ascii))
      }
    }
  }

  @Test("on screens so small that panes take turns", arguments: View().panes)
  func small(pane: Pane) throws {
    var state = Example.explored(columns: 40, rows: 10)
    state.view.focus = pane
    try Golden.expect(state, "small-\(pane.rawValue)-40x10")
  }

  @Test("on screens that are too small")
  func tooSmall() throws {
    try Golden.expect(Example.explored(columns: 39, rows: 9), "too-small-39x9")
    try Golden.expect(Example.explored(columns: 12, rows: 3), "too-small-12x3")
  }

  @Test("under help and command", arguments: [(80, 24), (120, 40), (40, 10)])
  func overlays(columns: Int, rows: Int) throws {
    var state = Example.explored(columns: columns, rows: rows, keys: [.character("?")])
    try Golden.expect(state, "help-\(columns)x\(rows)")
    state.press(.escape, .character("y"))
    try Golden.expect(state, "command-\(columns)x\(rows)")
  }

  @Test("under the menu of exports", arguments: [(80, 24), (120, 40), (40, 10)])
  func exports(columns: Int, rows: Int) throws {
    var state = Example.explored(columns: columns, rows: rows)
    state.press(.character("e"), .down)
    try Golden.expect(state, "export-\(columns)x\(rows)")
    try Golden.expect(
      state, "export-ascii-\(columns)x\(rows)", appearance: Appearance(colors: 0, glyphs: .ascii))
  }

  @Test("before anything is known", arguments: [(80, 24), (120, 40)])
  func waiting(columns: Int, rows: Int) throws {
    try Golden.expect(Example.start(columns: columns, rows: rows), "waiting-\(columns)x\(rows)")
  }

  @Test(
    "with figures of the setting before, some of them replaced", arguments: [(80, 24), (120, 40)])
  func stale(columns: Int, rows: Int) throws {
    var state = Example.explored(columns: columns, rows: rows, keys: [.left])
    state.tell { snapshot in
      snapshot.buildMilliseconds = 0.37
      snapshot.layers = (0..<29).map { place in
        place < 5 ? LayerLatency(minimum: 0.01, median: 0.011 + Double(place) / 500) : nil
      }
    }
    try Golden.expect(state, "stale-\(columns)x\(rows)")
  }

  @Test("after a few runs, paused, and with a message")
  func statuses() throws {
    var state = Example.explored(keys: [.character("2")])
    state.answer(runs: 3)
    try Golden.expect(state, "provisional-80x24")
    state.press(.character(" "))
    try Golden.expect(state, "paused-80x24")
    state.press(.character("i"))
    state.tell { $0.failure = "cannot read espresso.jpg: it ends in the middle of a row" }
    try Golden.expect(state, "failed-80x24")
  }

  @Test("with the map of accuracy", arguments: [(80, 24), (120, 40), (200, 60), (40, 10)])
  func accuracyMap(columns: Int, rows: Int) throws {
    let state = Example.explored(columns: columns, rows: rows, keys: [.character("a")])
    try Golden.expect(state, "map-accuracy-\(columns)x\(rows)")
    guard columns == 80 else { return }
    for colors in [16, 8, 0] {
      try Golden.expect(
        state, "map-accuracy-\(colors)-colours", appearance: Appearance(colors: colors))
    }
    try Golden.expect(
      state, "map-accuracy-ascii", appearance: Appearance(colors: 0, glyphs: .ascii))
  }

  @Test("with the map of answers", arguments: [(80, 24), (120, 40), (200, 60), (40, 10)])
  func answersMap(columns: Int, rows: Int) throws {
    var state = Example.explored(columns: columns, rows: rows, keys: [.character("a")])
    state.press(.character("x"))
    let plane = try #require(ShownPlane(state).grid)
    state.tell { $0.background = .answerMap(Example.answers(plane, isComplete: columns > 40)) }
    try Golden.expect(state, "map-answers-\(columns)x\(rows)")
    guard columns == 80 else { return }
    for colors in [16, 0] {
      try Golden.expect(
        state, "map-answers-\(colors)-colours", appearance: Appearance(colors: colors))
    }
    try Golden.expect(state, "map-answers-ascii", appearance: Appearance(colors: 0, glyphs: .ascii))
  }

  @Test(
    "where it is known what the picture shows", arguments: [(80, 24), (120, 40)],
    ["n281", "n286", "n100"])
  func truth(size: (columns: Int, rows: Int), label: String) throws {
    let (columns, rows) = size
    var state = Example.explored(
      columns: columns, rows: rows,
      catalogue: Example.catalogue(label: label, weights: Example.large))
    state.tell { $0.ranking += [100] }
    if label != "n286" { try Golden.expect(state, "right-\(label)-\(columns)x\(rows)") }
    state.press(.character("a"), .character("x"))
    let plane = try #require(ShownPlane(state).grid)
    state.tell { $0.background = .answerMap(Example.answers(plane)) }
    try Golden.expect(state, "map-right-\(label)-\(columns)x\(rows)")
    guard columns == 80, label == "n286" else { return }
    try Golden.expect(
      state, "map-right-ascii", appearance: Appearance(colors: 0, glyphs: .ascii))
  }

  @Test("with more answers than the map's legend has room for", arguments: [(80, 24), (120, 40)])
  func manyAnswers(columns: Int, rows: Int) throws {
    var state = Example.explored(columns: columns, rows: rows, keys: [.character("a")])
    state.press(.character("x"))
    let plane = try #require(ShownPlane(state).grid)
    let answers = (0..<plane.alphas.count * plane.sides.count).map { place -> Prediction? in
      let index = place * place % 23
      return Prediction(
        index: index, id: "", label: "creature number \(index)", probability: 0.3, logit: 1)
    }
    state.tell { $0.background = .answerMap(AnswerMap(plane, answers: answers)) }
    try Golden.expect(state, "map-many-\(columns)x\(rows)")
    #expect(draw(state, appearance: Appearance()).text().contains(/\+ \d+ more/))
  }

  @Test("with accuracy between measured settings, and of other weights")
  func accuracies() throws {
    for (columns, rows) in [(80, 24), (120, 40)] {
      var state = Example.explored(columns: columns, rows: rows, keys: [.shiftLeft])
      state.answer()
      try Golden.expect(state, "accuracy-between-\(columns)x\(rows)")
      state.tell { $0.builtInChecksum = "cd" }
      try Golden.expect(state, "accuracy-of-others-\(columns)x\(rows)")
    }
  }

  @Test(
    "on the weights of a folder: at their own side or another, and where there are none",
    arguments: [(80, 24), (120, 40)])
  func family(columns: Int, rows: Int) throws {
    var state = Example.start(
      side: 224, base: 224, classes: 1001, columns: columns, rows: rows,
      catalogue: Example.catalogue(weights: Example.google))
    state.answer()
    state.press(.character("2"))
    state.answer()
    try Golden.expect(state, "family-other-side-\(columns)x\(rows)")
    state.press(.character("["), .character("["))
    state.answer()
    try Golden.expect(state, "family-\(columns)x\(rows)")
    state.view.focus = .predictions
    state.press(.character("z"))
    try Golden.expect(state, "family-zoomed-\(columns)x\(rows)")
    state.press(.character("z"), .left)
    state.answer()
    try Golden.expect(state, "family-between-\(columns)x\(rows)")
  }

  @Test("where nothing is predicted", arguments: [(80, 24), (120, 40)])
  func unavailable(columns: Int, rows: Int) throws {
    var state = Example.start(
      alpha: 500, side: 224, base: 224, variant: .standard, classes: 1000, columns: columns,
      rows: rows)
    state.answer()
    try Golden.expect(state, "standard-\(columns)x\(rows)")
    state = Example.start(alpha: 500, side: 96, rhoRule: .filters, columns: columns, rows: rows)
    state.answer()
    try Golden.expect(state, "filters-\(columns)x\(rows)")
  }
}
