import Measure

/// The pixels that a network is fed, in an area's middle, in a frame: around it, dimmed and to the same scale,
/// what the crop has cut off.
///
/// What is fed fills the same part of the area at every side: with ρ the pixels become larger, not the
/// picture smaller. Where there are more of them than the area has, they are averaged.
struct FramedPicture {
  private let fed: FedPicture
  /// Pixels of the screen that a side of what is fed takes.
  let side: Int
  /// Pixels of the frame and of what lies beyond it, at the left and right, at the top and bottom.
  let margin: (columns: Int, rows: Int)
  /// What there would be with more room.
  private let wholeMargin: (columns: Int, rows: Int)

  /// - Parameters:
  ///   - fed: what the network is fed.
  ///   - columns: the area's, in pixels.
  ///   - rows: likewise; an even number.
  init(_ fed: FedPicture, columns: Int, rows: Int) {
    self.fed = fed
    let room = min(columns, rows)
    let crop = fed.crop.flatMap { $0.cuts && room >= Self.leastRoom ? $0 : nil }
    // What the network sees keeps three quarters of the room.
    let least = crop.map { max(room * 3 / 4, room * $0.side / min($0.width, $0.height)) }
    // Two pixels fill a cell.
    side = (least.map { $0 + 1 } ?? room) / 2 * 2
    let side = side
    let beyond = { (whole: Int?, room: Int) -> Int in
      guard let crop, let whole else { return 0 }
      return Self.margin(side * (whole - crop.side), by: 2 * crop.side, spare: (room - side) / 2)
    }
    wholeMargin = (beyond(crop?.width, columns), beyond(crop?.height, rows))
    margin = (
      min(wholeMargin.columns, (columns - side) / 2), min(wholeMargin.rows, (rows - side) / 2)
    )
  }

  /// A rounded quotient; no line stays empty for a pixel that rounding took.
  private static func margin(_ pixels: Int, by divisor: Int, spare: Int) -> Int {
    let margin = Int((Double(pixels) / Double(divisor)).rounded())
    return abs(margin - spare) <= 1 ? spare : margin
  }

  /// Whether each pixel drawn stands for several that are fed.
  var isAveraged: Bool { side < fed.side }

  /// Columns and rows of all that is drawn, in pixels of the screen.
  var columns: Int { side + 2 * margin.columns }
  var rows: Int { side + 2 * margin.rows }

  /// What is to be drawn, `rows` × `columns` values; `values` makes one of each pixel of a raster.
  func pixels<Value>(
    on ground: Appearance.Ground, _ values: (Raster) -> [Value]
  ) -> [Value] {
    let fed = Raster(fed)
    let inner = isAveraged ? fed.averaged(columns: side, rows: side) : fed
    let enlarged = enlarged(values(inner), from: inner.columns)
    guard let frame = frame(on: ground) else { return enlarged }
    var pixels = values(frame)
    for row in 0..<side {
      let start = (margin.rows + row) * columns + margin.columns
      pixels.replaceSubrange(start..<start + side, with: enlarged[row * side..<(row + 1) * side])
    }
    return pixels
  }

  /// A square of so many pixels a side as large as it is drawn. A pixel that becomes a block keeps one value,
  /// so that blocks are even.
  private func enlarged<Value>(_ pixels: [Value], from small: Int) -> [Value] {
    (0..<side * side).map { place in
      pixels[place / side * small / side * small + place % side * small / side]
    }
  }

  /// What the crop has cut off, and a line where what is fed begins; nil without either.
  private func frame(on ground: Appearance.Ground) -> Raster? {
    guard margin.columns > 0 || margin.rows > 0 else { return nil }
    let ground: Float = ground == .light ? 255 : 0
    var raster: Raster
    if let whole = fed.whole {
      raster = Raster(whole)
        .averaged(columns: side + 2 * wholeMargin.columns, rows: side + 2 * wholeMargin.rows)
        .part(
          left: wholeMargin.columns - margin.columns, columns: columns,
          top: wholeMargin.rows - margin.rows, rows: rows)
      raster.mix(with: ground, share: Self.dimming)
    } else {
      raster = Raster(
        columns: columns, rows: rows, rgb: [Float](repeating: ground, count: 3 * columns * rows))
    }
    let line = (min(1, margin.columns), min(1, margin.rows))
    raster.fill(
      255 - ground, left: margin.columns - line.0, columns: side + 2 * line.0,
      top: margin.rows - line.1, rows: side + 2 * line.1)
    return raster
  }

  /// Where fewer pixels have room, all of them are left to what the network sees.
  private static let leastRoom = 32
  /// How much of the ground what is cut off takes on: it has to be told from what the network sees.
  private static let dimming: Float = 0.6
}
