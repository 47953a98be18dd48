/// Characters five rows high, for the last row of a room: what figures are made of, and no more.
enum LargeFont {
  static let rows = 5

  /// How many cells a text takes, with a cell between characters.
  static func width(_ text: String) -> Int {
    text.reduce(-1) { $0 + glyph($1)[0].unicodeScalars.count + 1 }
  }

  /// The rows of a character; of one that it does not have, a blank.
  static func glyph(_ character: Character) -> [String] {
    glyphs[character] ?? Array(repeating: " ", count: rows)
  }

  private static let glyphs: [Character: [String]] = [
    "0": ["▄███▄", "██ ██", "██ ██", "██ ██", "▀███▀"],
    "1": [" ▄██ ", "▀▀██ ", "  ██ ", "  ██ ", "▄▄██▄"],
    "2": ["▄███▄", "▀▀ ██", " ▄██▀", "██▀  ", "█████"],
    "3": ["▄███▄", "▀▀ ██", " ▀██▄", "▄▄ ██", "▀███▀"],
    "4": ["██ ██", "██ ██", "▀████", "   ██", "   ██"],
    "5": ["█████", "██▄▄ ", "▀▀▀██", "▄▄ ██", "▀███▀"],
    "6": ["▄███▄", "██ ▀▀", "████▄", "██ ██", "▀███▀"],
    "7": ["█████", "   ██", "  ██▀", " ▄██ ", " ██  "],
    "8": ["▄███▄", "██ ██", "▄███▄", "██ ██", "▀███▀"],
    "9": ["▄███▄", "██ ██", "▀████", "▄▄ ██", "▀███▀"],
    ".": ["  ", "  ", "  ", "  ", "██"],
    "%": ["██  ██", "▀▀ ▄█▀", "  ██  ", "▄█▀ ▄▄", "██  ██"],
    "~": ["      ", "▄██▄ █", "█ ▀██▀", "      ", "      "],
    "–": ["    ", "    ", "████", "    ", "    "],
    "?": ["▄███▄", "▀▀ ██", " ▄██▀", " ▀▀  ", " ██  "],
    "α": ["       ", "▄███▄██", "██ ▀██ ", "██ ▄██ ", "▀███▀██"],
    "ρ": ["     ", "▄███▄", "██ ██", "████▀", "██   "],
  ]
}

extension Canvas {
  /// Writes a text five rows high.
  ///
  /// - Returns: The column behind it.
  mutating func write(
    large text: String, at column: Int, _ row: Int, _ style: Style, unicode: Bool
  ) -> Int {
    text.reduce(column) { column, character in
      let glyph = LargeFont.glyph(character)
      for (place, line) in glyph.enumerated() {
        let shown = unicode ? line : String(line.map { $0 == " " ? " " : "#" })
        write(shown, at: column, row + place, style)
      }
      return column + glyph[0].unicodeScalars.count + 1
    } - 1
  }
}
