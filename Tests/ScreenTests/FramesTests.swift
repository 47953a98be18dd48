import Testing

@testable import Screen

@Suite("Frames")
struct FramesTests {
  private func text(_ areas: [Area], columns: Int, rows: Int) -> String {
    var frames = Frames()
    for area in areas { frames.add(area, .plain) }
    var canvas = Canvas(columns: columns, rows: rows)
    frames.draw(on: &canvas)
    return canvas.text()
  }

  private func area(_ column: Int, _ row: Int, _ columns: Int = 3, _ rows: Int = 3) -> Area {
    Area(column: column, row: row, columns: columns, rows: rows)
  }

  @Test("that touch share their lines, and corners become junctions, in whatever order")
  func junctions() {
    let four = [area(0, 0), area(2, 0), area(0, 2), area(2, 2)]
    let expected = "┌─┬─┐\n│ │ │\n├─┼─┤\n│ │ │\n└─┴─┘\n"
    #expect(text(four, columns: 5, rows: 5) == expected)
    #expect(text(four.reversed(), columns: 5, rows: 5) == expected)
    #expect(
      text([area(0, 0, 5, 3), area(0, 2), area(2, 2)], columns: 5, rows: 5)
        == "┌───┐\n│   │\n├─┬─┤\n│ │ │\n└─┴─┘\n")
    #expect(text([area(0, 0, 2, 2)], columns: 3, rows: 3) == "┌┐\n└┘\n\n")
  }

  @Test("of less than two cells either way are none")
  func none() {
    for area in [area(0, 0, 1, 5), area(0, 0, 5, 1), area(0, 0, 0, 0), area(0, 0, -3, 4)] {
      #expect(text([area], columns: 5, rows: 5) == "\n\n\n\n\n")
    }
  }

  @Test("give a shared line the style of the one added last")
  func styles() {
    let bold = Style(attributes: .bold)
    var frames = Frames()
    frames.add(area(0, 0), .plain)
    frames.add(area(2, 0), bold)
    var canvas = Canvas(columns: 5, rows: 3)
    frames.draw(on: &canvas)
    #expect(canvas.styles([.plain: ".", bold: "f"]) == "..fff\n. f f\n..fff\n")
  }

  @Test("leave an inside, and hold what lies in them")
  func areas() {
    #expect(area(4, 2, 5, 3).inside == area(5, 3, 3, 1))
    #expect(area(4, 2, 1, 1).inside == area(5, 3, 0, 0))
    let held = (0..<10).flatMap { column in (0..<10).map { (column, $0) } }
      .filter { area(4, 2, 3, 2).contains($0.0, $0.1) }.map { "\($0.0) \($0.1)" }
    #expect(held == ["4 2", "4 3", "5 2", "5 3", "6 2", "6 3"])
  }
}

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
