import MobileNet
import Reports
import Testing

@testable import Explorer
@testable import Screen

@Suite("A canvas")
struct CanvasTests {
  @Test("takes the lower rows of another one, if that is as large")
  func over() {
    let (upper, lower) = (filled("a", columns: 2, rows: 3), filled("b", columns: 2, rows: 3))
    #expect(upper.over(lower, from: 1).text() == "aa\nbb\nbb\n")
    #expect(upper.over(lower, from: 0) == lower)
    #expect(upper.over(lower, from: 3) == upper)
    #expect(upper.over(filled("b", columns: 3, rows: 3), from: 1) == upper)
  }

  @Test("tells about how many bytes a terminal is sent for it: characters, colours, moves")
  func bytes() {
    let before = filled("a", columns: 4, rows: 2)
    var canvas = before
    #expect(canvas.bytes(after: before) == 0)
    canvas.write("bba▀", at: 0, 1)
    #expect(canvas.bytes(after: before) == (8 + 2) + (8 + 3))
    canvas[0, 0] = Cell("b", Style(foreground: 0xFF0000, background: 0x0000FF))
    #expect(canvas.bytes(after: before) == 21 + (8 + 1 + 22))
  }

  @Test("tells how many upper rows take so many bytes, at least the first that differs")
  func upperRows() {
    let before = filled("a", columns: 4, rows: 5)
    var canvas = before
    canvas.write("bbbb", at: 0, 1)
    canvas.write("bb", at: 0, 3)
    #expect(canvas.upperRows(bytes: 22, after: before) == 5)
    #expect(canvas.upperRows(bytes: 21, after: before) == 3)
    #expect(canvas.upperRows(bytes: 1, after: before) == 3)
    #expect(canvas.upperRows(bytes: 1, after: canvas.over(before, from: 3)) == 5)
    #expect(before.upperRows(bytes: 0, after: before) == 5)
  }

  @Test(
    "tells the setting in its first rows, unless another pane has the screen",
    arguments: [(80, 24), (120, 40), (200, 60)])
  func setting(columns: Int, rows: Int) {
    var state = Example.start(columns: columns, rows: rows)
    state.answer()
    let lines = draw(state, appearance: Appearance()).text().split(
      separator: "\n", omittingEmptySubsequences: false)
    let shown = lines.prefix(settingRows(state)).joined(separator: "\n")
    #expect(shown.contains("α \(state.choice.setting.alpha)") && shown.contains("side"), "\(shown)")
    #expect(settingRows(state) < rows / 2)
    state.view.zoomed = .layers
    #expect(settingRows(state) == rows)
  }

  private func filled(_ character: Unicode.Scalar, columns: Int, rows: Int) -> Canvas {
    var canvas = Canvas(columns: columns, rows: rows)
    for row in 0..<rows {
      for column in 0..<columns { canvas[column, row] = Cell(character) }
    }
    return canvas
  }
}
