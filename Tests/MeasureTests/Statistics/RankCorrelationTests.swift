import Testing

@testable import Measure

@Suite("Rank correlation")
struct RankCorrelationTests {
  @Test(
    "is of ranks alone, and equal values share the mean of theirs",
    arguments: [
      ([1, 2, 3, 4], [10, 100, 1000, 1001], 1), ([1, 2, 3], [3, 2, 1], -1),
      ([1, 2, 3, 4], [1, 3, 2, 4], 0.8),
      // Ranks 1.5 1.5 3 against 1 2 3: 1.5 / √(1.5 · 2).
      ([5, 5, 9], [1, 2, 3], 0.866_025),
      ([1, 2], [1, 2], nil), ([7, 7, 7], [1, 2, 3], nil), ([], [], nil),
    ] as [([Double], [Double], Double?)])
  func spearman(first: [Double], second: [Double], expected: Double?) {
    let found = RankCorrelation.spearman(first, second)
    #expect((found == nil) == (expected == nil))
    if let found, let expected { #expect(abs(found - expected) < 1e-6) }
    #expect(found == RankCorrelation.spearman(second, first))
  }
}
