import Testing

@testable import Screen

@Suite("A grid of dots")
struct DotGridTests {
  private func drawn(
    columns: Int = 2, rows: Int = 1, ascii: Unicode.Scalar? = nil, _ set: (inout DotGrid) -> Void
  ) -> String {
    var grid = DotGrid(columns: columns, rows: rows)
    set(&grid)
    var canvas = Canvas(columns: columns, rows: rows)
    grid.draw(on: &canvas, at: 0, 0, .plain, ascii: ascii)
    return canvas.text()
  }

  /// Unicode's names of the dots: 1 2 3 7 down the left, 4 5 6 8 down the right.
  @Test(
    "has eight in a cell, in Unicode's order",
    arguments: [
      (0, 0, "⠁"), (0, 1, "⠂"), (0, 2, "⠄"), (0, 3, "⡀"), (1, 0, "⠈"), (1, 1, "⠐"), (1, 2, "⠠"),
      (1, 3, "⢀"), (3, 2, " ⠠"), (4, 0, ""), (0, 4, ""), (-1, 0, ""), (0, -1, ""),
    ])
  func dots(x: Int, y: Int, expected: String) {
    #expect(drawn { $0.set(x, y) } == "\(expected)\n")
  }

  @Test("joins two places by a line, either way, both included")
  func lines() {
    let down = drawn(columns: 2, rows: 1) { $0.line(from: (0, 0), to: (3, 3)) }
    #expect(down == "⠑⢄\n")
    #expect(drawn { $0.line(from: (3, 3), to: (0, 0)) } == down)
    #expect(drawn { $0.line(from: (0, 3), to: (3, 3)) } == "⣀⣀\n")
    #expect(drawn { $0.line(from: (1, 0), to: (1, 0)) } == "⠈\n")
  }

  @Test("leaves cells without a dot as they are, and has one character for dots in ASCII")
  func cells() {
    var canvas = Canvas(columns: 3, rows: 1)
    canvas.write("abc", at: 0, 0)
    var grid = DotGrid(columns: 3, rows: 1)
    grid.set(2, 0)
    grid.draw(on: &canvas, at: 0, 0, .plain, ascii: "-")
    #expect(canvas.text() == "a-c\n")
    #expect(drawn(columns: -1, rows: 4) { $0.set(0, 0) } == "\n\n\n\n")
  }
}
