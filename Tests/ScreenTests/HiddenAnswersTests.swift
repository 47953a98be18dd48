import MobileNet
import Testing

@testable import Explorer
@testable import Measure
@testable import Screen

@Suite("Guess first: hidden answers")
struct HiddenAnswersTests {
  /// All that the network can answer, with a label and a probability of its own each; another network is
  /// pinned, the class of the picture known.
  private func telling(_ columns: Int, _ rows: Int, label: String? = "n286") throws -> State {
    var state = Example.explored(
      columns: columns, rows: rows,
      catalogue: Example.catalogue(picture: "puma.jpg", label: label, weights: Example.large))
    state.press(.character("a"), .character("x"))
    let plane = try #require(ShownPlane(state).grid)
    state.tell { snapshot in
      snapshot.background = .answerMap(Example.answers(plane))
      snapshot.activations = (0..<5).map { _ in
        ClassActivation(rows: 2, columns: 2, values: [1, 0, 0, 3], bias: 0.5)
      }
    }
    state.press(.escape)
    return state
  }

  /// What would give an answer away: the labels' first words, marks and probabilities of the first answers.
  private static let telltales = [
    "Egyptian", "tabby", "cougar", "puma", "lynx", "window screen", "61.4", "10.2 %", "69.6", "✓",
    "n281", "speak",
  ]

  private func found(_ state: State, _ texts: [String]) -> [String] {
    Self.telltales.filter { telltale in texts.contains { $0.contains(telltale) } }
  }

  /// The screen, and every file that can be written.
  private func texts(_ state: State) throws -> [String] {
    let screen = draw(state, appearance: Appearance()).text()
    return [screen]
      + (try ExportMenu(state).exports.filter { ![.text, .picture, .state].contains($0) }
        .map { try $0.content(state, appearance: Appearance()) })
  }

  private static let views: [[Key]] = [
    [], [.character("p")], [.character("a")], [.character("a"), .character("x")], [.character("f")],
    [.character("r")], [.character("c")], [.character("c"), .character("c")],
    Array(repeating: .character("c"), count: 6), [.character("G"), .character("m")],
    [.character("G"), .character("m"), .character("j")],
    [.character("e")],
  ]

  @Test(
    "nothing on the screen gives them away, in any pane, beside others or alone",
    arguments: [(80, 24), (120, 40)])
  func everyPane(columns: Int, rows: Int) throws {
    var seen: Set<String> = []
    for keys in Self.views {
      var state = try telling(columns, rows)
      state.press(keys)
      if state.view.lower == .maps { state.tellInside() }
      var (stale, alone, zoomed) = (state, state, state)
      stale.press(.down)
      zoomed.press(.character("z"))
      alone.view.focus = .predictions
      alone.press(.character("z"))
      for state in [state, stale, alone, zoomed] {
        seen.formUnion(found(state, try texts(state)))
        var hidden = state
        hidden.view.hidesAnswers = true
        let texts = try self.texts(hidden)
        let leaks = found(hidden, texts)
        #expect(leaks.isEmpty, "\(keys): \(leaks)\n\(texts[0])")
        // Walking over figures meets none of them.
        hidden.view.overlay = nil
        hidden.press(.character("="))
        let figures = ExplainedFigures(hidden).places.map(\.figure)
        #expect(!figures.contains { if case .prediction = $0 { true } else { false } })
      }
    }
    // The same screens do show them: so the search finds what it looks for.
    #expect(seen.isSuperset(of: ["Egyptian", "cougar", "61.4", "✓", "speak"]), "\(seen)")
  }

  @Test("a report has none of them")
  func report() throws {
    var state = try telling(80, 24)
    #expect(try Export.state.content(state, appearance: Appearance()).contains("Egyptian"))
    state.press(.character("H"))
    let json = try Export.state.content(state, appearance: Appearance())
    #expect(json.contains(#""predictions" : ["#) || json.contains(#""predictions": []"#))
    #expect(!json.contains("Egyptian") && !json.contains("0.614"))
    let picture = try Export.picture.content(state, appearance: Appearance())
    #expect(!picture.contains("Egyptian") && !picture.contains("61.4"))
  }

  @Test("the panes say what brings them back", arguments: [(80, 24), (120, 40)])
  func goldens(columns: Int, rows: Int) throws {
    var state = try telling(columns, rows)
    state.press(.character("H"))
    try Golden.expect(state, "hidden-\(columns)x\(rows)")
    state.press(.character("a"))
    #expect(draw(state, appearance: Appearance()).text().contains(State.hiddenAnswers))
    state.press(.escape, .character("G"), .character("m"))
    state.tellInside()
    #expect(draw(state, appearance: Appearance()).text().contains(State.hiddenAnswers))
    state.press(.character("H"))
    #expect(!draw(state, appearance: Appearance()).text().contains(State.hiddenAnswers))
  }

  @Test("a key changes nothing else: shown again, the screen is the same")
  func backAgain() throws {
    let before = try telling(120, 40)
    var state = before
    state.press(.character("H"))
    #expect(state != before)
    state.press(.character("H"))
    #expect(state == before)
  }
}
