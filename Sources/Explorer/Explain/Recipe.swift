/// How a figure is made of others: so that whoever doubts it can do it again.
public enum Recipe: Equatable, Sendable {
  /// It is not made of others: chosen, measured or published.
  case reading(Double)
  /// `D_K² · M · D_F²`.
  case product([Factor])
  case sum([Term])
  case difference(Term, Term)
  case quotient(Term, Term)
  /// The two ends of an interval, for themselves.
  case range(low: Double, high: Double)

  /// A number to some power, with its letter.
  public struct Factor: Equatable, Sendable {
    /// `D_K`.
    public let symbol: String
    public let number: Double
    /// From 1 on.
    public let power: Int

    init(_ symbol: String, _ number: Double, power: Int = 1) {
      (self.symbol, self.number, self.power) = (symbol, number, power)
    }

    init(_ symbol: String, _ number: Int, power: Int = 1) {
      self.init(symbol, Double(number), power: power)
    }

    /// The power as it is written: nothing for 1.
    public var exponent: String {
      power == 1 ? "" : String(String(power).map { Self.superscripts[$0.wholeNumberValue ?? 0] })
    }

    private static let superscripts = Array("⁰¹²³⁴⁵⁶⁷⁸⁹")
  }

  /// A number with its name.
  public struct Term: Equatable, Sendable {
    public let name: String
    public let number: Double

    init(_ name: String, _ number: Double) { (self.name, self.number) = (name, number) }
    init(_ name: String, _ number: Int) { self.init(name, Double(number)) }
  }

  /// What comes out; of an interval its lower end.
  public var value: Double {
    switch self {
    case .reading(let value): value
    case .product(let factors):
      factors.reduce(1) { product, factor in
        (0..<factor.power).reduce(product) { power, _ in power * factor.number }
      }
    case .sum(let terms): terms.reduce(0) { $0 + $1.number }
    case .difference(let one, let other): one.number - other.number
    case .quotient(let one, let other): one.number / other.number
    case .range(let low, _): low
    }
  }
}
