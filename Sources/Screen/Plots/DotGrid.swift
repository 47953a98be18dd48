/// Dots finer than cells: two across and four down in each, drawn as braille patterns.
struct DotGrid {
  let columns: Int
  let rows: Int
  /// A bit for each dot of a cell, in the order of Unicode's braille patterns.
  private var cells: [UInt8]

  /// - Parameters:
  ///   - columns: of cells; there are twice as many dots.
  ///   - rows: of cells; there are four times as many dots.
  init(columns: Int, rows: Int) {
    self.columns = max(0, columns)
    self.rows = max(0, rows)
    cells = Array(repeating: 0, count: self.columns * self.rows)
  }

  /// Sets a dot; outside the grid nothing happens.
  mutating func set(_ x: Int, _ y: Int) {
    guard (0..<2 * columns).contains(x), (0..<4 * rows).contains(y) else { return }
    cells[y / 4 * columns + x / 2] |= Self.bits[y % 4][x % 2]
  }

  /// Sets the dots between two places, both included.
  mutating func line(from start: (x: Int, y: Int), to end: (x: Int, y: Int)) {
    let steps = max(abs(end.x - start.x), abs(end.y - start.y), 1)
    for step in 0...steps {
      let share = Double(step) / Double(steps)
      set(
        start.x + Int((Double(end.x - start.x) * share).rounded()),
        start.y + Int((Double(end.y - start.y) * share).rounded()))
    }
  }

  /// Writes the cells that hold a dot, the others stay as they are.
  /// `ascii` stands for any dots where there is no Unicode.
  func draw(
    on canvas: inout Canvas, at column: Int, _ row: Int, _ style: Style, ascii: Unicode.Scalar?
  ) {
    for y in 0..<rows {
      for x in 0..<columns where cells[y * columns + x] != 0 {
        let pattern = Unicode.Scalar(Self.patterns.lowerBound + UInt32(cells[y * columns + x]))
        canvas[column + x, row + y] = Cell(ascii ?? pattern ?? "·", style)
      }
    }
  }

  /// Unicode's block of braille patterns.
  static let patterns: ClosedRange<UInt32> = 0x2800...0x28FF

  /// Dots 1–8 of a pattern: three rows of two, then the fourth row (Unicode, block U+2800).
  static let bits: [[UInt8]] = [[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]]
}
