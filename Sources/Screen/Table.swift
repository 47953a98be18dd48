import Explorer
import Reports

/// A column of a table.
struct Column<Name: Hashable & Sendable>: Sendable {
  enum Alignment { case left, right }

  let name: Name
  let heading: String
  /// Cells that its widest possible content takes.
  let width: Int
  /// How wide it may become where there is room.
  let upTo: Int
  let alignment: Alignment

  init(
    _ name: Name, _ heading: String, width: Int, upTo: Int? = nil, _ alignment: Alignment = .right
  ) {
    self.name = name
    self.heading = heading
    self.width = width
    self.upTo = upTo ?? width
    self.alignment = alignment
  }
}

/// The columns that fit a width, with their places.
///
/// No column is ever narrower than its content: where room is short the least important ones are
/// left out, where there is plenty extra ones come in, flexible ones grow, and then the gaps.
struct Table<Name: Hashable & Sendable>: Sendable {
  /// Places of the columns that fit.
  let places: [Name: Range<Int>]
  let headings: [Panel.Heading]

  /// - Parameters:
  ///   - columns: In the order in which they stand.
  ///   - priority: Names, most important first; the flexible ones grow in this order.
  ///   - extras: Columns for wide screens: shown where all others are, with wider gaps.
  ///   - width: Cells of the whole table, with a margin of one cell at each end.
  init(_ columns: [Column<Name>], priority: [Name], extras: [Name] = [], width: Int) {
    let room = width - 2
    var names = Self.fitting(columns, priority, beside: [], gap: 1, room: room)
    var gap = 1
    if names.count == priority.count {
      let more = Self.fitting(columns, extras, beside: names, gap: 2, room: room)
      if more.count > names.count { (names, gap) = (more, 2) }
    }
    let shown = columns.filter { names.contains($0.name) }
    var spare = room - Self.cells(shown, gap: gap)
    var widths: [Name: Int] = [:]
    for name in priority + extras {
      guard let column = shown.first(where: { $0.name == name }) else { continue }
      let growth = max(0, min(spare, column.upTo - column.width))
      widths[name] = column.width + growth
      spare -= growth
    }
    if shown.count > 1 { gap = max(gap, min(3, gap + max(0, spare) / (shown.count - 1))) }
    (places, headings) = Self.placed(shown, widths, gap: gap)
  }

  /// Those of the names that fit, one after the other, beside what is there already.
  private static func fitting(
    _ columns: [Column<Name>], _ names: [Name], beside present: [Name], gap: Int, room: Int
  ) -> [Name] {
    names.reduce(into: present) { fitting, name in
      let wanted = fitting + [name]
      let cells = cells(columns.filter { wanted.contains($0.name) }, gap: gap)
      if cells <= room { fitting = wanted }
    }
  }

  private static func cells(_ columns: [Column<Name>], gap: Int) -> Int {
    columns.reduce(-gap) { $0 + $1.width + gap }
  }

  private static func placed(
    _ columns: [Column<Name>], _ widths: [Name: Int], gap: Int
  ) -> ([Name: Range<Int>], [Panel.Heading]) {
    var places: [Name: Range<Int>] = [:]
    var headings: [Panel.Heading] = []
    var start = 1
    for column in columns {
      let width = widths[column.name] ?? column.width
      places[column.name] = start..<start + width
      if !column.heading.isEmpty {
        let indent = column.alignment == .right ? width - column.heading.cellCount : 0
        headings.append(Panel.Heading(text: column.heading, column: start + indent))
      }
      start += width + gap
    }
    return (places, headings)
  }

  /// Cells of a column; 0 where it has been left out.
  func width(_ name: Name) -> Int { places[name]?.count ?? 0 }

  /// Writes into a column, if it is there, from its left end.
  func write(
    _ text: String, left name: Name, on canvas: inout Canvas, _ row: Int, _ style: Style
  ) {
    guard let place = places[name] else { return }
    canvas.write(text.clipped(to: place.count), at: place.lowerBound, row, style)
  }

  /// Writes into a column, if it is there, up to its right end.
  func write(
    _ text: String, right name: Name, on canvas: inout Canvas, _ row: Int, _ style: Style,
    _ figure: FigureName? = nil
  ) {
    guard let place = places[name] else { return }
    let start = canvas.write(text, endingBefore: place.upperBound, row, style)
    if let figure { canvas.note(figure, in: start..<place.upperBound, row) }
  }
}
