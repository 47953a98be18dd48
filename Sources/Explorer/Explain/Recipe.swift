import MobileNet

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
  public typealias Factor = CostFormula.Factor

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
    case .product(let factors): factors.product
    case .sum(let terms): terms.reduce(0) { $0 + $1.number }
    case .difference(let one, let other): one.number - other.number
    case .quotient(let one, let other): one.number / other.number
    case .range(let low, _): low
    }
  }
}
