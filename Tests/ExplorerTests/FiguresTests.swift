import Measure
import MobileNet
import Testing

@testable import Explorer

@Suite("Measured figures")
struct FiguresTests {
  @Test("nothing is shown before the first answer")
  func nothing() {
    let state = Example.start()
    #expect(state.figures.fedPicture == nil)
    #expect(state.figures.latency == nil)
    #expect(state.figures.fullLatency == nil)
    #expect(state.figures.layersMilliseconds == nil)
    #expect(state.figures.gapMilliseconds == nil)
    #expect(state.figures.activationBytes == nil)
    #expect(state.figures.layerRows.map(\.layer) == state.figures.architecture.layers)
    #expect(state.figures.layerRows.allSatisfy { $0.latency == nil && $0.share == nil })
  }

  @Test("an answer is shown fresh")
  func fresh() {
    var state = Example.start()
    state.answer()
    #expect(state.figures.fedPicture?.value.side == 128)
    #expect(state.figures.fedPicture?.isStale == false)
    #expect(state.figures.latency == Dated(Example.latency(30)))
    #expect(state.figures.fullLatency == Dated(Example.latency(100)))
    #expect(state.figures.layersMilliseconds == Dated(29))
    #expect(state.figures.gapMilliseconds == Dated(2))
    #expect(state.figures.activationBytes == Dated(1_000_000))
    let shown = Dated(LayerLatency(minimum: 0.9, median: 1))
    #expect(
      state.figures.layerRows.allSatisfy { $0.latency == shown && $0.share == Dated(1.0 / 29) })
  }

  @Test("a key dims everything that was measured")
  func stale() {
    var state = Example.start()
    state.answer()
    let fresh = state
    state.press(.left)
    #expect(state.figures.fedPicture?.isStale == true)
    #expect(state.figures.latency == fresh.figures.latency.map { Dated($0.value, isStale: true) })
    #expect(state.figures.fullLatency?.isStale == true)
    #expect(state.figures.layersMilliseconds == Dated(29, isStale: true))
    #expect(state.figures.gapMilliseconds == Dated(2, isStale: true))
    #expect(state.figures.activationBytes == Dated(1_000_000, isStale: true))
    #expect(
      state.figures.layerRows.allSatisfy {
        $0.latency?.isStale == true && $0.share?.isStale == true
      })
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
    let rows = state.figures.layerRows
    #expect(rows[0].latency == Dated(LayerLatency(minimum: 4, median: 5)))
    #expect(rows[0].share == nil)
    #expect(rows[1].latency == Dated(LayerLatency(minimum: 0.9, median: 1), isStale: true))
    #expect(rows[1].share == Dated(1.0 / 29, isStale: true))
    #expect(state.figures.layersMilliseconds == Dated(29, isStale: true))
  }

  @Test("another variant's layers and its α = ρ = 1 are others: nothing of the old is shown there")
  func otherVariant() {
    var state = Example.start()
    state.answer()
    state.type("v")
    #expect(state.figures.layerRows.allSatisfy { $0.latency == nil && $0.share == nil })
    #expect(state.figures.fullLatency == nil)
    #expect(state.figures.fullLayersMilliseconds == nil)
    #expect(state.figures.latency?.isStale == true)
  }
}

@Suite("Costs")
struct CostTests {
  private func row(_ quantity: CostQuantity, _ state: State) -> CostRow {
    state.figures.costRow(quantity)
  }

  @Test("structure is there before anything is measured")
  func structure() {
    // The paper's Tables 6 and 7: 569 and 149 million multiply-adds, 4.2 and 1.3 million parameters.
    let state = Example.start(alpha: 500, side: 224, base: 224, classes: 1000)
    let multiplyAdds = row(.multiplyAdds, state)
    #expect(multiplyAdds.reference == Dated(568_740_352))
    #expect(multiplyAdds.here == Dated(149_497_088))
    #expect(multiplyAdds.factor == Dated(149_497_088.0 / 568_740_352))
    #expect(multiplyAdds.formula == CostFormula(symbols: "α²ρ²", value: 0.25))
    let parameters = row(.parameters, state)
    #expect(parameters.here == Dated(Double(state.figures.architecture.parameters)))
    #expect(parameters.reference == Dated(Double(state.figures.fullArchitecture.parameters)))
    #expect(parameters.formula == CostFormula(symbols: "α²", value: 0.25))
    for quantity in [CostQuantity.memory, .latency, .layersSummed] {
      let row = row(quantity, state)
      #expect(row.here == nil && row.reference == nil && row.factor == nil && row.formula == nil)
    }
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
    #expect(latency.here == Dated(30))
    #expect(latency.reference == Dated(100))
    #expect(latency.factor == Dated(0.3))
    #expect(row(.layersSummed, state).here == Dated(29))
    #expect(row(.layersSummed, state).reference == Dated(98))
    let memory = row(.memory, state)
    #expect(memory.here == Dated(Double(1_000_000 + state.figures.architecture.weightBytes)))
    #expect(
      memory.reference == Dated(Double(2_000_000 + state.figures.fullArchitecture.weightBytes)))
  }

  @Test("stale memory is that of the network before, not its maps beside new weights")
  func staleMemory() {
    var state = Example.start(alpha: 500)
    state.answer()
    let fresh = row(.memory, state)
    state.press(.right)
    let stale = row(.memory, state)
    #expect(stale.here == fresh.here.map { Dated($0.value, isStale: true) })
    #expect(stale.reference == fresh.reference.map { Dated($0.value, isStale: true) })
    #expect(stale.factor == fresh.factor.map { Dated($0.value, isStale: true) })
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
    #expect(latency.here == Dated(30))
    #expect(latency.reference == Dated(100, isStale: true))
    #expect(latency.factor == nil)
  }
}
