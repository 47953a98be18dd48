/// How each kind of text looks on a terminal.
///
/// Few colours, and none that carries a meaning alone: marks, words or places say the same. The
/// background stays the terminal's own, so every colour must be readable on black and on white.
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

  /// One letter for each style; a style that several roles share has that of the first.
  var letters: [Style: Unicode.Scalar] {
    Role.allCases.reversed().reduce(into: [:]) { $0[style($1)] = $1.rawValue }
  }

  /// Of 256 colours middling ones; else those that every terminal has, in the user's own shades.
  private func foreground(_ role: Role) -> Int16 {
    guard appearance.colors >= 8 else { return -1 }
    let isRich = appearance.colors >= 256
    switch role {
    case .plain, .strong: return -1
    case .border, .faint, .stale: return isRich ? 244 : -1
    case .focus, .slider, .key: return isRich ? 31 : 6
    case .bar, .staleBar: return isRich ? 67 : 6
    case .rise: return isRich ? 28 : 2
    case .fall, .alert: return isRich ? 167 : 1
    }
  }

  private func attributes(_ role: Role) -> Style.Attributes {
    switch role {
    case .strong, .focus, .slider, .key, .alert: .bold
    case .stale, .staleBar: .dim
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

  /// A bar of eighths of a cell, or of "#": as long as `share` (0…1) of `width` cells. What is more
  /// than nothing shows.
  func bar(_ share: Double, width: Int) -> String {
    guard share > 0, width > 0 else { return "" }
    let cells = min(1, share) * Double(width)
    guard unicode else { return String(repeating: "#", count: max(1, Int(cells.rounded()))) }
    let eighths = max(1, Int((cells * 8).rounded()))
    let rest = eighths % 8 == 0 ? "" : String(Self.eighths[eighths % 8 - 1])
    return String(repeating: "█", count: eighths / 8) + rest
  }

  private static let eighths: [Character] = ["▏", "▎", "▍", "▌", "▋", "▊", "▉"]
}

extension Canvas {
  /// The same with ASCII in place of every character that the panes use; letters from outside are
  /// left to the terminal, which knows more of them.
  func spelledInASCII() -> Canvas {
    var canvas = self
    for row in 0..<rows {
      for column in 0..<columns {
        let scalar = self[column, row].scalar
        canvas[column, row].scalar =
          asciiSpelling[scalar] ?? (DotGrid.patterns.contains(scalar.value) ? "." : scalar)
      }
    }
    return canvas
  }
}

private let asciiSpelling: [Unicode.Scalar: Unicode.Scalar] = {
  let spellings: [(Unicode.Scalar, String)] = [
    ("-", "─–−╴╶▾"), ("|", "│╵╷┊"), ("+", "┌┐└┘├┤┬┴┼▴"), (">", "▸▹"), ("*", "●"), ("o", "○"),
    ("@", "◆"),
    ("=", "‖"), ("~", "≈"), (".", "·…"), ("x", "×"),
    ("a", "α"), ("b", "β"), ("g", "γ"), ("r", "ρ"),
    ("?", "\u{FFFD}"),
  ]
  return spellings.reduce(into: [:]) { table, spelling in
    for scalar in spelling.1.unicodeScalars { table[scalar] = spelling.0 }
  }
}()
