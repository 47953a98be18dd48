import MobileNet
import Testing

@testable import Measure

@Suite("How often networks were right")
struct EvaluationResultTests {
  private static let half = WidthMultiplier("0.5") ?? .one

  /// Part `shard` of three, of 10 pictures each, with 2 damaged ones among 9 seen.
  private func part(_ shard: Int, correct: Int = 3) -> EvaluationResult {
    var result = EvaluationResult(
      dataset: "photos", fingerprint: "f",
      weights: WeightsInUse(name: "net", source: "s", sha256: "c", trained: true), leftOut: 4,
      planned: 10, shards: [shard], shardCount: 3,
      accuracies: [
        .init(alpha: Self.half, side: 96, correct1: correct, correct5: correct + 2),
        .init(alpha: .one, side: 96, correct1: correct + 1, correct5: 7),
      ])
    result.seen = 9
    result.damaged = 2
    return result
  }

  @Test("is a share of the pictures that every setting has answered")
  func shares() {
    let result = part(1)
    #expect(result.pictures == 7 && !result.isComplete && result.hasAccuracy)
    #expect(result.top1(result.accuracies[0]) == 3.0 / 7)
    #expect(result.top5(result.accuracies[0]) == 5.0 / 7)
    #expect(result.top5(result.accuracies[1]) == 1)
    #expect(result.top1Interval(result.accuracies[0]) == ShareInterval(correct: 3, of: 7))
    #expect(result.top5Interval(result.accuracies[1]) == ShareInterval(correct: 7, of: 7))
  }

  @Test("is nothing without a single sound picture, and its interval leaves all open")
  func nothing() {
    var result = part(1, correct: 0)
    (result.seen, result.damaged) = (2, 2)
    #expect(!result.hasAccuracy && result.top1(result.accuracies[0]) == 0)
    let interval = result.top1Interval(result.accuracies[0])
    #expect(interval.low == 0 && interval.high == 1)
  }

  @Test("adds up over the parts, in whichever order they come")
  func merging() throws {
    let parts = [part(1), part(2, correct: 4), part(3, correct: 5)]
    let orders = [[0, 1, 2], [2, 0, 1], [1, 2, 0]]
    let merged = try orders.map { order in
      var sum = parts[order[0]]
      for place in order.dropFirst() { try sum.merge(parts[place], file: "\(place)") }
      return sum
    }
    #expect(merged[0] == merged[1] && merged[1] == merged[2])
    #expect(merged[0].shards == [1, 2, 3] && merged[0].planned == 30)
    #expect(merged[0].seen == 27 && merged[0].damaged == 6)
    #expect(merged[0].accuracies.map(\.correct1) == [12, 15])
    #expect(merged[0].accuracies.map(\.correct5) == [18, 21])
    // What is left out is told of the whole data set, not of a part.
    #expect(merged[0].leftOut == 4)
  }

  @Test("stays as it was where another part does not belong to it")
  func refusals() {
    let changes: [(change: (inout EvaluationResult) -> Void, error: MeasureError)] = [
      (
        { ($0.fingerprint, $0.dataset) = ("g", "others") },
        .anotherMeasurement(file: "b", difference: "other pictures: others")
      ),
      (
        { $0.weights = WeightsInUse(name: "own", source: "s", sha256: nil, trained: true) },
        .anotherMeasurement(file: "b", difference: "other weights: own")
      ),
      (
        { $0.accuracies.swapAt(0, 1) },
        .anotherMeasurement(file: "b", difference: "other settings")
      ),
      (
        { $0.accuracies[1] = .init(alpha: .one, side: 128) },
        .anotherMeasurement(file: "b", difference: "other settings")
      ),
      (
        { $0.shardCount = 4 },
        .anotherMeasurement(file: "b", difference: "a part of 4 instead of 3")
      ),
      ({ $0.shards = [3, 1] }, .countedTwice(file: "b", part: "part 1/3")),
    ]
    for (change, error) in changes {
      var sum = part(1)
      var other = part(2)
      change(&other)
      #expect(throws: error) { try sum.merge(other, file: "b") }
      #expect(sum == part(1))
    }
  }
}
