/// A terminal's screen, made from what a program sends; it knows what ncurses uses and collects
/// everything else in `unknown`, so that a test can insist on nothing else being sent.
public struct VirtualTerminal: Sendable {
  public struct Cell: Equatable, Sendable {
    public var scalar: Unicode.Scalar = " "
    /// Palette index, or −1 for the terminal's own.
    public var foreground = -1
    public var background = -1
    public var isBold = false
    public var isReversed = false
  }

  public private(set) var columns: Int
  public private(set) var rows: Int
  public private(set) var column = 0
  public private(set) var row = 0
  public private(set) var cells: [[Cell]]
  public private(set) var isAlternateScreen = false
  public private(set) var isCursorVisible = true
  /// Private modes switched on: one of 1000 and 1002, and 1006, for the mouse, 1 for application keys.
  public private(set) var modes: Set<Int> = []
  /// Whether any colour was ever asked for.
  public private(set) var hasSeenColor = false
  /// What was last given to the clipboard (OSC 52), in Base64 as it came.
  public private(set) var clipboard: String?
  /// How often everything was erased.
  public private(set) var clearings = 0
  /// Sequences and control characters this terminal does not know, as text.
  public private(set) var unknown: [String] = []
  /// What was sent for places beyond the edges: moves, characters that went on in the next line. Programs
  /// that know the size send nothing of the kind; a line's end on the last line is how they scroll.
  public private(set) var beyond: [String] = []

  private var parser = EscapeParser()
  private var pen = Cell()
  private var mainScreen: [[Cell]]
  private var saved = (column: 0, row: 0)
  private var top = 0
  private var bottom: Int
  /// The last column is full, and the next character goes to the next line.
  private var isWrapping = false
  private var wrapsLines = true

  public init(columns: Int, rows: Int) {
    (self.columns, self.rows) = (columns, rows)
    cells = Self.blank(columns, rows)
    mainScreen = cells
    bottom = rows - 1
  }

  /// The screen as lines, without the blanks at their ends.
  public var text: String {
    (0..<rows).map(line).joined(separator: "\n")
  }

  /// One line without the blanks at its end; empty outside the screen.
  public func line(_ row: Int) -> String {
    guard cells.indices.contains(row) else { return "" }
    let line = String(String.UnicodeScalarView(cells[row].map(\.scalar)))
    return String(line.reversed().drop { $0 == " " }.reversed())
  }

  /// Another size: what fits stays where it is.
  public mutating func resize(columns: Int, rows: Int) {
    let resized = [cells, mainScreen].map { old in
      (0..<rows).map { row in
        (0..<columns).map { column in
          row < self.rows && column < self.columns ? old[row][column] : Cell()
        }
      }
    }
    (cells, mainScreen) = (resized[0], resized[1])
    (self.columns, self.rows) = (columns, rows)
    (top, bottom) = (0, rows - 1)
    move(to: column, row)
  }

  /// Takes in what a program has sent; sequences may be cut anywhere.
  public mutating func feed(_ bytes: some Sequence<UInt8>) {
    for byte in bytes {
      switch parser.take(byte) {
      case nil: break
      case .scalar(let scalar): put(scalar)
      case .control(let byte): obey(control: byte)
      case .escape(let name): obey(escape: name)
      case .sequence(let sequence): obey(sequence)
      case .string(let text): obey(string: text)
      }
    }
  }

  private static func blank(_ columns: Int, _ rows: Int) -> [[Cell]] {
    Array(repeating: Array(repeating: Cell(), count: columns), count: rows)
  }

  private mutating func put(_ scalar: Unicode.Scalar) {
    if isWrapping {
      if isAlternateScreen { beyond.append("\(scalar) behind line \(row)") }
      column = 0
      lineFeed()
    }
    pen.scalar = scalar
    cells[row][column] = pen
    isWrapping = column == columns - 1 && wrapsLines
    column = min(column + 1, columns - 1)
  }

  private mutating func obey(control byte: UInt8) {
    switch byte {
    case 0x00, 0x0E, 0x0F: break  // Padding; the other character set and back.
    case 0x08: move(to: column - 1, row)
    case 0x09: move(to: (column / 8 + 1) * 8, row)
    case 0x0A: lineFeed()
    case 0x0D: move(to: 0, row)
    default: unknown.append("control \(byte)")
    }
  }

  private mutating func obey(string text: String) {
    if text.hasPrefix("52;c;") {
      clipboard = String(text.dropFirst(5))
    } else {
      unknown.append("OSC \(text)")
    }
  }

  private mutating func obey(escape name: String) {
    switch name {
    case "(B", ")B", "(0", ")0", "=", ">": break
    case "7": saved = (column, row)
    case "8": move(to: saved.column, saved.row)
    case "M": if row == top { scroll(by: -1) } else { move(to: column, row - 1) }
    case "c": break
    default: unknown.append("ESC \(name)")
    }
  }

