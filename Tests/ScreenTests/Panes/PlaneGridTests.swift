import Testing

@testable import Screen

@Suite("The grid of the map")
struct PlaneGridTests {
  @Test("makes cells as large as there is room for, sides from top to bottom")
  func roomy() {
    let grid = PlaneGrid(alphas: 16, sides: 7, columns: 80, rows: 20)
    #expect(grid.alphas == Array(0...15) && grid.sides == [6, 5, 4, 3, 2, 1, 0])
    #expect((grid.columns, grid.rows, grid.height) == (4, 2, 15))
    #expect(grid.area(1, 2) == Area(column: 10, row: 4, columns: 4, rows: 2))
    let large = PlaneGrid(alphas: 2, sides: 2, columns: 400, rows: 100)
    #expect((large.columns, large.rows) == (8, 4))
  }

  @Test("where room is short leaves out every second, counted from the largest")
  func short() {
    let grid = PlaneGrid(alphas: 16, sides: 7, columns: 20, rows: 5)
    #expect(grid.alphas == [3, 7, 11, 15] && grid.sides == [6, 4, 2, 0])
    let least = PlaneGrid(alphas: 16, sides: 7, columns: 0, rows: 0)
    #expect(least.alphas == [15] && least.sides == [6])
  }

  @Test("finds at each cell the setting that was put there", arguments: [9, 30, 57, 120, 200])
  func places(columns: Int) {
    for rows in [2, 6, 13, 40] {
      let grid = PlaneGrid(alphas: 16, sides: 13, columns: columns, rows: rows)
      #expect(grid.alphas.last == 15 && grid.sides.first == 12)
      #expect(PlaneGrid.margin + grid.alphas.count * grid.columns <= columns)
      #expect(grid.height <= rows)
      for (x, alpha) in grid.alphas.enumerated() {
        for (y, side) in grid.sides.enumerated() {
          let area = grid.area(x, y)
          for (column, row) in [
            (area.column, area.row), (area.column + area.columns - 1, area.row + area.rows - 1),
          ] {
            let found = grid.place(at: column, row)
            #expect(found?.alpha == alpha && found?.side == side)
          }
        }
      }
      for (column, row) in [(PlaneGrid.margin - 1, 0), (-1, 0), (columns, 0), (6, rows), (6, -1)] {
        #expect(grid.place(at: column, row) == nil)
      }
    }
  }
}
