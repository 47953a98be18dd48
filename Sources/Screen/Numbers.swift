// Figures as the panes and reports write them: fixed point, no locale, never cut.

/// A number with a fixed count of decimals: `fixed(2.5, 2)` is `2.50`; `–` where there is none.
public func fixed(_ value: Double, _ decimals: Int) -> String {
  guard value.isFinite, abs(value) < 1e15 else { return "–" }
  var power = 1.0
  for _ in 0..<decimals { power *= 10 }
  let scaled = Int((abs(value) * power).rounded())
  let sign = value < 0 && scaled > 0 ? "−" : ""
  guard decimals > 0 else { return sign + String(scaled) }
  let digits = String(scaled)
  let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
  return sign + padded.dropLast(decimals) + "." + padded.suffix(decimals)
}

/// A whole number in groups of three digits: `1 152`.
public func grouped(_ count: Int) -> String {
  let digits = Array(String(count.magnitude))
  var text = count < 0 ? "−" : ""
  for (place, digit) in digits.enumerated() {
    if place > 0, (digits.count - place).isMultiple(of: 3) { text.append(" ") }
    text.append(digit)
  }
  return text
}

/// Three significant digits, at most three decimals: `0.031`, `4.91`, `49.1`, `491`.
public func significant(_ value: Double) -> String {
  let size = abs(value)
  if size < 0.0995 { return fixed(value, 3) }
  if size < 9.995 { return fixed(value, 2) }
  return size < 99.95 ? fixed(value, 1) : fixed(value, 0)
}

/// A count in three digits and a unit: `864`, `10.2 k`, `1.95 M`, `569 M`, `4.87 G`.
public func compact(_ count: Double) -> String {
  guard count >= 1000 else { return fixed(count, 0) }
  var value = count
  for unit in ["k", "M", "G"] {
    value /= 1000
    if value < 999.5 { return "\(threeDigits(value)) \(unit)" }
  }
  return "\(threeDigits(value / 1000)) T"
}

private func threeDigits(_ value: Double) -> String {
  if value < 9.995 { return fixed(value, 2) }
  return value < 99.95 ? fixed(value, 1) : fixed(value, 0)
}

/// Bytes in decimal units: `7.90 MB`.
public func bytes(_ count: Double) -> String {
  let text = compact(count)
  return text.contains(" ") ? text + "B" : text + " B"
}

/// A share as percent with one decimal: `61.4 %`.
public func percent(_ share: Double) -> String {
  fixed(share * 100, 1) + " %"
}

/// A difference of shares in points, with its sign: `+ 8.2`, `− 0.4`, `0.0`.
public func points(_ change: Double) -> String {
  let text = fixed(abs(change) * 100, 1)
  if text == "0.0" { return text }
  return (change < 0 ? "− " : "+ ") + text
}

extension String {
  /// The text at the right end of a column; a longer one stays whole.
  public func right(_ width: Int) -> String {
    String(repeating: " ", count: max(0, width - count)) + self
  }

  /// The text at the left end of a column; a longer one stays whole.
  public func left(_ width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - count))
  }

  /// At most `width` characters, an ellipsis in place of what is left out.
  public func clipped(_ width: Int) -> String {
    count <= width ? self : width < 1 ? "" : prefix(width - 1) + "…"
  }
}
