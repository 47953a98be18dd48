import MobileNet

@testable import Explorer
@testable import Measure

extension Example {
  /// The frontier is open, α = 0.75 and ρ = 0.5 have answered, so much of the sweep is done.
  static func frontier(
    _ columns: Int, _ rows: Int, share: Double = 1, variant: Variant = .separable
  ) throws -> State {
    var state = explored(columns: columns, rows: rows)
    if variant != .separable {
      state = start(alpha: 750, side: 64, variant: variant, columns: columns, rows: rows)
      state.answer()
    }
    state.press(.character("f"))
    guard case .latencyMap(let grid) = state.request.background else {
      throw MissingSweep()
    }
    var map = LatencyMap(grid)
    let settings = grid.settings
    for place in settings.indices.prefix(Int(share * Double(settings.count))) {
      let network = Architecture(settings[place])
      // A little of its own for each, as measurements have.
      let own = 1 + 0.1 * Double(place * 7 % 11) / 11
      map.latencies[place] = latency(
        own * (Double(network.multiplyAdds) / 60e6 + 0.03), runs: 60)
    }
    map.turnsDone = Int(share * Double(grid.turns))
    state.tell { $0.background = .latencyMap(map) }
    return state
  }

  private struct MissingSweep: Error {}
}
