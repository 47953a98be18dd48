import Explorer
import Measure
import MobileNet
import Reports

extension FigureName {
  /// How its pane spells the value, but for the unit that a whole table shares.
  var spelling: (Double) -> String {
    switch self {
    case .alpha, .rho: Figure.rho
    case .side, .runs, .answered, .prediction(_, .moved): Self.whole
    case .build: Figure.milliseconds
    case .cost(let quantity, .here), .cost(let quantity, .reference): quantity.spelling
    case .cost(_, .factor), .cost(_, .formula): Figure.factor
    case .costPart(let part):
      switch part {
      case .weights, .maps: Figure.bytes
      case .best, .gap, .interval: Figure.milliseconds
      case .factorInterval: Figure.factor
      }
    case .accuracy(.factor), .prediction(_, .change): Figure.points
    case .accuracy, .accuracyInterval, .agreement, .prediction(_, .probability),
      .prediction(_, .pinned):
      Figure.percent
    case .setting(_, let field): field.spelling
    case .interpolationError: { Figure.fixed($0 * 100, decimals: 1) }
    case .layer(_, let field), .total(let field): field.spelling
    case .ceiling(nil): { "\(Figure.rate($0))/s" }
    case .ceiling: Figure.bandwidth
    case .rankCorrelation, .logit: { Figure.fixed($0, decimals: 2) }
    case .pixel: Figure.significant
    }
  }

  /// The value, or an interval's two ends without what stands behind both.
  func spelled(_ recipe: Recipe) -> String {
    guard case .range(let low, let high) = recipe else { return spelling(recipe.value) }
    switch self {
    case .accuracyInterval, .setting(_, .top1Interval):
      return Figure.range(low * 100, high * 100) { Figure.fixed($0, decimals: 1) }
    case .costPart(.factorInterval): return Figure.range(low, high, Figure.factor)
    default: return Figure.range(low, high, TimeUnit(of: (low + high) / 2).figure)
    }
  }

  /// How the numbers are spelled that it is made of.
  fileprivate var parts: (Double) -> String {
    switch self {
    case .cost(let quantity, .factor): quantity.spelling
    case .cost(_, .formula): Figure.significant
    // Whole numbers, so that the written parts add up.
    case .cost(.multiplyAdds, _), .cost(.parameters, _), .cost(.memory, _), .cost(.batchNorm, _),
      .costPart, .total(.parameters), .total(.multiplyAdds), .rho, .side, .setting:
      Self.whole
    case .accuracy, .prediction(_, .change): Figure.percent
    case .layer(_, let field): field.parts
    case .prediction(_, .probability): Figure.significant
    default: spelling
    }
  }

  private static func whole(_ value: Double) -> String { Figure.grouped(Int(value)) }
}

extension FigureName.SettingField {
  fileprivate var spelling: (Double) -> String {
    switch self {
    case .top1, .top5, .top1Interval, .probability: Figure.percent
    case .cost(.latency), .latencyInterval: Figure.milliseconds
    case .cost(.multiplyAdds), .cost(.parameters): Figure.count
    case .cost(.memory): Figure.bytes
    case .cost(.maps): { Figure.kibibytes(Int($0)) }
    }
  }
}

extension CostQuantity {
  fileprivate var spelling: (Double) -> String {
    switch self {
    case .multiplyAdds, .parameters, .biases, .batchNorm: Figure.count
    case .memory: Figure.bytes
    case .latency, .layersSummed: Figure.milliseconds
    }
  }
}

extension FigureName.LayerField {
  fileprivate var spelling: (Double) -> String {
    switch self {
    case .sees: { "\(Int($0))×\(Int($0))" }
    case .parameters, .channels: { Figure.grouped(Int($0)) }
    case .multiplyAdds, .standardWork, .separableWork: Figure.count
    case .time, .best, .pinned: Figure.milliseconds
    case .workShare, .timeShare, .peakShare: Figure.percent
    case .roofShare: { "\(Figure.wholePercent($0)) %" }
    case .factor, .separableShare: Figure.factor
    case .rate, .roof: { "\(Figure.rate($0))/s" }
    case .intensity, .mapIntensity: Figure.significant
    case .bytes, .strip: Figure.bytes
    }
  }

  fileprivate var parts: (Double) -> String {
    switch self {
    case .workShare, .parameters, .multiplyAdds, .standardWork, .separableWork, .bytes, .intensity,
      .mapIntensity:
      { Figure.grouped(Int($0)) }
    case .sees: { "\(Int($0))" }
    case .timeShare: Figure.milliseconds
    case .peakShare, .roofShare: { "\(Figure.significant($0 / 1e9)) G" }
    case .rate, .roof: Figure.significant
    default: spelling
    }
  }
}

extension Recipe {
  /// The letters, the numbers, and what comes out: `D_K² · M = 3² · 96 = 864`.
  func text(_ figure: FigureName) -> String {
    let (part, result) = (figure.parts, figure.spelled(self))
    switch self {
    case .reading, .range: return result
    case .product(let factors):
      let symbols = factors.map { $0.symbol + $0.exponent }.joined(separator: " · ")
      let numbers = factors.map { part($0.number) + $0.exponent }.joined(separator: " · ")
      return "\(symbols) = \(numbers) = \(result)"
    case .sum(let terms):
      return terms.map { "\(part($0.number)) \($0.name)" }.joined(separator: " + ") + " = \(result)"
    case .difference(let one, let other):
      return "\(part(one.number)) \(one.name) − \(part(other.number)) \(other.name) = \(result)"
    case .quotient(let one, let other):
      return "\(part(one.number)) \(one.name) / \(part(other.number)) \(other.name) = \(result)"
    }
  }
}
