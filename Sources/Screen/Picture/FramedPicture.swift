import Measure

/// The pixels that a network is fed, as large as an area has room for, in a frame: around it, dimmed and
/// to the same scale, what the crop has cut off.
struct FramedPicture {
  private let fed: FedPicture
  /// Pixels drawn for each one fed, where it fits at all.
  let repeats: Int
  /// Pixels of what is fed that are drawn, before they are repeated.
  let side: Int
  /// Pixels of the frame and of what lies beyond it, at the left and right, at the top and bottom.
  let margin: (columns: Int, rows: Int)
  /// What there would be with more room.
  private let wholeMargin: (columns: Int, rows: Int)

  /// - Parameters:
  ///   - fed: what the network is fed.
  ///   - columns: the area's, in pixels.
  ///   - rows: likewise.
  init(_ fed: FedPicture, columns: Int, rows: Int) {
    self.fed = fed
    var room = min(columns, rows)
    let crop = fed.whole == nil || room < Self.leastRoom ? nil : fed.crop
    if fed.side > room, let crop {
      // It has to be made smaller anyway: then so much that the frame fits in, too. What the network
      // sees keeps three quarters of the room.
      room = max(room * 3 / 4, room * crop.side / min(crop.width, crop.height))
    }
    let repeats = max(1, room / fed.side)
    // Where pixels have to be averaged, an even number fills the last row of cells.
    let side = room >= fed.side ? fed.side : room / 2 * 2
    let beyond = { (whole: Int?) -> Int in
      guard let crop, let whole else { return 0 }
      return Int((Double((whole - crop.side) * side) / Double(2 * crop.side)).rounded())
    }
    wholeMargin = (beyond(crop?.width), beyond(crop?.height))
    margin = (
      min(wholeMargin.columns, (columns / repeats - side) / 2),
      min(wholeMargin.rows, (rows / repeats - side) / 2)
    )
    (self.repeats, self.side) = (repeats, side)
  }

  /// The pixels to draw, before they are repeated.
  func raster(on ground: Appearance.Ground) -> Raster {
    let inner = Raster(fed).averaged(columns: side, rows: side)
    guard let whole = fed.whole, margin.columns > 0 || margin.rows > 0 else { return inner }
    let ground: Float = ground == .light ? 255 : 0
    var raster = Raster(whole)
      .averaged(columns: side + 2 * wholeMargin.columns, rows: side + 2 * wholeMargin.rows)
      .part(
        left: wholeMargin.columns - margin.columns, columns: side + 2 * margin.columns,
        top: wholeMargin.rows - margin.rows, rows: side + 2 * margin.rows)
    raster.mix(with: ground, share: Self.dimming)
    let line = (min(1, margin.columns), min(1, margin.rows))
    raster.fill(
      255 - ground, left: margin.columns - line.0, columns: side + 2 * line.0,
      top: margin.rows - line.1, rows: side + 2 * line.1)
    raster.paste(inner, left: margin.columns, top: margin.rows)
    return raster
  }

  /// Where fewer pixels have room, all of them are left to what the network sees.
  private static let leastRoom = 32
  /// How much of the ground what is cut off takes on: it has to be told from what the network sees.
  private static let dimming: Float = 0.6
}
