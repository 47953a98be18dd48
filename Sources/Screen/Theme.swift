import Reports

/// How each kind of text looks on a terminal.
///
/// Few colours, and none that carries a meaning alone: marks, words or places say the same. Where the ground
/// is not known, text keeps the terminal's own colour and only marks have one of ours.
struct Theme: Sendable {
  let appearance: Appearance
  private let inks: Inks

  init(_ appearance: Appearance) {
    self.appearance = appearance
    inks = Inks(appearance)
  }

  var unicode: Bool { appearance.unicode }

  func style(_ role: Role) -> Style {
    Style(foreground: foreground(role), attributes: attributes(role))
  }

  /// For a figure: dim where it belongs to the setting before.
  func figure(isStale: Bool) -> Style {
    style(isStale ? .stale : .plain)
  }

  private func foreground(_ role: Role) -> Color {
    switch role {
    case .plain, .strong: .own
    case .faint, .stale: inks.faint
    case .border, .staleBar: inks.line
    case .chosen, .key: inks.key
    case .focus: inks.mark
    case .bar: inks.bar
    case .rise: inks.rise
    case .fall, .alert: inks.fall
    }
  }

  /// Without a grey, figures of the setting before are dim; a grey is not dimmed further.
  private func attributes(_ role: Role) -> Style.Attributes {
    switch role {
    case .strong, .focus, .chosen, .key, .alert: .bold
    case .stale: inks.faint.isOwn ? .dim : []
    case .staleBar: inks.line.isOwn ? .dim : []
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
