import LibC

/// What the user's locale says of characters.
enum CharacterEncoding {
  /// Takes over the locale's characters, and nothing else of it: C code keeps its number formats.
  ///
  /// A locale that is asked for but not generated on this host is usual over SSH; if its name says
  /// UTF-8, that much is honoured.
  ///
  /// - Returns: Whether characters outside ASCII can be drawn.
  static func adoptLocale() -> Bool {
    if setlocale(LC_CTYPE, "") != nil, isUTF8 { return true }
    let wanted = ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap(environment)
      .first { !$0.isEmpty }
    guard let wanted, namesUTF8(wanted) else { return false }
    return setlocale(LC_CTYPE, "C.UTF-8") != nil && isUTF8
  }

  private static var isUTF8: Bool {
    String(cString: nl_langinfo(Int32(CODESET))) == "UTF-8"
  }

  /// Whether a locale's name asks for UTF-8: `de_DE.UTF-8`, `en_US.utf8@euro`.
  private static func namesUTF8(_ locale: String) -> Bool {
    let encoding = locale.prefix { $0 != "@" }.split(separator: ".").dropFirst().joined()
    return ["utf-8", "utf8"].contains(encoding.lowercased())
  }
}
