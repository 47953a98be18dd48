/// Whether two latencies can be told apart.
public enum Verdict: String, Sendable {
  case different
  /// The interval of the ratio reaches into what is no difference: too close to be told apart here.
  case same
  /// Fewer than six rounds.
  case unknown

  /// Ratios nearer to 1 than this are no difference that anyone would act upon, and within what a
  /// network's place in memory may do from one start of the program to the next.
  public static let margin = 0.02

  /// The same for a layer of so many nanoseconds. What its place in memory does is not averaged over
  /// others: in two copies of one network, depthwise layers of 200 to 600 ns were seen to differ by up to
  /// 250 ns for as long as the program ran (AVX-512).
  static func margin(layerNanoseconds: Double) -> Double {
    max(0.05, 300 / layerNanoseconds)
  }

  init(_ ratio: MedianInterval?, margin: Double) {
    guard let ratio else {
      self = .unknown
      return
    }
    self = ratio.low > 1 + margin || ratio.high < 1 / (1 + margin) ? .different : .same
  }
}

/// Two latencies beside one another.
public struct Comparison: Equatable, Sendable {
  /// The second latency as a multiple of the first.
  public let ratio: Double
  /// Where that ratio lies, with 95 % confidence; nil below six rounds.
  public let interval: MedianInterval?
  /// How far from 1 the whole interval must lie: 0.02 means outside 0.98 … 1.02.
  let margin: Double
  /// Whether the two can be told apart.
  public var verdict: Verdict { Verdict(interval, margin: margin) }

  /// Two settings of one sweep: the ratio of their best runs is taken round by round, since what
  /// disturbed a round disturbed both of them.
  init?(paired first: SweepResult.Point, _ second: SweepResult.Point) {
    self.init(ratios: zip(first.roundBests, second.roundBests).map { $1 / $0 })
  }

  /// The second latency as a multiple of the first in each of several rounds.
  public init?(ratios: [Double], margin: Double = Verdict.margin) {
    guard !ratios.isEmpty, ratios.allSatisfy({ $0.isFinite && $0 > 0 }) else { return nil }
    let sorted = ratios.sorted()
    ratio = (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
    interval = MedianInterval(of: ratios)
    self.margin = margin
  }

  /// The same setting on two hosts: as far apart as the ends of both intervals allow.
  init?(here: SweepResult.Point, there: SweepResult.Point) {
    guard let own = here.latency, let other = there.latency, own.median > 0 else { return nil }
    ratio = other.median / own.median
    margin = Verdict.margin
    if let own = here.medianInterval, let other = there.medianInterval, own.low > 0 {
      interval = MedianInterval(low: other.low / own.high, high: other.high / own.low)
    } else {
      interval = nil
    }
  }
}
