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

  @Test("counts the cells that look different")
  func changes() {
    var canvas = filled("a", columns: 4, rows: 2)
    #expect(canvas.changes(since: canvas) == 0)
    let before = canvas
    canvas.write("ba", at: 0, 1)
    #expect(canvas.changes(since: before) == 1)
    var fresh = Canvas(columns: 4, rows: 2)
    fresh.write("c", at: 1, 1)
    #expect(fresh.changes(since: Canvas(columns: 0, rows: 0)) == 1)
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
