/// What the colours of a screen are where no terminal gives them.
struct Palette {
  /// Of what has no colour of its own.
  let foreground: String
  let background: String

  init(_ ground: Appearance.Ground) {
    let isLight = ground == .light
    (foreground, background) = isLight ? ("#1c1c1c", "#ffffff") : ("#dcdcdc", "#121212")
  }

  /// Of a style, with its attributes: what the character and what its ground are painted with.
  func paints(_ style: Style) -> (character: String, ground: String) {
    let character = style.foreground < 0 ? foreground : Self.color(style.foreground)
    let ground = style.background < 0 ? background : Self.color(style.background)
    return style.attributes.contains(.reverse) ? (ground, character) : (character, ground)
  }

  /// Of 256: `#ff8700`.
  static func color(_ index: Int16) -> String {
    if (0..<16).contains(index) { return first[Int(index)] }
    let color = Quantiser.color(index)
    return "#" + [color.x, color.y, color.z].map { hexadecimal(Int($0)) }.joined()
  }

  private static func hexadecimal(_ value: Int) -> String {
    let digits = String(value, radix: 16)
    return digits.count == 1 ? "0\(digits)" : digits
  }

  /// The first sixteen are the user's own in a terminal: these are common shades of them.
  private static let first = [
    "#000000", "#cd3131", "#0dbc79", "#b5a90f", "#2472c8", "#bc3fbc", "#11a8cd", "#e5e5e5",
    "#666666", "#f14c4c", "#23d18b", "#f5f543", "#3b8eea", "#d670d6", "#29b8db", "#ffffff",
  ]
}
