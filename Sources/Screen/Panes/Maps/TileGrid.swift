/// Where the tiles of a layer's channels lie: as large as they can be with all of them in sight, else
/// a part of them around the chosen one.
struct TileGrid: Equatable {
  /// Of a tile's side, two in a cell's height.
  let pixels: Int
  let perRow: Int
  /// Places that are in sight.
  let places: Range<Int>

  /// - Parameters:
  ///   - count: tiles, the dropped ones included.
  ///   - side: of the maps; a smaller one is drawn with repeated pixels, a larger one averaged.
  ///   - columns: room, in cells.
  ///   - rows: likewise.
  ///   - chosen: the place that has to be in sight.
  init(count: Int, side: Int, columns: Int, rows: Int, chosen: Int) {
    let rowsOf = { (pixels: Int) in rows / Self.rows(pixels) }
    let fits = { (pixels: Int) in columns / (pixels + 1) * rowsOf(pixels) >= count }
    let sizes = (9...16).reversed().map { Self.drawn(side, upTo: $0) }
    pixels = sizes.first(where: fits) ?? Self.drawn(side, upTo: 9)
    perRow = max(1, columns / (pixels + 1))
    let lines = (count + perRow - 1) / perRow
    let shown = min(lines, max(1, rowsOf(pixels)))
    let first = min(max(0, chosen / perRow - (shown - 1) / 2), lines - shown)
    places = first * perRow..<min(count, (first + shown) * perRow)
  }

  /// A map's side in pixels: at least five, a multiple of its own where that is less than what it may be.
  private static func drawn(_ side: Int, upTo most: Int) -> Int {
    let pixels = side <= most ? most / side * side : most
    return pixels < 5 ? (4 + side) / side * side : pixels
  }

  /// Rows of cells from one tile to the next: at least a pixel lies between them.
  private static func rows(_ pixels: Int) -> Int { (pixels + 2) / 2 }

  /// The cells of a tile, without the column before it that its mark stands in.
  func area(_ place: Int) -> Area {
    let shown = place - places.lowerBound
    return Area(
      column: shown % perRow * (pixels + 1) + 1, row: shown / perRow * Self.rows(pixels),
      columns: pixels, rows: (pixels + 1) / 2)
  }

  /// The place at a cell; nil beside the tiles.
  func place(at column: Int, _ row: Int) -> Int? {
    guard column >= 0, row >= 0, column / (pixels + 1) < perRow else { return nil }
    let place = places.lowerBound + row / Self.rows(pixels) * perRow + column / (pixels + 1)
    return places.contains(place) ? place : nil
  }
}
