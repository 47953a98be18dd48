/// A rectangle of cells.
public struct Area: Equatable, Sendable {
  public var column: Int
  public var row: Int
  public var columns: Int
  public var rows: Int

  public init(column: Int, row: Int, columns: Int, rows: Int) {
    self.column = column
    self.row = row
    self.columns = max(0, columns)
    self.rows = max(0, rows)
  }

  /// Inside a frame, with a blank column at each side.
  var inner: Area {
    Area(column: column + 2, row: row + 1, columns: columns - 4, rows: rows - 2)
  }

  func contains(column: Int, row: Int) -> Bool {
    (self.column..<self.column + columns).contains(column)
      && (self.row..<self.row + rows).contains(row)
  }

  /// The rows from `first` on, or `count` of them.
  func rows(from first: Int, count: Int? = nil) -> Area {
    Area(
      column: column, row: row + first, columns: columns,
      rows: min(rows - first, count ?? rows - first))
  }
}

extension Canvas {
  /// Writes text from a cell on, at most `width` cells of it. Returns the column behind it.
  @discardableResult
  mutating func write(
    _ text: String, column: Int, row: Int, width: Int = .max, style: Style = .plain
  ) -> Int {
    var place = column
    for scalar in text.unicodeScalars.prefix(width) {
      self[place, row] = Cell(scalar, style)
      place += 1
    }
    return place
  }

  /// Writes text so that it ends before a column.
  mutating func write(_ text: String, before column: Int, row: Int, style: Style = .plain) {
    write(text, column: column - text.unicodeScalars.count, row: row, style: style)
  }

  /// Gives all cells of a row of the area the same further attributes.
  mutating func mark(_ area: Area, row: Int, _ attributes: Style.Attributes) {
    for column in area.column..<area.column + area.columns {
      self[column, row].style.attributes.formUnion(attributes)
    }
  }

  /// Draws a frame with a title in its upper edge and a note at the right end of its lower one.
  mutating func frame(
    _ area: Area, title: String, note: String = "", style: Style, titleStyle: Style
  ) {
    let right = area.column + area.columns - 1
    let bottom = area.row + area.rows - 1
    for column in area.column...max(area.column, right) {
      self[column, area.row] = Cell("─", style)
      self[column, bottom] = Cell("─", style)
    }
    for row in area.row...max(area.row, bottom) {
      self[area.column, row] = Cell("│", style)
      self[right, row] = Cell("│", style)
    }
    self[area.column, area.row] = Cell("┌", style)
    self[right, area.row] = Cell("┐", style)
    self[area.column, bottom] = Cell("└", style)
    self[right, bottom] = Cell("┘", style)
    let room = area.columns - 6
    if !title.isEmpty, room > 0 {
      write(
        " \(title.clipped(room)) ", column: area.column + 2, row: area.row, style: titleStyle)
    }
    if !note.isEmpty, note.count <= room {
      write(" \(note) ", before: right - 1, row: bottom, style: style)
    }
  }

  /// Empties an area.
  mutating func clear(_ area: Area) {
    for row in area.row..<area.row + area.rows {
      for column in area.column..<area.column + area.columns { self[column, row] = .blank }
    }
  }

  /// The canvas as lines of text, blanks at their ends left out.
  public func text() -> String {
    (0..<rows).map { row in
      var line = String.UnicodeScalarView()
      for column in 0..<columns { line.append(self[column, row].scalar) }
      while line.last == " " { line.removeLast() }
      return String(line)
    }.joined(separator: "\n")
  }
}
