import Engine
import Measure
import MobileNet

extension BestSetting {
  /// The answer for people: the setting, what it uses of each budget, and the next one beyond them.
  ///
  /// - Parameters:
  ///   - sweep: where its latency was measured, and on which weights.
  ///   - pictures: how many were run for accuracies that were measured.
  /// - Returns: lines, without an end after the last.
  public func text(_ sweep: SweepResult, pictures: [Int]) -> String {
    let (precision, threads) = (sweep.points[0].precision, sweep.points[0].threads)
    let conditions = precision.prefix + Figure.counted(threads, "thread")
    let question =
      budgets.limits.isEmpty
      ? "with the fewest multiply-adds" : "that is the most accurate within the budgets"
    let floor = budgets.accuracy.map { " of those that reach top-1 \(Figure.percent($0))" } ?? ""
    return [
      "\(visible(sweep.weights.name)) on \(sweepTitle(sweep.host)), \(conditions)",
      "the setting \(question)\(floor): \(best.sentence(pictures))",
      next.map { "the next beyond: \($0.sentence(pictures))" }
        ?? "nothing binds: no setting that is known is more accurate", "",
    ].joined(separator: "\n") + "\n" + table.lines.joined(separator: "\n") + """


      latency: median of \(Figure.counted(sweep.plannedRounds, "interleaved round")); held against \
      a budget with the upper end of its interval and 2 %
      memory: \(precision.name) weights and the engine's arena; int8 maps: the largest input and \
      output of a layer, two buffers
      """
  }

  private var table: TextTable {
    var table = TextTable([
      ("cost", .left), ("budget", .right), ("here", .right), ("used", .right), ("next", .right),
      ("of budget", .right), ("", .left),
    ])
    for cost in SettingCost.allCases {
      let limit = budgets.limit(cost)
      let use = { (candidate: Candidate?) in
        guard let candidate, let limit else { return Figure.missing }
        return Figure.percent(limit.use(by: candidate))
      }
      table.add([
        cost.title, limit.map { cost.text($0.most) } ?? Figure.missing, best.text(cost), use(best),
        next?.text(cost) ?? Figure.missing, use(next), cost == binding ? "binds" : "",
      ])
    }
    return table
  }

  /// The contract `mobilenet-explorer/best/1`: one JSON object.
  public func json(_ sweep: SweepResult) throws -> String {
    let precision = sweep.points[0].precision
    let rest = RestJSON(
      host: sweep.host, weights: WeightsJSON(sweep.weights), threads: sweep.points[0].threads,
      precision: precision.name, weightBits: precision.quantisation?.weightBits,
      scales: precision.quantisation?.scales.rawValue,
      budgets: budgets.limits.map {
        BudgetJSON(cost: $0.cost.rawValue, limit: $0.most, share: toMillionths($0.use(by: best)))
      },
      accuracy: budgets.accuracy,
      chosenBy: budgets.limits.isEmpty ? SettingCost.multiplyAdds.rawValue : "accuracy",
      binding: Nullable(wrappedValue: binding?.rawValue),
      next: Nullable(wrappedValue: next.map(CandidateJSON.init)))
    return try encodeJSON(BestJSON(answer: CandidateJSON(best), rest: rest))
  }
}

extension Budgets {
  /// Why no setting is within them, and what would help.
  public func refusal(of candidates: [Candidate]) -> String {
    let best = candidates.map(\.accuracy.top1).max() ?? 0
    if let accuracy, best < accuracy {
      return "--accuracy \(Figure.short(accuracy)): the most accurate setting reaches "
        + "\(Figure.short(best)); ask for no more"
    }
    let right = candidates.filter { $0.accuracy.top1 >= accuracy ?? 0 }
    let uses = right.compactMap { candidate in
      tightest(for: candidate).map { (candidate, $0, $0.use(by: candidate)) }
    }
    guard let (nearest, limit, use) = uses.min(by: { $0.2 < $1.2 }) else { return "no budget" }
    return "no setting is within the budgets: the nearest one, \(nearest.name), takes "
      + "\(Figure.factor(use)) times --\(limit.cost.rawValue) \(limit.cost.text(limit.most)); "
      + "loosen that"
  }
}

extension SettingCost {
  /// As people call it.
  var title: String { self == .maps ? "int8 maps" : rawValue }

  /// An amount of it with its unit.
  func text(_ amount: Double) -> String {
    switch self {
    case .latency: Figure.milliseconds(amount)
    case .multiplyAdds, .parameters: Figure.grouped(Int(amount))
    case .memory, .maps: Figure.kibibytes(Int(amount))
    }
  }
}

extension Candidate {
  fileprivate var name: String { "α \(setting.alpha) side \(setting.side)" }

  fileprivate func sentence(_ pictures: [Int]) -> String {
    let run = pictures.map(Figure.grouped).joined(separator: " and ")
    if case .published(let source) = accuracy.basis {
      return "\(name), top-1 \(accuracy.top1Text) as published (\(source.rawValue))"
    }
    return "\(name), \(accuracy.sentence) of \(run) pictures"
  }

  /// What it costs: of a latency the median.
  fileprivate func text(_ cost: SettingCost) -> String {
    let amount = cost == .latency ? latency?.median : costs[cost]
    return amount.map(cost.text) ?? Figure.missing
  }
}

/// The answer's own figures stand beside the rest, not in an object of their own.
private struct BestJSON: Encodable {
  let answer: CandidateJSON
  let rest: RestJSON

  func encode(to encoder: any Encoder) throws {
    try answer.encode(to: encoder)
    try rest.encode(to: encoder)
  }
}

private struct RestJSON: Encodable {
  let schema = "mobilenet-explorer/best/1"
  let host: Host
  let weights: WeightsJSON
  let threads: Int
  let precision: String
  /// Of int8 alone.
  let weightBits: Int?
  let scales: String?
  let budgets: [BudgetJSON]
  /// The least top-1; left out where none was asked for.
  let accuracy: Double?
  /// What was chosen by: `accuracy`, or the cost that the answer has the least of.
  let chosenBy: String
  @Nullable var binding: String?
  @Nullable var next: CandidateJSON?
}

private struct CandidateJSON: Encodable {
  let alpha: Double
  let side: Int
  let top1: Double
  /// Left out where it was not measured.
  let top1Interval: [Double]?
  let top1Basis: String
  let latencyMs: LatencyJSON?
  let multiplyAdds: Int
  let parameters: Int
  let memoryBytes: Int
  let mapBytesInt8: Int

  init(_ candidate: Candidate) {
    alpha = candidate.setting.alpha.value
    side = candidate.setting.side
    top1 = toMillionths(candidate.accuracy.top1)
    top1Interval = candidate.accuracy.measuredInterval.map { [$0.low, $0.high].map(toMillionths) }
    top1Basis = candidate.accuracy.basis.word
    latencyMs = candidate.latency.map { LatencyJSON($0, withP10: true) }
    multiplyAdds = candidate.costs.multiplyAdds
    parameters = candidate.costs.parameters
    memoryBytes = candidate.costs.memory
    mapBytesInt8 = candidate.costs.maps
  }
}

private struct BudgetJSON: Encodable {
  let cost: String
  /// Milliseconds, a number, or bytes.
  let limit: Double
  /// How much of it the answer uses: of a latency the upper end of what it may be.
  let share: Double
}
