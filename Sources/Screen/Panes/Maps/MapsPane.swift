import Explorer
import Measure
import MobileNet
import Reports

/// What the chosen layer gives out for this picture, a tile a channel, the strongest first; what α has
/// dropped keeps its place. Beside it the arithmetic of the chosen channel's strongest pixel.
///
///     ┌▸maps · block3.dw · 96 of 128 channels ───────────────────────────────────────┐
///     │▸▀▀▀▀▀▀▀ ▀▀▀▀▀▀▀ ▀▀▀▀▀▀▀ ▀▀▀▀▀▀▀     channel 17 · row 9, column 4               │
///     │ ▀▀▀▀▀▀▀ ▀▀▀▀▀▀▀ ▀▀▀▀▀▀▀ ▀▀▀▀▀▀▀      0.21·1.04   0.90·2.11   0.11·0.00         │
///     │ ▀▀▀▀▀▀▀ ▀▀▀▀▀▀▀ ▀▀▀▀▀▀▀ ·······     −0.40·3.02   1.71·2.90   0.08·1.33         │
///     │ ▀▀▀▀▀▀▀ ▀▀▀▀▀▀▀ ▀▀▀▀▀▀▀ ·······     sum 6.84 × 0.310 + 0.120 = 2.24            │
struct MapsPane: PaneDrawing {
  let place: PanePlace

  func panel() -> Panel {
    guard let shown = ShownMaps(state).inside, let channel = ShownMaps(state).channel else {
      return waiting
    }
    let inside = shown.value
    var panel: Panel
    if let cursor = ShownMaps(state).cursor {
      panel = PixelPanel(place: place, inside: inside, channel: channel, cursor: cursor).panel()
    } else if inside.layer.kind == .linear {
      panel = EvidencePanel(place: place, inside: inside, chosen: channel).panel()
    } else {
      panel = TilesPanel(place: place, inside: inside, channel: channel).panel()
    }
    if shown.isStale { panel.note = "of the setting before" }
    return panel
  }

  func target(at column: Int, _ row: Int) -> Target? {
    guard let inside = ShownMaps(state).inside?.value, let channel = ShownMaps(state).channel else {
      return nil
    }
    if let cursor = ShownMaps(state).cursor {
      return PixelPanel(place: place, inside: inside, channel: channel, cursor: cursor)
        .pixel(at: column, row).map(Target.pixel)
    }
    if inside.layer.kind == .linear {
      return EvidencePanel(place: place, inside: inside, chosen: channel)
        .channel(at: row).map(Target.tile)
    }
    return TilesPanel(place: place, inside: inside, channel: channel)
      .channel(at: column, row).map(Target.tile)
  }

  private var waiting: Panel {
    var canvas = Canvas(columns: columns, rows: rows)
    let layer = state.figures.layer(at: state.view.selectedLayer)
    let isHidden = state.view.hidesAnswers && layer.kind == .linear
    canvas.write(
      isHidden ? State.hiddenAnswers : "… looking inside", at: 1, 0, theme.style(.faint))
    return Panel(title: "maps · \(layer.name)", inside: canvas)
  }
}

/// The tiles of one layer's channels.
struct TilesPanel {
  let place: PanePlace
  let inside: Inside
  let channel: Int

  private var theme: Theme { place.theme }
  /// Kept and dropped.
  private var count: Int { max(inside.layer.fullOutput, inside.layer.output.channels) }
  /// The pool's outputs are numbers: what it takes in is shown.
  private var maps: FeatureMaps { inside.layer.kind == .pool ? inside.input : inside.output }
  /// Cells left of the arithmetic, which needs the rest.
  private var tileColumns: Int {
    place.columns >= 2 * ArithmeticLines.narrow
      ? place.columns - ArithmeticLines.narrow - 1 : place.columns
  }
  private var chosen: Int { inside.strongest.firstIndex(of: channel) ?? 0 }

