import MobileNet
import Testing

@testable import Explorer
@testable import Screen

@Suite("The feature maps")
struct MapsPaneTests {
  private static let ascii = Appearance(colors: 0, glyphs: .ascii)

  @Test("in tiles, with what α has dropped", arguments: [(80, 24), (120, 40), (200, 60), (40, 10)])
  func tiles(columns: Int, rows: Int) throws {
    let state = Example.inside("block3.dw", columns: columns, rows: rows, keys: [.character("j")])
    try Golden.expect(state, "maps-tiles-\(columns)x\(rows)")
    if columns == 80 { try Golden.expect(state, "maps-tiles-ascii", appearance: Self.ascii) }
  }

  @Test(
    "one made large, with a pixel's arithmetic",
    arguments: [(80, 24), (120, 40), (200, 60), (40, 10)])
  func large(columns: Int, rows: Int) throws {
    let state = Example.inside(
      "block3.dw", columns: columns, rows: rows, keys: [.enter, .down, .left, .left])
    try Golden.expect(state, "maps-large-\(columns)x\(rows)")
    if columns == 80 { try Golden.expect(state, "maps-large-ascii", appearance: Self.ascii) }
  }

  @Test(
    "of every kind of layer", arguments: ["conv0", "block2.pw", "pool", "classifier"],
    [(80, 24), (120, 40), (200, 60)])
  func kinds(layer: String, size: (columns: Int, rows: Int)) throws {
    let (columns, rows) = size
    var state = Example.inside(layer, columns: columns, rows: rows)
    try Golden.expect(state, "maps-\(layer)-\(columns)x\(rows)")
    guard layer != "classifier" else { return }
    state.press(.enter)
    try Golden.expect(state, "maps-\(layer)-large-\(columns)x\(rows)")
  }

  @Test("of a standard convolution")
  func standard() throws {
    var state = Example.start(alpha: 250, side: 64, variant: .standard)
    state.answer()
    state.view.selectedLayer = 3
    state.press(.character("m"))
    state.tellInside()
    try Golden.expect(state, "maps-standard-80x24")
    state.press(.enter)
    try Golden.expect(state, "maps-standard-large-80x24")
  }

  @Test("of the setting before say so; before any are known the layer is named")
  func stale() throws {
    var state = Example.inside("block3.dw")
    state.press(.left)
    try Golden.expect(state, "maps-stale-80x24")
    state.press(.character(">"))
    try Golden.expect(state, "maps-waiting-80x24")
  }

  @Test("are as wide as they are: nothing is cut", arguments: [40, 60, 72, 80, 110])
  func nothingCut(columns: Int) {
    for layer in ["conv0", "block2.dw", "block1.pw", "pool", "classifier"] {
      var state = Example.inside(layer, columns: columns)
      for rows in [10, 16, 24] {
        _ = reduce(&state, .resize(columns: columns, rows: rows))
        for appearance in [Appearance(), Self.ascii] {
          #expect(!draw(state, appearance: appearance).isCut, "\(layer) \(columns)×\(rows)")
        }
        state.press(.enter)
        #expect(!draw(state, appearance: Appearance()).isCut, "\(layer) \(columns)×\(rows), large")
        if ShownMaps(state).cursor != nil { state.press(.escape) }
      }
    }
  }

  @Test("are hit where they are drawn; a second click makes a tile large, then pixels are hit")
  func clicks() throws {
    var state = Example.inside("block3.dw")
    let tiles = (0..<24).flatMap { row in (0..<80).map { target(at: $0, row: row, in: state) } }
    let channels = tiles.compactMap { if case .tile(let channel) = $0 { channel } else { nil } }
    #expect(Set(channels).count == 12)
    _ = reduce(&state, .pointed(.tile(channels[20])))
    #expect(ShownMaps(state).channel == channels[20] && ShownMaps(state).cursor == nil)
    _ = reduce(&state, .pointed(.tile(channels[20])))
    #expect(ShownMaps(state).cursor != nil)
    let pixels = (0..<80).compactMap { column -> InsideState.Pixel? in
      if case .pixel(let pixel) = target(at: column, row: 5, in: state) { pixel } else { nil }
    }
    #expect(pixels.map(\.column) == Array(0..<16) && Set(pixels.map(\.row)) == [2])
    _ = reduce(&state, .pointed(.pixel(pixels[9])))
    #expect(ShownMaps(state).cursor == pixels[9])
  }
}

@Suite("The places of tiles")
struct TileGridTests {
  @Test("are as large as they can be with all of them in sight")
  func all() {
    let grid = TileGrid(count: 32, side: 56, columns: 107, rows: 40, chosen: 0)
    #expect(grid.places == 0..<32 && grid.pixels == 14)
    #expect(TileGrid(count: 1, side: 7, columns: 40, rows: 18, chosen: 0).pixels == 14)
  }

  @Test("show a part around the chosen one where there are more", arguments: [0, 500, 1023])
  func part(chosen: Int) {
    let grid = TileGrid(count: 1024, side: 7, columns: 41, rows: 19, chosen: chosen)
    #expect(grid.places.contains(chosen))
    #expect(grid.pixels == 7 && grid.perRow == 5 && grid.places.count <= 20)
  }

  @Test(
    "never touch each other or leave the room", arguments: [1, 2, 4, 7, 14, 28, 112], [32, 200])
  func apart(side: Int, count: Int) {
    for (columns, rows) in [(20, 6), (41, 19), (78, 20), (150, 50)] {
      let grid = TileGrid(count: count, side: side, columns: columns, rows: rows, chosen: count / 2)
      #expect(grid.pixels >= 5)
      var cells: Set<[Int]> = []
      for place in grid.places {
        let area = grid.area(place)
        #expect(area.column + area.columns <= columns + 1)
        #expect(area.row + area.rows <= max(rows, area.rows))
        for row in area.row..<area.row + area.rows {
          for column in area.column..<area.column + area.columns {
            #expect(cells.insert([column, row]).inserted)
            #expect(grid.place(at: column, row) == place || column % (grid.pixels + 1) == 0)
          }
        }
      }
    }
  }
}

@Suite("The part of a map that has room")
struct MapWindowTests {
  private let shape = Shape(height: 14, width: 14, channels: 1)

  @Test("is all of a small one, in larger pixels")
  func whole() {
    let window = MapWindow(shape, around: 3...3, 4...4, room: 30)
    #expect(window.rows == 0..<14 && window.columns == 0..<14 && window.repeats == 2)
  }

  @Test("is what lies around the cursor of a large one", arguments: 0..<14)
  func around(place: Int) {
    let window = MapWindow(shape, around: place...place, (13 - place)...(13 - place), room: 6)
    #expect(window.rows.contains(place) && window.columns.contains(13 - place))
    #expect(window.rows.count == 6 && window.repeats == 1)
  }
}
