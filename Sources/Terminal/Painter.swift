import CNcurses
import CTerminal
import Screen

/// Puts canvases on ncurses' screen, which sends what has changed.
struct Painter {
  private let colorMap: ColorMap
  private let isUnicode: Bool
  /// What is on ncurses' screen, or nil when it must be drawn anew.
  private(set) var shown: Canvas?
  private var pairs: ColorPairs
  private var looks: [Style: Look] = [:]

  /// With 16 777 216 colours a picture takes a pair a cell. These are two megabytes, and dozens of pictures.
  private static let mostPairs = 16_384

  private struct Look {
    var attributes: attr_t
    var pair: Int32
  }

  init(capabilities: Capabilities) {
    colorMap = ColorMap(colors: capabilities.colors)
    isUnicode = capabilities.glyphs != .ascii
    pairs = ColorPairs(
      limit: capabilities.colors > 0 ? min(Int(nc_color_pairs()), Self.mostPairs) : 0)
  }

  /// The next canvas is drawn whole: the screen has changed its size or was somebody else's.
  mutating func forget() {
    nc_forget_screen()
    shown = nil
  }

  /// Draws a canvas; what does not fit is left out.
  mutating func paint(_ canvas: Canvas) {
    draw(canvas)
    if pairs.isFull {
      // Earlier canvases have used them up: start anew with those of this one.
      pairs.removeAll()
      looks.removeAll()
      forget()
      draw(canvas)
    }
    wrefresh(nc_stdscr())
  }

  /// Puts the rows that have changed on ncurses' screen.
  private mutating func draw(_ canvas: Canvas) {
    let screen = nc_stdscr()
    if shown?.columns != canvas.columns || shown?.rows != canvas.rows {
      shown = nil
      werase(screen)
    }
    for row in 0..<min(canvas.rows, drawableRows) where !isShown(canvas, row) {
      let cells = cells(canvas.row(row).prefix(Int(nc_columns())))
      _ = mvwadd_wchnstr(screen, Int32(row), 0, cells, Int32(cells.count))
    }
    shown = canvas
  }

  /// The corner of a terminal that wraps lines always is written one cell further left and pushed there;
  /// where there is no such cell, ncurses would read in front of the line.
  private var drawableRows: Int {
    let isSafe = nc_columns() > 1 || tigetflag("am") != 1 || tigetstr("smam") != nil
    return Int(nc_lines()) - (isSafe ? 0 : 1)
  }

  private func isShown(_ canvas: Canvas, _ row: Int) -> Bool {
    shown.map { $0.row(row) == canvas.row(row) } ?? false
  }

  /// A row as ncurses takes it: a wide character brings its second cell with it. One whose second cell
  /// something else stands in, or the other way round, is not drawn.
  private mutating func cells(_ row: ArraySlice<Cell>) -> [cchar_t] {
    var cells: [cchar_t] = []
    var isDrawn = false  // by the wide character before it
    let row = bridged(row)
    for (place, cell) in zip(row.indices, row) {
      let isHalf = cell.scalar == Cell.secondHalf
      let isSecond = isHalf && isDrawn
      isDrawn = false
      if isSecond { continue }
      let isWide = row.indices.contains(place + 1) && row[place + 1].scalar == Cell.secondHalf
      let scalar = isHalf ? " " : printable(cell.scalar, cells: isWide ? 2 : 1)
      let look = look(of: cell.style)
      cells.append(nc_cell(wchar_t(scalar.value), look.attributes, look.pair))
      if isWide, scalar == cell.scalar { isDrawn = character_width(scalar.value) == 2 }
    }
    return cells
  }

  /// Gives short gaps within a text the text's own look, which a blank does not show: to end it and begin it
  /// anew takes about twenty bytes.
  private func bridged(_ row: ArraySlice<Cell>) -> [Cell] {
    var row = Array(row)
    var last: Int?
    for place in row.indices where row[place] != .blank {
      let style = row[place].style
      if let last, (2...Self.widestBridge).contains(place - last), row[last].style == style,
        style.background == Style.plain.background,
        style.attributes.isDisjoint(with: [.reverse, .underline])
      {
        for gap in last + 1..<place { row[gap].style = style }
      }
      last = place
    }
    return row
  }

  private static let widestBridge = 8

  /// The scalar, if the terminal takes it as so many cells, or what stands for it. No control
  /// character gets past here.
  private func printable(_ scalar: Unicode.Scalar, cells: Int32) -> Unicode.Scalar {
    if (0x20..<0x7F).contains(scalar.value) { return scalar }
    guard isUnicode else { return Asciification.standIn(for: scalar) }
    return character_width(scalar.value) == cells ? scalar : "?"
  }

  private mutating func look(of style: Style) -> Look {
    if let known = looks[style] { return known }
    let reduced = colorMap.reduced(style)
    var look = Look(attributes: 0, pair: pairs.pair(reduced.foreground, reduced.background))
    for (attribute, bits) in Self.attributes where reduced.attributes.contains(attribute) {
      look.attributes |= bits
    }
    looks[style] = look
    return look
  }

  private static let attributes: [(Style.Attributes, attr_t)] = [
    (.bold, nc_bold), (.dim, nc_dim), (.reverse, nc_reverse), (.underline, nc_underline),
  ]
}

extension Canvas {
  fileprivate func row(_ row: Int) -> ArraySlice<Cell> {
    cells[row * columns..<(row + 1) * columns]
  }
}

/// Pairs of foreground and background, as ncurses wants colours, given out in order.
struct ColorPairs {
  private struct Colors: Hashable {
    let foreground: Color
    let background: Color
  }

  /// Pairs that the terminal has, pair 0 (its own colours) among them.
  private let limit: Int
  private var pairs: [Colors: Int32] = [:]
  /// Whether somebody asked for a pair when none was left.
  private(set) var isFull = false

  init(limit: Int) {
    self.limit = limit
  }

  /// The pair of two colours that the terminal has; pair 0 when there is none left.
  mutating func pair(_ foreground: Color, _ background: Color) -> Int32 {
    let colors = Colors(foreground: foreground, background: background)
    if foreground.isOwn && background.isOwn { return 0 }
    if let pair = pairs[colors] { return pair }
    guard pairs.count + 1 < limit else {
      isFull = limit > 0
      return 0
    }
    let pair = Int32(pairs.count + 1)
    pairs[colors] = pair
    guard init_extended_pair(pair, foreground.number, background.number) == OK else { return 0 }
    return pair
  }

  mutating func removeAll() {
    reset_color_pairs()
    pairs.removeAll()
    isFull = false
  }
}

extension Color {
  /// As ncurses counts: −1, an index, or 0xRRGGBB where the terminal mixes colours.
  fileprivate var number: Int32 { index.map { Int32($0) } ?? rgb }
}
