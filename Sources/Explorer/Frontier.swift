import Measure
import MobileNet

/// What a setting of the frontier may be charged with.
public enum FrontierCost: String, CaseIterable, Sendable {
  /// Median milliseconds of a run, measured on this host.
  case latency
  case multiplyAdds = "multiply-adds"
  case parameters

  /// What a budget of 1 is worth: a millisecond, a million.
  var budgetUnit: Double { self == .latency ? 1 : 1e6 }
}

/// The settings of a grid as points: what each one costs here and, where that was measured, how often
/// it is right.
public struct Frontier: Equatable, Sendable {
  /// A setting that is measured live while the sweep goes on.
  struct LiveLatency: Equatable {
    let setting: Setting
    let latency: LatencySummary
  }

  /// The settings, and how they are measured.
  public let grid: LatencyMap.Grid
  /// In the order of the grid's settings.
  public private(set) var points: [Point]
  /// What the accuracies were taken from.
  private var known: KnownAccuracy?
  /// What the sweep has found: a point shows it unless its setting is measured live.
  private var swept: [LatencySummary?]
  /// Turns of the sweep so far; `grid.turns` in all.
  public private(set) var turnsDone = 0

  /// A setting, what it costs, and how often it is right.
  public struct Point: Equatable, Sendable {
    public let alpha: WidthMultiplier
    public let side: Int
    public let multiplyAdds: Int
    public let parameters: Int
    /// Nil where nobody knows it of these weights.
    public fileprivate(set) var accuracy: AccuracySurface.Accuracy?
    /// Nil until the sweep has been here.
    public fileprivate(set) var latency: LatencySummary?

    /// In milliseconds, multiply-adds or parameters; nil where it was not measured yet.
    public func cost(_ cost: FrontierCost) -> Double? {
      switch cost {
      case .latency: latency?.median
      case .multiplyAdds: Double(multiplyAdds)
      case .parameters: Double(parameters)
      }
    }
  }

  /// - Parameters:
  ///   - grid: the settings.
  ///   - known: how often these weights are right.
  init(_ grid: LatencyMap.Grid, _ known: KnownAccuracy?) {
    self.grid = grid
    points = grid.settings.map { setting in
      let architecture = Architecture(setting)
      return Point(
        alpha: setting.alpha, side: setting.side, multiplyAdds: architecture.multiplyAdds,
        parameters: architecture.parameters)
    }
    swept = Array(repeating: nil, count: points.count)
    set(known)
  }

  /// Takes what is known by now of the points.
  mutating func follow(_ known: KnownAccuracy?, live: [LiveLatency]) {
    if known != self.known { set(known) }
    for place in points.indices {
      let (alpha, side) = (points[place].alpha, points[place].side)
      let own = live.last { $0.setting.alpha == alpha && $0.setting.side == side }
      points[place].latency = own?.latency ?? swept[place]
    }
  }

  private mutating func set(_ known: KnownAccuracy?) {
    self.known = known
    for place in points.indices {
      points[place].accuracy = known?.accuracy(
        alpha: points[place].alpha, side: points[place].side)
    }
  }

  /// Takes the latencies of a sweep of the same grid.
  mutating func take(_ map: LatencyMap) {
    guard map.grid == grid else { return }
    turnsDone = map.turnsDone
    swept = map.latencies
  }

  /// Whether there is an accuracy to be set against the cost.
  public var hasAccuracy: Bool { points.contains { $0.accuracy != nil } }
  /// Whether every setting has had all of its rounds.
  public var isComplete: Bool { turnsDone >= grid.turns }
  /// Rounds that all settings have had.
  public var roundsDone: Int { turnsDone / max(1, points.count) }
  /// Settings with a latency.
  public var measured: Int { points.count { $0.latency != nil } }

  /// The places of the points that no cheaper one beats, cheapest first.
  public func front(_ cost: FrontierCost) -> [Int] {
    ParetoFront.places(
      costs: points.map { $0.cost(cost) }, values: points.map { $0.accuracy?.top1 })
  }

  /// The most accurate settings that cost no more than a budget: milliseconds as far as they have
  /// been measured here, multiply-adds or parameters exactly.
  public func mostAccurate(within budget: Double, _ cost: FrontierCost) -> BudgetAnswer {
    guard cost == .latency else {
      let exact = mostAccurate(cost) { ($0.cost(cost) ?? .infinity) <= budget }
      return BudgetAnswer(surely: exact, perhaps: nil)
    }
    let surely = mostAccurate(cost) { $0.latency?.isSurely(within: budget) == true }
    let perhaps = mostAccurate(cost) { $0.latency?.isPerhaps(within: budget) == true }
    return BudgetAnswer(surely: surely, perhaps: perhaps == surely ? nil : perhaps)
  }

  /// Of those that are as accurate, the cheapest.
  private func mostAccurate(_ cost: FrontierCost, _ fits: (Point) -> Bool) -> Int? {
    points.indices.filter { points[$0].accuracy != nil && fits(points[$0]) }.max { first, second in
      let (one, other) = (points[first], points[second])
      return (one.accuracy?.top1 ?? 0, -(one.cost(cost) ?? 0))
        < (other.accuracy?.top1 ?? 0, -(other.cost(cost) ?? 0))
    }
  }

  /// All places that have a cost, cheapest first.
  func ordered(by cost: FrontierCost) -> [Int] {
    points.indices.filter { points[$0].cost(cost) != nil }
      .sorted { (points[$0].cost(cost) ?? 0, $0) < (points[$1].cost(cost) ?? 0, $1) }
  }
}

/// What runs within a budget: places in the frontier's points.
public struct BudgetAnswer: Equatable, Sendable {
  /// The most accurate setting whose whole interval lies within it.
  public let surely: Int?
  /// A more accurate one of which the measurements so far can't tell.
  public let perhaps: Int?
}

extension LatencySummary {
  /// Its interval and, on top, what a network's place in memory may do from one start of the program
  /// to the next.
  private var reach: (low: Double, high: Double) {
    guard let interval else { return (minimum / (1 + Verdict.margin), .infinity) }
    return (interval.low / (1 + Verdict.margin), interval.high * (1 + Verdict.margin))
  }

  fileprivate func isSurely(within milliseconds: Double) -> Bool { reach.high <= milliseconds }
  fileprivate func isPerhaps(within milliseconds: Double) -> Bool { reach.low <= milliseconds }
}
