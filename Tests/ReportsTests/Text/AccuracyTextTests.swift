import MobileNet
import Testing

@testable import Measure
@testable import Reports

@Suite("Accuracy in words")
struct AccuracyTextTests {
  private static func width(_ thousandths: Int) -> WidthMultiplier {
    WidthMultiplier.one.moved(byThousandths: thousandths - 1000)
  }

  private static let surface: AccuracySurface? = {
    let widths = stride(from: 250, through: 1000, by: 50).map(width)
    let sides = [32, 48, 64, 80, 96, 112, 128]
    var result = EvaluationResult(
      dataset: "val", fingerprint: "0",
      weights: WeightsInUse(name: "built-in", source: "built-in", sha256: "ab", trained: true),
      leftOut: 0, planned: 10_000, shards: [1], shardCount: 1,
      accuracies: sides.flatMap { side in
        widths.map { alpha in
          let correct = 1000 + alpha.thousandths * 2 + side * 12
          return EvaluationResult.Accuracy(
            alpha: alpha, side: side, correct1: correct, correct5: correct * 2)
        }
      })
    result.seen = 10_000
    var checks = result
    // Interpolation would say 3248.
    checks.accuracies = [
      EvaluationResult.Accuracy(alpha: width(740), side: 64, correct1: 3098, correct5: 6000)
    ]
    return AccuracySurface(result, checks: checks)
  }()

  private func accuracy(alpha: Int, side: Int) throws -> AccuracySurface.Accuracy {
    try #require(Self.surface?.accuracy(alpha: Self.width(alpha), side: side))
  }

  @Test("of a measured setting has its interval and the number of pictures")
  func measured() throws {
    let accuracy = try accuracy(alpha: 750, side: 64)
    #expect(accuracy.sentence == "top-1 32.7 % (31.8–33.6)")
    #expect(
      accuracy.grounds(pictures: 10_000) == ["31.8–33.6 % of 10 000 pictures", "31.8–33.6 %"])
  }

  @Test("of an interpolated one says between which it lies and how far such figures are off")
  func interpolated() throws {
    let width = try accuracy(alpha: 740, side: 64)
    #expect(width.sentence == "top-1 ≈32.5 % (α .70–.75, ≤ 1.5 off)")
    #expect(width.shortSentence == "top-1 ≈32.5 % (up to 1.5 off)")
    #expect(
      width.grounds(pictures: 10_000) == [
        "between α 0.70–0.75, up to 1.5 points off where checked",
        "between α 0.70–0.75, up to 1.5 off", "α .70–.75, ≤ 1.5 off", "up to 1.5 off", "≤ 1.5 off",
      ])
    let both = try accuracy(alpha: 740, side: 72)
    #expect(both.grounds(pictures: 10_000)[2] == "α .70–.75, side 64–80, ≤ 1.5 off")
    #expect(both.pointsText(against: width) == "≈+1.0 points")
    var unchecked = width
    unchecked.basis = .interpolated(
      .init(alphas: Self.width(700)...Self.width(750), sides: 64...64, largestError: nil))
    #expect(unchecked.sentence == "top-1 ≈32.5 % (α .70–.75, unchecked)")
    #expect(unchecked.grounds(pictures: 1)[0] == "between α 0.70–0.75, never checked")
  }
}
