import Testing

@testable import Screen

@Suite("A panel")
struct PanelTests {
  private func top(_ panel: Panel, columns: Int, isFocused: Bool = false) -> [String] {
    var canvas = Canvas(columns: columns, rows: 3)
    panel.draw(
      on: &canvas, frame: Area(column: 0, row: 0, columns: columns, rows: 3), isFocused: isFocused,
      theme: Theme(Appearance()))
    return canvas.text().split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  @Test("has its name on the frame, marked where it has the focus, clipped where it is long")
  func title() {
    let panel = Panel(title: "predictions", inside: Canvas(columns: 18, rows: 1))
    #expect(top(panel, columns: 20)[0] == "  predictions")
    #expect(top(panel, columns: 20, isFocused: true)[0] == " ▸predictions")
    #expect(top(panel, columns: 12, isFocused: true)[0] == " ▸predict…")
  }

  @Test("has headings behind its name, none over it")
  func headings() {
    let panel = Panel(
      title: "cost",
      headings: [.init(text: "a", column: 3), .init(text: "here", column: 9)],
      inside: Canvas(columns: 18, rows: 1))
    #expect(top(panel, columns: 20)[0] == "  cost    here")
  }

  @Test("has its note at the right end of the lower line, where there is room for it")
  func note() {
    let panel = Panel(title: "t", note: "1–6 of 29", inside: Canvas(columns: 1, rows: 1))
    #expect(top(panel, columns: 15)[2] == "   1–6 of 29")
    #expect(top(panel, columns: 14)[2] == "")
  }
}
