import Reports

/// What a pane shows: the cells inside its frame, and the words on the frame.
struct Panel {
  /// A heading above a column of the inside, on the frame's upper line.
  struct Heading: Equatable {
    let text: String
    /// Where it begins, counted from the inside's first column.
    let column: Int
  }

  var title: String
  var headings: [Heading] = []
  /// At the right end of the lower line: "1–8 of 29".
  var note: String?
  var inside: Canvas

  /// Stamps the inside and writes on the frame around it; `frame` is the area with both.
  func draw(on canvas: inout Canvas, frame: Area, isFocused: Bool, theme: Theme) {
    let inside = frame.inside
    canvas.stamp(self.inside, at: inside.column, inside.row)
    let name = (isFocused ? "▸" : " ") + title.clipped(to: inside.columns - 2) + " "
    let titleEnd = canvas.write(
      name, at: inside.column, frame.row, theme.style(isFocused ? .focus : .strong))
    for heading in headings where inside.column + heading.column > titleEnd {
      canvas.write(
        " \(heading.text) ", at: inside.column + heading.column - 1, frame.row, theme.style(.faint))
    }
    if let note, note.cellCount + 4 <= inside.columns {
      canvas.write(
        " \(note) ", endingBefore: frame.column + frame.columns - 2, frame.row + frame.rows - 1,
        theme.style(.faint))
    }
  }
}
