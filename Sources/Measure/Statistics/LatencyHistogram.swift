/// How many runs took how long, in bins of equal width from the best run on. In milliseconds.
///
/// What disturbs a run may take any time: runs beyond the last bin are only counted, so that they don't
/// make all others look alike.
public struct LatencyHistogram: Equatable, Sendable {
  /// Where the first bin begins and the last one ends.
  public let low: Double
  public let high: Double
  /// Runs in each bin.
  public let counts: [Int]
  /// Runs slower than the last bin.
  public let beyond: Int

  static let bins = 32

  /// Of sorted nanoseconds, at least one. The bins reach as far above the ninetieth percentile as that lies
  /// above the best run.
  init(sorted: [UInt64]) {
    let best = Double(sorted[0])
    let reach = 2 * (quantile(0.9, ofSorted: sorted) - best)
    let end = max(best + 1, min(Double(sorted[sorted.count - 1]), best + reach))
    var counts = [Int](repeating: 0, count: Self.bins)
    var beyond = 0
    for sample in sorted {
      let place = Int((Double(sample) - best) / (end - best) * Double(Self.bins))
      if Double(sample) > end { beyond += 1 } else { counts[min(place, Self.bins - 1)] += 1 }
    }
    (low, high) = (best / 1e6, end / 1e6)
    (self.counts, self.beyond) = (counts, beyond)
  }
}
