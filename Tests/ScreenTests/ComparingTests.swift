import MobileNet
import Testing

@testable import Explorer
@testable import Measure
@testable import Screen

@Suite("Frontier and comparison look as recorded")
struct ComparingTests {
  private func frontier(
    _ columns: Int, _ rows: Int, share: Double = 1, variant: Variant = .separable
  ) throws -> State {
    try Example.frontier(columns, rows, share: share, variant: variant)
  }

  @Test("the frontier at every composed size", arguments: [(80, 24), (120, 40), (200, 60)])
  func frontiers(columns: Int, rows: Int) throws {
    var state = try frontier(columns, rows)
    try Golden.expect(state, "frontier-\(columns)x\(rows)")
    state.press(.character("$"), .character("1"), .character("."), .character("5"))
    try Golden.expect(state, "frontier-asked-\(columns)x\(rows)")
    state.press(.enter)
    try Golden.expect(state, "frontier-answered-\(columns)x\(rows)")
  }

  @Test(
    "the frontier over memory and maps, with a budget answered",
    arguments: [(80, 24), (120, 40), (200, 60)])
  func memory(columns: Int, rows: Int) throws {
    var state = try frontier(columns, rows)
    for (axis, budget) in [("xxx", "$6"), ("x", "$90")] {
      for key in axis + budget { state.press(.character(key)) }
      state.press(.enter)
      let name = "frontier-\(state.frontier.cost.rawValue)-\(columns)x\(rows)"
      try Golden.expect(state, name)
    }
  }

  @Test("the frontier over maps without Unicode, and where the budget keeps nothing out")
  func loose() throws {
    var state = try frontier(80, 24)
    for key in "xxxx$999" { state.press(.character(key)) }
    state.press(.enter)
    try Golden.expect(
      state, "frontier-maps-ascii-80x24", appearance: Appearance(colors: 0, glyphs: .ascii))
  }

  @Test("the frontier over multiply-adds, half swept, paused, linear")
  func progress() throws {
    var state = try frontier(80, 24, share: 0.5)
    state.press(.character("x"), .character("L"), .character(" "), .pageDown)
    try Golden.expect(state, "frontier-paused-80x24")
  }

  @Test("the frontier without Unicode, without colours, on small screens")
  func terminals() throws {
    let state = try frontier(80, 24)
    try Golden.expect(
      state, "frontier-ascii-80x24", appearance: Appearance(colors: 0, glyphs: .ascii))
    try Golden.expect(state, "frontier-mono-80x24", appearance: Appearance(colors: 0))
    try Golden.expect(frontier(40, 10), "frontier-40x10")
  }

  @Test("latency over size where no accuracy was measured", arguments: [(80, 24), (120, 40)])
  func unmeasured(columns: Int, rows: Int) throws {
    let state = try frontier(columns, rows, variant: .standard)
    try Golden.expect(state, "frontier-unmeasured-\(columns)x\(rows)")
  }

  @Test("a click on a point of the frontier chooses it")
  func pointing() throws {
    let state = try frontier(120, 40)
    var hits: Set<Int> = []
    for row in 0..<40 {
      for column in 0..<120 {
        if case .frontierPoint(let place) = target(at: column, row: row, in: state) {
          hits.insert(place)
        }
      }
    }
    #expect(hits.count > 60)
  }

  /// The present setting beside α = ρ = 1, which was pinned.
  private func pinned(_ columns: Int, _ rows: Int, factor: Double = 0.2) throws -> State {
    var state = Example.start(columns: columns, rows: rows)
    state.answer()
    state.press(.character("p"), .character("3"), .down, .down, .down, .down)
    state.answer(probabilities: [
      (281, 0.614), (282, 0.102), (286, 0.049), (904, 0.021), (287, 0.018),
    ])
    let pin = try #require(state.choice.pinned)
    let network = Architecture(pin.setting)
    var figures = PinnedFigures(pinned: pin)
    figures.fed = Example.picture(side: pin.setting.side)
    figures.layers = network.layers.map { layer in
      let time = Double(layer.multiplyAdds) / 60e6 + 0.002
      return LayerLatency(minimum: time * 0.97, median: time)
    }
    figures.latency = Example.latency(3.1, runs: 120)
    figures.layersMilliseconds = 3.05
    figures.activationBytes = 8 * pin.setting.side * pin.setting.side
    figures.probabilities = Array(repeating: 0.001, count: 1000)
    for (index, probability) in Example.probabilities {
      figures.probabilities[index] = probability
    }
    let factors = (0..<20).map { factor * (1 + 0.001 * Double($0)) }
    figures.comparison = Comparison(ratios: factors)
    figures.layerComparisons = network.layers.indices.map { place in
      Comparison(
        ratios: factors.map { place % 5 == 4 ? $0 / factor : $0 * (place % 3 == 2 ? 8 : 1) })
    }
    state.tell { $0.pinned = figures }
    return state
  }

  @Test("a comparison at every composed size", arguments: [(80, 24), (120, 40), (200, 60)])
  func comparisons(columns: Int, rows: Int) throws {
    var state = try pinned(columns, rows)
    try Golden.expect(state, "pinned-\(columns)x\(rows)")
    state.view.focus = .picture
    state.press(.character("z"))
    try Golden.expect(state, "pinned-picture-\(columns)x\(rows)")
  }

  @Test("a comparison before the pinned network has answered, and with itself")
  func beginning() throws {
    var state = Example.explored(keys: [.character("p")])
    try Golden.expect(state, "pinned-itself-80x24")
    state.press(.left)
    state.answer()
    try Golden.expect(state, "pinned-waiting-80x24")
  }
}
