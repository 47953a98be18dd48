/// Whether two latencies can be told apart.
public enum Verdict: String, Sendable {
  case different
  /// The interval of the ratio reaches into 0.98 … 1.02: too close to be told apart here.
  case same
  /// Fewer than six rounds.
  case unknown

  /// Ratios nearer to 1 than this are no difference that anyone would act upon, and within what a
  /// network's place in memory may do from one start of the program to the next.
  public static let margin = 0.02

  init(_ ratio: MedianInterval?) {
    guard let ratio else {
      self = .unknown
      return
    }
    self =
      ratio.low > 1 + Verdict.margin || ratio.high < 1 / (1 + Verdict.margin) ? .different : .same
  }
}

/// Two latencies beside one another.
public struct Comparison: Equatable, Sendable {
  /// The second latency as a multiple of the first.
  public let ratio: Double
  public let interval: MedianInterval?
  public var verdict: Verdict { Verdict(interval) }

  /// Two settings of one sweep: the ratio of their best runs is taken round by round, since what
  /// disturbed a round disturbed both of them.
  init?(paired first: SweepResult.Point, _ second: SweepResult.Point) {
    self.init(ratios: zip(first.roundBests, second.roundBests).map { $1 / $0 })
  }

  /// The second latency as a multiple of the first in each of several rounds.
  public init?(ratios: [Double]) {
    guard !ratios.isEmpty, ratios.allSatisfy({ $0.isFinite && $0 > 0 }) else { return nil }
    let sorted = ratios.sorted()
    ratio = (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
    interval = MedianInterval(of: ratios)
  }

  /// The same setting on two hosts: as far apart as the ends of both intervals allow.
  init?(here: SweepResult.Point, there: SweepResult.Point) {
    guard let own = here.latency, let other = there.latency, own.median > 0 else { return nil }
    ratio = other.median / own.median
    if let own = here.medianInterval, let other = there.medianInterval, own.low > 0 {
      interval = MedianInterval(low: other.low / own.high, high: other.high / own.low)
    } else {
      interval = nil
    }
  }
}
