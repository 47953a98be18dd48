import Reports

extension Canvas {
  /// The cells as a picture that every browser draws at the same proportions: what fills cells or joins
  /// them is drawn as shapes, letters as monospaced text, each word as long as its cells.
  ///
  /// - Parameters:
  ///   - ground: what it stands on; dark where that is not known.
  ///   - description: what the picture shows, for those who can't see it.
  /// - Returns: an SVG document.
  func svg(on ground: Appearance.Ground, description: String) -> String {
    let palette = Palette(ground)
    var drawing = CellDrawing(palette: palette)
    for row in 0..<rows {
      drawing.draw((0..<columns).map { self[$0, row] }, row: row)
    }
    let (width, height) = (columns * CellDrawing.width, rows * CellDrawing.height)
    return """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(width) \(height)" width="\(width)" \
      height="\(height)" font-family="DejaVu Sans Mono,Menlo,Consolas,monospace" font-size="13.3" \
      shape-rendering="crispEdges">
      <desc>\(escapedXML(description))</desc>
      <rect width="100%" height="100%" fill="\(palette.background)"/>
      \((drawing.shapes + drawing.words).joined(separator: "\n"))
      </svg>

      """
  }
}

/// Rows of cells as SVG elements.
private struct CellDrawing {
  /// Of a cell, in pixels.
  static let width = 8
  static let height = 17
  private static let baseline = 13

  let palette: Palette
  private(set) var words: [String] = []
  /// By paint: all that has it, in pixels of the picture, in the order in which it came.
  private var boxes: [String: [Box]] = [:]
  private var paints: [String] = []

  init(palette: Palette) { self.palette = palette }

  var shapes: [String] {
    paints.map { paint in
      "<path \(paint) d=\"\((boxes[paint] ?? []).map(\.outline).joined())\"/>"
    }
  }

  mutating func draw(_ cells: [Cell], row: Int) {
    var word: [(column: Int, scalar: Unicode.Scalar)] = []
    var style = Style.plain
    var end = 0
    for (column, cell) in cells.enumerated() {
      if cell.scalar == Cell.secondHalf {
        end = column + 1
        fillGround(cell, column, row)
        continue
      }
      fillGround(cell, column, row)
      let isLetter = cell.scalar != " " && !drawShape(cell, column, row)
      if !word.isEmpty, !isLetter || cell.style != style || end != column {
        write(word, style, until: end, row)
        word = []
      }
      guard isLetter else { continue }
      word.append((column, cell.scalar))
      (style, end) = (cell.style, column + 1)
    }
    if !word.isEmpty { write(word, style, until: end, row) }
  }

  private mutating func fillGround(_ cell: Cell, _ column: Int, _ row: Int) {
    let ground = palette.paints(cell.style).ground
    guard ground != palette.background else { return }
    fill(ground, Box(0, 0, Self.width, Self.height), column, row)
  }

  /// False for what is no shape.
  private mutating func drawShape(_ cell: Cell, _ column: Int, _ row: Int) -> Bool {
    guard let shape = CellShape(cell.scalar) else { return false }
    let paint = palette.paints(cell.style).character
    let opacity = shape.opacity * (cell.style.attributes.contains(.dim) ? 0.6 : 1)
    for box in shape.boxes { fill(paint, opacity: opacity, box, column, row) }
    return true
  }

  private mutating func fill(
    _ paint: String, opacity: Double = 1, _ box: Box, _ column: Int, _ row: Int
  ) {
    let box = box.moved(x: column * Self.width, y: row * Self.height)
    let attributes = "fill=\"\(paint)\"" + (opacity < 1 ? " fill-opacity=\"\(opacity)\"" : "")
    guard let last = boxes[attributes]?.indices.last else {
      paints.append(attributes)
      boxes[attributes] = [box]
      return
    }
    if boxes[attributes]?[last].grow(by: box) != true { boxes[attributes]?.append(box) }
  }

