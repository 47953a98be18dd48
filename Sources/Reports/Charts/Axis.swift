import LibC

/// A scale that holds some values, linear or logarithmic, with round ticks.
public struct Axis: Equatable, Sendable {
  /// How places follow from values.
  public enum Scale: Equatable, Sendable {
    case linear
    case logarithmic
  }

  public let scale: Scale
  /// The value at the one end.
  public let low: Double
  /// The value at the other end, above `low`.
  public let high: Double

  /// A logarithmic scale reaches a tenth beyond its values and spans a factor of 4 at least, so that a
  /// single value does not make an axis of hairs; a linear one begins at 0 or, where the values are far
  /// from it, a little below the smallest.
  ///
  /// - Parameters:
  ///   - values: above 0 where the scale is logarithmic: others have no place on it.
  ///   - scale: how places follow from values.
  ///   - beginsAtZero: of a linear scale only.
  public init(_ values: [Double], _ scale: Scale, beginsAtZero: Bool = true) {
    self.scale = scale
    let values = values.filter { $0.isFinite && (scale == .linear || $0 > 0) }
    let (least, most) = (values.min() ?? 1, values.max() ?? (scale == .linear ? 1 : 10))
    switch scale {
    case .logarithmic:
      let widening = max(1, (4 / (most / least * 1.1 / 0.9)).squareRoot())
      (low, high) = (least * 0.9 / widening, most * 1.1 * widening)
    case .linear where beginsAtZero: (low, high) = (0, most > 0 ? most * 1.05 : 1)
    case .linear:
      let margin = most > least ? (most - least) * 0.08 : Swift.max(abs(most) * 0.1, 1e-9)
      (low, high) = (least - margin, most + margin)
    }
  }

  /// Where a value lies: 0 at the low end, 1 at the high one.
  public func share(_ value: Double) -> Double {
    switch scale {
    case .linear: (value - low) / (high - low)
    case .logarithmic: log10(value / low) / log10(high / low)
    }
  }

  /// The value that lies at a share of the scale.
  public func value(at share: Double) -> Double {
    switch scale {
    case .linear: low + (high - low) * share
    case .logarithmic: low * pow(high / low, share)
    }
  }

  /// Round values on the scale, as many as there may be: 1, 2 and 5 times powers of ten, or multiples
  /// of one of those.
  public func ticks(atMost count: Int) -> [Double] {
    let candidates =
      scale == .linear
      ? []
      : [[1.0, 2, 5], [1, 3], [1]].map(powers).filter { 2...Swift.max(2, count) ~= $0.count }
    return candidates.first ?? multiples(atMost: count)
  }

  private func powers(_ factors: [Double]) -> [Double] {
    let exponents = Int(log10(low).rounded(.down))...Int(log10(high).rounded(.up))
    let values = exponents.flatMap { exponent -> [Double] in
      // Tenths by division: 3 / 10 is 0.3, 3 · 0.1 is a little more.
      let power: Double = pow(10, Double(abs(exponent)))
      return exponent < 0 ? factors.map { $0 / power } : factors.map { $0 * power }
    }
    return values.filter { (low...high).contains($0) }
  }

  private func multiples(atMost count: Int) -> [Double] {
    let finest = (high - low) / Double(Swift.max(1, count))
    let power = pow(10, log10(finest).rounded(.down))
    for step in [1.0, 2, 5, 10, 20].map({ $0 * power }) {
      let places =
        Int(
          (low / step).rounded(.up))...Swift.max(
          Int((low / step).rounded(.up)), Int((high / step).rounded(.down)))
      let values = places.map { Double($0) * step }.filter { (low...high).contains($0) }
      if values.count <= count { return values }
    }
    return []
  }
}
