/// The colours of a theme, as many as the terminal has.
///
/// On the two grounds that a theme is for, text reaches a contrast of 4.5 to 1, lines, marks and bars 3 to 1
/// (WCAG 2.1, 1.4.3 and 1.4.11): dark on #000000 and #002b36, light on #ffffff and #fdf6e3 (Solarized,
/// Ethan Schoonover, 2011). Where the ground is not known, marks reach 3 to 1 on all four and text is the
/// terminal's own. On contrast's black text reaches 7 to 1.
struct Inks: Equatable {
  /// Headings, words that explain; figures of the setting before.
  var faint = Color.own
  /// Frames; bars of the setting before.
  var line = Color.own
  /// Keys and what is chosen.
  var key = Color.own
  var mark = Color.own
  var bar = Color.own
  /// Told apart without green and red cones, too.
  var rise = Color.own
  var fall = Color.own

  init(_ appearance: Appearance) {
    switch appearance.colors {
    case 257...: self = Self.ofLight(appearance.ground)
    case 256: self = Self.ofPalette(appearance.ground)
    case 16...: self = Self.ofSixteen(appearance.ground)
    case 8...: self = Self.ofEight(appearance.ground)
    default: break
    }
  }

  private init(
    faint: Color = .own, line: Color = .own, key: Color = .own, mark: Color, bar: Color,
    rise: Color = .own, fall: Color = .own
  ) {
    (self.faint, self.line, self.key, self.mark) = (faint, line, key, mark)
    (self.bar, self.rise, self.fall) = (bar, rise, fall)
  }

  private static func ofLight(_ ground: Appearance.Ground) -> Inks {
    switch ground {
    case .dark:
      Inks(
        faint: .rgb(0xA8_B0B8), line: .rgb(0x7C_858E), key: .rgb(0x6C_B6FF), mark: .rgb(0x6C_B6FF),
        bar: .rgb(0x5C_9CD6), rise: .rgb(0x4F_C9B8), fall: .rgb(0xFF_8F40))
    case .light:
      Inks(
        faint: .rgb(0x5A_626B), line: .rgb(0x82_8A93), key: .rgb(0x00_57B8), mark: .rgb(0x00_57B8),
        bar: .rgb(0x5B_6FB5), rise: .rgb(0x00_6A50), fall: .rgb(0xB0_3A00))
    case .unknown:
      Inks(line: .rgb(0x78_7878), mark: .rgb(0x4F_78E0), bar: .rgb(0x5F_87AF))
    case .contrast:
      Inks(
        faint: .rgb(0xD0_D0D0), line: .rgb(0xA0_A0A0), key: .rgb(0x8C_D0FF), mark: .rgb(0x8C_D0FF),
        bar: .rgb(0x8C_D0FF), rise: .rgb(0x80_FFE0), fall: .rgb(0xFF_A060))
    }
  }

  /// Of the 256 those that all terminals show alike.
  private static func ofPalette(_ ground: Appearance.Ground) -> Inks {
    switch ground {
    case .dark: Inks(faint: 248, line: 244, key: 75, mark: 75, bar: 74, rise: 79, fall: 208)
    case .light: Inks(faint: 241, line: 245, key: 25, mark: 25, bar: 61, rise: 23, fall: 124)
    case .unknown: Inks(line: 243, mark: 63, bar: 67)
    case .contrast: Inks(faint: 252, line: 247, key: 117, mark: 117, bar: 117, rise: 122, fall: 215)
    }
  }

  // The first sixteen are the user's own: what follows is right for most people's.

  private static func ofSixteen(_ ground: Appearance.Ground) -> Inks {
    switch ground {
    case .dark: Inks(key: 14, mark: 14, bar: 6, rise: 10, fall: 9)
    case .contrast: Inks(faint: 7, line: 7, key: 14, mark: 14, bar: 14, rise: 10, fall: 11)
    case .light, .unknown: ofEight(ground)
    }
  }

  private static func ofEight(_ ground: Appearance.Ground) -> Inks {
    switch ground {
    case .dark, .contrast: Inks(key: 6, mark: 6, bar: 6, rise: 2, fall: 3)
    case .light: Inks(key: 4, mark: 4, bar: 4, rise: 4, fall: 1)
    case .unknown: Inks(mark: 6, bar: 6)
    }
  }
}

extension Appearance {
  /// What is painted where nothing asks for a colour: black, and white on it; nil where the terminal's
  /// own are left.
  var painted: (ground: Color, text: Color)? {
    guard ground == .contrast else { return nil }
    return switch colors {
    case 257...: (.rgb(0), .rgb(0xFF_FFFF))
    case 256: (16, 231)
    case 16...: (0, 15)
    case 8...: (0, 7)
    default: nil
    }
  }
}

extension Canvas {
  /// The same on a ground of our own.
  func painted(_ ground: Color, text: Color) -> Canvas {
    var canvas = self
    for row in 0..<rows {
      for column in 0..<columns {
        if self[column, row].style.foreground.isOwn {
          canvas[column, row].style.foreground = text
        }
        if self[column, row].style.background.isOwn {
          canvas[column, row].style.background = ground
        }
      }
    }
    return canvas
  }
}
