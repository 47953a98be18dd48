import Measure
import MobileNet
import Testing

@testable import Reports

@Suite("An evaluation in words")
struct EvaluationTextTests {
  private func result(_ change: (inout EvaluationResult) -> Void = { _ in }) -> EvaluationResult {
    var result = EvaluationResult(
      dataset: "val\u{1B}", fingerprint: "0",
      weights: .init(name: "net", source: "s", sha256: nil, trained: true), leftOut: 0, planned: 10,
      shards: [1], shardCount: 1,
      accuracies: [
        .init(alpha: .one, side: 128, correct1: 5, correct5: 10),
        .init(alpha: .one.moved(byThousandths: -625), side: 32, correct1: 0, correct5: 1),
      ])
    result.seen = 10
    change(&result)
    return result
  }

  @Test("has a line a setting, with where each share lies")
  func table() {
    #expect(
      result().text == """
        accuracy of net on val^[
        10 pictures

        α      side   top-1  95 % interval    top-5  95 % interval
        1.00    128  50.0 %      23.7–76.3  100.0 %     72.2–100.0
        0.375    32   0.0 %       0.0–27.8   10.0 %       1.8–40.4
        """)
  }

  @Test("tells in its heading what is missing, and nothing else")
  func heading() {
    let headings: [(String, (inout EvaluationResult) -> Void)] = [
      ("9 pictures, 1 damaged", { $0.damaged = 1 }),
      ("1 picture, 9 still to be measured", { $0.seen = 1 }),
      ("10 pictures, part 1 of 4", { $0.shardCount = 4 }),
      ("10 pictures, part 1, 3 of 4", { ($0.shards, $0.shardCount) = ([1, 3], 4) }),
      ("10 pictures", { ($0.shards, $0.shardCount) = ([2, 1], 2) }),
      ("10 pictures, 1 190 still to be measured", { $0.planned = 1200 }),
    ]
    for (expected, change) in headings {
      #expect(result(change).text.split(separator: "\n")[1] == expected)
    }
  }

  @Test("has no shares where no picture was seen")
  func nothing() {
    let text = result { $0.seen = 0 }.text
    #expect(text.contains("0 pictures, 10 still to be measured"))
    #expect(!text.contains("%\n") && !text.contains("nan"))
    #expect(text.split(separator: "\n").suffix(2).allSatisfy { $0.count { $0 == "–" } == 4 })
  }
}
