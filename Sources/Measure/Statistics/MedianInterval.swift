import LibC

/// The range in which a median lies with at least 95 % confidence, whatever the distribution.
///
/// From order statistics: the k-th smallest and the k-th largest value, k as large as the binomial
/// distribution allows (H. A. David, *Order Statistics*, section 7.1). Fewer than six values say
/// nothing at this confidence.
public struct MedianInterval: Equatable, Sendable {
  /// In the unit of the values.
  public let low: Double
  /// In the unit of the values.
  public let high: Double
}

extension MedianInterval {
  /// From single values; nil where there are too few of them.
  public init?(of values: [Double]) {
    guard let rank = MedianInterval.rank(count: values.count) else { return nil }
    let sorted = values.sorted()
    self.init(low: sorted[rank - 1], high: sorted[sorted.count - rank])
  }

  /// The largest k for which so many coins show fewer than k heads with at most 2.5 % probability.
  static func rank(count: Int) -> Int? {
    // In logarithms: beyond a thousand coins the powers of two leave the range of a Double.
    var term = -Double(count) * log(2)
    var sum = exp(term)
    var rank = 0
    while sum <= 0.025 {
      rank += 1
      term += log(Double(count - rank + 1) / Double(rank))
      sum += exp(term)
    }
    return rank > 0 ? rank : nil
  }

  /// Where the median of all runs of several bursts lies, with 95 % confidence, in milliseconds; nil
  /// below five runs. It always contains that median.
  ///
  /// Runs of one burst resemble each other, so a hundred of them may tell little. What varies from burst
  /// to burst is how many of the runs are below the median: its standard error, taken burst by burst,
  /// says between which quantiles of the runs the median lies (R. S. Woodruff, *Confidence Intervals for
  /// Medians and Other Position Measures*, 1952).
  ///
  /// - Parameters:
  ///   - bursts: nanoseconds of the runs of each burst.
  ///   - sorted: all of them, ascending.
  init?(bursts: [[UInt64]], sorted: [UInt64]) {
    guard sorted.count >= LatencySummary.enough else { return nil }
    let median = quantile(0.5, ofSorted: sorted)
    let reach = MedianInterval.reach(bursts.filter { !$0.isEmpty }, median: median)
    self.init(
      low: quantile(max(0, 0.5 - reach), ofSorted: sorted) / 1e6,
      high: quantile(min(1, 0.5 + reach), ofSorted: sorted) / 1e6)
  }

  /// How far from one half the shares lie whose quantiles are the interval's ends.
  private static func reach(_ bursts: [[UInt64]], median: Double) -> Double {
    let runs = Double(bursts.reduce(0) { $0 + $1.count })
    // As if each run said something of its own: no series of bursts tells more than that.
    let independent = 1.96 * 0.5 / runs.squareRoot()
    guard bursts.count > 1 else { return independent }
    let squares = bursts.reduce(0.0) { sum, burst in
      // A run at the median itself counts half.
      let excess = burst.reduce(0.0) { excess, run in
        Double(run) == median ? excess : excess + (Double(run) < median ? 0.5 : -0.5)
      }
      return sum + excess * excess
    }
    let count = Double(bursts.count)
    let error = (squares * count / (count - 1)).squareRoot() / runs
    return max(independent, error * studentsQuantile(freedom: bursts.count - 1))
  }

  /// The 97.5 % quantile of Student's t.
  private static func studentsQuantile(freedom: Int) -> Double {
    let table = [12.71, 4.30, 3.18, 2.78, 2.57, 2.45, 2.36, 2.31, 2.26, 2.23]
    // Beyond ten degrees of freedom within 0.01 of it.
    return freedom <= table.count ? table[freedom - 1] : 1.96 + 2.5 / Double(freedom)
  }
}
