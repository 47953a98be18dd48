import Testing

@testable import Screen

@Suite("Colours of text")
struct TextColoursTests {
  @Test("let it be read on the grounds they are for", arguments: Appearance.Ground.allCases)
  func contrast(ground: Appearance.Ground) {
    let theme = Theme(Appearance(ground: ground))
    for role in Role.allCases where theme.style(role).foreground >= 0 {
      #expect(!theme.style(role).attributes.contains(.dim))
      for page in pages(ground) {
        let ratio = Color(theme.style(role).foreground).contrast(to: page)
        // WCAG 2.1, 1.4.3 and 1.4.11.
        #expect(ratio >= (role == .bar ? 3 : 4.5), "\(role) on \(ground): \(ratio)")
      }
    }
  }

  /// Black, white, and those of Solarized (Ethan Schoonover, 2011).
  private func pages(_ ground: Appearance.Ground) -> [Color] {
    let black = Color(red: 0, green: 0, blue: 0)
    let white = Color(red: 255, green: 255, blue: 255)
    return switch ground {
    case .dark: [black, Color(red: 0x00, green: 0x2B, blue: 0x36)]
    case .light: [white, Color(red: 0xFD, green: 0xF6, blue: 0xE3)]
    case .unknown: [black, white]
    }
  }

  @Test(
    "follow what the terminal says of its ground",
    arguments: [
      ("15;0", .dark), ("0;15", .light), ("0;default;15", .light), ("12;8", .dark), ("0;7", .light),
      ("", .unknown), ("0;default", .unknown), ("0;99", .unknown), (nil, .unknown),
    ] as [(String?, Appearance.Ground)])
  func grounds(variable: String?, ground: Appearance.Ground) {
    #expect(Appearance.Ground(colorfgbg: variable) == ground)
  }
}

@Suite("Colours of maps")
struct MapColoursTests {
  private let theme = Theme(Appearance())
  private var categories: [Style] { (0...8).map(theme.category) }
  private var steps: [Style] { (0..<8).map { theme.heat(Double($0) / 8) } }

  @Test("let text be read on them: 4.5 to 1 at least (WCAG 2.1, 1.4.3)")
  func contrast() {
    for style in categories + steps {
      let ratio = Color(style.foreground).contrast(to: Color(style.background))
      #expect(ratio >= 4.5, "\(style.foreground) on \(style.background): \(ratio)")
    }
  }

  @Test("of classes are told apart by all eyes", arguments: Color.Eyes.allCases)
  func distances(eyes: Color.Eyes) {
    for (one, first) in categories.enumerated() {
      for (other, second) in categories.enumerated() where other > one {
        let distance = Color(first.background).seen(by: eyes)
          .distance(to: Color(second.background).seen(by: eyes))
        #expect(distance > 30, "\(one) and \(other): \(distance)")
      }
    }
  }

  @Test("stand for one class each; the rest share none of them", arguments: [256, 16, 8])
  func once(colors: Int) {
    let theme = Theme(Appearance(colors: colors))
    let named = (0...(colors == 256 ? 8 : 6)).map(theme.category)
    #expect(Set(named).count == named.count)
    for number in named.count...30 { #expect(!named.contains(theme.category(number))) }
  }
}
