/// A rectangle of cells.
struct Area: Equatable, Sendable {
  var column: Int
  var row: Int
  var columns: Int
  var rows: Int

  /// What a frame of one cell leaves.
  var inside: Area {
    Area(column: column + 1, row: row + 1, columns: max(0, columns - 2), rows: max(0, rows - 2))
  }

  func contains(_ column: Int, _ row: Int) -> Bool {
    column >= self.column && column < self.column + columns
      && row >= self.row && row < self.row + rows
  }
}
