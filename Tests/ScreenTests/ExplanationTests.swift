import Measure
import Reports
import Testing

@testable import Explorer
@testable import Screen

@Suite("Explaining figures")
struct ExplanationTests {
  /// What a cell shows besides a figure: marks of another meaning.
  private static let marks = Set("~≈▴▾✓ ")

  private static let screens: [(columns: Int, rows: Int, keys: [Key])] = [
    (80, 24, []), (120, 40, []), (200, 60, []), (200, 60, [.character("p"), .character("2")]),
    (80, 24, [.character("p"), .character("4")]), (200, 60, [.character("z")]),
    (120, 40, [.character("s"), .character("G")]),
  ]

  @Test("every figure of the first screen has one, and it recomputes to what is shown")
  func recomputes() {
    for (columns, rows, keys) in Self.screens {
      var state = Example.explored(columns: columns, rows: rows, keys: keys)
      if keys.contains(.character("p")) { state.answer() }
      let canvas = draw(state, appearance: Appearance())
      #expect(canvas.figures.count > 40)
      for place in canvas.figures {
        let text = place.columns.map { String(Character(canvas[$0, place.row].scalar)) }.joined()
        let shown = text.filter { !Self.marks.contains($0) }
        if shown == Figure.missing || shown == "new" { continue }
        guard let explanation = Explanation(place.figure, in: state) else {
          Issue.record("\(place.figure) shows \(text) and has no explanation")
          continue
        }
        let value = explanation.recipe.value
        let spelled =
          [place.figure.spelling(value), place.figure.spelling(abs(value)), Figure.count(value)]
          + [TimeUnit.microseconds, .milliseconds].map { $0.figure(value) }
          + (value == 0 ? ["="] : [])
        #expect(
          spelled.contains { $0.filter { !Self.marks.contains($0) } == shown },
          "\(place.figure): \(text) against \(spelled)")
      }
    }
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
      appearance: Appearance(colors: 256, unicode: false))
  }
}