  private mutating func obey(_ sequence: EscapeParser.Sequence) {
    let count = max(1, sequence.parameter(0, default: 1))
    switch (sequence.prefix, sequence.final) {
    case ("", "H"):
      let place = [sequence.parameter(0, default: 1), sequence.parameter(1, default: 1)]
      if place[0] > rows || place[1] > columns { beyond.append("CSI \(sequence)") }
      move(to: sequence.parameter(1, default: 1) - 1, sequence.parameter(0, default: 1) - 1)
    case ("", "G"):
      if count > columns { beyond.append("CSI \(sequence)") }
      move(to: count - 1, row)
    case ("", "d"):
      if count > rows { beyond.append("CSI \(sequence)") }
      move(to: column, count - 1)
    case ("", "A"): move(to: column, row - count)
    case ("", "B"): move(to: column, row + count)
    case ("", "C"): move(to: column + count, row)
    case ("", "D"): move(to: column - count, row)
    case ("", "J"): eraseDisplay(sequence.parameter(0, default: 0))
    case ("", "K"): eraseLine(sequence.parameter(0, default: 0))
    case ("", "X"): erase(row, column..<min(columns, column + count))
    case ("", "@"): shift(by: count)
    case ("", "P"): shift(by: -count)
    case ("", "b"): for _ in 0..<count { put(pen.scalar) }  // The last character again.
    case ("", "L"): scroll(by: -count, from: row)
    case ("", "M"): scroll(by: count, from: row)
    case ("", "S"): scroll(by: count)
    case ("", "T"): scroll(by: -count)
    case ("", "r"):
      (top, bottom) = (count - 1, min(rows, sequence.parameter(1, default: rows)) - 1)
      move(to: 0, 0)
    case ("", "m"): setPen(sequence.parameters)
    case ("?", "h"): for mode in sequence.parameters { setMode(mode, true) }
    case ("?", "l"): for mode in sequence.parameters { setMode(mode, false) }
    case ("", "h"), ("", "l"):  // Insert mode; the cursor's look, by screen.
      if ![[4], [34]].contains(sequence.parameters) { unknown.append("CSI \(sequence)") }
    case ("?", "c"): break  // The cursor's look, by Linux.
    case ("", "t") where [22, 23].contains(count): break  // The window's title, kept and put back.
    default: unknown.append("CSI \(sequence)")
    }
  }

  private mutating func setMode(_ mode: Int, _ isOn: Bool) {
    switch mode {
    case 7: wrapsLines = isOn
    case 25: isCursorVisible = isOn
    case 1049:
      if isOn == isAlternateScreen { return }
      isAlternateScreen = isOn
      if isOn {
        (mainScreen, saved) = (cells, (column, row))
        cells = Self.blank(columns, rows)
      } else {
        cells = mainScreen
        move(to: saved.column, saved.row)
      }
    case 1000, 1002, 1003:
      // What is reported is one choice, as in xterm: the last one counts.
      modes.subtract([1000, 1002, 1003])
      if isOn { modes.insert(mode) }
    case 1, 12, 1006, 1034, 2004:
      if isOn { modes.insert(mode) } else { modes.remove(mode) }
    default: unknown.append("mode \(mode)")
    }
  }

  private mutating func setPen(_ parameters: [Int]) {
    var rest = parameters.isEmpty ? [0] : parameters[...]
    while let parameter = rest.popFirst() {
      switch parameter {
      case 0: pen = Cell()
      case 1: pen.isBold = true
      case 7: pen.isReversed = true
      case 22: pen.isBold = false
      case 27: pen.isReversed = false
      case 2, 4, 10, 11, 24: break
      case 30...37: pen.foreground = parameter - 30
      case 39: pen.foreground = -1
      case 40...47: pen.background = parameter - 40
      case 49: pen.background = -1
      case 90...97: pen.foreground = parameter - 82
      case 100...107: pen.background = parameter - 92
      case 38 where rest.first == 5 || rest.first == 2: pen.foreground = Self.color(&rest)
      case 48 where rest.first == 5 || rest.first == 2: pen.background = Self.color(&rest)
      default: unknown.append("SGR \(parameter)")
      }
      if (30...49).contains(parameter) || parameter >= 90 { hasSeenColor = true }
    }
  }

  /// From here on colours are red, green and blue.
  public static let trueColors = 1 << 24

  /// What follows 38 or 48: `5;index` or `2;red;green;blue`.
  private static func color(_ rest: inout ArraySlice<Int>) -> Int {
    if rest.popFirst() == 5 { return rest.popFirst() ?? -1 }
    return (0..<3).reduce(1) { value, _ in value << 8 | (rest.popFirst() ?? 0) }
  }

  private mutating func move(to column: Int, _ row: Int) {
    self.column = min(max(column, 0), columns - 1)
    self.row = min(max(row, 0), rows - 1)
    isWrapping = false
  }

  private mutating func lineFeed() {
    if row == bottom { scroll(by: 1) } else { move(to: column, row + 1) }
    isWrapping = false
  }

  /// Lines of the scrolling region move up, or down if `lines` is negative.
  private mutating func scroll(by lines: Int, from first: Int? = nil) {
    let region = (first ?? top)...max(first ?? top, bottom)
    let old = cells
    for row in region {
      let source = row + lines
      cells[row] = region.contains(source) ? old[source] : Self.blank(columns, 1)[0]
    }
  }

  /// What stands from the cursor on moves right, or left if `count` is negative.
  private mutating func shift(by count: Int) {
    let old = cells[row]
    for place in column..<columns {
      let source = place - count
      cells[row][place] = source >= column && source < columns ? old[source] : Cell()
    }
  }

  private mutating func erase(_ row: Int, _ range: Range<Int>) {
    // Terminals of ncurses' "bce" fill with the pen's background.
    for column in range { cells[row][column] = Cell(background: pen.background) }
  }

  private mutating func eraseLine(_ how: Int) {
    erase(row, (how == 0 ? column : 0)..<(how == 1 ? column + 1 : columns))
  }

  private mutating func eraseDisplay(_ how: Int) {
    if how == 2 || how == 0 && (column, row) == (0, 0) { clearings += 1 }
    eraseLine(how)
    for other in 0..<rows where how == 2 || (how == 0 ? other > row : other < row) {
      erase(other, 0..<columns)
    }
  }
}
