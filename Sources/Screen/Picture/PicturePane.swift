import Explorer
import Measure

/// The very pixels that the network is fed, two to a cell: so ρ can be seen.
struct PicturePane {
  let state: State
  let theme: Theme
  let columns: Int
  let rows: Int

  func panel() -> Panel {
    var canvas = Canvas(columns: columns, rows: rows)
    guard let fed = state.fedPicture?.value, fed.side > 0 else {
      return Panel(title: "picture", inside: canvas)
    }
    if let pinned = state.pinnedFigures?.value.fed, columns / 2 >= Self.narrowest {
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
  private func draw(_ fed: FedPicture, in area: Area, on canvas: inout Canvas) -> Shown {
    let shown = Shown(fed: fed.side, room: min(area.columns, 2 * area.rows))
    if shown.side > 0 {
      let picture =
        theme.appearance.colors >= 256 && theme.unicode
        ? halfBlocks(fed, shown) : ramp(fed, shown)
      canvas.stamp(
        picture, at: area.column + (area.columns - picture.columns) / 2,
        area.row + (area.rows - picture.rows) / 2)
    }
    return shown
  }

  private func size(_ fed: Int, _ shown: Shown) -> String {
    shown.side < fed ? "\(fed)×\(fed), shown \(shown.side)×\(shown.side)" : "\(fed)×\(fed)"
  }

  /// How large the picture is drawn, in pixels of half a cell.
  private struct Shown {
    /// Pixels drawn for each one fed, where it fits at all.
    let repeats: Int
    /// Pixels that are drawn, before they are repeated.
    let side: Int

    init(fed: Int, room: Int) {
      repeats = max(1, room / fed)
      // Where pixels have to be averaged, an even number fills the last row of cells.
      side = room >= fed ? fed : room / 2 * 2
    }
  }

  /// What is drawn is all that the network sees; what the crop cuts off can't be seen, so it is told.
  private func title(_ fed: FedPicture, _ shown: Shown) -> String {
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
  private func halfBlocks(_ fed: FedPicture, _ shown: Shown) -> Canvas {
    let colors = Quantiser.palette(Raster(fed).averaged(to: shown.side))
    let drawn = shown.side * shown.repeats
    var canvas = Canvas(columns: drawn, rows: (drawn + 1) / 2)
    for row in 0..<canvas.rows {
      for column in 0..<drawn {
        let x = column / shown.repeats
        let upper = colors[2 * row / shown.repeats * shown.side + x]
        let lower =
          2 * row + 1 < drawn ? colors[(2 * row + 1) / shown.repeats * shown.side + x] : -1
        canvas[column, row] = Cell("▀", Style(foreground: upper, background: lower))
      }
    }
    return canvas
  }

  /// Without enough colours, the brightness of two pixels as a character.
  private func ramp(_ fed: FedPicture, _ shown: Shown) -> Canvas {
    let raster = Raster(fed).averaged(to: shown.side)
    let ramp = theme.unicode ? Self.shades : Self.characters
    let drawn = shown.side * shown.repeats
    var canvas = Canvas(columns: drawn, rows: (drawn + 1) / 2)
    for row in 0..<canvas.rows {
      let (upper, lower) = (2 * row, min(2 * row + 1, drawn - 1))
      for column in 0..<drawn {
        let x = column / shown.repeats
        let brightness =
          (raster.luminance(x, upper / shown.repeats) + raster.luminance(x, lower / shown.repeats))
          / 2
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
