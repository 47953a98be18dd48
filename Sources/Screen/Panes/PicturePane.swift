import Explorer
import Measure

extension Painter {
  /// The very pixels that the network is fed: each as large as the pane allows, or averaged where
  /// the pane is smaller. A cell is twice as high as wide, so it holds two pixels.
  mutating func paintPicture(_ area: Area) {
    guard let fed = state.fedPicture else {
      return frame(.picture, area, title: "picture")
    }
    let side = fed.value.side
    let room = min(area.columns - 2, 2 * (area.rows - 2))
    let shown = shownSide(of: side, room: room)
    var title = "picture \(side)×\(side)"
    if shown < side { title += ", shown \(shown)×\(shown)" }
    frame(.picture, area, title: title, note: fed.isStale ? "before" : "as fed")
    guard shown > 0 else { return }
    let scale = max(1, shown / side)
    let pixels = scaled(fed.value, to: shown < side ? shown : side, times: scale)
    let extent = scale * min(shown, side)
    let corner = Area(
      column: area.column + (area.columns - extent) / 2,
      row: area.row + 1 + max(0, (area.rows - 2 - (extent + 1) / 2) / 2),
      columns: extent, rows: (extent + 1) / 2)
    if appearance.colors == 256, appearance.unicode {
      paintHalfBlocks(pixels, extent, corner)
    } else {
      paintRamp(pixels, extent, corner)
    }
  }

  /// Pixels along a side on the screen: a whole multiple of the picture's where there is room, an
  /// even share of it where there is not.
  private func shownSide(of side: Int, room: Int) -> Int {
    guard room < side else { return room / side * side }
    return max(0, room / 2 * 2)
  }

  private func scaled(_ fed: FedPicture, to side: Int, times scale: Int) -> [SIMD3<Float>] {
    let small = side == fed.side ? fed.pixels : fed.averaged(to: side)
    guard scale > 1 else { return small }
    let extent = side * scale
    return (0..<extent * extent).map { place in
      small[place / extent / scale * side + place % extent / scale]
    }
  }

  private mutating func paintHalfBlocks(_ pixels: [SIMD3<Float>], _ extent: Int, _ area: Area) {
    let colors = quantised(pixels, width: extent, height: extent)
    for row in 0..<area.rows {
      for column in 0..<extent {
        let upper = colors[2 * row * extent + column]
        let isWhole = 2 * row + 1 < extent
        let lower = isWhole ? colors[(2 * row + 1) * extent + column] : -1
        // A blank costs fewer bytes than a half block of one colour twice.
        let cell =
          upper == lower
          ? Cell(" ", Style(background: Int16(upper)))
          : Cell("▀", Style(foreground: Int16(upper), background: Int16(lower)))
        canvas[area.column + column, area.row + row] = cell
      }
    }
  }

  /// Brightness as denser characters, dark ones blank: so it looks right on a dark screen.
  private mutating func paintRamp(_ pixels: [SIMD3<Float>], _ extent: Int, _ area: Area) {
    let ramp = Array((appearance.unicode ? " ░▒▓█" : " .:-=+*#%@").unicodeScalars)
    for row in 0..<area.rows {
      for column in 0..<extent {
        let upper = pixels[2 * row * extent + column]
        let lower = 2 * row + 1 < extent ? pixels[(2 * row + 1) * extent + column] : upper
        let mean = (upper + lower) / 2
        let brightness = (mean * SIMD3(0.299, 0.587, 0.114)).sum() / 255
        let step = min(ramp.count - 1, Int(brightness * Float(ramp.count)))
        canvas[area.column + column, area.row + row] = Cell(ramp[step])
      }
    }
  }
}

extension FedPicture {
  var pixels: [SIMD3<Float>] {
    stride(from: 0, to: rgb.count, by: 3).map { place in
      SIMD3<Float>(SIMD3(rgb[place], rgb[place + 1], rgb[place + 2]))
    }
  }

  /// A smaller picture, each pixel the mean of those it stands for.
  func averaged(to small: Int) -> [SIMD3<Float>] {
    let pixels = pixels
    return (0..<small * small).map { place in
      let rows = place / small * side / small..<max(1, (place / small + 1) * side / small)
      let columns = place % small * side / small..<max(1, (place % small + 1) * side / small)
      var sum = SIMD3<Float>(repeating: 0)
      for row in rows { for column in columns { sum += pixels[row * side + column] } }
      return sum / Float(rows.count * columns.count)
    }
  }
}
