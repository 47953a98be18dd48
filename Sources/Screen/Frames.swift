/// Frames around panes: those that touch share their lines, and corners become junctions.
struct Frames {
  /// The directions in which a line leaves a cell.
  private struct Arms: OptionSet {
    let rawValue: Int
    static let up = Arms(rawValue: 1)
    static let right = Arms(rawValue: 2)
    static let down = Arms(rawValue: 4)
    static let left = Arms(rawValue: 8)
  }

  private struct Place: Hashable {
    let column: Int
    let row: Int
  }

  /// By the raw value of the arms.
  static let glyphs = Array(" ╵╶└╷│┌├╴┘─┴┐┤┬┼".unicodeScalars)

  private var cells: [Place: (arms: Arms, style: Style)] = [:]

  /// Adds a frame along the edge of an area; the one added last gives shared lines its style.
  mutating func add(_ area: Area, _ style: Style) {
    guard area.columns > 1, area.rows > 1 else { return }
    let (left, top) = (area.column, area.row)
    let (right, bottom) = (left + area.columns - 1, top + area.rows - 1)
    for column in left...right {
      let arms: Arms = [column > left ? .left : [], column < right ? .right : []]
      add(arms, column, top, style)
      add(arms, column, bottom, style)
    }
    for row in top...bottom {
      let arms: Arms = [row > top ? .up : [], row < bottom ? .down : []]
      add(arms, left, row, style)
      add(arms, right, row, style)
    }
  }

  private mutating func add(_ arms: Arms, _ column: Int, _ row: Int, _ style: Style) {
    let place = Place(column: column, row: row)
    cells[place] = (arms.union(cells[place]?.arms ?? []), style)
  }

  func draw(on canvas: inout Canvas) {
    for (place, cell) in cells {
      canvas[place.column, place.row] = Cell(Self.glyphs[cell.arms.rawValue], cell.style)
    }
  }
}
