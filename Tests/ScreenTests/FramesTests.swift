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
}
