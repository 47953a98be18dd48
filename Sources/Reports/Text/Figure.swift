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

  /// Three significant digits, more only before the point, fewer only behind the fifth decimal:
  /// `0.00275`, `0.0612`, `0.612`, `4.91`, `26.7`, `1 234`.
  public static func significant(_ value: Double) -> String {
    let magnitude = value.magnitude
    let decimals =
      magnitude == 0
      ? 3
      : magnitude < 0.009995
        ? 5
        : magnitude < 0.09995
          ? 4
          : magnitude < 0.9995 ? 3 : magnitude < 9.995 ? 2 : magnitude < 99.95 ? 1 : 0
    return fixed(value, decimals: decimals)
  }

  /// Exact below 10 000, then three digits with k, M or G: `1 152`, `56.2 k`, `1.95 M`, `25.4 G`.
  /// Millions go on to 9 999, as the paper writes them: `4 866 M`.
  public static func count(_ value: Double) -> String {
    if value < 9_999.5 { return fixed(value, decimals: 0) }
    if value < 999.5e3 { return "\(significant(value / 1e3)) k" }
    if value < 9_999.5e6 { return "\(significant(value / 1e6)) M" }
    return "\(significant(value / 1e9)) G"
  }

  /// A number of things: `1 run`, `214 runs`.
  public static func counted(_ count: Int, _ thing: String) -> String {
    "\(grouped(count)) \(thing)\(count == 1 ? "" : "s")"
  }

  /// From one figure to another, both written alike: `4.81–5.02`.
  public static func range(
    _ low: Double, _ high: Double, _ figure: (Double) -> String
  ) -> String {
    "\(figure(low))–\(figure(high))"
  }

  /// A round number beside an axis, as short as it is: `0.05`, `20`, `2 000`, `150 M`.
  public static func tick(_ value: Double) -> String {
    value.magnitude >= 99_999.5 ? "\(short(value / 1e6)) M" : short(value)
  }

  /// A number as somebody has typed it, at most six decimals: `0.05`, `20`, `123 456`.
  public static func short(_ value: Double) -> String {
    let decimals = (0...6).first { decimals in
      let scaled = value * powerOfTen(decimals)
      return (scaled - scaled.rounded()).magnitude < 1e-6 * max(1, scaled.magnitude)
    }
    return fixed(value, decimals: decimals ?? 3)
  }

  /// A time given in milliseconds, in the unit that keeps it short: `4.13 µs`, `0.612 ms`, `4.91 ms`,
  /// `1.23 s`. Tables have one unit for all; see `TimeUnit`.
  public static func milliseconds(_ value: Double) -> String {
    let unit = TimeUnit(of: value)
    return "\(unit.figure(value)) \(unit.symbol)"
  }

  /// A share of 1: `61.4 %`.
  public static func percent(_ share: Double) -> String {
    "\(fixed(share * 100, decimals: 1)) %"
  }

  /// The same where there is room for two digits or three: `61`. Rounded from what `percent` shows, so
  /// that both never disagree.
  public static func wholePercent(_ share: Double) -> String {
    fixed((share * 1000).rounded() / 10, decimals: 0)
  }

  /// A bar of eighths of a cell, or of "#": as long as `share` (0…1) of `width` cells. What is more
  /// than nothing shows.
  public static func bar(_ share: Double, width: Int, unicode: Bool = true) -> String {
    guard share > 0, width > 0 else { return "" }
    let cells = min(1, share) * Double(width)
    guard unicode else { return String(repeating: "#", count: max(1, Int(cells.rounded()))) }
    let eighths = max(1, Int((cells * 8).rounded()))
    let rest = eighths % 8 == 0 ? "" : String(partsOfBlock[eighths % 8 - 1])
    return String(repeating: "█", count: eighths / 8) + rest
  }

  private static let partsOfBlock: [Character] = ["▏", "▎", "▍", "▌", "▋", "▊", "▉"]

  /// Decimal multiples: `512 B`, `812 kB`, `7.9 MB`, `1.23 GB`.
  public static func bytes(_ value: Double) -> String {
    if value < 999.5 { return "\(fixed(value, decimals: 0)) B" }
    if value < 999.5e3 { return "\(fixed(value / 1e3, decimals: 0)) kB" }
    if value < 999.95e6 { return "\(fixed(value / 1e6, decimals: 1)) MB" }
    return "\(significant(value / 1e9)) GB"
  }

  /// Binary multiples, as microcontrollers' data sheets have them: `54.0 KiB`, `1 176 KiB`.
  public static func kibibytes(_ bytes: Int) -> String {
    let value = Double(bytes) / 1024
    return "\(value < 999.5 ? significant(value) : fixed(value, decimals: 0)) KiB"
  }

  /// Bytes, and the two parts that they are the sum of, so rounded that the written parts add up to
  /// the written sum: the second one is off by less than one in its last digit.
  public static func bytes(
    sum first: Double, _ second: Double
  ) -> (sum: String, first: String, second: String) {
    let sum = bytes(first + second)
    let step = first + second < 999.5e3 ? 1e3 : 1e5
    let isOneUnit = step == 1e3 || min(first, second) >= 999.5e3
    guard min(first, second) >= step, first + second < 999.95e6, isOneUnit else {
      return (sum, bytes(first), bytes(second))
    }
    let rest = ((first + second) / step).rounded() - (first / step).rounded()
    return (sum, bytes(first), bytes(rest * step))
  }

  /// A ratio, with three digits where there are any: `0.143`, `0.00275`, `<0.0001`, `12.5`.
  public static func factor(_ value: Double) -> String {
    if value > 0 && value < 0.0001 { return "<0.0001" }
    return (1..<9.9995).contains(value) ? fixed(value, decimals: 3) : significant(value)
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

/// A unit of time. Figures in one unit compare at a glance, so a table has one for all.
public enum TimeUnit: Equatable, Sendable {
  case microseconds, milliseconds, seconds

  /// For a table: microseconds as long as the largest of the times has at most four digits of them.
  public init(for milliseconds: [Double]) {
    self = (milliseconds.max() ?? 0) < 9.9995 ? .microseconds : .milliseconds
  }

  /// For a figure by itself: the unit that keeps it short.
  public init(of milliseconds: Double) {
    switch milliseconds.magnitude {
    case 0: self = .milliseconds
    case ..<0.09995: self = .microseconds
    case ..<999.5: self = .milliseconds
    default: self = .seconds
    }
  }

  public var symbol: String {
    switch self {
    case .microseconds: "µs"
    case .milliseconds: "ms"
    case .seconds: "s"
    }
  }

  /// A time given in milliseconds, with three digits and without the unit.
  public func figure(_ milliseconds: Double) -> String {
    switch self {
    case .microseconds: Figure.significant(milliseconds * 1000)
    case .milliseconds: Figure.significant(milliseconds)
    case .seconds: Figure.significant(milliseconds / 1000)
    }
  }
}
