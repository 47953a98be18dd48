/// What the timed runs of a network say, robustly: the median is the number, its interval and the best
/// run stand beside it. In milliseconds.
public struct LatencySummary: Equatable, Sendable {
  /// The best run: what disturbs a run only ever adds to it.
  public var minimum: Double
  /// A tenth of the runs were faster.
  public var p10: Double
  /// The figure: half of the runs were faster.
  public var median: Double
  /// A tenth of the runs were slower.
  public var p90: Double
  /// Runs that count.
  public var runs: Int
  /// Where that median lies, with 95 % confidence; nil below five runs.
  public var interval: MedianInterval?
  /// How the runs are spread; nil where nobody keeps them.
  public var histogram: LatencyHistogram?
}

extension LatencySummary {
  /// Sums up runs that were taken back to back, in nanoseconds; nil where there were none.
  public init?(nanoseconds samples: [UInt64]) {
    self.init(bursts: [samples])
  }

  /// Sums up the runs of several bursts, in nanoseconds; nil where there were none.
  public init?(bursts: [[UInt64]]) {
    let sorted = bursts.flatMap(\.self).sorted()
    guard !sorted.isEmpty else { return nil }
    self.init(
      minimum: quantile(0, ofSorted: sorted) / 1e6, p10: quantile(0.1, ofSorted: sorted) / 1e6,
      median: quantile(0.5, ofSorted: sorted) / 1e6, p90: quantile(0.9, ofSorted: sorted) / 1e6,
      runs: sorted.count, interval: MedianInterval(bursts: bursts, sorted: sorted))
    histogram = LatencyHistogram(sorted: sorted)
  }

  /// Fewer than five runs: to be marked "~".
  public var isProvisional: Bool { runs < LatencySummary.enough }
  static let enough = 5
  /// The slowest runs take more than twice the median, or that more than twice the best run: the host
  /// works for others as well.
  public var isHostBusy: Bool { !isProvisional && (p90 > 2 * median || median > 2 * minimum) }
  /// p90 − p10.
  public var spread: Double { p90 - p10 }
  /// The spread is at most 5 % of the median, seen over enough runs to say so.
  public var isSteady: Bool { runs >= 20 && spread <= 0.05 * median }
}

/// A layer's share of a run. In milliseconds.
public struct LayerLatency: Equatable, Sendable {
  public var minimum: Double
  public var median: Double
}

extension LayerLatency {
  /// Sums up the nanoseconds of single runs; nil where there were none.
  public init?(nanoseconds samples: [UInt64]) {
    guard !samples.isEmpty else { return nil }
    let sorted = samples.sorted()
    self.init(
      minimum: quantile(0, ofSorted: sorted) / 1e6, median: quantile(0.5, ofSorted: sorted) / 1e6)
  }
}

/// The value below which a share of the samples lies, interpolated between neighbours.
func quantile(_ share: Double, ofSorted samples: [UInt64]) -> Double {
  let place = share * Double(samples.count - 1)
  let lower = Int(place)
  let upper = min(lower + 1, samples.count - 1)
  let fraction = place - Double(lower)
  return Double(samples[lower]) * (1 - fraction) + Double(samples[upper]) * fraction
}

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
