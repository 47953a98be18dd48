import Explorer
import Measure
import MobileNet
import Reports

/// A tile made large: what goes in, the kernel, what comes out, and the arithmetic of the pixel under the
/// cursor. Where a map has more pixels than there is room for, the part around the cursor is shown.
struct PixelPanel {
  let place: PanePlace
  let inside: Inside
  let channel: Int
  let cursor: InsideState.Pixel

  /// The arithmetic, below a heading: made once, as a pixel of a standard convolution has thousands of
  /// products.
  private let lines: [[PlaneLine.Piece]]
  /// The channel of the input that is shown: a depthwise layer's own, else that of the strongest term.
  private let source: Int

  init(place: PanePlace, inside: Inside, channel: Int, cursor: InsideState.Pixel) {
    (self.place, self.inside, self.channel, self.cursor) = (place, inside, channel, cursor)
    let heading: [PlaneLine.Piece] = [
      (
        "channel \(channel) · row \(cursor.row), column \(cursor.column)",
        place.theme.style(.strong)
      )
    ]
    let arithmetic = ArithmeticLines(
      theme: place.theme, inside: inside, channel: channel, pixel: cursor,
      columns: place.columns - 2)
    lines = [heading] + arithmetic.lines(rows: place.rows - 1)
    source = arithmetic.strongestSource ?? channel
  }

  private var theme: Theme { place.theme }
  /// Rows above the arithmetic, for the maps: their names, marks, and pixels, two in a row.
  private var mapRows: Int { max(0, place.rows - lines.count) }
  private var hasMaps: Bool { mapRows >= 5 && room >= 4 }
  /// Between the maps: a kernel of six cells a weight.
  private var hasKernel: Bool { inside.layer.kernel == 3 && place.columns >= 64 && mapRows >= 8 }
  private var gap: Int { hasKernel ? 20 : 3 }
  /// Pixels that either map may take, across and down: a column is left for marks.
  private var room: Int { max(1, min((place.columns - gap) / 2 - 1, 2 * (mapRows - 2))) }

  private var output: MapWindow {
    MapWindow(
      inside.output.shape, around: cursor.row...cursor.row, cursor.column...cursor.column,
      room: room)
  }

  /// The pixels of the input that the one under the cursor sees.
  private var seen: (rows: ClosedRange<Int>, columns: ClosedRange<Int>) {
    let layer = inside.layer
    let top = cursor.row * layer.stride - layer.padding.top
    let left = cursor.column * layer.stride - layer.padding.left
    return (top...top + layer.kernel - 1, left...left + layer.kernel - 1)
  }

  private var input: MapWindow {
    MapWindow(inside.input.shape, around: seen.rows, seen.columns, room: room)
  }

  /// Where the output is drawn.
  private var outputColumn: Int { room + gap + 1 }

  /// The pixel of the output at a cell.
  func pixel(at column: Int, _ row: Int) -> InsideState.Pixel? {
    guard hasMaps else { return nil }
    let window = output
    let place = (column: column - outputColumn - 1, row: 2 * (row - 2))
    guard place.column >= 0, place.row >= 0 else { return nil }
    let (x, y) = (place.column / window.repeats, place.row / window.repeats)
    guard x < window.columns.count, y < window.rows.count else { return nil }
    return .init(row: window.rows.lowerBound + y, column: window.columns.lowerBound + x)
  }

  func panel() -> Panel {
    var canvas = Canvas(columns: place.columns, rows: place.rows)
    if hasMaps {
      draw(inside.input, source, input, seen, "in", at: 0, on: &canvas)
      let here = (cursor.row...cursor.row, cursor.column...cursor.column)
      draw(inside.output, channel, output, here, "out", at: outputColumn, on: &canvas)
      if hasKernel { drawKernel(at: room + 2, on: &canvas) }
    }
    canvas.write(lines, at: 1, from: hasMaps ? mapRows : 0)
    let title = "maps · \(inside.layer.name) · channel \(channel)"
    return Panel(
      title: Words(fitting([title, inside.layer.name], place.columns - 2)), inside: canvas)
  }

