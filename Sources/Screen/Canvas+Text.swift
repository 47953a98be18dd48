import Reports

// Text on a canvas: what comes from outside passes `visible(_:)` first. A wide character takes two
// cells, of which the second holds `Cell.secondHalf`.
extension Canvas {
  /// Writes from a place to the right; what lies beyond the canvas is left out.
  ///
  /// - Returns: The column behind the text.
  @discardableResult
  public mutating func write(
    _ text: String, at column: Int, _ row: Int, _ style: Style = .plain
  ) -> Int {
    var column = column
    for glyph in text.glyphs {
      if glyph.cells == 2, column < 0 || column + 1 >= columns {
        // Half of it lies beyond the edge: such a character can't be shown.
        for place in column..<column + 2 { self[place, row] = Cell("\u{FFFD}", style) }
      } else {
        self[column, row] = Cell(glyph.scalar, style)
        if glyph.cells == 2 { self[column + 1, row] = Cell(Cell.secondHalf, style) }
      }
      column += glyph.cells
    }
    return column
  }

  /// Writes so that the text ends before a column.
  ///
  /// - Returns: The column where it begins.
  @discardableResult
  public mutating func write(
    _ text: String, endingBefore column: Int, _ row: Int, _ style: Style = .plain
  ) -> Int {
    let start = column - text.cellCount
    write(text, at: start, row, style)
    return start
  }

  /// Writes lines one below the other from a row on. Where rows are short, the last one tells how many
  /// more there are.
  mutating func write(lines: [(words: Words, style: Style)], at column: Int, from row: Int) {
    let room = max(0, rows - row)
    let shown = lines.count > room ? lines.prefix(max(0, room - 1)) : lines[...]
    for (place, line) in shown.enumerated() {
      write(line.words, at: column, row + place, line.style)
    }
    guard let next = lines.dropFirst(shown.count).first, room > 0 else { return }
    write("+ \(lines.count - shown.count) more", at: column, rows - 1, next.style)
  }

  /// Copies another canvas to a place.
  public mutating func stamp(_ other: Canvas, at column: Int, _ row: Int) {
    for y in 0..<other.rows {
      for x in 0..<other.columns { self[column + x, row + y] = other[x, y] }
    }
    if other.isCut { noteCut() }
    for place in other.figures {
      let columns = place.columns.lowerBound + column..<place.columns.upperBound + column
      note(place.figure, in: columns, place.row + row)
    }
  }

  /// The characters, row by row, without blanks at the ends of rows.
  public func text() -> String { dump { $0.scalar } }

  /// One character for each cell, row by row, without blanks at the ends of rows.
  func dump(_ scalar: (Cell) -> Unicode.Scalar) -> String {
    var text = ""
    for row in 0..<rows {
      var line = cells[row * columns..<(row + 1) * columns].map(scalar)
      line.removeAll { $0 == Cell.secondHalf }
      while line.last == " " { line.removeLast() }
      text.unicodeScalars.append(contentsOf: line)
      text += "\n"
    }
    return text
  }
}

extension String {
  /// The text, or its beginning and "…" where it takes more than `width` cells.
  func clipped(to width: Int) -> String {
    guard cellCount > width else { return self }
    guard width > 0 else { return "" }
    let glyphs = glyphs
    var kept = Array(glyphs.prefix(glyphs.count(in: width - 1)))
    while kept.last?.scalar == " " { kept.removeLast() }
    return kept.text + "…"
  }

  /// Lines of at most `width` cells, broken between words; a word wider than that is broken too.
  func wrapped(to width: Int) -> [String] {
    guard width > 0 else { return [] }
    var lines: [String] = []
    var line = ""
    for word in split(separator: " ") {
      var word = String(word)
      if !line.isEmpty, line.cellCount + 1 + word.cellCount <= width {
        line += " " + word
        continue
      }
      if !line.isEmpty { lines.append(line) }
      while word.cellCount > width {
        let glyphs = word.glyphs
        let count = max(1, glyphs.count(in: width))
        lines.append(Array(glyphs.prefix(count)).text)
        word = Array(glyphs.dropFirst(count)).text
      }
      line = word
    }
    return line.isEmpty ? lines : lines + [line]
  }
}
