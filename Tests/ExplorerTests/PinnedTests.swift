import Measure
import MobileNet
import Testing

@testable import Explorer

@Suite("A pinned network")
struct PinnedTests {
  /// α 0.5 is pinned, the present setting is α 1: the engine knows both.
  private func compared() -> State {
    var state = Example.start(alpha: 500)
    state.answer()
    state.press(.character("p"), .character("4"))
    state.answer()
    state.tell(figures(state))
    return state
  }

  private func figures(_ state: State) -> PinnedFigures? {
    guard let pinned = state.pinned else { return nil }
    var figures = PinnedFigures(pinned: pinned)
    figures.layers = state.architecture.layers.map { _ in LayerLatency(minimum: 0.4, median: 0.5) }
    figures.latency = Example.latency(15)
    figures.layersMilliseconds = 14.5
    figures.activationBytes = 400_000
    figures.probabilities = (0..<200).map { $0 == 3 ? 0.6 : $0 == 7 ? 0.2 : nil }
    figures.comparison = Comparison(ratios: Array(repeating: 2, count: 8))
    figures.layerComparisons = state.architecture.layers.map { _ in
      Comparison(ratios: Array(repeating: 1, count: 8))
    }
    return figures
  }

  @Test("is asked for with the next request; on itself the key takes it away")
  func pins() {
    var state = Example.start(alpha: 500)
    state.answer()
    let before = state
    #expect(state.press(.character("p")) == [.request(state.request)])
    #expect(state.request.pinned?.setting == before.setting && state.isPinned)
    // The figures stay good.
    #expect(state.generation == before.generation && state.current == before.current)
    state.press(.right)
    #expect(!state.isPinned)
    state.press(.character("p"))
    #expect(state.pinned?.setting == state.setting)
    state.press(.character("p"))
    #expect(state.request.pinned == nil && state.pinnedArchitecture == nil)
  }

  @Test("stands beside every cost in the place of α = ρ = 1")
  func costs() throws {
    let state = compared()
    let small = Architecture(try #require(state.pinned).setting)
    #expect(state.costRow(.multiplyAdds).reference == Measured(Double(small.multiplyAdds)))
    #expect(state.costRow(.multiplyAdds).formula == CostFormula(symbols: "α²ρ²", value: 4))
    #expect(state.costRow(.memory).reference == Measured(Double(400_000 + small.weightBytes)))
    let latency = state.costRow(.latency)
    #expect(latency.reference == Measured(15) && latency.factor == Measured(2))
    #expect(latency.comparison?.verdict == .different)
    #expect(state.costRow(.layersSummed).reference == Measured(14.5))
  }

  @Test("has a layer beside each of the same name")
  func layers() {
    var state = compared()
    let pinned = state.layerRows.map(\.pinned)
    #expect(
      pinned.allSatisfy { $0?.latency == Measured(LayerLatency(minimum: 0.4, median: 0.5)) })
    #expect(pinned.allSatisfy { $0?.comparison?.verdict == .same })
    state.press(.character("v"))
    #expect(state.setting.variant == .standard)
    let names = zip(state.architecture.layers, state.layerRows).filter { $1.pinned != nil }
      .map(\.0.name)
    #expect(names == ["conv0", "pool", "classifier"])
  }

  @Test("answers beside the present answer")
  func predictions() throws {
    let rows = compared().predictionRows
    #expect(rows.map(\.prediction.index) == [7, 3, 5, 1, 9])
    #expect(rows.map(\.pinnedProbability) == [0.2, 0.6, nil, nil, nil])
    let change = try #require(rows[1].probabilityChange)
    #expect(abs(change - (0.25 - 0.6)) < 1e-9)
    #expect(rows.map(\.rankChange) == [.up(1), .down(1), nil, nil, nil])
  }

  @Test("keeps its figures dimmed while the present network changes, but no verdict of another one")
  func stale() {
    var state = compared()
    state.press(.left)
    #expect(state.referenceLatency == Measured(Example.latency(15), isStale: true))
    #expect(state.pinnedComparison == nil)
    #expect(state.layerRows[0].pinned?.comparison == nil)
    // Another pin, other figures.
    state.press(.character("p"))
    #expect(state.referenceLatency == nil)
  }
}

extension State {
  fileprivate mutating func tell(_ figures: PinnedFigures?) {
    var snapshot = current
    snapshot.pinned = figures
    _ = reduce(&self, .snapshot(snapshot))
  }
}