  /// A map with its name above it, and marks at the rows and columns that count.
  private func draw(
    _ maps: FeatureMaps, _ channel: Int, _ window: MapWindow,
    _ marked: (rows: ClosedRange<Int>, columns: ClosedRange<Int>), _ word: String, at column: Int,
    on canvas: inout Canvas
  ) {
    let size = "\(maps.shape.height)×\(maps.shape.width)"
    let isPicture = maps.shape.channels == 3
    let name = isPicture ? theme.showsPixels ? "picture" : Self.colors[channel] : "\(channel)"
    let texts = ["\(word) \(name) · \(size)", "\(word) \(name)", word]
    canvas.write(fitting(texts, room + 1), at: column + 1, 0, theme.style(.faint))
    for x in window.columns where marked.columns.contains(x) {
      let place = column + 1 + (x - window.columns.lowerBound) * window.repeats
      canvas.write(
        theme.unicode ? "▾" : "v", at: place + (window.repeats - 1) / 2, 1, theme.style(.focus))
    }
    for y in window.rows where marked.rows.contains(y) {
      let pixel = (y - window.rows.lowerBound) * window.repeats + (window.repeats - 1) / 2
      canvas.write("▸", at: column, 2 + pixel / 2, theme.style(.focus))
    }
    if maps.shape.channels == 3, let picture = picture(window) {
      canvas.stamp(picture, at: column + 1, 2)
      return
    }
    let image = ValueImage(maps, channel: channel).part(window.columns, window.rows)
      .repeated(window.repeats)
    let drawn = image.canvas(theme, range: maps.range(of: channel)) { x, y in
      word == "out" && marked.columns.contains(window.columns.lowerBound + x / window.repeats)
        && marked.rows.contains(window.rows.lowerBound + y / window.repeats)
    }
    canvas.stamp(drawn, at: column + 1, 2)
  }

  /// The picture that the first layer takes in, in its own colours; nil without colours, and where another
  /// picture has come meanwhile.
  private func picture(_ window: MapWindow) -> Canvas? {
    guard theme.showsPixels, let fed = place.state.figures.fedPicture?.value,
      fed.side == inside.input.shape.width
    else { return nil }
    let colors = theme.pixels(
      Raster(fed).part(
        left: window.columns.lowerBound, columns: window.columns.count,
        top: window.rows.lowerBound, rows: window.rows.count))
    let (across, down) = (window.columns.count * window.repeats, window.rows.count * window.repeats)
    var canvas = Canvas(columns: across, rows: (down + 1) / 2)
    func color(_ x: Int, _ y: Int) -> Color {
      y < down ? colors[y / window.repeats * window.columns.count + x / window.repeats] : .own
    }
    for row in 0..<canvas.rows {
      for x in 0..<across {
        canvas[x, row] =
          theme.unicode
          ? Cell("▀", Style(foreground: color(x, 2 * row), background: color(x, 2 * row + 1)))
          : Cell(" ", Style(background: color(x, 2 * row)))
      }
    }
    return canvas
  }

  private static let colors = ["red", "green", "blue"]

  /// The weights of the kernel that the shown input goes through, in their colours, two rows each.
  private func drawKernel(at column: Int, on canvas: inout Canvas) {
    canvas.write("kernel", at: column + 6, 0, theme.style(.faint))
    let all = inside.weights(of: channel)
    let first = inside.layer.kind == .depthwise ? 0 : source * 9
    let largest = max(all.reduce(0) { max($0, $1.magnitude) }, .leastNormalMagnitude)
    for (place, weight) in all.dropFirst(first).prefix(9).enumerated() {
      let style = theme.signed(Double(weight / largest))
      let text = Figure.fixed(Double(weight), decimals: 2)
      let (left, top) = (column + place % 3 * 6, 2 + place / 3 * 2)
      canvas.write("      ", at: left, top, style)
      canvas.write(
        Words(text, .pixel(.kernel(first + place))), endingBefore: left + 5, top, style)
      canvas.write("      ", at: left, top + 1, style)
    }
  }
}

/// The part of a map that has room, and how large its pixels are.
struct MapWindow: Equatable {
  let rows: Range<Int>
  let columns: Range<Int>
  /// Drawn for each pixel.
  let repeats: Int

  /// - Parameters:
  ///   - shape: of the map.
  ///   - rows: what has to be in sight, as far as it lies in the map.
  ///   - columns: likewise.
  ///   - room: pixels across and down.
  init(_ shape: Shape, around rows: ClosedRange<Int>, _ columns: ClosedRange<Int>, room: Int) {
    repeats = max(1, room / max(shape.height, shape.width))
    self.rows = Self.range(shape.height, around: rows, room: room)
    self.columns = Self.range(shape.width, around: columns, room: room)
  }

  private static func range(_ count: Int, around wanted: ClosedRange<Int>, room: Int) -> Range<Int>
  {
    guard count > room else { return 0..<count }
    let middle = (wanted.lowerBound + wanted.upperBound) / 2
    let first = min(max(0, middle - room / 2), count - room)
    return first..<first + room
  }
}
