import Measure
import MobileNet

extension SettingCost {
  /// What a budget of 1 is worth: a millisecond, a million, a MB, a KiB.
  public var budgetUnit: Double {
    switch self {
    case .latency: 1
    case .multiplyAdds, .parameters, .memory: 1e6
    case .maps: 1024
    }
  }
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
    /// By arithmetic.
    public let costs: SettingCosts
    /// Nil where nobody knows it of these weights.
    public fileprivate(set) var accuracy: AccuracySurface.Accuracy?
    /// Nil until the sweep has been here.
    public fileprivate(set) var latency: LatencySummary?

    /// In milliseconds, a number or bytes; nil where it was not measured yet.
    public func cost(_ cost: SettingCost) -> Double? {
      cost == .latency ? latency?.median : costs[cost]
    }
  }

  /// - Parameters:
  ///   - grid: the settings.
  ///   - known: how often these weights are right.
  init(_ grid: LatencyMap.Grid, _ known: KnownAccuracy?) {
    self.grid = grid
    points = grid.settings.map { setting in
      Point(
        alpha: setting.alpha, side: setting.side,
        costs: SettingCosts(
          Architecture(setting), threads: grid.threads, precision: grid.precision))
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

  /// Takes the latencies of a sweep of the same grid; what an earlier one has found stays until its setting
  /// has its turn.
  mutating func take(_ map: LatencyMap) {
    guard map.grid == grid else { return }
    turnsDone = map.turnsDone
    swept = zip(map.latencies, swept).map { $0 ?? $1 }
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
  public func front(_ cost: SettingCost) -> [Int] {
    ParetoFront.places(
      costs: points.map { $0.cost(cost) }, values: points.map { $0.accuracy?.top1 })
  }

  /// The most accurate settings that cost no more than a budget: milliseconds as far as they have
  /// been measured here, all else exactly.
  public func mostAccurate(within budget: Double, _ cost: SettingCost) -> BudgetAnswer {
    guard cost == .latency else {
      let exact = mostAccurate(cost) { ($0.cost(cost) ?? .infinity) <= budget }
      return BudgetAnswer(surely: exact, perhaps: nil, next: next(after: exact, cost))
    }
    let surely = mostAccurate(cost) { $0.latency.map { $0.reach.high <= budget } ?? false }
    let perhaps = mostAccurate(cost) { $0.latency.map { $0.reach.low <= budget } ?? false }
    return BudgetAnswer(
      surely: surely, perhaps: perhaps == surely ? nil : perhaps,
      next: next(after: perhaps ?? surely, cost))
  }

  /// The cheapest of the points that are more accurate than one of them.
  private func next(after place: Int?, _ cost: SettingCost) -> Int? {
    guard let place, let least = points[place].accuracy?.top1 else { return nil }
    return front(cost).first { points[$0].accuracy?.top1 ?? 0 > least }
  }

  /// Of those that are as accurate, the cheapest.
  private func mostAccurate(_ cost: SettingCost, _ fits: (Point) -> Bool) -> Int? {
    points.indices.filter { points[$0].accuracy != nil && fits(points[$0]) }.max { first, second in
      let (one, other) = (points[first], points[second])
      return (one.accuracy?.top1 ?? 0, -(one.cost(cost) ?? 0))
        < (other.accuracy?.top1 ?? 0, -(other.cost(cost) ?? 0))
    }
  }

  /// All places that have a cost, cheapest first.
  func ordered(by cost: SettingCost) -> [Int] {
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
  /// The cheapest of those that are more accurate than these: the budget keeps it out. Nil where none is.
  public let next: Int?
}
