/// A power of α and ρ that a cost is proportional to, but for the layers at the ends.
///
/// Source: arXiv:1704.04861, sections 3.3 and 3.4.
public struct CostFormula: Equatable, Sendable {
  /// α and ρ, as multiples of those compared with, and their powers.
  public let factors: [Factor]

  /// A number to some power, with its letter.
  public struct Factor: Equatable, Sendable {
    /// `D_K`.
    public let symbol: String
    public let number: Double
    /// From 1 on.
    public let power: Int

    public init(_ symbol: String, _ number: Double, power: Int = 1) {
      (self.symbol, self.number, self.power) = (symbol, number, power)
    }

    public init(_ symbol: String, _ number: Int, power: Int = 1) {
      self.init(symbol, Double(number), power: power)
    }

    /// The power as it is written: nothing for 1.
    public var exponent: String {
      power == 1 ? "" : String(String(power).map { Self.superscripts[$0.wholeNumberValue ?? 0] })
    }

    private static let superscripts = Array("⁰¹²³⁴⁵⁶⁷⁸⁹")
  }

  /// `α²ρ²`.
  public var symbols: String {
    factors.map { $0.symbol + $0.exponent }.joined()
  }

  /// What the formula predicts for the cost, as a multiple of that compared with.
  public var value: Double { factors.product }
}

extension [CostFormula.Factor] {
  /// All of them multiplied, each as often as its power says.
  public var product: Double {
    reduce(1) { product, factor in
      (0..<factor.power).reduce(product) { power, _ in power * factor.number }
    }
  }
}

extension CostFormula {
  /// What the multiply-adds of a network fall to beside another one; nil where the two are no networks of
  /// one kind.
  public static func multiplyAdds(of setting: Setting, beside other: Setting) -> CostFormula? {
    Ratios(of: setting, beside: other).map { ratios in
      CostFormula(factors: [
        Factor("α", ratios.alpha, power: 2), Factor("ρ", ratios.rho, power: ratios.width + 2),
      ])
    }
  }

  /// The same of the parameters.
  public static func parameters(of setting: Setting, beside other: Setting) -> CostFormula? {
    Ratios(of: setting, beside: other).map { ratios in
      let pixels = ratios.width > 0 ? [Factor("ρ", ratios.rho, power: ratios.width)] : []
      return CostFormula(factors: [Factor("α", ratios.alpha, power: 2)] + pixels)
    }
  }

  /// α and ρ as multiples of those of another network of the same kind.
  private struct Ratios {
    let alpha: Double
    let rho: Double
    /// The power of ρ in the channels: where the filters follow ρ² as well, α becomes αρ² in both.
    let width: Int

    init?(of setting: Setting, beside other: Setting) {
      guard (other.variant, other.rhoRule) == (setting.variant, setting.rhoRule) else { return nil }
      alpha = setting.alpha.value / other.alpha.value
      rho = Double(setting.side) / Double(other.side)
      width = setting.rhoRule == .filters ? 4 : 0
    }
  }
}
