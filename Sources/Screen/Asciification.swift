/// Stand-ins, one ASCII character each, for what terminals without Unicode can't show: one table for
/// panes and for letters from outside.
public enum Asciification {
  /// The scalar itself if it is printable ASCII, else its stand-in, else "?".
  public static func standIn(for scalar: Unicode.Scalar) -> Unicode.Scalar {
    if (0x20..<0x7F).contains(scalar.value) { return scalar }
    if (0xC0...0xFF).contains(scalar.value) { return latinLetters[Int(scalar.value) - 0xC0] }
    return standIns[scalar] ?? (DotGrid.patterns.contains(scalar.value) ? "." : "?")
  }

  /// A text with every character that ASCII lacks replaced by others.
  public static func spelled(_ text: String) -> String {
    let spelled = Theme(Appearance(glyphs: .ascii)).spelled(text)
    return String(String.UnicodeScalarView(spelled.unicodeScalars.map(standIn)))
  }

  /// U+00C0…U+00FF without their accents.
  private static let latinLetters = Array(
    "AAAAAAACEEEEIIIIDNOOOOOxOUUUUYTsaaaaaaaceeeeiiiidnooooo/ouuuuyty".unicodeScalars)

  private static let standIns: [Unicode.Scalar: Unicode.Scalar] = {
    var standIns: [Unicode.Scalar: Unicode.Scalar] = [:]
    for (standIn, scalars) in groups {
      for scalar in scalars.unicodeScalars { standIns[scalar] = standIn }
    }
    return standIns
  }()

  private static let groups: [(Unicode.Scalar, String)] = [
    // Lines and corners.
    ("-", "─━═╌╍┄┅┈┉╴╶╸╺‐‑‒–—−⎯"),
    ("|", "│┃║╎╏┆┇┊┋╵╷╹╻▏▎▍▕"),
    ("+", "┌┍┎┏┐┑┒┓└┕┖┗┘┙┚┛├┝┞┟┠┡┢┣┤┥┦┧┨┩┪┫┬┭┮┯┰┱┲┳┴┵┶┷┸┹┺┻┼┽┾┿╀╁╂╃╄╅╆╇╈╉╊╋"),
    ("+", "╒╓╔╕╖╗╘╙╚╛╜╝╞╟╠╡╢╣╤╥╦╧╨╩╪╫╬╭╮╯╰✓✔"),
    // Bars and pictures. Above a third of a cell counts as full.
    ("#", "█▉▊▋▌▐▇▀▓■◼"), ("=", "▅▆▄"), ("-", "▃"), ("_", "▁▂"), (":", "▒"), (".", "░"),
    // Marks: a rank that rose or fell must not read as a power, nor this setting as a chosen one.
    ("+", "▴"), ("-", "▾"), ("@", "◆"), ("=", "‖"),
    ("<", "‹«←⇐◀◂◄≤"), (">", "›»→⇒▶▸►≥"), ("^", "↑⇑▲"), ("v", "↓⇓▼"),
    ("*", "●•★∗"), ("o", "○◦◯°º"), (".", "·…⋅∙"), ("x", "✗✘"), ("/", "÷⁄∕"), ("~", "±≈∼"),
    ("[", "⌊⌈"), ("]", "⌋⌉"), ("'", "‘’′"), ("\"", "“”″"), (" ", "\u{A0}\u{2009}\u{202F}"),
    // Digits and Greek letters.
    ("0", "⁰₀"), ("1", "¹₁"), ("2", "²₂"), ("3", "³₃"), ("4", "⁴₄"), ("5", "⁵₅"), ("6", "⁶₆"),
    ("7", "⁷₇"), ("8", "⁸₈"), ("9", "⁹₉"),
    ("a", "α"), ("b", "β"), ("g", "γ"), ("d", "δ"), ("e", "ε"), ("h", "η"), ("t", "θτ"), ("k", "κ"),
    ("l", "λ"), ("u", "μµ"), ("p", "π"), ("r", "ρ"), ("s", "σς"), ("f", "φ"), ("w", "ω"),
    ("D", "Δ"), ("S", "Σ"), ("P", "Π"), ("W", "Ω"),
  ]
}
