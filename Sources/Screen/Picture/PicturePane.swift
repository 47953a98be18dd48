import Explorer
import Measure
import MobileNet
import Reports

/// The very pixels that the network is fed, two to a cell: so ρ can be seen. While the layers have the focus,
/// a box shows what the middle value of the selected one sees.
///
///     ┌ 64×64, shown 22×22 ──┬
///     │▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀│
///     │▀▀▀▀▀▀▀┌─────┐▀▀▀▀▀▀▀▀│
///     │▀▀▀▀▀▀▀│▀▀▀▀▀│▀▀▀▀▀▀▀▀│
///     │▀▀▀▀▀▀▀└─────┘▀▀▀▀▀▀▀▀│
///     └──────────────────────┴
struct PicturePane: PaneDrawing {
  let place: PanePlace

  func panel() -> Panel {
    var canvas = Canvas(columns: columns, rows: rows)
    guard let fed = state.figures.fedPicture?.value, fed.side > 0 else {
      return Panel(title: "picture", inside: canvas)
    }
    if let pinned = state.figures.pinned?.value.fed, columns / 2 >= Self.narrowest {
      return pair(fed, pinned)
    }
    let activation = ShownActivation(state)
    let shown = draw(
      fed.showing(activation, theme), in: Area(column: 0, row: 0, columns: columns, rows: rows),
      on: &canvas)
    let title = activation.map { fitting($0.titles, columns - 2) } ?? title(fed, shown)
    return Panel(title: Words(title), inside: canvas)
  }

  /// Two pictures side by side need at least so many cells each.
  private static let narrowest = 24

  /// The picture as this network and as the pinned one is fed it, in one scale.
  private func pair(_ fed: FedPicture, _ pinned: FedPicture) -> Panel {
    var canvas = Canvas(columns: columns, rows: rows)
    let half = Area(column: 0, row: 1, columns: columns / 2 - 1, rows: rows - 1)
    let other = Area(column: columns - half.columns, row: 1, columns: half.columns, rows: rows - 1)
    let here = fed.showing(ShownActivation(state), theme)
    for (picture, area, word) in [(here, half, "here"), (pinned, other, "pinned")] {
      let shown = draw(picture, in: area, on: &canvas)
      let text = fitting(sizes(picture.side, shown).map { "\(word) \($0)" }, area.columns)
      canvas.write(
        text, at: area.column + (area.columns - text.cellCount) / 2, 0, theme.style(.faint))
    }
    let titles = (ShownActivation(state)?.titles ?? []) + ["picture, as fed"]
    return Panel(title: Words(fitting(titles, columns - 2)), inside: canvas)
  }

  /// What of a picture is drawn, and how.
  private struct Shown {
    /// Pixels of the network's that are drawn: all of them, or those of the middle.
    let pixels: Int
    let framed: FramedPicture
  }

  private func shown(_ fed: FedPicture, in area: Area) -> Shown {
    let room = min(area.columns, 2 * area.rows)
    let isDetail = state.view.showsDetail && fed.side > room
    return Shown(
      pixels: isDetail ? room : fed.side,
      framed: FramedPicture(
        isDetail ? fed.middle(room) : fed, columns: area.columns, rows: 2 * area.rows))
  }

  /// Draws a picture into the middle of an area.
  private func draw(_ fed: FedPicture, in area: Area, on canvas: inout Canvas) -> Shown {
    let shown = shown(fed, in: area)
    let framed = shown.framed
    guard framed.side > 0 else { return shown }
    let picture =
      !theme.showsPixels ? ramp(framed) : theme.unicode ? halfBlocks(framed) : blanks(framed)
    let corner = (
      column: area.column + (area.columns - picture.columns) / 2,
      row: area.row + (area.rows - picture.rows) / 2
    )
    canvas.stamp(picture, at: corner.column, corner.row)
    // A picture of the setting before has another side than the layers have now.
    if state.view.focused == .layers, fed.side == state.figures.architecture.setting.side {
      drawBox(fed, shown, at: corner, on: &canvas)
    }
    return shown
  }

  private func drawBox(
    _ fed: FedPicture, _ shown: Shown, at corner: (column: Int, row: Int), on canvas: inout Canvas
  ) {
    let box = box(fed, shown, at: corner)
    var outline = Frames()
    outline.add(box, .plain)
    outline.draw(over: &canvas, theme)
    if box.columns < 2 || box.rows < 2 { canvas.mark("+", at: box.column, box.row, theme) }
  }

  /// The box of what the selected layer's middle value sees: the cells that it touches.
  private func box(
    _ fed: FedPicture, _ shown: Shown, at corner: (column: Int, row: Int)
  ) -> Area {
    let layer = state.figures.layer(at: state.view.selectedLayer)
    let seen = layer.pixelsSeen(ofPictureSide: fed.side)
    let cut = (fed.side - shown.pixels) / 2
    let framed = shown.framed
    let from = max(0, seen.lowerBound - cut) * framed.side / shown.pixels
    let to = min(shown.pixels, seen.upperBound - cut) * framed.side
    let last = max(from, (to + shown.pixels - 1) / shown.pixels - 1)
    return Area(
      column: corner.column + framed.margin.columns + from,
      row: corner.row + (framed.margin.rows + from) / 2, columns: last - from + 1,
      rows: (framed.margin.rows + last) / 2 - (framed.margin.rows + from) / 2 + 1)
  }

