import Reports

/// A plane with two axes, on which dots, lines and marks stand.
///
/// The last two rows hold the horizontal axis with its ticks, the first columns the vertical one.
struct Plot {
  /// Words at the ticks of an axis.
  typealias Labels = (Double) -> String

  let x: Axis
  let y: Axis
  let columns: Int
  let rows: Int
  private let xTicks: [(value: Double, label: String)]
  private let yTicks: [(value: Double, label: String)]

  /// - Parameters:
  ///   - x: the horizontal axis.
  ///   - y: the vertical axis.
  ///   - columns: cells of the whole plot, with labels.
  ///   - rows: likewise.
  ///   - xLabel: spells a tick of the horizontal axis.
  ///   - yLabel: spells a tick of the vertical axis.
  init(
    x: Axis, y: Axis, columns: Int, rows: Int, xLabel: @escaping Labels, yLabel: @escaping Labels
  ) {
    (self.x, self.y, self.columns, self.rows) = (x, y, columns, rows)
    xTicks = x.ticks(atMost: max(2, columns / 9)).map { ($0, xLabel($0)) }
    yTicks = y.ticks(atMost: max(2, (rows - 2) / 3)).map { ($0, yLabel($0)) }
  }

  /// The cells between the axes.
  var area: Area {
    let gutter = (yTicks.map { $0.label.cellCount }.max() ?? 0) + 2
    return Area(
      column: gutter, row: 0, columns: max(0, columns - gutter - 1), rows: max(0, rows - 2))
  }

  /// The cell that a point lies in.
  func cell(_ point: (x: Double, y: Double)) -> (column: Int, row: Int) {
    let dot = dot(point)
    return (area.column + dot.x / 2, area.row + dot.y / 4)
  }

  /// The dot of the area's grid that a point lies on.
  private func dot(_ point: (x: Double, y: Double)) -> (x: Int, y: Int) {
    let (width, height) = (Double(2 * area.columns - 1), Double(4 * area.rows - 1))
    return (
      place(x.share(point.x) * width, within: width),
      place((1 - y.share(point.y)) * height, within: height)
    )
  }

  private func place(_ value: Double, within size: Double) -> Int {
    value.isFinite ? Int(min(max(0, value), max(0, size)).rounded()) : 0
  }

  func drawAxes(on canvas: inout Canvas, theme: Theme) {
    let (border, faint) = (theme.style(.border), theme.style(.faint))
    let (left, bottom) = (area.column - 1, area.rows)
    for row in 0..<bottom { canvas.write("│", at: left, row, border) }
    canvas.write("└" + String(repeating: "─", count: area.columns), at: left, bottom, border)
    for tick in yTicks {
      let row = cell((x.low, tick.value)).row
      canvas.write("┤", at: left, row, border)
      canvas.write(tick.label, endingBefore: left, row, faint)
    }
    var free = 0
    for tick in xTicks {
      let column = cell((tick.value, y.low)).column
      canvas.write("┬", at: column, bottom, border)
      // The last column stays free: what touches the frame reads as cut.
      let start = min(column - tick.label.cellCount / 2, columns - 1 - tick.label.cellCount)
      guard start >= free else { continue }
      free = canvas.write(tick.label, at: start, bottom + 1, faint) + 1
    }
  }

  /// Small squares of four dots, one for each point; full stops in ASCII.
  func drawDots(
    _ points: [(x: Double, y: Double)], _ style: Style, unicode: Bool, on canvas: inout Canvas
  ) {
    var grid = DotGrid(columns: area.columns, rows: area.rows)
    for point in points {
      let dot = dot(point)
      for (dx, dy) in [(0, 0), (1, 0), (0, 1), (1, 1)] { grid.set(dot.x + dx, dot.y + dy) }
    }
    grid.draw(on: &canvas, at: area.column, area.row, style, ascii: unicode ? nil : ".")
  }

  /// A line from point to point; of hyphens in ASCII.
  func drawLine(
    _ points: [(x: Double, y: Double)], _ style: Style, unicode: Bool, on canvas: inout Canvas
  ) {
    var grid = DotGrid(columns: area.columns, rows: area.rows)
    for (start, end) in zip(points, points.dropFirst()) {
      grid.line(from: dot(start), to: dot(end))
    }
    grid.draw(on: &canvas, at: area.column, area.row, style, ascii: unicode ? nil : "-")
  }

  /// One cell in the place of a point.
  func drawMark(
    _ mark: Unicode.Scalar, at point: (x: Double, y: Double), _ style: Style,
    on canvas: inout Canvas
  ) {
    let cell = cell(point)
    canvas[cell.column, cell.row] = Cell(mark, style)
  }
}
