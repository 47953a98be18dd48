import Testing

@testable import Explorer
@testable import Measure
@testable import Screen

@Suite("Large digits for a room")
struct LargeFiguresTests {
  private static let screens = [(120, 40), (200, 60), (80, 24)]

  @Test("stand above everything else; where there is no room a line says so", arguments: screens)
  func sizes(columns: Int, rows: Int) throws {
    try Golden.expect(
      Example.explored(columns: columns, rows: rows).presented, "present-\(columns)x\(rows)")
  }

  @Test("without Unicode and colours")
  func ascii() throws {
    let state = Example.explored(columns: 120, rows: 40).presented
    try Golden.expect(state, "present-ascii", appearance: Appearance(colors: 0, glyphs: .ascii))
  }

  @Test("are dimmed where they are of the setting before")
  func stale() throws {
    let state = Example.explored(columns: 120, rows: 40, keys: [.left]).presented
    try Golden.expect(state, "present-stale-120x40")
  }

  @Test(
    "stand above an opened pane, a zoomed one, and the tour", arguments: [(120, 40), (200, 60)])
  func besides(columns: Int, rows: Int) throws {
    var state = Example.explored(columns: columns, rows: rows, keys: [.character("a")]).presented
    try Golden.expect(state, "present-plane-\(columns)x\(rows)")
    state.press(.character("z"))
    #expect(rowsOfText(state)[5].contains("α 0.75  ρ 0.50"))
    state.press(.character("z"))
    _ = reduce(&state, .tour(loops: false))
    try Golden.expect(state, "present-tour-\(columns)x\(rows)")
  }

  @Test("hide the answer where it is to be guessed")
  func hidden() throws {
    let state = Example.explored(columns: 120, rows: 40, keys: [.character("H")]).presented
    try Golden.expect(state, "present-hidden-120x40")
  }

  @Test("say at every new size where they have no room, and nothing where they have")
  func room() {
    var state = Example.explored(columns: 120, rows: 40).presented
    #expect(state.view.message == nil && state.view.bandRows == 5)
    _ = reduce(&state, .resize(columns: 119, rows: 40))
    #expect(state.view.message?.contains("needs 120×40, this screen is 119×40") == true)
    state.press(.character("?"), .escape)
    var plain = Example.explored(columns: 119, rows: 40)
    plain.press(.character("?"), .escape)
    #expect(draw(state, appearance: Appearance()) == draw(plain, appearance: Appearance()))
  }

  @Test("lose nothing at an edge, however long figures and labels are")
  func edges() {
    for label in ["", "tabby", "Egyptian cat", "a label of so many words that none has room", long]
    {
      for (alpha, milliseconds) in [(375, 0.0123), (375, 0.386), (1000, 123_456), (1, 9.99)] {
        var state = Example.start(alpha: alpha, side: 97)
        state.answer(runs: 3)
        state.tell { snapshot in
          snapshot.latency = Example.latency(milliseconds, runs: 3)
          snapshot.predictions = [
            Prediction(index: 1, id: "", label: label, probability: 1, logit: 1)
          ]
        }
        for columns in 120...200 {
          var canvas = Canvas(columns: columns, rows: LargeFont.rows)
          LargeFigures(state: state, theme: Theme(Appearance()), columns: columns)
            .draw(on: &canvas)
          let isCut = canvas.isCut
          #expect(!isCut, "\(columns), \(alpha), \(milliseconds), \(label)")
        }
      }
    }
  }

  private let long = String(repeating: "word", count: 40)

  @Test("have rows of one length in every character, of half blocks")
  func font() {
    for character in "0123456789.%~–?αρ" {
      let glyph = LargeFont.glyph(character)
      #expect(glyph.count == LargeFont.rows && Set(glyph.map(\.unicodeScalars.count)).count == 1)
      #expect(glyph.joined().contains { $0 != " " }, "\(character)")
      #expect(glyph.joined().allSatisfy { " ▀▄█".contains($0) })
    }
    let digits = "0123456789".map { LargeFont.glyph($0) }
    #expect(Set(digits).count == 10 && Set(digits.map { $0[0].count }) == [5])
  }

  private func rowsOfText(_ state: State) -> [String] {
    draw(state, appearance: Appearance()).text().split(
      separator: "\n", omittingEmptySubsequences: false
    ).map(String.init)
  }
}

extension State {
  /// As the program begins with `--present`.
  var presented: State {
    var state = self
    state.view = View(columns: view.columns, rows: view.rows, presents: true)
    state.look(at: viewChoice)
    _ = reduce(&state, .resize(columns: view.columns, rows: view.rows))
    return state
  }
}
