import Engine
import MobileNet
import Weights

/// Latencies of many settings on one host, measured in interleaved rounds.
public struct SweepResult: Equatable, Sendable {
  /// Where it was measured.
  public var host: Host
  /// What the networks ran on.
  public var weights: WeightsInUse
  /// Rounds that each setting is to have.
  public var plannedRounds: Int
  /// Every setting with every number of threads.
  public var points: [Point]

  public init(host: Host, weights: WeightsInUse, plannedRounds: Int, points: [Point]) {
    self.host = host
    self.weights = weights
    self.plannedRounds = plannedRounds
    self.points = points
  }

  /// One setting on so many threads, with its timed runs.
  public struct Point: Equatable, Sendable {
    public let alpha: WidthMultiplier
    public let side: Int
    public let variant: Variant
    public let precision: Precision
    /// Of the network.
    public let threads: Int
    /// Of one inference.
    public let multiplyAdds: Int
    /// The weights alone.
    public let parameters: Int
    /// Nanoseconds of the timed runs of each round.
    public var rounds: [[UInt64]]

    public init(
      alpha: WidthMultiplier, side: Int, variant: Variant, precision: Precision = .float32,
      threads: Int, multiplyAdds: Int, parameters: Int, rounds: [[UInt64]] = []
    ) {
      self.alpha = alpha
      self.side = side
      self.variant = variant
      self.precision = precision
      self.threads = threads
      self.multiplyAdds = multiplyAdds
      self.parameters = parameters
      self.rounds = rounds
    }

    /// Over all runs, each round a burst; nil before the first.
    public var latency: LatencySummary? { LatencySummary(bursts: rounds) }

    /// Each round's best run in milliseconds. A disturbance only ever adds to a run, so the best one
    /// tells most about the network and least about the host's other work.
    public var roundBests: [Double] { rounds.map { Double($0.min() ?? 0) / 1e6 } }

    /// Where the median of all runs lies, in milliseconds; nil below five runs.
    public var medianInterval: MedianInterval? { latency?.interval }

    /// Whether both measure the same network on as many threads.
    public func isSame(as other: Point) -> Bool {
      (alpha, side, variant, threads) == (other.alpha, other.side, other.variant, other.threads)
        && (multiplyAdds, precision) == (other.multiplyAdds, other.precision)
    }
  }

  /// Whether every point has its rounds.
  public var isComplete: Bool { points.allSatisfy { $0.rounds.count >= plannedRounds } }
  /// Over all points.
  public var roundsDone: Int { points.reduce(0) { $0 + min($1.rounds.count, plannedRounds) } }
  /// Over all points, those done included.
  public var roundsToDo: Int { points.count * plannedRounds }
}

extension SweepResult {
  /// A verdict on two settings that differ by one step of the grid.
  public struct Neighbours: Equatable, Sendable {
    /// Places in `points`.
    public let first: Int
    public let second: Int
    /// The second point beside the first.
    public let comparison: Comparison
  }

  /// All pairs that differ in one thing alone (α, side, variant, precision or threads) and by one step of it.
  public var neighbours: [Neighbours] {
    let axes: [(Point) -> [Int]] = [
      { [$0.alpha.thousandths, $0.side, $0.variant.place, $0.precision.bytes, $0.threads] },
      { [$0.side, $0.alpha.thousandths, $0.variant.place, $0.precision.bytes, $0.threads] },
      { [$0.variant.place, $0.alpha.thousandths, $0.side, $0.precision.bytes, $0.threads] },
      { [-$0.precision.bytes, $0.alpha.thousandths, $0.side, $0.variant.place, $0.threads] },
      { [$0.threads, $0.alpha.thousandths, $0.side, $0.variant.place, $0.precision.bytes] },
    ]
    return axes.flatMap { axis in
      // Those that share all but the axis, in the order of it.
      let rows = Dictionary(grouping: points.indices) { Array(axis(points[$0]).dropFirst()) }
      return rows.values.flatMap { row in
        let sorted = row.sorted { axis(points[$0])[0] < axis(points[$1])[0] }
        return zip(sorted, sorted.dropFirst()).compactMap { first, second in
          Comparison(paired: points[first], points[second]).map {
            Neighbours(first: first, second: second, comparison: $0)
          }
        }
      }
    }.sorted { ($0.first, $0.second) < ($1.first, $1.second) }
  }

  /// Each point beside the same one of another sweep; nil where that has none.
  public func comparisons(with other: SweepResult) -> [Comparison?] {
    points.map { point in
      other.points.first(where: point.isSame).flatMap { Comparison(here: point, there: $0) }
    }
  }
}

extension SweepResult {
  /// How often the network of a point is right, where just that is known: of its precision.
  public func accuracy(of point: Point, _ known: [KnownAccuracy]) -> AccuracySurface.Accuracy? {
    self.known(of: point, known)?.accuracy(alpha: point.alpha, side: point.side)
  }

  /// How many pictures the accuracies of a point's precision were measured on: a number for each measuring.
  public func pictures(of point: Point, _ known: [KnownAccuracy]) -> [Int] {
    self.known(of: point, known)?.pictures ?? []
  }

  private func known(of point: Point, _ known: [KnownAccuracy]) -> KnownAccuracy? {
    guard weights.trained else { return nil }
    return known.first {
      $0.precision == point.precision && $0.family.variant == point.variant
    }
  }

  /// The points that no faster one of their precision on as many threads beats: for each precision and
  /// number of threads the fastest first. Points of which nobody knows the accuracy are in no front.
  public func frontier(_ known: [KnownAccuracy]) -> [Point] {
    let measured = points.filter { $0.latency != nil && accuracy(of: $0, known) != nil }
    let threads = Set(measured.map(\.threads)).sorted()
    let precisions = Set(measured.map(\.precision)).sorted { $0.description < $1.description }
    let fronts = precisions.flatMap { precision in threads.map { (precision, $0) } }
    return fronts.flatMap { front in
      let alike = measured.filter { ($0.precision, $0.threads) == front }
      let places = ParetoFront.places(
        costs: alike.map { $0.latency?.median },
        values: alike.map { accuracy(of: $0, known)?.top1 })
      return places.map { alike[$0] }
    }
  }
}

extension AccuracySurface.Accuracy {
  /// Of top-1; nil where it was not measured.
  public var measuredInterval: ShareInterval? {
    if case .measured(let interval) = basis { interval } else { nil }
  }
}
