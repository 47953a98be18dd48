/// The range in which a median lies with at least 95 % confidence, whatever the distribution.
///
/// From order statistics: the k-th smallest and the k-th largest value, k as large as the binomial
/// distribution allows (H. A. David, *Order Statistics*, section 7.1). Fewer than six values say
/// nothing at this confidence.
public struct MedianInterval: Equatable, Sendable {
  public let low: Double
  public let high: Double

  public init(low: Double, high: Double) {
    self.low = low
    self.high = high
  }

  public init?(of values: [Double]) {
    guard let rank = MedianInterval.rank(count: values.count) else { return nil }
    let sorted = values.sorted()
    self.init(low: sorted[rank - 1], high: sorted[sorted.count - rank])
  }

  /// The largest k for which so many coins show fewer than k heads with at most 2.5 % probability.
  static func rank(count: Int) -> Int? {
    // Beyond some hundred values the powers of two would leave the range of a Double.
    let coins = min(count, 500)
    var term = (0..<coins).reduce(1.0) { power, _ in power / 2 }
    var sum = term
    var rank = 0
    while sum <= 0.025 {
      rank += 1
      term *= Double(coins - rank + 1) / Double(rank)
      sum += term
    }
    return rank > 0 ? rank : nil
  }
}
