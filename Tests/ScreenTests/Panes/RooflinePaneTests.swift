import Measure
import MobileNet
import Testing

@testable import Explorer
@testable import Screen

@Suite("The roofline's pane")
struct RooflinePaneTests {
  private func opened(
    _ columns: Int = 80, _ rows: Int = 24, layer: String = "block3.dw", known: Int = 5,
    variant: Variant = .separable, memoryProblem: String? = nil
  ) throws -> State {
    try Example.roofline(
      columns, rows, layer: layer, known: known, variant: variant, memoryProblem: memoryProblem)
  }

  private func text(_ state: State) -> String { draw(state, appearance: Appearance()).text() }

  @Test("at every composed size", arguments: [(80, 24), (120, 40), (200, 60), (40, 10)])
  func sizes(columns: Int, rows: Int) throws {
    try Golden.expect(try opened(columns, rows), "roofline-\(columns)x\(rows)")
  }

  @Test("without Unicode and without colours")
  func terminals() throws {
    for (columns, rows) in [(80, 24), (120, 40)] {
      try Golden.expect(
        try opened(columns, rows), "roofline-ascii-\(columns)x\(rows)",
        appearance: Appearance(colors: 0, glyphs: .ascii))
    }
    try Golden.expect(try opened(), "roofline-mono-80x24", appearance: Appearance(colors: 0))
  }

  @Test("where memory limits a layer, and where nothing is multiplied")
  func limits() throws {
    try Golden.expect(try opened(layer: "classifier"), "roofline-memory-80x24")
    try Golden.expect(try opened(layer: "pool"), "roofline-pool-80x24")
    try Golden.expect(
      try opened(layer: "block3.conv", variant: .standard), "roofline-standard-80x24")
  }

  @Test("while the ceilings are being measured, and with those of the setting before")
  func early() throws {
    try Golden.expect(try opened(known: 0), "roofline-unmeasured-80x24")
    try Golden.expect(try opened(known: 2), "roofline-measuring-80x24")
    var state = try opened()
    state.press(.left)
    try Golden.expect(state, "roofline-stale-80x24")
  }

  @Test("says in words what limits a layer, and what that means")
  func words() throws {
    let depthwise = text(try opened())
    #expect(depthwise.contains("▸ block3.dw: "))
    #expect(depthwise.contains("limit: overhead"))
    #expect(text(try opened(layer: "block3.pw")).contains("limit: arithmetic"))
    let classifier = text(try opened(layer: "classifier"))
    #expect(classifier.contains("limit: memory"))
    #expect(classifier.contains("memory: it waits for bytes from there"))
    #expect(text(try opened(known: 2)).contains("measuring L2"))
    #expect(text(try opened(known: 0)).contains("measuring what this host can do at best"))
    let without = text(try opened(memoryProblem: "too little of it is free"))
    #expect(without.contains("memory left out: too little of it is free"))
    var above = try opened(layer: "block3.pw")
    above.tell { snapshot in
      for place in snapshot.layers.indices { snapshot.layers[place]?.median /= 4 }
    }
    // The share is told as it is.
    let share = try #require(
      ShownRoofline(above).points[above.view.selectedLayer].value.share)
    #expect(share > 1.5 && text(above).contains("(\(Int((share * 100).rounded())) %)"))
    #expect(text(above).contains("above the line: measured too low"))
  }

  @Test("a click on a point chooses its layer, as drawn", arguments: [(80, 24), (120, 40)])
  func clicks(columns: Int, rows: Int) throws {
    let state = try opened(columns, rows)
    var hit: Set<Int> = []
    for row in 0..<rows {
      for column in 0..<columns {
        guard case .rooflinePoint(let index) = target(at: column, row: row, in: state) else {
          continue
        }
        hit.insert(index)
      }
    }
    // Layers at one place share it; the pool has none.
    #expect(hit.count > 10 && !hit.contains(27))
    var clicked = state
    _ = reduce(&clicked, .pointed(.rooflinePoint(28)))
    #expect(text(clicked).contains("▸ classifier: "))
  }

  @Test("never writes beyond its frame, whatever the size")
  func fits() throws {
    for (columns, rows) in [
      (40, 10), (52, 13), (79, 23), (80, 24), (100, 30), (120, 40), (300, 90),
    ] {
      for layer in ["conv0", "block12.dw", "block13.pw", "pool", "classifier"] {
        let state = try opened(columns, rows, layer: layer)
        #expect(!draw(state, appearance: Appearance()).isCut, "\(columns)×\(rows) \(layer)")
      }
    }
  }
}
