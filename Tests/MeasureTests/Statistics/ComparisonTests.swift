import Testing

@testable import Measure

@Suite("Two latencies beside one another")
struct ComparisonTests {
  @Test(
    "differ where the whole interval lies beyond the margin, on either side",
    arguments: [
      (1.021, 1.5, .different), (1.02, 1.5, .same), (0.5, 0.98, .different), (0.5, 0.981, .same),
      (0.99, 1.01, .same), (0.5, 2, .same),
    ] as [(Double, Double, Verdict)])
  func verdicts(low: Double, high: Double, verdict: Verdict) {
    #expect(Verdict(MedianInterval(low: low, high: high), margin: 0.02) == verdict)
    // Which of the two comes first does not matter.
    #expect(Verdict(MedianInterval(low: 1 / high, high: 1 / low), margin: 0.02) == verdict)
  }

  @Test("cannot be told apart in fewer than six rounds, however far apart they are")
  func few() throws {
    for rounds in 1...8 {
      let comparison = try #require(Comparison(ratios: Array(repeating: 10, count: rounds)))
      #expect(comparison.ratio == 10)
      #expect(comparison.verdict == (rounds < 6 ? .unknown : .different))
      #expect((comparison.interval == nil) == (rounds < 6))
    }
    #expect(Verdict(nil, margin: 0) == .unknown)
  }

  @Test(
    "have as their ratio the median of the rounds, whatever the order",
    arguments: [
      ([3], 3), ([1, 3], 2), ([9, 1, 3], 3), ([4, 1, 100, 2], 3), ([1, 1, 1, 1, 5, 5, 5], 1),
    ] as [([Double], Double)])
  func median(ratios: [Double], median: Double) {
    #expect(Comparison(ratios: ratios)?.ratio == median)
    #expect(Comparison(ratios: ratios.reversed())?.ratio == median)
  }

  @Test(
    "are not compared where a ratio means nothing",
    arguments: [[], [1, 0], [1, -1], [.infinity], [1, .nan]] as [[Double]])
  func meaningless(ratios: [Double]) {
    #expect(Comparison(ratios: ratios) == nil)
  }

  @Test("of layers need a margin that grows as they get shorter: 5 %, or 300 ns")
  func margins() {
    #expect(Verdict.margin(layerNanoseconds: 300) == 1)
    #expect(Verdict.margin(layerNanoseconds: 3000) == 0.1)
    #expect(Verdict.margin(layerNanoseconds: 6000) == 0.05)
    #expect(Verdict.margin(layerNanoseconds: 1e9) == 0.05)
  }
}
