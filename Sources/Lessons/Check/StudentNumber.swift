import Reports

/// A number as a student writes it, exact or rounded: `864`, `3,686,400`, `44.0 M`, `1.95M`, `3.7e6`.
struct StudentNumber: Equatable {
  let value: Double
  /// Half a unit of its last digit: how far it may be from what it is rounded from.
  let tolerance: Double
  /// As it was written.
  let text: String

  /// Nil where the text is no number.
  init?(_ text: String) {
    let written = trimmed(text)
    var rest = written[...]
    let digits = Self.takeDigits(&rest)
    guard let (whole, decimals) = Self.split(digits) else { return nil }
    var scale = 1.0
    if rest.first == "e" || rest.first == "E" {
      guard let exponent = Int(rest.dropFirst()), (0...12).contains(exponent) else { return nil }
      for _ in 0..<exponent { scale *= 10 }
    } else {
      let scales: [String: Double] = ["": 1, "k": 1e3, "K": 1e3, "M": 1e6, "G": 1e9]
      guard let known = scales[trimmed(rest)] else { return nil }
      scale = known
    }
    guard let value = Double("\(whole).\(decimals.isEmpty ? "0" : decimals)") else { return nil }
    let unit = decimals.reduce(1.0) { unit, _ in unit / 10 }
    self.value = value * scale
    tolerance = unit * scale / 2
    self.text = written
  }

  /// Whether it may be that figure, rounded.
  func means(_ figure: Int) -> Bool {
    (value - Double(figure)).magnitude <= tolerance * (1 + 1e-9)
  }

  /// Digits and what may stand between them.
  private static func takeDigits(_ rest: inout Substring) -> String {
    let marks: [Character] = [".", ",", "'", " ", "\u{A0}", "\u{2009}", "\u{202F}", "_"]
    let isDigit = { (character: Character) in character.isASCII && character.isNumber }
    var end = rest.startIndex
    var last = rest.startIndex
    while end < rest.endIndex, isDigit(rest[end]) || marks.contains(rest[end]) {
      end = rest.index(after: end)
      if isDigit(rest[rest.index(before: end)]) { last = end }
    }
    defer { rest = rest[last...] }
    return String(rest[..<last])
  }

  /// The digits before and after the point, or nil where marks stand as in no number. A comma is a point
  /// where it is the only mark and no group of three stands behind it.
  private static func split(_ digits: String) -> (whole: String, decimals: String)? {
    guard digits.count <= 30, digits.first?.isNumber == true else { return nil }
    let isMark = { (character: Character) in !character.isNumber }
    let marks = digits.filter(isMark)
    let parts = digits.split(omittingEmptySubsequences: false, whereSeparator: isMark).map(
      String.init)
    guard !parts.contains("") else { return nil }
    let hasPoint = marks.last == "." || (marks == "," && parts[1].count != 3)
    let groups = hasPoint ? Array(parts.dropLast()) : parts
    let separators = Set(hasPoint ? marks.dropLast() : marks[...])
    guard separators.count <= 1, !separators.contains("."),
      groups.dropFirst().allSatisfy({ $0.count == 3 }), groups.count == 1 || groups[0].count <= 3
    else { return nil }
    return (groups.joined(), hasPoint ? parts[parts.count - 1] : "")
  }
}

/// A map's shape as a student writes it: `48x48x16`, `48 × 48 × 16`, `(48, 48, 16)`; `200` for a single pixel.
struct StudentShape: Equatable {
  /// Rows, columns, channels.
  let extents: [Int]
  /// As it was written.
  let text: String

  /// Nil where the text is no shape.
  init?(_ text: String) {
    let written = trimmed(text)
    let inner = written.filter { !"()[] ".contains($0) }
    let parts = inner.split(omittingEmptySubsequences: false) { "xX×*,".contains($0) }
    let numbers = parts.compactMap { $0.count <= 6 ? Int($0) : nil }
    guard numbers.count == parts.count, [1, 3].contains(numbers.count),
      numbers.allSatisfy({ $0 > 0 })
    else { return nil }
    extents = numbers.count == 3 ? numbers : [1, 1, numbers[0]]
    self.text = written
  }
}
