import Engine
import MobileNet
import Testing

@testable import Explorer
@testable import Measure

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
    guard let pinned = state.choice.pinned else { return nil }
    var figures = PinnedFigures(pinned: pinned)
    figures.layers = state.figures.architecture.layers.map { _ in
      LayerLatency(minimum: 0.4, median: 0.5)
    }
    figures.latency = Example.latency(15)
    figures.layersMilliseconds = 14.5
    figures.activationBytes = 400_000
    figures.probabilities = (0..<200).map { $0 == 3 ? 0.6 : $0 == 7 ? 0.2 : nil }
    figures.comparison = Comparison(ratios: Array(repeating: 2, count: 8))
    figures.layerComparisons = state.figures.architecture.layers.map { _ in
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
    #expect(
      state.request.pinned?.setting == before.choice.setting
        && state.choice.isPinned(in: state.catalogue))
    // The figures stay good.
    #expect(
      state.figures.generation == before.figures.generation
        && state.figures.current == before.figures.current)
    state.press(.right)
    #expect(!state.choice.isPinned(in: state.catalogue))
    state.press(.character("p"))
    #expect(state.choice.pinned?.setting == state.choice.setting)
    state.press(.character("p"))
    #expect(state.request.pinned == nil && state.figures.pinnedArchitecture == nil)
  }

  @Test("stands beside every cost in the place of α = ρ = 1")
  func costs() throws {
    let state = compared()
    let small = Architecture(try #require(state.choice.pinned).setting)
    #expect(state.figures.costRow(.multiplyAdds).reference == Dated(Double(small.multiplyAdds)))
    expect(state.figures.costRow(.multiplyAdds).formula, "α²ρ²", 4)
    #expect(state.figures.costRow(.memory).reference == Dated(Double(400_000 + small.weightBytes)))
    let latency = state.figures.costRow(.latency)
    #expect(latency.reference == Dated(15) && latency.factor == Dated(2))
    #expect(latency.comparison?.verdict == .different)
    #expect(state.figures.costRow(.layersSummed).reference == Dated(14.5))
  }

  @Test("may be the same setting in float32: work and parameters are equal, memory is not")
  func precisions() throws {
    var state = Example.start()
    state.answer()
    state.press(.character("p"), .character("P"))
    #expect(state.request.precision == .int8 && state.request.pinned?.precision == .float32)
    state.answer()
    state.tell(figures(state))
    let network = state.figures.architecture
    #expect(state.figures.costRow(.multiplyAdds).factor == Dated(1))
    #expect(state.figures.costRow(.parameters).factor == Dated(1))
    let memory = state.figures.costRow(.memory)
    #expect(memory.reference == Dated(Double(400_000 + network.weightBytes)))
    let maps = try #require(state.figures.activationBytes).value
    #expect(memory.here == Dated(Double(maps + network.weightBytes(in: .int8))))
    #expect(3 * network.weightBytes(in: .int8) < network.weightBytes)
  }

  @Test("has a layer beside each of the same name")
  func layers() {
    var state = compared()
    let pinned = state.figures.layerRows.map(\.pinned)
    #expect(
      pinned.allSatisfy { $0?.latency == Dated(LayerLatency(minimum: 0.4, median: 0.5)) })
    #expect(pinned.allSatisfy { $0?.comparison?.verdict == .same })
    state.press(.character("v"))
    #expect(state.choice.setting.variant == .standard)
    let names = zip(state.figures.architecture.layers, state.figures.layerRows).filter {
      $1.pinned != nil
    }
    .map(\.0.name)
    #expect(names == ["conv0", "pool", "classifier"])
  }

  @Test("answers beside the present answer")
  func predictions() throws {
    let rows = compared().figures.predictionRows
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
    #expect(state.figures.referenceLatency == Dated(Example.latency(15), isStale: true))
    #expect(state.figures.pinnedComparison == nil)
    #expect(state.figures.layerRows[0].pinned?.comparison == nil)
    // Another pin, other figures.
    state.press(.character("p"))
    #expect(state.figures.referenceLatency == nil)
  }
}

extension State {
  fileprivate mutating func tell(_ figures: PinnedFigures?) {
    var snapshot = self.figures.current
    snapshot.pinned = figures
    _ = reduce(&self, .snapshot(snapshot))
  }
}
