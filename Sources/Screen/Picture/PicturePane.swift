import Explorer
import Measure
import Reports

/// The very pixels that the network is fed, two to a cell: so ρ can be seen.
///
///     ┌ 64×64, shown 22×22 ──┬
///     │▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀│
///     │▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀│
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
    let shown = draw(fed, in: Area(column: 0, row: 0, columns: columns, rows: rows), on: &canvas)
    return Panel(title: title(fed, shown), inside: canvas)
  }

  /// Two pictures side by side need at least so many cells each.
  private static let narrowest = 24

  /// The picture as this network and as the pinned one is fed it, in one scale.
  private func pair(_ fed: FedPicture, _ pinned: FedPicture) -> Panel {
    var canvas = Canvas(columns: columns, rows: rows)
    let half = Area(column: 0, row: 1, columns: columns / 2 - 1, rows: rows - 1)
    let other = Area(column: columns - half.columns, row: 1, columns: half.columns, rows: rows - 1)
    for (picture, area, word) in [(fed, half, "here"), (pinned, other, "pinned")] {
      let shown = draw(picture, in: area, on: &canvas)
      let words = "\(word) \(size(picture.side, shown))"
      let text = fitting([words, "\(word) \(picture.side)×\(picture.side)"], area.columns)
      canvas.write(
        text, at: area.column + (area.columns - text.cellCount) / 2, 0, theme.style(.faint))
    }
    return Panel(title: "picture, as fed", inside: canvas)
  }

  /// Draws a picture into the middle of an area.
  private func draw(_ fed: FedPicture, in area: Area, on canvas: inout Canvas) -> FramedPicture {
    let framed = FramedPicture(fed, columns: area.columns, rows: 2 * area.rows)
    if framed.side > 0 {
      let raster = framed.raster(on: theme.appearance.ground)
      let picture =
        theme.appearance.colors >= 256 && theme.unicode
        ? halfBlocks(raster, framed.repeats) : ramp(raster, framed.repeats)
      canvas.stamp(
        picture, at: area.column + (area.columns - picture.columns) / 2,
        area.row + (area.rows - picture.rows) / 2)
    }
    return framed
  }

  private func size(_ fed: Int, _ shown: FramedPicture) -> String {
    shown.side < fed ? "\(fed)×\(fed), shown \(shown.side)×\(shown.side)" : "\(fed)×\(fed)"
  }

  /// What the crop cuts off is drawn as far as there is room, and told in any case.
  private func title(_ fed: FedPicture, _ shown: FramedPicture) -> String {
    let reduced = self.size(fed.side, shown)
    let size = "\(fed.side)×\(fed.side)"
    let isWhole = shown.side >= fed.side
    let plain =
      isWhole
      ? ["picture \(size), as fed", "picture \(size)", size]
      : ["picture \(reduced)", reduced, size]
    let crops = fed.crop.map { crop -> [String] in
      let whole = "\(crop.width)×\(crop.height)"
      let share = "crop \(Figure.short(crop.share)) of \(whole)"
      let middle =
        "crop \(Figure.short(crop.share)): the middle \(crop.side)×\(crop.side) of \(whole)"
      return ["\(plain[0]) · \(middle)", "\(plain[0]) · \(share)", "\(reduced) · \(share)"]
    }
    return fitting((crops ?? []) + plain, columns - 2)
  }

  /// "▀" shows two pixels: the upper as foreground, the lower as background.
  private func halfBlocks(_ raster: Raster, _ repeats: Int) -> Canvas {
    let colors = Quantiser.palette(raster)
    let height = raster.rows * repeats
    var canvas = Canvas(columns: raster.columns * repeats, rows: (height + 1) / 2)
    for row in 0..<canvas.rows {
      for column in 0..<canvas.columns {
        let x = column / repeats
        let upper = colors[2 * row / repeats * raster.columns + x]
        let lower =
          2 * row + 1 < height ? colors[(2 * row + 1) / repeats * raster.columns + x] : -1
        canvas[column, row] = Cell("▀", Style(foreground: upper, background: lower))
      }
    }
    return canvas
  }

  /// Without enough colours, the brightness of two pixels as a character.
  private func ramp(_ raster: Raster, _ repeats: Int) -> Canvas {
    let ramp = theme.unicode ? Self.shades : Self.characters
    let height = raster.rows * repeats
    var canvas = Canvas(columns: raster.columns * repeats, rows: (height + 1) / 2)
    for row in 0..<canvas.rows {
      let (upper, lower) = (2 * row / repeats, min(2 * row + 1, height - 1) / repeats)
      for column in 0..<canvas.columns {
        let x = column / repeats
        let brightness = (raster.luminance(x, upper) + raster.luminance(x, lower)) / 2
        let place = min(ramp.count - 1, Int(brightness * Float(ramp.count)))
        canvas[column, row] = Cell(ramp[place])
      }
    }
    return canvas
  }

  // Dark to bright.
  private static let shades = Array(" ░▒▓█".unicodeScalars)
  private static let characters = Array(" .:-=+*#%@".unicodeScalars)
}
