/// What the colours of a screen are where no terminal gives them.
struct Palette {
  /// Of what has no colour of its own.
  let foreground: String
  let background: String

  init(_ ground: Appearance.Ground) {
    (foreground, background) =
      switch ground {
      case .light: ("#1c1c1c", "#ffffff")
      case .dark, .unknown: ("#dcdcdc", "#121212")
      case .contrast: ("#ffffff", "#000000")
      }
  }

  /// Of a style, with its attributes: what the character and what its ground are painted with.
  func paints(_ style: Style) -> (character: String, ground: String) {
    let character = style.foreground.isOwn ? foreground : Self.color(style.foreground)
    let ground = style.background.isOwn ? background : Self.color(style.background)
    return style.attributes.contains(.reverse) ? (ground, character) : (character, ground)
  }

  /// `#ff8700`.
  static func color(_ color: Color) -> String {
    if let index = color.index, index < first.count { return first[index] }
    let digits = String(color.rgb, radix: 16)
    return "#" + String(repeating: "0", count: 6 - digits.count) + digits
  }

  /// The first sixteen are the user's own in a terminal: these are common shades of them.
  private static let first = [
    "#000000", "#cd3131", "#0dbc79", "#b5a90f", "#2472c8", "#bc3fbc", "#11a8cd", "#e5e5e5",
    "#666666", "#f14c4c", "#23d18b", "#f5f543", "#3b8eea", "#d670d6", "#29b8db", "#ffffff",
  ]
}
