import LibC
import Screen

/// Which characters the terminal is sent, as the user and the locale say.
struct CharacterEncoding: Equatable {
  let glyphs: Appearance.Glyphs
  /// What the user should know, if it is less than was asked for.
  let notice: String?

  /// Takes over the locale's characters, and nothing else of it: C code keeps its number formats.
  ///
  /// - Parameters:
  ///   - choice: the user's own, which decides; nil where the environment does.
  ///   - type: the terminal's name.
  /// - Returns: what can be drawn.
  static func adopt(_ choice: GlyphChoice?, terminal type: String) -> CharacterEncoding {
    let locale = wantedLocale
    let hasUTF8 = setlocale(LC_CTYPE, "") != nil && isUTF8
    if choice == .ascii || choice == nil && type.hasPrefix("linux") {
      // The console's font lacks most of what is drawn.
      return CharacterEncoding(glyphs: .ascii, notice: nil)
    }
    // A locale that is asked for but not generated on this host is usual over SSH, and minimal hosts
    // and containers name none at all.
    let wantsUTF8 = choice != nil || locale.map(namesUTF8) ?? takesUTF8(type)
    guard hasUTF8 || wantsUTF8 else { return CharacterEncoding(glyphs: .ascii, notice: nil) }
    guard hasUTF8 || setlocale(LC_CTYPE, "C.UTF-8") != nil && isUTF8 else {
      return CharacterEncoding(
        glyphs: .ascii, notice: "this host has no locale of UTF-8: drawn in ASCII")
    }
    let isNarrow = choice == .narrow || choice == nil && locale.map(isEastAsian) ?? false
    return CharacterEncoding(glyphs: isNarrow ? .narrow : .all, notice: nil)
  }

  /// The locale's name for characters, as setlocale(3) looks it up; nil where the environment has none.
  private static var wantedLocale: String? {
    ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap(environment).first { !$0.isEmpty }
  }

  private static var isUTF8: Bool {
    String(cString: nl_langinfo(Int32(CODESET))) == "UTF-8"
  }

  /// Whether a locale's name asks for UTF-8: `de_DE.UTF-8`, `en_US.utf8@euro`.
  private static func namesUTF8(_ locale: String) -> Bool {
    let encoding = locale.prefix { $0 != "@" }.split(separator: ".").dropFirst().joined()
    return ["utf-8", "utf8"].contains(encoding.lowercased())
  }

  /// Whether the language is one whose fonts draw many signs two cells wide: `ja_JP.UTF-8`.
  private static func isEastAsian(_ locale: String) -> Bool {
    ["ja", "ko", "zh"].contains(String(locale.prefix { $0.isLetter }))
  }

  /// Whether a terminal takes UTF-8 unless somebody has told it otherwise. Plain `xterm`, `screen` and
  /// older ones may be set to anything.
  private static func takesUTF8(_ type: String) -> Bool {
    [
      "xterm-", "tmux", "alacritty", "contour", "foot", "ghostty", "gnome", "iterm", "kitty",
      "konsole", "mintty", "rio", "rxvt-unicode", "st-", "vte", "wezterm",
    ].contains { type.hasPrefix($0) }
  }
}
