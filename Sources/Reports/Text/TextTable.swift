/// A table for people: plain text, with columns as wide as their widest cell, or Markdown.
public struct TextTable {
  /// At which end of a column its cells stand.
  public enum Alignment {
    case left, right
  }

  private let alignments: [Alignment]
  private var rows: [[String]]

  /// A table without rows.
  public init(_ columns: [(heading: String, alignment: Alignment)]) {
    alignments = columns.map(\.alignment)
    rows = [columns.map(\.heading)]
  }

  /// - Parameter cells: one for each column.
  public mutating func add(_ cells: [String]) {
    rows.append(cells)
  }

  /// The rows as Markdown has them.
  public var markdown: [String] {
    let rule = alignments.map { $0 == .left ? "---" : "---:" }
    let cells = rows.map { $0.map(escapedMarkdown) }
    return ([cells[0], rule] + cells.dropFirst()).map { "| \($0.joined(separator: " | ")) |" }
  }

  /// The lines of plain text, without blanks at their ends.
  public var lines: [String] {
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

/// A text in which nothing makes a column or a style of its own.
func escapedMarkdown(_ text: String) -> String {
  text.reduce(into: "") { line, character in
    if "|\\`*_<>".contains(character) { line.append("\\") }
    line.append(character)
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
