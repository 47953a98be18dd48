import Measure
import MobileNet
import Testing
import Weights

@testable import Explorer

@Suite("Predictions")
struct PredictionsTests {
  @Test("change of rank and probability are counted against the setting before")
  func changes() {
    var state = Example.start()
    state.answer(ranking: [7, 3, 5, 1, 9, 8])
    state.press(.left)
    state.answer(ranking: [3, 7, 5, 8, 2, 1])
    let rows = state.figures.predictionRows
    #expect(rows.map(\.rank) == [1, 2, 3, 4, 5])
    #expect(rows.map(\.prediction.index) == [3, 7, 5, 8, 2])
    #expect(rows.map(\.rankChange) == [.up(1), .down(1), .same, .up(2), .new])
    #expect(rows.map(\.probabilityChange) == [0.25, -0.25, 0, nil, nil])
    #expect(rows.allSatisfy { !$0.isStale })
  }

  @Test("the first answer has nothing to be compared with")
  func first() {
    var state = Example.start()
    #expect(state.figures.predictionRows.isEmpty)
    state.answer()
    #expect(state.figures.predictionRows.map(\.prediction.index) == [7, 3, 5, 1, 9])
    #expect(
      state.figures.predictionRows.allSatisfy {
        $0.rankChange == nil && $0.probabilityChange == nil
      })
  }

  @Test("the answer of the setting before is shown dimmed, without changes, until the new one")
  func stale() {
    var state = Example.start()
    state.answer()
    let fresh = state.figures.predictionRows
    state.press(.left)
    #expect(
      state.figures.predictionRows
        == fresh.map {
          PredictionRow(
            rank: $0.rank, prediction: $0.prediction, isStale: true, isRight: false,
            pinnedProbability: nil,
            probabilityChange: nil,
            rankChange: nil)
        })
  }

  @Test("another picture's or other weights' answer is not compared with", arguments: ["i", "w"])
  func notComparable(key: String) {
    var state = Example.start(alpha: 500)
    state.answer()
    state.type(key)
    #expect(state.figures.predictionRows.allSatisfy { $0.isStale })
    state.answer()
    #expect(state.figures.predictionRows.count == 5)
    #expect(state.figures.predictionRows.allSatisfy { !$0.isStale && $0.rankChange == nil })
    state.press(.shiftUp)
    state.press(.shiftDown)
    state.answer()
    #expect(state.figures.predictionRows.allSatisfy { $0.rankChange == .same })
  }

  @Test("nothing is predicted where nothing was trained, and the reason is a sentence")
  func reasons() {
    let seeded = WeightFamily(
      Example.weights(
        "seeded", origin: "seeded", format: .seeded, isTrained: false, baseSide: 128,
        widths: 1000...1000, classes: 200))
    var narrow = Example.start(alpha: 495, classes: 1000)
    narrow.choice.setting.padding = .symmetric
    let cases: [(WeightFamily, State, String)] = [
      (seeded, Example.start(), ""),
      (Example.builtIn, Example.start(variant: .standard), " for the standard variant"),
      (Example.builtIn, Example.start(variant: .shallow), " for the shallow variant"),
      (Example.builtIn, Example.start(rhoRule: .filters), " for filters that shrink with ρ²"),
      (Example.builtIn, Example.start(classes: 1000), " for 1000 classes"),
      (Example.builtIn, Example.start(alpha: 240), " for α 0.24 (trained: 0.25…1.00)"),
      (Example.single, narrow, " for α 0.495 (trained: 0.50; key 2)"),
      (Example.single, Example.start(classes: 1000), " for same padding"),
    ]
    for (weights, state, reason) in cases {
      #expect(
        weights.predictions(for: state.choice.setting)
          == .unavailable("no trained weights\(reason): structure and latency only"))
    }
    for alpha in [250, 333, 1000] {
      let state = Example.start(alpha: alpha, side: 33, base: 300)
      #expect(Example.builtIn.predictions(for: state.choice.setting) == .available)
    }
  }

  @Test("a setting that does not predict shows no older answer either, and answers by its latency")
  func unavailable() {
    var state = Example.start()
    state.answer()
    state.type("v")
    #expect(state.figures.predictionRows.isEmpty)
    state.answer()
    #expect(state.figures.predictionRows.isEmpty)
    state.press(.left)
    #expect(state.figures.previous?.architecture.setting.variant == .standard)
  }
}