  private var grid: TileGrid {
    TileGrid(
      count: count, side: maps.shape.height, columns: tileColumns, rows: place.rows - 1,
      chosen: chosen)
  }

  /// The channel of the tile at a cell.
  func channel(at column: Int, _ row: Int) -> Int? {
    guard column < tileColumns, row < place.rows - 1, let place = grid.place(at: column, row),
      place < inside.strongest.count
    else { return nil }
    return inside.strongest[place]
  }

  func panel() -> Panel {
    var canvas = Canvas(columns: place.columns, rows: place.rows)
    let grid = grid
    for tile in grid.places { draw(tile, grid, on: &canvas) }
    drawMeans(grid, on: &canvas)
    if tileColumns < place.columns { drawArithmetic(on: &canvas) }
    let isWhole = grid.places.count == count
    let range: Words = "\(grid.places.lowerBound + 1)–\(grid.places.upperBound) of \(count)"
    return Panel(title: title, note: isWhole ? nil : range, inside: canvas)
  }

  private var title: Words {
    let (name, kept) = (inside.layer.name, inside.layer.output.channels)
    let figure = Words("\(kept)", .layer(inside.index, .channels))
    let channels: Words = kept < count ? "\(figure) of \(count) channels" : "\(figure) channels"
    return fitting(
      ["maps · \(name) · \(channels)", "\(name) · \(channels)", Words(name)], place.columns - 2)
  }

  private func draw(_ tile: Int, _ grid: TileGrid, on canvas: inout Canvas) {
    let area = grid.area(tile)
    guard tile < inside.strongest.count else {
      let dots = String(repeating: "·", count: area.columns)
      for row in 0..<area.rows {
        canvas.write(dots, at: area.column, area.row + row, theme.style(.faint))
      }
      return
    }
    let image = ValueImage(maps, channel: inside.strongest[tile])
    let drawn =
      image.columns <= grid.pixels
      ? image.repeated(grid.pixels / image.columns) : image.averaged(to: grid.pixels)
    canvas.stamp(drawn.canvas(theme), at: area.column, area.row)
    if tile == chosen { canvas.write("▸", at: area.column - 1, area.row, theme.style(.focus)) }
  }

  /// Below the tiles, all channels in the same order: how strong each is, and how many are dropped.
  private func drawMeans(_ grid: TileGrid, on canvas: inout Canvas) {
    let words = fitting(["means of all \(count), strongest first ", "means "], tileColumns / 2)
    let start = canvas.write(words, at: 1, place.rows - 1, theme.style(.faint))
    let cells = min(count, tileColumns - start - 1)
    let largest = inside.means[inside.strongest[0]]
    for cell in 0..<max(0, cells) {
      let channel = cell * count / cells
      guard channel < inside.strongest.count else {
        canvas.write("·", at: start + cell, place.rows - 1, theme.style(.faint))
        continue
      }
      let share = largest > 0 ? inside.means[inside.strongest[channel]] / largest : 0
      let height = min(7, max(0, Int(share * 8)))
      let isSeen = grid.places.contains(channel)
      canvas[start + cell, place.rows - 1] = Cell(
        Self.heights[height], theme.style(isSeen ? .bar : .staleBar))
    }
  }

  private static let heights = Array("▁▂▃▄▅▆▇█".unicodeScalars)

  /// The chosen channel, where its output is largest.
  private func drawArithmetic(on canvas: inout Canvas) {
    let pixel = inside.strongestPixel(of: channel)
    let lines = ArithmeticLines(
      theme: theme, inside: inside, channel: channel, pixel: pixel, columns: ArithmeticLines.narrow)
    let isPoint = inside.layer.output.area == 1
    let heading: [PlaneLine.Piece] = [
      ("channel \(channel)", theme.style(.strong)),
      (isPoint ? "" : " is strongest at \(pixel.row),\(pixel.column)", theme.style(.faint)),
    ]
    canvas.write([heading] + lines.explained(rows: place.rows - 1), at: tileColumns + 1, from: 0)
  }
}
