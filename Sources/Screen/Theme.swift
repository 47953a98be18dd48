import Reports

/// How each kind of text looks on a terminal.
///
/// Few colours, and none that carries a meaning alone: marks, words or places say the same. The
/// background stays the terminal's own: text reaches a contrast of 4.5 to 1 on it, bars 3 to 1, or
/// on both black and white where it is not known.
struct Theme: Sendable {
  let appearance: Appearance

  init(_ appearance: Appearance) {
    self.appearance = appearance
  }

  var unicode: Bool { appearance.unicode }

  func style(_ role: Role) -> Style {
    Style(foreground: foreground(role), attributes: attributes(role))
  }

  /// For a figure: dim where it belongs to the setting before.
  func figure(isStale: Bool) -> Style {
    style(isStale ? .stale : .plain)
  }

  /// Of 256 colours those of the ground; else those that every terminal has, in the user's own shades.
  private func foreground(_ role: Role) -> Int16 {
    guard appearance.colors >= 8 else { return -1 }
    let isRich = appearance.colors >= 256
    let palette = Self.palette(appearance.ground)
    switch role {
    case .plain, .strong: return -1
    case .border, .faint, .stale, .staleBar: return isRich ? palette.grey : -1
    case .focus, .slider, .key: return isRich ? palette.blue : 6
    case .bar: return isRich ? palette.bar : 6
    case .rise: return isRich ? palette.green : 2
    case .fall, .alert: return isRich ? palette.red : 1
    }
  }

  /// Indices of the 256-colour palette. Few colours are dark enough for white and light enough for
  /// black: where the ground is not known there is little choice.
  private static func palette(
    _ ground: Appearance.Ground
  ) -> (grey: Int16, blue: Int16, bar: Int16, green: Int16, red: Int16) {
    switch ground {
    case .dark: (248, 75, 74, 71, 209)
    case .light: (241, 25, 61, 22, 160)
    case .unknown: (243, 63, 67, 29, 131)
    }
  }

  /// Without a grey, figures of the setting before are dim; a grey is not dimmed further.
  private func attributes(_ role: Role) -> Style.Attributes {
    switch role {
    case .strong, .focus, .slider, .key, .alert: .bold
    case .stale, .staleBar: appearance.colors >= 256 ? [] : .dim
    case .plain, .border, .faint, .bar, .rise, .fall: []
    }
  }
}

// Glyphs that ASCII spells in another way than character by character; see `Canvas.spelledInASCII()`.
extension Theme {
  /// The text as it can be shown: a superscript must not read as a digit, nor an arrow as a letter.
  func spelled(_ text: String) -> String {
    unicode
      ? text
      : Self.spellings.reduce(text) { $0.replacing($1.glyphs, with: $1.ascii) }
  }

  private static let spellings: [(glyphs: String, ascii: String)] = [
    ("²", "^2"), ("⁴", "^4"), ("⁶", "^6"), ("±", "+-"), ("← →", "Left Right"), ("↑ ↓", "Up Down"),
    ("←→", "Left/Right"), ("↑↓", "Up/Down"),
  ]

  var sliderEnds: (open: String, close: String) { unicode ? ("▕", "▏") : ("[", "]") }

  /// A bar as long as `share` (0…1) of `width` cells.
  func bar(_ share: Double, width: Int) -> String {
    Figure.bar(share, width: width, unicode: unicode)
  }
}

extension Theme {
  /// A bar that is told from others by its fill: whole cells, at least one for what is more than nothing.
  func workBar(_ share: Double, width: Int) -> String {
    guard share > 0, width > 0 else { return "" }
    let cells = min(width, Int((share * Double(width)).rounded()))
    return cells == 0 ? theShortest : String(repeating: workFill, count: cells)
  }

  var workFill: String { unicode ? "▒" : ":" }
  private var theShortest: String { unicode ? "▏" : "." }
}

extension Canvas {
  /// The same in the characters that can be shown.
  func spelled(in glyphs: Appearance.Glyphs) -> Canvas {
    if glyphs == .all { return self }
    var canvas = self
    for row in 0..<rows {
      for column in 0..<columns {
        let scalar = self[column, row].scalar
        if glyphs == .narrow && !AmbiguousWidth.contains(scalar) { continue }
        canvas[column, row].scalar = Asciification.standIn(for: scalar)
      }
    }
    return canvas
  }
}
