import Testing

@testable import Screen

@Suite("Colours of text")
struct InksTests {
  private static let colors = [256, 1 << 24]

  @Test(
    "let it be read on the grounds they are for", arguments: Appearance.Ground.allCases, colors)
  func contrast(ground: Appearance.Ground, colors: Int) {
    let theme = Theme(Appearance(colors: colors, ground: ground))
    for role in Role.allCases where !theme.style(role).foreground.isOwn {
      #expect(!theme.style(role).attributes.contains(.dim))
      // WCAG 2.1: 1.4.11; 1.4.3, or 1.4.6.
      let isMark = [.border, .focus, .bar, .staleBar].contains(role)
      #expect(isMark || ground != .unknown, "\(role) is text on an unknown ground")
      let least = isMark ? 3 : ground == .contrast ? 7 : 4.5
      for page in pages(ground) {
        let ratio = Light(theme.style(role).foreground).contrast(to: page)
        #expect(ratio >= least, "\(role) on \(ground): \(ratio)")
      }
    }
  }

  /// Black, white, and those of Solarized (Ethan Schoonover, 2011).
  private func pages(_ ground: Appearance.Ground) -> [Light] {
    let dark = [Light(red: 0, green: 0, blue: 0), Light(red: 0x00, green: 0x2B, blue: 0x36)]
    let light = [
      Light(red: 255, green: 255, blue: 255), Light(red: 0xFD, green: 0xF6, blue: 0xE3),
    ]
    return switch ground {
    case .dark: dark
    case .light: light
    case .unknown: dark + light
    case .contrast: [dark[0]]
    }
  }

  @Test("tell rise from fall and fresh bars from stale ones to all eyes", arguments: colors)
  func distances(colors: Int) {
    for ground in Appearance.Ground.allCases {
      let inks = Inks(Appearance(colors: colors, ground: ground))
      for eyes in Light.Eyes.allCases {
        let distance = { (one: Color, other: Color) in
          Light(one).seen(by: eyes).distance(to: Light(other).seen(by: eyes))
        }
        #expect(inks.rise.isOwn || distance(inks.rise, inks.fall) > 30, "\(ground) \(eyes)")
        #expect(distance(inks.bar, inks.line) > 20, "\(ground) \(eyes)")
      }
    }
  }

  @Test("are none of the user's sixteen where there are more", arguments: colors)
  func user(colors: Int) {
    for ground in Appearance.Ground.allCases {
      let theme = Theme(Appearance(colors: colors, ground: ground))
      for role in Role.allCases {
        #expect(!(0..<16).contains(theme.style(role).foreground.index ?? 16))
      }
    }
  }

  @Test(
    "follow what was chosen, then what the terminal says of its ground",
    arguments: [
      ("15;0", .dark), ("0;15", .light), ("0;default;15", .light), ("12;8", .dark), ("0;7", .light),
      ("", .unknown), ("0;default", .unknown), ("0;99", .unknown), (nil, .unknown),
    ] as [(String?, Appearance.Ground)])
  func grounds(variable: String?, ground: Appearance.Ground) {
    #expect(ThemeChoice.auto.ground(colorfgbg: variable) == ground)
    #expect(ThemeChoice.dark.ground(colorfgbg: variable) == .dark)
    #expect(ThemeChoice.light.ground(colorfgbg: variable) == .light)
    #expect(ThemeChoice.contrast.ground(colorfgbg: variable) == .contrast)
  }

  @Test(
    "contrast brings its own ground, all others leave the terminal's",
    arguments: colors + [16, 8, 0])
  func painted(colors: Int) {
    for ground in Appearance.Ground.allCases {
      let canvas = draw(Example.explored(), appearance: Appearance(colors: colors, ground: ground))
      let blanks = canvas.cells.filter { $0.scalar == " " }
      let isPainted = ground == .contrast && colors > 0
      #expect(blanks.allSatisfy { $0.style.background.isOwn != isPainted }, "\(ground)")
      #expect(canvas.cells.contains { $0.style.foreground.isOwn } != isPainted)
    }
  }
}
