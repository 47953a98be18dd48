import Testing

@testable import Measure

@Suite("The interval of a share")
struct ShareIntervalTests {
  /// Computed from the article's formula with 40 decimal digits.
  @Test(
    "is Wilson's",
    arguments: [
      (0, 10, 0.0, 0.27753279), (10, 10, 0.72246721, 1.0), (1, 10, 0.01787621, 0.40415003),
      (50, 100, 0.40383153, 0.59616847), (3296, 10_000, 0.320453808, 0.338877058),
    ])
  func wilson(correct: Int, trials: Int, low: Double, high: Double) {
    let interval = ShareInterval(correct: correct, of: trials)
    #expect(abs(interval.low - low) < 1e-7)
    #expect(abs(interval.high - high) < 1e-7)
  }

  @Test("leaves everything open before the first trial")
  func nothing() {
    let interval = ShareInterval(correct: 0, of: 0)
    #expect(interval.low == 0 && interval.high == 1)
  }
}