  /// How many pixels, and what became of them: the longest wording first.
  private func sizes(_ fed: Int, _ shown: Shown) -> [String] {
    let size = "\(fed)×\(fed)"
    if shown.pixels < fed {
      let middle = "\(shown.pixels)×\(shown.pixels)"
      return ["\(size), the middle \(middle) as fed", "\(middle) of \(size)", size]
    }
    guard shown.framed.isAveraged else { return ["\(size), as fed", size] }
    let reduced = "\(shown.framed.side)×\(shown.framed.side)"
    return ["\(size), averaged to \(reduced)", "\(size), shown \(reduced)", size]
  }

  /// What the crop cuts off is drawn as far as there is room, and told in any case.
  private func title(_ fed: FedPicture, _ shown: Shown) -> String {
    let sizes = sizes(fed.side, shown)
    let plain = ["picture \(sizes[0])"] + sizes
    let crops = fed.crop.map { crop -> [String] in
      let whole = "\(crop.width)×\(crop.height)"
      let share = "crop \(Figure.short(crop.share)) of \(whole)"
      let middle =
        "crop \(Figure.short(crop.share)): the middle \(crop.side)×\(crop.side) of \(whole)"
      return ["\(plain[0]) · \(middle)", "\(plain[0]) · \(share)", "\(sizes[0]) · \(share)"]
    }
    return fitting((crops ?? []) + plain, columns - 2)
  }

  /// "▀" shows two pixels: the upper as foreground, the lower as background.
  private func halfBlocks(_ framed: FramedPicture) -> Canvas {
    let colors = framed.pixels(on: theme.appearance.ground, theme.pixels)
    return cells(framed) { upper, lower in
      Cell("▀", Style(foreground: colors[upper], background: colors[lower]))
    }
  }

  /// Without half blocks a cell has the mean colour of its two pixels.
  private func blanks(_ framed: FramedPicture) -> Canvas {
    let pixels = Raster(
      columns: framed.columns, rows: framed.rows,
      rgb: framed.pixels(on: theme.appearance.ground, \.pixels).flatMap { [$0.x, $0.y, $0.z] })
    let colors = theme.pixels(
      pixels.averaged(columns: framed.columns, rows: framed.rows / 2))
    return cells(framed) { upper, _ in
      let (row, column) = (upper / framed.columns / 2, upper % framed.columns)
      return Cell(" ", Style(background: colors[row * framed.columns + column]))
    }
  }

  /// Without enough colours, the brightness of two pixels as a character: the more ink the brighter, or
  /// on a light ground the darker.
  private func ramp(_ framed: FramedPicture) -> Canvas {
    let inks = theme.unicode ? Self.shades : Self.characters
    let ramp = theme.appearance.ground == .light ? inks.reversed() : inks
    let light = framed.pixels(on: theme.appearance.ground, \.luminances)
    return cells(framed) { upper, lower in
      let brightness = (light[upper] + light[lower]) / 2
      return Cell(ramp[min(ramp.count - 1, Int(brightness * Float(ramp.count)))])
    }
  }

  /// A cell for each two pixels: `cell` gets their places.
  private func cells(
    _ framed: FramedPicture, _ cell: (_ upper: Int, _ lower: Int) -> Cell
  ) -> Canvas {
    var canvas = Canvas(columns: framed.columns, rows: framed.rows / 2)
    for row in 0..<canvas.rows {
      for column in 0..<canvas.columns {
        let upper = 2 * row * framed.columns + column
        canvas[column, row] = cell(upper, upper + framed.columns)
      }
    }
    return canvas
  }

  // Dark to bright.
  private static let shades = Array(" ░▒▓█".unicodeScalars)
  private static let characters = Array(" .:-=+*#%@".unicodeScalars)
}

extension FedPicture {
  /// So many pixels of each side from its middle, by themselves.
  fileprivate func middle(_ pixels: Int) -> FedPicture {
    let start = (side - pixels) / 2
    var part: [UInt8] = []
    for row in start..<start + pixels {
      let place = (row * side + start) * 3
      part += rgb[place..<place + 3 * pixels]
    }
    return FedPicture(side: pixels, rgb: part)
  }
}

extension Canvas {
  /// A character over a picture: it stands on the picture's own colours.
  fileprivate mutating func mark(
    _ scalar: Unicode.Scalar, at column: Int, _ row: Int, _ theme: Theme
  ) {
    let under = self[column, row].style
    let ground = under.background.isOwn ? under.foreground : under.background
    self[column, row] = Cell(scalar, theme.mark(on: ground))
  }
}

extension Frames {
  /// Draws the lines over a picture.
  fileprivate func draw(over canvas: inout Canvas, _ theme: Theme) {
    var lines = Canvas(columns: canvas.columns, rows: canvas.rows)
    draw(on: &lines)
    for row in 0..<canvas.rows {
      for column in 0..<canvas.columns where lines[column, row] != .blank {
        canvas.mark(lines[column, row].scalar, at: column, row, theme)
      }
    }
  }
}
