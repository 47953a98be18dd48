import Testing

@testable import Measure
@testable import Weights

@Suite("Predictions")
struct PredictionTests {
  let classes = ["cat", "dog", "cow", "hen"].map { ClassLabel(id: "n\($0)", name: $0) }

  @Test("are ranked by logit, ties in the order of the classes")
  func ranking() {
    #expect(Prediction.ranking(of: [1, 3, 3, 2]) == [1, 2, 3, 0])
  }

  @Test("carry the softmax over all classes")
  func softmax() {
    let logits: [Float] = [0, 1000, 1000, 0]
    let best = Prediction.best(
      2, logits: logits, ranking: Prediction.ranking(of: logits), classes: classes)
    #expect(best.map(\.label) == ["dog", "cow"])
    #expect(best.map(\.probability) == [0.5, 0.5])
    #expect(best.map(\.logit) == [1000, 1000])
  }

  @Test("are as many as there are classes at most")
  func few() {
    let best = Prediction.best(5, logits: [1, 2], ranking: [1, 0], classes: classes)
    #expect(best.map(\.index) == [1, 0])
  }
}
