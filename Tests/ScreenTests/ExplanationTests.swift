import Measure
import Reports
import Testing

@testable import Explorer
@testable import Screen

@Suite("Explaining figures")
struct ExplanationTests {
  /// Every pane with figures, at a size, by name.
  private static func screens(_ columns: Int, _ rows: Int) throws -> [(name: String, state: State)]
  {
    func explored(_ keys: Key...) -> State {
      Example.explored(columns: columns, rows: rows, keys: keys)
    }
    var pinned = explored(.character("p"), .character("2"))
    pinned.answer()
    var between = explored(.character(","))
    between.answer()
    var screens = [
      ("first", explored()), ("pinned", pinned), ("interpolated", between),
      ("layers", explored(.character("z"))), ("sorted", explored(.character("s"), .character("G"))),
      ("plane", explored(.character("a"))),
    ]
    for pane in [Pane.predictions, .cost, .setting] {
      var state = explored()
      state.view.focus = pane
      state.press(.character("z"))
      screens.append(("\(pane)", state))
    }
    var answers = explored(.character("a"), .character("x"))
    let plane = try #require(ShownPlane(answers).grid)
    answers.tell { $0.background = .answerMap(Example.answers(plane)) }
    screens.append(("answers", answers))
    for cost in 0..<SettingCost.allCases.count {
      var frontier = try Example.frontier(columns, rows)
      frontier.press(Array(repeating: .character("x"), count: cost))
      frontier.press(.character("j"), .character("j"))
      screens.append(("frontier \(cost)", frontier))
      let budget = ["0.2", "20", "1", "9", "20"][cost].map { Key.character($0) }
      frontier.press([.character("$")] + budget + [.enter])
      screens.append(("budget \(cost)", frontier))
    }
    for layer in ["conv0", "block3.dw", "block3.pw", "pool", "classifier"] {
      screens.append(("maps \(layer)", Example.inside(layer, columns: columns, rows: rows)))
      let large = Example.inside(layer, columns: columns, rows: rows, keys: [.enter])
      screens.append(("large \(layer)", large))
      screens.append(
        ("roofline \(layer)", try Example.roofline(columns, rows, layer: layer)))
    }
    return screens
  }

  /// Digits with what belongs to them.
  private static func numbers(_ text: String) -> [String] {
    text.split { !$0.isNumber && !".×".contains($0) }.map(String.init)
      .filter { $0.contains(where: \.isNumber) }
  }

  @Test(
    "every figure of every pane has one that recomputes to it and tells each of its numbers",
    arguments: [(80, 24), (120, 40), (200, 60)])
  func recomputes(columns: Int, rows: Int) throws {
    for (name, state) in try Self.screens(columns, rows) {
      let canvas = draw(state, appearance: Appearance())
      #expect(canvas.figures.count > 2, "\(name)")
      for place in canvas.figures {
        let text = place.columns.map { String(Character(canvas[$0, place.row].scalar)) }.joined()
        guard text.contains(where: \.isNumber) else { continue }
        guard let explanation = Explanation(place.figure, in: state) else {
          Issue.record("\(name): \(place.figure) shows \(text) and has no explanation")
          continue
        }
        let told = Self.numbers(
          ExplanationPane.lines(explanation, place.figure).joined(separator: " "))
        let spelled = Self.spellings(explanation.recipe.value)
        for number in Self.numbers(text) where !told.contains(number) && !spelled.contains(number) {
          Issue.record("\(name): \(place.figure) shows \(text), told is \(told)")
        }
      }
    }
  }

  /// In the other unit of a table, or with fewer decimals where there is no room.
  private static func spellings(_ value: Double) -> [String] {
    let magnitude = value.magnitude
    let texts =
      [
        Figure.count(magnitude), Figure.fixed(magnitude, decimals: 2),
        Figure.wholePercent(magnitude),
      ]
      + [Figure.fixed(magnitude, decimals: 3), Figure.significant(magnitude / 1e9)]
      + [Figure.significant(magnitude / 1e6), Figure.fixed(magnitude * 100, decimals: 0)]
      + [TimeUnit.microseconds, .milliseconds].map { $0.figure(magnitude) }
    return texts.flatMap(numbers)
  }

