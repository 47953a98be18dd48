/// How exactly a network computes.
public enum Precision: Hashable, Sendable {
  /// Numbers of 32 bits with a fraction: as networks are trained.
  case float32
  /// Whole numbers of 8 bits: a quarter of the memory, and four products where float32 has one.
  case int8(Quantisation)

  /// The usual one, of the highest accuracy.
  public static let int8 = Precision.int8(.usual)

  /// How weights become whole numbers; nil where they don't.
  public var quantisation: Quantisation? {
    if case .int8(let quantisation) = self { quantisation } else { nil }
  }

  /// What its products are made on, whatever the weights: all int8 networks are equally fast.
  public var arithmetic: Precision { self == .float32 ? .float32 : .int8 }

  /// Bytes of a weight or of a value of a feature map.
  public var bytes: Int {
    switch self {
    case .float32: 4
    case .int8: 1
    }
  }
}

extension Precision: CaseIterable {
  /// Those that a network may be run in for its own sake: other quantisations are there to be looked at.
  public static let allCases: [Precision] = [.float32, .int8]
}

extension Precision: CustomStringConvertible {
  /// What options and data call it, whatever the quantisation.
  public var name: String { self == .float32 ? "float32" : "int8" }

  /// Nil where there is none of that name.
  public init?(name: String, _ quantisation: Quantisation = .usual) {
    switch name {
    case Precision.float32.name: self = .float32
    case Precision.int8.name: self = .int8(quantisation)
    default: return nil
    }
  }

  /// In a word or two: `int8`, `int4 weights`, `int8, one scale`.
  public var description: String {
    guard let quantisation, quantisation != .usual else { return name }
    let bits = quantisation.weightBits == 8 ? name : "int\(quantisation.weightBits) weights"
    return bits + (quantisation.scales == .tensor ? ", one scale" : "")
  }
}
