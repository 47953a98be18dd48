import Explorer

/// How a cell looks.
public struct Style: Hashable, Sendable {
  /// Of the character.
  public var foreground: Color
  /// Of what it stands on.
  public var background: Color
  /// What holds without colours, too.
  public var attributes: Attributes

  /// Bold, dim and the like, any number of them.
  public struct Attributes: OptionSet, Hashable, Sendable {
    public let rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }
    /// Stronger than the rest.
    public static let bold = Attributes(rawValue: 1)
    /// Fainter than the rest.
    public static let dim = Attributes(rawValue: 2)
    /// The two colours change places.
    public static let reverse = Attributes(rawValue: 4)
    /// A line below the character.
    public static let underline = Attributes(rawValue: 8)
  }

  /// What is not named is as the terminal has it.
  public init(foreground: Color = .own, background: Color = .own, attributes: Attributes = []) {
    self.foreground = foreground
    self.background = background
    self.attributes = attributes
  }

  /// The terminal's own colours.
  public static let plain = Style()
}

/// One character cell: a scalar of width one, or a half of a wide one, and its style.
public struct Cell: Hashable, Sendable {
  /// The character.
  public var scalar: Unicode.Scalar
  /// How it looks.
  public var style: Style

  /// A character in a style.
  public init(_ scalar: Unicode.Scalar, _ style: Style = .plain) {
    self.scalar = scalar
    self.style = style
  }

  /// Nothing, in the terminal's own colours.
  public static let blank = Cell(" ")
  /// Stands in the cell behind a wide character.
  public static let secondHalf: Unicode.Scalar = "\0"
}

/// A grid of styled cells: what panes draw into and the terminal shows.
public struct Canvas: Equatable, Sendable {
  /// Cells in a row.
  public let columns: Int
  /// Rows of cells.
  public let rows: Int
  /// Row by row, `rows` · `columns` cells.
  public private(set) var cells: [Cell]
  /// Whether anything but blanks was written beyond the edges: nothing shows of it, so tests look here.
  private(set) var isCut = false

  /// Where figures stand that can be explained.
  public private(set) var figures: [FigurePlace] = []

  /// All blank; less than nothing counts as nothing.
  public init(columns: Int, rows: Int) {
    self.columns = max(0, columns)
    self.rows = max(0, rows)
    cells = Array(repeating: .blank, count: self.columns * self.rows)
  }

  /// The cell at a place; writing outside the canvas is ignored, reading there gives a blank.
  public subscript(column: Int, row: Int) -> Cell {
    get { contains(column, row) ? cells[row * columns + column] : .blank }
    set {
      if contains(column, row) {
        cells[row * columns + column] = newValue
      } else if newValue.scalar != " " {
        isCut = true
      }
    }
  }

  /// Tells that cells of a row show a figure.
  mutating func note(_ figure: FigureName, in columns: Range<Int>, _ row: Int) {
    figures.append(FigurePlace(figure: figure, columns: columns, row: row))
  }

  /// The upper rows of this canvas with the lower ones of another; this canvas alone where their sizes differ.
  public func over(_ other: Canvas, from row: Int) -> Canvas {
    guard isAsLarge(as: other), row < rows else { return self }
    var canvas = self
    let below = max(0, row) * columns..<cells.count
    canvas.cells.replaceSubrange(below, with: other.cells[below])
    return canvas
  }

  /// Whether both have as many columns and rows.
  public func isAsLarge(as other: Canvas) -> Bool {
    (columns, rows) == (other.columns, other.rows)
  }

  /// For a part that was cut before it was put here.
  mutating func noteCut() { isCut = true }

  private func contains(_ column: Int, _ row: Int) -> Bool {
    (0..<columns).contains(column) && (0..<rows).contains(row)
  }
}

/// The cells that a figure stands in.
public struct FigurePlace: Hashable, Sendable {
  public let figure: FigureName
  public let columns: Range<Int>
  public let row: Int
}