  @Test("begins at the first figure of the focused pane, and walks over all of them with arrows")
  func walks() throws {
    var state = Example.explored(columns: 80, rows: 24)
    state.press(.character("="))
    let first = try #require(ExplainedFigures(state).current)
    #expect(first.figure == .layer(0, .parameters))
    // At the chosen layer, whichever that is.
    let later = Example.explored(columns: 80, rows: 24, keys: [.end, .character("=")])
    #expect(ExplainedFigures(later).current?.figure == .layer(28, .parameters))
    var seen: Set<FigureName> = [first.figure]
    for key: Key in [.right, .right, .down, .left, .up, .up, .up, .left, .up] {
      guard let action = action(for: key, in: state) else { continue }
      _ = reduce(&state, action)
      seen.insert(try #require(ExplainedFigures(state).current).figure)
    }
    #expect(seen.count >= 8)
    // It owns the keys until it is left.
    let before = state
    #expect(action(for: .character("2"), in: state) == nil)
    state.press(.character("2"), .character("a"))
    #expect(state == before)
    state.press(.escape)
    #expect(state.view.explained == nil)
  }

  @Test("explains every place, where one setting's figure stands in several, too")
  func repeated() throws {
    var state = Example.explored(columns: 120, rows: 40, keys: [.character("a"), .character("=")])
    let figures = ExplainedFigures(state)
    #expect(Set(figures.places.map(\.figure)).count < figures.places.count)
    for place in figures.places {
      _ = reduce(&state, .pointed(figures.target(place)))
      #expect(ExplainedFigures(state).current == place)
    }
  }

  @Test("stands in the other half of the screen, whole, at every size")
  func places() throws {
    for (columns, rows) in [(40, 10), (72, 20), (80, 24), (120, 40), (200, 60)] {
      var state = Example.explored(columns: columns, rows: rows, keys: [.character("=")])
      for key: Key in [.right, .down, .up, .up, .up, .up, .left, .down, .down] {
        if let action = action(for: key, in: state) { _ = reduce(&state, action) }
        let canvas = draw(state, appearance: Appearance())
        let isCut = canvas.isCut
        #expect(!isCut, "\(columns)×\(rows)")
        let place = try #require(ExplainedFigures(state).current)
        let cells = place.columns.map { canvas[$0, place.row] }
        #expect(cells.allSatisfy { $0.style.attributes.contains(.reverse) }, "\(place)")
      }
    }
  }

  @Test("of a tile made large, and back to it")
  func pixels() throws {
    var state = Example.inside(
      "block3.dw", columns: 120, rows: 40, keys: [.enter, .character("=")])
    let first = try #require(ExplainedFigures(state).current)
    guard case .pixel(.kernel(0)) = first.figure else {
      Issue.record("begins at \(first.figure)")
      return
    }
    state.press(.escape)
    #expect(state.view.explained == nil)
    #expect(ShownMaps(state).cursor != nil)
  }

  @Test("a click explains what lies under it")
  func clicks() throws {
    var state = Example.explored(columns: 80, rows: 24, keys: [.character("=")])
    let place = try #require(
      ExplainedFigures(state).places.first {
        $0.figure == .cost(.memory, .here)
      })
    let click = Key.click(column: place.columns.lowerBound, row: place.row)
    _ = reduce(&state, try #require(action(for: click, in: state)))
    #expect(state.view.explained == .figure(.cost(.memory, .here)))
    #expect(draw(state, appearance: Appearance()).text().contains("memory here · computed"))
  }

  @Test("says of each kind how it is known")
  func kinds() {
    let state = Example.explored(columns: 120, rows: 40)
    let kinds: [(FigureName, Provenance)] = [
      (.alpha, .chosen), (.rho, .computed), (.cost(.multiplyAdds, .here), .computed),
      (.cost(.latency, .here), .measured), (.cost(.latency, .factor), .measured),
      (.accuracy(.here), .measured), (.layer(3, .time), .measured),
      (.prediction(rank: 1, .probability), .computed),
    ]
    for (figure, kind) in kinds { #expect(Explanation(figure, in: state)?.provenance == kind) }
  }

  @Test("looks as recorded", arguments: [(80, 24), (120, 40), (200, 60)])
  func golden(columns: Int, rows: Int) throws {
    var state = Example.explored(
      columns: columns, rows: rows, keys: [.character("j"), .character("=")])
    try Golden.expect(state, "explained-\(columns)x\(rows)")
    state.view.explained = .figure(.cost(.latency, .here))
    try Golden.expect(state, "explained-latency-\(columns)x\(rows)")
    try Golden.expect(
      state, "explained-ascii-\(columns)x\(rows)",
      appearance: Appearance(colors: 256, glyphs: .ascii))
  }
}
