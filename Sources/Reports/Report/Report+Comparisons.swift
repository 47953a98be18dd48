import Measure
import MobileNet
import Weights

// What a report's JSON says of other networks, and of how often they are right.

/// How often a network is right.
struct KnownTop1JSON: Encodable {
  let top1: Double
  @Nullable var top1Interval: [Double]?
  /// Nil where only top-1 was published.
  @Nullable var top5: Double?
  /// measured, interpolated or published.
  let basis: String
  /// The data set as it was given, or the publication.
  @Nullable var source: String?
  @Nullable var pictures: Int?
  /// How often float32 answers the same; absent in float32 itself.
  let agreement: Double?

  init(_ known: KnownTop1) {
    let accuracy = known.accuracy
    top1 = toMillionths(accuracy.top1)
    top1Interval = accuracy.measuredInterval.map { [$0.low, $0.high].map(toMillionths) }
    top5 = accuracy.top5 > 0 ? toMillionths(accuracy.top5) : nil
    basis = accuracy.basis.provenance.rawValue
    source = known.dataset
    if case .published(let publication) = accuracy.basis { source = publication.rawValue }
    pictures = known.pictures
    agreement = known.agreement.map(toMillionths)
  }
}

/// The same network at α = ρ = 1.
struct FullJSON: Encodable {
  let side: Int
  let totals: TotalsJSON
  let factors: FactorsJSON
  let formulas: FormulasJSON
  @Nullable var accuracy: KnownTop1JSON?

  init(_ report: Report) {
    let comparison = ReportComparison(full: report)
    side = comparison.setting.side
    totals = TotalsJSON(
      report.fullArchitecture, threads: report.threads, precision: report.precision)
    factors = FactorsJSON(comparison)
    formulas = FormulasJSON(comparison)
    accuracy = report.fullTop1.map(KnownTop1JSON.init)
  }
}

/// What the report's network costs, as multiples.
struct FactorsJSON: Encodable {
  let multiplyAdds: Double?
  let parameters: Double?
  let memory: Double?
  let mapBytesInt8: Double?

  init(_ comparison: ReportComparison) {
    let factor = { comparison.factor($0).map(toMillionths) }
    (multiplyAdds, parameters) = (factor(.multiplyAdds), factor(.parameters))
    (memory, mapBytesInt8) = (factor(.memory), factor(.maps))
  }
}

/// What the paper's formulas predict for them; null beside a network of another kind.
struct FormulasJSON: Encodable {
  @Nullable var multiplyAdds: FormulaJSON?
  @Nullable var parameters: FormulaJSON?

  struct FormulaJSON: Encodable {
    /// `α²ρ²`.
    let formula: String
    let value: Double

    init(_ formula: CostFormula) {
      self.formula = formula.symbols
      value = toMillionths(formula.value)
    }
  }

  init(_ comparison: ReportComparison) {
    multiplyAdds = comparison.formula(.multiplyAdds).map(FormulaJSON.init)
    parameters = comparison.formula(.parameters).map(FormulaJSON.init)
  }
}

/// The pinned network, and the report's one beside it.
struct PinnedJSON: Encodable {
  let setting: SettingJSON
  let weights: String
  let totals: TotalsJSON
  let factors: FactorsJSON
  let formulas: FormulasJSON
  @Nullable var accuracy: KnownTop1JSON?
  @Nullable var latencyMs: LatencyJSON?
  @Nullable var latencyIntervalMs: [Double]?
  @Nullable var latencyRatio: RatioJSON?
  @Nullable var answer: AnswerJSON?
  /// Whether it is the report's best one.
  @Nullable var agrees: Bool?
  /// What it gives the report's predictions, in their order; null for classes that it does not know.
  let probabilities: [Double?]

  /// The report's latency as a multiple of the pinned one's, by paired bursts.
  struct RatioJSON: Encodable {
    let ratio: Double
    @Nullable var interval: [Double]?
    /// different, same or unknown.
    let verdict: String

    init(_ comparison: Comparison) {
      ratio = toMillionths(comparison.ratio)
      interval = comparison.interval.map { [$0.low, $0.high].map(toMillionths) }
      verdict = comparison.verdict.rawValue
    }
  }

  struct AnswerJSON: Encodable {
    let index: Int
    let id: String
    let label: String
    let probability: Double
  }

  init(_ report: Report, _ pinned: PinnedReport) {
    let comparison = ReportComparison(report, pinned)
    let (figures, network) = (pinned.figures, pinned.figures.pinned)
    setting = SettingJSON(
      network.setting, threads: network.threads, network.instructionSet, network.precision)
    weights = network.weights.name
    totals = TotalsJSON(
      pinned.architecture, threads: network.threads, precision: network.precision)
    factors = FactorsJSON(comparison)
    formulas = FormulasJSON(comparison)
    accuracy = pinned.top1.map(KnownTop1JSON.init)
    latencyMs = figures.latency.map { LatencyJSON($0) }
    latencyIntervalMs = figures.latency?.interval.map { [$0.low, $0.high].map(toNanoseconds) }
    latencyRatio = comparison.latencyRatio.map(RatioJSON.init)
    answer = pinned.answer.map {
      AnswerJSON(index: $0.index, id: $0.id, label: $0.label, probability: $0.probability)
    }
    agrees = pinned.agrees(with: report.predictions.first)
    probabilities = report.predictions.map { prediction in
      prediction.index < figures.probabilities.count
        ? figures.probabilities[prediction.index] : nil
    }
  }
}
