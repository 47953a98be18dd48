import Engine
import MobileNet

/// The accuracy of one network over a grid of widths and sides, as `evaluate` has measured it.
public struct AccuracySurface: Equatable, Sendable {
  /// The path of the data set as it was given.
  public let dataset: String
  /// Pictures that every setting has answered.
  public let pictures: Int
  /// How exactly the networks computed.
  public let precision: Precision
  /// The SHA-256 of the weights that were measured: the figures belong to these alone.
  public let checksum: String
  /// Ascending.
  public let alphas: [WidthMultiplier]
  /// Ascending.
  public let sides: [Int]
  /// Row by row of equal side.
  private let points: [Accuracy]
  /// As the points: how often float32 answers alike, a share of 1; empty where that was measured itself.
  private let agreements: [Double]
  /// How far interpolated top-1 is from what was measured in the same place: the largest distance, as
  /// a share of 1, over all settings where that was checked; nil where nobody has checked it.
  public private(set) var largestError: Double?

  /// How often a setting is right, as shares of 1.
  public struct Accuracy: Equatable, Sendable {
    /// The most probable class is the right one.
    public var top1: Double
    /// The right class is among the five most probable ones.
    public var top5: Double
    /// How the two are known.
    public var basis: Basis

    /// Whether no picture was run at this setting.
    public var isInterpolated: Bool {
      if case .interpolated = basis { true } else { false }
    }
  }

  /// How an accuracy is known.
  public enum Basis: Equatable, Sendable {
    /// By running this very setting: where top-1 lies with 95 % confidence (Wilson).
    case measured(ShareInterval)
    /// From the measured settings around it. No picture was run here, so there is no interval.
    case interpolated(Surroundings)
    /// By others, of weights in this format: nobody has run these on this host.
    case published(PublishedAccuracy.Source)

    /// The same in a word.
    public var provenance: Provenance {
      switch self {
      case .measured: .measured
      case .interpolated: .interpolated
      case .published: .published
      }
    }
  }

  /// The measured settings that an interpolated one lies between. Both ends of a range are alike where
  /// its α or side is one of the measured ones.
  public struct Surroundings: Equatable, Sendable {
    /// The nearest measured widths below and above.
    public let alphas: ClosedRange<WidthMultiplier>
    /// The nearest measured sides below and above.
    public let sides: ClosedRange<Int>
    /// That of the surface.
    public let largestError: Double?
  }

  /// Nil where the result is not of a whole grid, not complete, or of weights without a checksum.
  ///
  /// - Parameters:
  ///   - result: of a whole grid.
  ///   - checks: settings between those of the grid, measured on the same pictures: they tell how good
  ///     interpolation is. Those of other weights or pictures tell nothing and are left out.
  public init?(_ result: EvaluationResult, checks: EvaluationResult? = nil) {
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
    precision = result.precision
    agreements = sorted.compactMap(result.agreement)
    self.alphas = alphas
    self.sides = sides
    points = sorted.map {
      Accuracy(
        top1: result.top1($0), top5: result.top5($0), basis: .measured(result.top1Interval($0)))
    }
    if let checks, checks.isComplete, checks.weights.sha256 == checksum,
      checks.fingerprint == result.fingerprint, checks.precision == result.precision
    {
      largestError = error(against: checks)
    }
  }

  /// The largest distance between what is interpolated and what was measured there.
  private func error(against checks: EvaluationResult) -> Double? {
    checks.accuracies.compactMap { measured -> Double? in
      guard let accuracy = accuracy(alpha: measured.alpha, side: measured.side),
        accuracy.isInterpolated
      else { return nil }
      return abs(accuracy.top1 - checks.top1(measured))
    }.max()
  }

  /// The accuracy of a setting: measured, or interpolated along α and side between the measured ones
  /// around it; nil outside of them.
  public func accuracy(alpha: WidthMultiplier, side: Int) -> Accuracy? {
    guard let column = Bracket(alphas.map(\.thousandths), alpha.thousandths),
      let row = Bracket(sides, side)
    else { return nil }
    if column.isExact, row.isExact { return point(column.lower, row.lower) }
    let mix = { (share: KeyPath<Accuracy, Double>) in
      row.mixed { side in column.mixed { alpha in point(alpha, side)[keyPath: share] } }
    }
    return Accuracy(
      top1: mix(\.top1), top5: mix(\.top5),
      basis: .interpolated(
        Surroundings(
          alphas: alphas[column.lower]...alphas[column.upper],
          sides: sides[row.lower]...sides[row.upper], largestError: largestError)))
  }

  /// How often float32 finds the same class most probable, a share of 1, where just this setting was
  /// measured in another precision; nil elsewhere.
  public func agreement(alpha: WidthMultiplier, side: Int) -> Double? {
    guard !agreements.isEmpty, let column = alphas.firstIndex(of: alpha),
      let row = sides.firstIndex(of: side)
    else { return nil }
    return agreements[row * alphas.count + column]
  }

  private func point(_ alpha: Int, _ side: Int) -> Accuracy {
    points[side * alphas.count + alpha]
  }
}

/// What has been measured of one network, in each precision that anybody has measured.
public struct AccuracySurfaces: Equatable, Sendable {
  private var known: [Precision: AccuracySurface] = [:]

  /// At most one of each precision.
  public init(_ surfaces: [AccuracySurface] = []) {
    for surface in surfaces { take(surface) }
  }

  /// Adds one, or puts it in the place of another of its precision.
  public mutating func take(_ surface: AccuracySurface) { known[surface.precision] = surface }

  /// Nil where nobody has measured it.
  public subscript(precision: Precision) -> AccuracySurface? { known[precision] }

  /// Whether nothing has been measured.
  public var isEmpty: Bool { known.isEmpty }
}

/// Where a value lies between two of an ascending list.
private struct Bracket {
  let lower: Int
  let upper: Int
  /// 0 at the lower one.
  let share: Double

  var isExact: Bool { lower == upper }

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

  /// A share of the upper one's value, and the rest of the lower one's.
  func mixed(_ value: (Int) -> Double) -> Double {
    value(lower) * (1 - share) + value(upper) * share
  }
}
