/// How exactly a network computes.
public enum Precision: String, CaseIterable, Sendable {
  /// Numbers of 32 bits with a fraction: as networks are trained.
  case float32
  /// Whole numbers of 8 bits: a quarter of the memory, and four products where float32 has one.
  case int8

  /// Bytes of a weight or of a value of a feature map.
  public var bytes: Int {
    switch self {
    case .float32: 4
    case .int8: 1
    }
  }
}