  /// A word of one style; letters beyond ASCII may come from another font, so each gets its place.
  private mutating func write(
    _ word: [(column: Int, scalar: Unicode.Scalar)], _ style: Style, until end: Int, _ row: Int
  ) {
    var attributes = "y=\"\(row * Self.height + Self.baseline)\""
    attributes += " fill=\"\(palette.paints(style).character)\""
    if style.attributes.contains(.bold) { attributes += " font-weight=\"700\"" }
    if style.attributes.contains(.dim) { attributes += " fill-opacity=\"0.6\"" }
    if style.attributes.contains(.underline) { attributes += " text-decoration=\"underline\"" }
    let isPlain = word.allSatisfy { $0.scalar.isASCII }
    if isPlain, word.count > 1 {
      let length = (end - word[0].column) * Self.width
      attributes += " x=\"\(word[0].column * Self.width)\" textLength=\"\(length)\""
    } else {
      let places = word.map { "\($0.column * Self.width)" }.joined(separator: " ")
      attributes += " x=\"\(places)\""
    }
    var text = ""
    text.unicodeScalars.append(contentsOf: word.map(\.scalar))
    words.append("<text \(attributes)>\(escapedXML(text))</text>")
  }
}

/// A rectangle, in pixels from an upper left corner: of its cell, or of the picture.
private struct Box {
  private(set) var x, y, width, height: Double

  init(_ x: Double, _ y: Double, _ width: Double, _ height: Double) {
    (self.x, self.y, self.width, self.height) = (x, y, width, height)
  }

  init(_ x: Int, _ y: Int, _ width: Int, _ height: Int) {
    self.init(Double(x), Double(y), Double(width), Double(height))
  }

  func moved(x right: Int, y down: Int) -> Box {
    Box(x + Double(right), y + Double(down), width, height)
  }

  /// Takes one in that follows to the right or overlaps there, as lines of frames do; false for others.
  mutating func grow(by next: Box) -> Bool {
    guard next.y == y, next.height == height, (x...x + width).contains(next.x) else { return false }
    width = max(width, next.x + next.width - x)
    return true
  }

  var outline: String {
    "M\(short(x)) \(short(y))h\(short(width))v\(short(height))h-\(short(width))z"
  }

  private func short(_ value: Double) -> String {
    value == value.rounded() ? "\(Int(value))" : "\(value)"
  }
}

/// A character that is drawn as rectangles: blocks, shades, lines of frames, dots.
private struct CellShape {
  let boxes: [Box]
  var opacity = 1.0

  private static let width = Double(CellDrawing.width)
  private static let height = Double(CellDrawing.height)

  /// Nil for all other characters.
  init?(_ scalar: Unicode.Scalar) {
    let (width, height) = (Self.width, Self.height)
    switch scalar.value {
    case 0x2580: boxes = [Box(0, 0, width, height / 2)]
    case 0x2581...0x2588:
      let filled = height * Double(scalar.value - 0x2580) / 8
      boxes = [Box(0, height - filled, width, filled)]
    case 0x2589...0x258F: boxes = [Box(0, 0, width * Double(0x2590 - scalar.value) / 8, height)]
    case 0x2590: boxes = [Box(width / 2, 0, width / 2, height)]
    case 0x2591...0x2593:
      boxes = [Box(0, 0, width, height)]
      opacity = Double(scalar.value - 0x2590) / 4
    case 0x2594: boxes = [Box(0, 0, width, height / 8)]
    case 0x2595: boxes = [Box(width * 7 / 8, 0, width / 8, height)]
    case DotGrid.patterns: boxes = Self.dots(UInt8(scalar.value - DotGrid.patterns.lowerBound))
    default:
      guard scalar != " ", let arms = Frames.glyphs.firstIndex(of: scalar) else { return nil }
      boxes = Self.lines(arms)
    }
  }

  /// From the cell's middle upwards, to the right, downwards, to the left: bits 0 … 3.
  private static func lines(_ arms: Int) -> [Box] {
    let all = [Box(3.5, 0, 1, 9), Box(3.5, 8, 4.5, 1), Box(3.5, 8, 1, 9), Box(0, 8, 4.5, 1)]
    // From left to right, so that a line of several cells becomes one.
    return [3, 0, 2, 1].filter { arms & 1 << $0 != 0 }.map { all[$0] }
  }

  private static func dots(_ pattern: UInt8) -> [Box] {
    (0..<8).compactMap { place in
      let (column, row) = (place % 2, place / 2)
      guard pattern & DotGrid.bits[row][column] != 0 else { return nil }
      return Box(1 + 4 * Double(column), 1.25 + 4.25 * Double(row), 2, 2)
    }
  }
}
