/// A table for people in plain text: columns as wide as their widest cell.
struct TextTable {
  enum Alignment {
    case left, right
  }

  private let alignments: [Alignment]
  private var rows: [[String]]

  init(_ columns: [(heading: String, alignment: Alignment)]) {
    alignments = columns.map(\.alignment)
    rows = [columns.map(\.heading)]
  }

  /// - Parameter cells: one for each column.
  mutating func add(_ cells: [String]) {
    rows.append(cells)
  }

  /// The lines, without blanks at their ends.
  var lines: [String] {
    let widths = alignments.indices.map { column in rows.map { $0[column].cellCount }.max() ?? 0 }
    return rows.map { row in
      let cells = row.indices.map { column in
        alignments[column] == .left
          ? row[column].left(widths[column]) : row[column].right(widths[column])
      }
      let line = cells.joined(separator: "  ")
      return String(line.reversed().drop { $0 == " " }.reversed())
    }
  }
}

extension String {
  /// The text at the left end of so many cells; a longer one stays whole.
  public func left(_ width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - cellCount))
  }

  /// The text at the right end of so many cells; a longer one stays whole.
  public func right(_ width: Int) -> String {
    String(repeating: " ", count: max(0, width - cellCount)) + self
  }
}
