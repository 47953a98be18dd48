/// Numbers as people read them, with their units: no figure depends on a locale.
///
/// What is no number (nan, infinity) is `–`, like what has not been measured.
public enum Figure {
  /// Not known, or not yet.
  public static let missing = "–"

  /// A fixed number of decimals, thousands apart: `1 234.50`, `−0.02`.
  public static func fixed(_ value: Double, decimals: Int) -> String {
    let scale = powerOfTen(decimals)
    let scaled = (value.magnitude * scale).rounded()
    guard scaled < 0x1p63 else { return missing }
    let units = Int(scaled)
    let sign = value < 0 && units > 0 ? "−" : ""
    let whole = grouped(units / Int(scale))
    guard decimals > 0 else { return sign + whole }
    let digits = String(units % Int(scale))
    return "\(sign)\(whole).\(String(repeating: "0", count: decimals - digits.count))\(digits)"
  }

  /// Thousands apart by a space: `1 152`.
  public static func grouped(_ value: Int) -> String {
    let digits = Array(String(value.magnitude))
    var text = value < 0 ? "−" : ""
    for (place, digit) in digits.enumerated() {
      if place > 0, (digits.count - place).isMultiple(of: 3) { text += " " }
      text.append(digit)
    }
    return text
  }

  /// Three significant digits, more only before the point: `0.612`, `4.91`, `26.7`, `1 234`.
  public static func significant(_ value: Double) -> String {
    let magnitude = value.magnitude
    let decimals = magnitude < 0.9995 ? 3 : magnitude < 9.995 ? 2 : magnitude < 99.95 ? 1 : 0
    return fixed(value, decimals: decimals)
  }

  /// Exact below 100 000, then millions and billions: `1 152`, `1.95 M`, `4 866 M`, `25.4 G`.
  public static func count(_ value: Double) -> String {
    if value < 99_999.5 { return fixed(value, decimals: 0) }
    if value < 9_999.5e6 { return "\(significant(value / 1e6)) M" }
    return "\(significant(value / 1e9)) G"
  }

  /// A number of things: `1 run`, `214 runs`.
  public static func counted(_ count: Int, _ thing: String) -> String {
    "\(grouped(count)) \(thing)\(count == 1 ? "" : "s")"
  }

  /// A round number beside an axis, as short as it is: `0.05`, `20`, `2 000`, `150 M`.
  public static func tick(_ value: Double) -> String {
    if value.magnitude >= 99_999.5 { return "\(tick(value / 1e6)) M" }
    let decimals = (0...6).first { decimals in
      let scaled = value * powerOfTen(decimals)
      return (scaled - scaled.rounded()).magnitude < 1e-6 * max(1, scaled.magnitude)
    }
    return fixed(value, decimals: decimals ?? 3)
  }

  /// Milliseconds; from ten seconds on, seconds: `0.031 ms`, `4.91 ms`, `1 234 ms`, `12.3 s`.
  public static func milliseconds(_ value: Double) -> String {
    value < 9_999.5 ? "\(significant(value)) ms" : "\(significant(value / 1000)) s"
  }

  /// Three decimals of a millisecond, as long as they fit into seven cells: for columns.
  public static func columnMilliseconds(_ value: Double) -> String {
    fixed(value, decimals: value < 999.9995 ? 3 : value < 9_999.95 ? 1 : 0)
  }

  /// A share of 1: `61.4 %`.
  public static func percent(_ share: Double) -> String {
    "\(fixed(share * 100, decimals: 1)) %"
  }

  /// Decimal multiples: `512 B`, `812 kB`, `7.9 MB`, `1.23 GB`.
  public static func bytes(_ value: Double) -> String {
    if value < 999.5 { return "\(fixed(value, decimals: 0)) B" }
    if value < 999.5e3 { return "\(fixed(value / 1e3, decimals: 0)) kB" }
    if value < 999.95e6 { return "\(fixed(value / 1e6, decimals: 1)) MB" }
    return "\(significant(value / 1e9)) GB"
  }

  /// A ratio: `0.143`, `<0.001`, `12.5`.
  public static func factor(_ value: Double) -> String {
    if value > 0 && value < 0.0005 { return "<0.001" }
    return value < 9.9995 ? fixed(value, decimals: 3) : significant(value)
  }

  /// A difference of two shares in points of a percent, with its sign: `+3.1`, `−8.2`, `0.0`.
  public static func points(_ difference: Double) -> String {
    let text = fixed(difference * 100, decimals: 1)
    return difference > 0 && text != "0.0" ? "+\(text)" : text
  }

  /// ρ: two decimals where they are exact, else three: `0.50`, `0.857`.
  public static func rho(_ value: Double) -> String {
    let hundredths = value * 100
    return fixed(value, decimals: (hundredths - hundredths.rounded()).magnitude < 1e-9 ? 2 : 3)
  }

  private static func powerOfTen(_ exponent: Int) -> Double {
    (0..<max(0, exponent)).reduce(1) { power, _ in power * 10 }
  }
}
