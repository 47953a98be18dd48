/// The width multiplier α: the share of a layer's channels that a network keeps.
///
/// Kept as whole thousandths, because a decimal such as 0.75 reached in binary steps (1.0 − 5·0.05)
/// falls short of itself and would lose a channel. Source: arXiv:1704.04861, section 3.3.
public struct WidthMultiplier: Hashable, Comparable, Sendable {
  /// α · 1000, in 1…1000.
  public let thousandths: Int

  /// α = 1: the full network.
  public static let one = WidthMultiplier(uncheckedThousandths: 1000)

  /// - Parameter thousandths: α · 1000; outside 1…1000 there is no such multiplier.
  public init?(thousandths: Int) {
    guard (1...1000).contains(thousandths) else { return nil }
    self.thousandths = thousandths
  }

  private init(uncheckedThousandths thousandths: Int) {
    self.thousandths = thousandths
  }

  /// Reads a decimal in (0, 1] with at most three places, such as `1`, `0.75`, `.5` or `0.375`.
  public init?(_ text: some StringProtocol) {
    guard let (units, decimals) = Decimal.split(text), decimals.count <= 3 else { return nil }
    let padded = decimals + String(repeating: "0", count: 3 - decimals.count)
    guard units.count <= 1, let whole = units.isEmpty ? 0 : Int(units), let rest = Int(padded)
    else { return nil }
    self.init(thousandths: whole * 1000 + rest)
  }

  /// α as a number.
  public var value: Double { Double(thousandths) / 1000 }

  /// How many of a layer's `count` channels are active: max(8, ⌊α · count⌋).
  public func channels(of count: Int) -> Int {
    max(8, thousandths * count / 1000)
  }

  /// The multiplier `steps` thousandths away, held inside 0.001…1.
  public func moved(byThousandths steps: Int) -> WidthMultiplier {
    WidthMultiplier(uncheckedThousandths: min(1000, max(1, thousandths + steps)))
  }

  /// The narrower one comes first.
  public static func < (one: WidthMultiplier, other: WidthMultiplier) -> Bool {
    one.thousandths < other.thousandths
  }
}

extension WidthMultiplier: CustomStringConvertible {
  /// At least two decimals, a third only where it counts: `1.00`, `0.75`, `0.375`.
  public var description: String {
    let digits = String(thousandths + 10_000).dropFirst(2)
    let decimals = digits.hasSuffix("0") ? digits.dropLast() : digits
    return "\(thousandths / 1000).\(decimals)"
  }
}

/// Decimals as text: taken apart without passing through binary fractions.
enum Decimal {
  /// The digits before and after the point, or nil where the text is not a plain positive decimal.
  static func split(_ text: some StringProtocol) -> (units: String, decimals: String)? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count) else { return nil }
    let units = String(parts[0])
    let decimals = parts.count == 2 ? String(parts[1]) : ""
    let digits = units + decimals
    guard !digits.isEmpty, digits.allSatisfy({ $0.isASCII && $0.isNumber }) else { return nil }
    return (units, decimals)
  }
}
