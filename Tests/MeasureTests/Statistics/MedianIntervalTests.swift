import Foundation
import Testing
import Weights

@testable import Measure

@Suite("The interval of a median")
struct MedianIntervalTests {
  /// The tails of the binomial distribution: 1/64 for six values, 79/4096 for twelve …
  @Test(
    "leaves out as many values at each end as 95 % allow",
    arguments: [
      (0, nil), (1, nil), (5, nil), (6, 1), (8, 1), (9, 2), (11, 2), (12, 3), (15, 4), (20, 6),
      (100, 40), (500, 228), (501, 229), (2000, 956), (10_000, 4902),
    ] as [(Int, Int?)])
  func ranks(count: Int, rank: Int?) {
    #expect(MedianInterval.rank(count: count) == rank)
  }

  @Test("lies between these values, in whatever order they come")
  func values() {
    let values = [7, 3, 12, 1, 9, 5, 11, 2, 8, 4, 10, 6].map(Double.init)
    #expect(MedianInterval(of: values) == MedianInterval(low: 3, high: 10))
    #expect(MedianInterval(of: [1, 2, 3, 4, 5]) == nil)
  }

  @Test("holds the true median in 95 of 100 cases at least")
  func coverage() {
    var random = SplitMix(state: 7)
    let hits = (0..<2000).count { _ in
      // Exponentially distributed: a median of ln 2 and a long tail, as latencies have.
      let interval = MedianInterval(
        of: (0..<12).map { _ in -log(Double.random(in: 0.0001..<1, using: &random)) })
      return interval.map { $0.low <= 0.693 && 0.693 <= $0.high } ?? false
    }
    #expect(hits >= 1900)
  }

  /// Bursts of runs on a host whose speed wanders from burst to burst: runs of one burst resemble each
  /// other, and a hundred of them tell little.
  @Test("of bursts holds the true median in 93 of 100 cases at least", arguments: [8, 20, 60])
  func coverageOfBursts(bursts: Int) throws {
    var random = SplitMix(state: UInt64(bursts))
    let hits = try (0..<1000).count { _ in
      let runs = (0..<bursts).map { _ in
        // Symmetric about 1.5 ms, as the true median is.
        let center = Double.random(in: 1.4...1.6, using: &random)
        return (0..<15).map { _ in
          UInt64(1e6 * (center + Double.random(in: -0.05...0.05, using: &random)))
        }
      }
      let interval = try #require(
        MedianInterval(bursts: runs, sorted: runs.flatMap(\.self).sorted()))
      return interval.low <= 1.5 && 1.5 <= interval.high
    }
    #expect(hits >= 930)
  }

  @Test("of a single burst takes each run as one of its own")
  func singleBurst() {
    let runs = (1...100).map { UInt64($0) * 1_000_000 }
    let interval = MedianInterval(bursts: [runs], sorted: runs)
    #expect(
      interval.map { (40.5...41.5).contains($0.low) && (59.5...60.5).contains($0.high) } == true)
  }
}
