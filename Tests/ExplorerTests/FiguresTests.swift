import Measure
import MobileNet
import Testing

@testable import Explorer

@Suite("Measured figures")
struct FiguresTests {
  @Test("nothing is shown before the first answer")
  func nothing() {
    let state = Example.start()
    #expect(state.fedPicture == nil)
    #expect(state.latency == nil)
    #expect(state.fullLatency == nil)
    #expect(state.layersMilliseconds == nil)
    #expect(state.gapMilliseconds == nil)
    #expect(state.activationBytes == nil)
    #expect(state.layerRows.map(\.layer) == state.architecture.layers)
    #expect(state.layerRows.allSatisfy { $0.latency == nil && $0.share == nil })
  }

  @Test("an answer is shown fresh")
  func fresh() {
    var state = Example.start()
    state.answer()
    #expect(state.fedPicture?.value.side == 128)
    #expect(state.fedPicture?.isStale == false)
    #expect(state.latency == Measured(Example.latency(30)))
    #expect(state.fullLatency == Measured(Example.latency(100)))
    #expect(state.layersMilliseconds == Measured(29))
    #expect(state.gapMilliseconds == Measured(2))
    #expect(state.activationBytes == Measured(1_000_000))
    let shown = Measured(LayerLatency(minimum: 0.9, median: 1))
    #expect(state.layerRows.allSatisfy { $0.latency == shown && $0.share == Measured(1.0 / 29) })
  }

  @Test("a key dims everything that was measured")
  func stale() {
    var state = Example.start()
    state.answer()
    let fresh = state
    state.press(.left)
    #expect(state.fedPicture?.isStale == true)
    #expect(state.latency == fresh.latency.map { Measured($0.value, isStale: true) })
    #expect(state.fullLatency?.isStale == true)
    #expect(state.layersMilliseconds == Measured(29, isStale: true))
    #expect(state.gapMilliseconds == Measured(2, isStale: true))
    #expect(state.activationBytes == Measured(1_000_000, isStale: true))
    #expect(
      state.layerRows.allSatisfy { $0.latency?.isStale == true && $0.share?.isStale == true })
  }

  @Test("layers are replaced one by one; shares and sums wait for all of them")
  func layerByLayer() {
    var state = Example.start()
    state.answer()
    state.press(.left)
    var snapshot = Snapshot(generation: 1)
    snapshot.layers =
      [LayerLatency(minimum: 4, median: 5)]
      + [LayerLatency?](
        repeating: nil, count: 28)
    _ = reduce(&state, .snapshot(snapshot))
    let rows = state.layerRows
    #expect(rows[0].latency == Measured(LayerLatency(minimum: 4, median: 5)))
    #expect(rows[0].share == nil)
    #expect(rows[1].latency == Measured(LayerLatency(minimum: 0.9, median: 1), isStale: true))
    #expect(rows[1].share == Measured(1.0 / 29, isStale: true))
    #expect(state.layersMilliseconds == Measured(29, isStale: true))
  }

  @Test("another variant's layers and its α = ρ = 1 are others: nothing of the old is shown there")
  func otherVariant() {
    var state = Example.start()
    state.answer()
    state.type("v")
    #expect(state.layerRows.allSatisfy { $0.latency == nil && $0.share == nil })
    #expect(state.fullLatency == nil)
    #expect(state.fullLayersMilliseconds == nil)
    #expect(state.latency?.isStale == true)
  }
}

@Suite("Costs")
struct CostTests {
  private func row(_ quantity: CostQuantity, _ state: State) -> CostRow {
    state.costRow(quantity)
  }

  @Test("structure is there before anything is measured")
  func structure() {
    // The paper's Tables 6 and 7: 569 and 149 million multiply-adds, 4.2 and 1.3 million parameters.
    let state = Example.start(alpha: 500, side: 224, base: 224, classes: 1000)
    let multiplyAdds = row(.multiplyAdds, state)
    #expect(multiplyAdds.reference == Measured(568_740_352))
    #expect(multiplyAdds.here == Measured(149_497_088))
    #expect(multiplyAdds.factor == Measured(149_497_088.0 / 568_740_352))
    #expect(multiplyAdds.formula == CostFormula(symbols: "α²ρ²", value: 0.25))
    let parameters = row(.parameters, state)
    #expect(parameters.here == Measured(Double(state.architecture.parameters)))
    #expect(parameters.reference == Measured(Double(state.fullArchitecture.parameters)))
    #expect(parameters.formula == CostFormula(symbols: "α²", value: 0.25))
    for quantity in [CostQuantity.memory, .latency, .layersSummed] {
      let row = row(quantity, state)
      #expect(row.here == nil && row.reference == nil && row.factor == nil && row.formula == nil)
    }
    #expect(state.costRows.map(\.quantity) == CostQuantity.allCases)
  }

  @Test("ρ counts in the multiply-adds alone; where the filters follow ρ², in both")
  func formulas() {
    let paper = Example.start(alpha: 500, side: 64)
    #expect(row(.multiplyAdds, paper).formula == CostFormula(symbols: "α²ρ²", value: 0.0625))
    #expect(row(.parameters, paper).formula == CostFormula(symbols: "α²", value: 0.25))
    let literal = Example.start(side: 64, rhoRule: .filters)
    #expect(
      row(.multiplyAdds, literal).formula == CostFormula(symbols: "α²ρ⁶", value: 1.0 / 64))
    #expect(row(.parameters, literal).formula == CostFormula(symbols: "α²ρ⁴", value: 1.0 / 16))
  }

  @Test("what was measured stands against α = ρ = 1")
  func measured() {
    var state = Example.start(alpha: 500)
    state.answer()
    let latency = row(.latency, state)
    #expect(latency.here == Measured(30))
    #expect(latency.reference == Measured(100))
    #expect(latency.factor == Measured(0.3))
    #expect(row(.layersSummed, state).here == Measured(29))
    #expect(row(.layersSummed, state).reference == Measured(98))
    let memory = row(.memory, state)
    #expect(memory.here == Measured(Double(1_000_000 + state.architecture.weightBytes)))
    #expect(memory.reference == Measured(Double(2_000_000 + state.fullArchitecture.weightBytes)))
  }

  @Test("stale memory is that of the network before, not its maps beside new weights")
  func staleMemory() {
    var state = Example.start(alpha: 500)
    state.answer()
    let fresh = row(.memory, state)
    state.press(.right)
    let stale = row(.memory, state)
    #expect(stale.here == fresh.here.map { Measured($0.value, isStale: true) })
    #expect(stale.reference == fresh.reference.map { Measured($0.value, isStale: true) })
    #expect(stale.factor == fresh.factor.map { Measured($0.value, isStale: true) })
  }

  @Test("a fresh figure is never divided by a stale one")
  func mixed() {
    var state = Example.start(alpha: 500)
    state.answer()
    state.press(.right)
    var snapshot = Example.answer(to: state)
    snapshot.fullLatency = nil
    _ = reduce(&state, .snapshot(snapshot))
    let latency = row(.latency, state)
    #expect(latency.here == Measured(30))
    #expect(latency.reference == Measured(100, isStale: true))
    #expect(latency.factor == nil)
  }
}
