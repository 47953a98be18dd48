import MobileNet

/// A setting of which it is known how often it is right, and what it costs.
public struct Candidate: Equatable, Sendable {
  public let setting: Setting
  public let accuracy: AccuracySurface.Accuracy
  /// By arithmetic.
  public let costs: SettingCosts
  /// Nil where it was not measured.
  public var latency: LatencySummary?

  /// Each setting whose accuracy is known, not measured here yet.
  public static func all(_ known: KnownAccuracy, threads: Int) -> [Candidate] {
    known.settings.compactMap { setting in
      known.accuracy(alpha: setting.alpha, side: setting.side).map {
        Candidate(
          setting: setting, accuracy: $0,
          costs: SettingCosts(
            Architecture(setting), threads: threads, precision: known.precision))
      }
    }
  }

  /// What is held against a budget: of a latency the upper end of what it may be. Nil where it was not
  /// measured.
  public func charge(_ cost: SettingCost) -> Double? {
    cost == .latency ? latency?.reach.high : costs[cost]
  }
}

/// What a setting may cost, and how often it must be right.
public struct Budgets: Equatable, Sendable {
  /// One for each cost at most.
  public var limits: [Limit] = []
  /// A share of 1.
  public var accuracy: Double?

  /// The most that a setting may cost.
  public struct Limit: Equatable, Sendable {
    public let cost: SettingCost
    /// Milliseconds, a number, or bytes.
    public let most: Double

    public init(_ cost: SettingCost, _ most: Double) {
      (self.cost, self.most) = (cost, most)
    }

    /// The charge of a setting as a multiple of this; ∞ where it was not measured.
    public func use(by candidate: Candidate) -> Double {
      guard let charge = candidate.charge(cost), charge > 0 else { return .infinity }
      return charge / most
    }
  }

  /// No budget.
  public init() {}

  /// The limit of a cost; nil where there is none.
  public func limit(_ cost: SettingCost) -> Limit? { limits.first { $0.cost == cost } }

  /// The limit that a setting exceeds most, or uses up most; nil where there is none.
  public func tightest(for candidate: Candidate) -> Limit? {
    limits.max { $0.use(by: candidate) < $1.use(by: candidate) }
  }

  fileprivate func use(by candidate: Candidate) -> Double {
    tightest(for: candidate)?.use(by: candidate) ?? 0
  }
}

/// The most accurate setting within budgets; where only an accuracy was asked for, the one that reaches it
/// with the fewest multiply-adds.
public struct BestSetting: Equatable, Sendable {
  public let budgets: Budgets
  public internal(set) var best: Candidate
  /// The more accurate setting that exceeds the budgets least; without a budget the one of the fewest
  /// multiply-adds. Nil where none is more accurate.
  public internal(set) var next: Candidate?

  /// The budget that keeps the next setting out; nil where there is none, or no more accurate setting.
  public var binding: SettingCost? { next.flatMap { budgets.tightest(for: $0)?.cost } }

  /// Nil where no setting is within the budgets.
  public init?(_ candidates: [Candidate], within budgets: Budgets) {
    let right = candidates.filter { $0.accuracy.top1 >= budgets.accuracy ?? 0 }
    let fitting = right.filter { budgets.use(by: $0) <= 1 }
    let work = { (candidate: Candidate) in candidate.costs.multiplyAdds }
    let best =
      budgets.limits.isEmpty
      ? fitting.min { (work($0), -$0.accuracy.top1) < (work($1), -$1.accuracy.top1) }
      : fitting.min { (-$0.accuracy.top1, work($0)) < (-$1.accuracy.top1, work($1)) }
    guard let best else { return nil }
    self.budgets = budgets
    self.best = best
    next = candidates.filter { $0.accuracy.top1 > best.accuracy.top1 }.min {
      (budgets.use(by: $0), work($0)) < (budgets.use(by: $1), work($1))
    }
  }

  /// Takes latencies that were measured after the choice.
  public mutating func takeLatencies(from sweep: SweepResult) {
    let timed = { (candidate: Candidate) in
      var timed = candidate
      let (alpha, side) = (candidate.setting.alpha, candidate.setting.side)
      timed.latency = sweep.points.first { ($0.alpha, $0.side) == (alpha, side) }?.latency
      return timed
    }
    best = timed(best)
    next = next.map(timed)
  }
}
