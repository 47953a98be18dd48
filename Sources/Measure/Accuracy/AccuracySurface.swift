import MobileNet

/// The accuracy of one network over a grid of widths and sides, as `evaluate` has measured it.
public struct AccuracySurface: Equatable, Sendable {
  /// The path of the data set as it was given.
  public let dataset: String
  /// Pictures that every setting has answered.
  public let pictures: Int
  /// The SHA-256 of the weights that were measured: the figures belong to these alone.
  public let checksum: String
  /// Ascending.
  public let alphas: [WidthMultiplier]
  /// Ascending.
  public let sides: [Int]
  /// Row by row of equal side.
  private let points: [Accuracy]

  /// How often a setting is right, as shares of 1.
  public struct Accuracy: Equatable, Sendable {
    public var top1: Double
    /// With 95 % confidence (Wilson).
    public var top1Interval: ShareInterval
    public var top5: Double
    /// Whether it was reckoned from measured neighbours instead of being measured itself.
    public var isInterpolated = false
  }

  /// Nil where the result is not of a whole grid, not complete, or of weights without a checksum.
  public init?(_ result: EvaluationResult) {
    let alphas = Set(result.accuracies.map(\.alpha)).sorted()
    let sides = Set(result.accuracies.map(\.side)).sorted()
    let sorted = result.accuracies.sorted { ($0.side, $0.alpha) < ($1.side, $1.alpha) }
    let grid = sides.flatMap { side in alphas.map { (side, $0) } }
    guard let checksum = result.weights.sha256, result.isComplete, !sorted.isEmpty,
      sorted.count == grid.count, zip(sorted, grid).allSatisfy({ ($0.side, $0.alpha) == $1 })
    else { return nil }
    dataset = result.dataset
    pictures = result.pictures
    self.checksum = checksum
    self.alphas = alphas
    self.sides = sides
    points = sorted.map {
      Accuracy(
        top1: result.top1($0), top1Interval: result.top1Interval($0), top5: result.top5($0))
    }
  }

  /// The accuracy of a setting: measured, or interpolated along α and side between the measured ones
  /// around it; nil outside of them.
  public func accuracy(alpha: WidthMultiplier, side: Int) -> Accuracy? {
    guard let column = Bracket(alphas.map(\.thousandths), alpha.thousandths),
      let row = Bracket(sides, side)
    else { return nil }
    let lower = point(column.lower, row.lower).mixed(point(column.upper, row.lower), column.share)
    let upper = point(column.lower, row.upper).mixed(point(column.upper, row.upper), column.share)
    return lower.mixed(upper, row.share)
  }

  private func point(_ alpha: Int, _ side: Int) -> Accuracy {
    points[side * alphas.count + alpha]
  }
}

/// Where a value lies between two of an ascending list.
private struct Bracket {
  let lower: Int
  let upper: Int
  /// 0 at the lower one.
  let share: Double

  init?(_ values: [Int], _ value: Int) {
    guard let upper = values.firstIndex(where: { $0 >= value }) else { return nil }
    if values[upper] == value {
      (lower, self.upper, share) = (upper, upper, 0)
      return
    }
    guard upper > 0 else { return nil }
    (lower, self.upper) = (upper - 1, upper)
    share = Double(value - values[upper - 1]) / Double(values[upper] - values[upper - 1])
  }
}

extension AccuracySurface.Accuracy {
  /// A share of the other one, and the rest of this.
  fileprivate func mixed(_ other: Self, _ share: Double) -> Self {
    guard share > 0 else { return self }
    let mix = { (own: Double, others: Double) in own * (1 - share) + others * share }
    return Self(
      top1: mix(top1, other.top1),
      top1Interval: ShareInterval(
        low: mix(top1Interval.low, other.top1Interval.low),
        high: mix(top1Interval.high, other.top1Interval.high)),
      top5: mix(top5, other.top5), isInterpolated: true)
  }
}
