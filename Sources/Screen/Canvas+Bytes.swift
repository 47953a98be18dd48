extension Canvas {
  /// About how many bytes a terminal is sent so that it shows this canvas instead of another one of this size.
  public func bytes(after other: Canvas) -> Int {
    (0..<rows).reduce(0) { $0 + bytes(after: other, row: $1) }
  }

  /// How many of its upper rows take at most so many bytes after another canvas of this size; with the first row that
  /// differs, however many it takes.
  public func upperRows(bytes limit: Int, after other: Canvas) -> Int {
    var sum = 0
    for row in 0..<rows {
      let bytes = bytes(after: other, row: row)
      if sum > 0, bytes > 0, sum + bytes > limit { return row }
      sum += bytes
    }
    return rows
  }

  private func bytes(after other: Canvas, row: Int) -> Int {
    precondition(isAsLarge(as: other), "canvases of one size")
    var bytes = 0
    var last: (place: Int, style: Style)?
    for place in row * columns..<(row + 1) * columns where cells[place] != other.cells[place] {
      let cell = cells[place]
      if last?.place != place - 1 { bytes += Self.bytesOfMove }
      bytes += cell.scalar.utf8.count + Self.bytes(of: cell.style, after: last?.style ?? .plain)
      last = (place, cell.style)
    }
    return bytes
  }

  private static func bytes(of style: Style, after other: Style) -> Int {
    (style.foreground != other.foreground ? bytesOfColor : 0)
      + (style.background != other.background ? bytesOfColor : 0)
      + (style.attributes != other.attributes ? bytesOfAttributes : 0)
  }

  // With 256 colours: ESC[12;34H, ESC[38;5;123m, ESC[0;1m.
  private static let bytesOfMove = 8
  private static let bytesOfColor = 11
  private static let bytesOfAttributes = 6
}
