import Testing

@testable import Screen

@Suite("The theme")
struct ThemeTests {
  @Test("tells every role from plain text where there are no colours but for lines and bars")
  func mono() {
    let theme = Theme(Appearance(colors: 0))
    let plain = Role.allCases.filter { theme.style($0) == .plain }
    #expect(plain == [.plain, .border, .faint, .bar, .rise, .fall])
    #expect(
      theme.style(.stale).attributes == .dim && theme.figure(isStale: true).attributes == .dim)
    #expect(theme.figure(isStale: false) == .plain)
  }

  @Test("has greys only where there are 256 colours", arguments: [8, 16, 255, 256, 1 << 24])
  func greys(colors: Int) {
    let theme = Theme(Appearance(colors: colors, ground: .dark))
    let isRich = colors >= 256
    #expect(theme.style(.stale).foreground.isOwn != isRich)
    #expect((theme.style(.stale).attributes == .dim) != isRich)
  }

  @Test(
    "leaves text the terminal's own colour where the ground is not known",
    arguments: [8, 16, 256, 1 << 24])
  func unknown(colors: Int) {
    let theme = Theme(Appearance(colors: colors))
    let colored = Role.allCases.filter { !theme.style($0).foreground.isOwn }
    #expect(Set(colored).subtracting([.border, .staleBar]) == [.focus, .bar])
    #expect(theme.style(.stale) == Style(attributes: .dim))
  }

  @Test("gives each style the letter of the first role that has it")
  func letters() {
    let letters = Theme(Appearance(colors: 0)).letters
    #expect(letters[.plain] == Role.plain.rawValue)
    #expect(letters[Style(attributes: .bold)] == Role.strong.rawValue)
    #expect(Set(Role.allCases.map(\.rawValue)).count == Role.allCases.count)
  }

  @Test(
    "spells in ASCII what must not be read as something else",
    arguments: [
      ("α²ρ⁶", "α^2ρ^6"), ("← →  ↑ ↓", "Left Right  Up Down"), ("←→ α", "Left/Right α"),
      ("±2", "+-2"),
    ])
  func spelled(text: String, expected: String) {
    #expect(Theme(Appearance(glyphs: .ascii)).spelled(text) == expected)
    #expect(Theme(Appearance()).spelled(text) == text)
  }

  @Test(
    "draws bars of eighths, whatever is more than nothing shows",
    arguments: [
      (0, 8, "", ""), (-1, 8, "", ""), (.nan, 8, "", ""), (1e-9, 8, "▏", "#"),
      (0.5, 8, "████", "####"), (0.5, 5, "██▌", "###"), (0.99, 1, "█", "#"), (7, 3, "███", "###"),
      (0.5, 0, "", ""), (1.0 / 16, 2, "▏", "#"), (0.7, 2, "█▍", "#"),
    ] as [(Double, Int, String, String)])
  func bars(share: Double, width: Int, expected: String, ascii: String) {
    #expect(Theme(Appearance()).bar(share, width: width) == expected)
    #expect(Theme(Appearance(glyphs: .ascii)).bar(share, width: width) == ascii)
  }

  @Test("has eight steps of heat, and its ends for what lies beyond them")
  func heat() {
    let theme = Theme(Appearance())
    #expect(Set((0...100).map { theme.heat(Double($0) / 100) }).count == 8)
    #expect(theme.heat(-1) == theme.heat(0) && theme.heat(2) == theme.heat(1))
    #expect(theme.heatFill(0.5) == " ")
    let poor = Theme(Appearance(colors: 16))
    #expect(
      [-1, 0, 0.25, 0.5, 0.75, 1, 9].map(poor.heatFill) == ["░", "░", "▒", "▓", "█", "█", "█"])
    #expect(poor.heat(0.5) == .plain)
    let ascii = Theme(Appearance(colors: 0, glyphs: .ascii))
    #expect([0, 0.3, 0.6, 1].map(ascii.heatFill) == [".", ":", "=", "#"])
  }
}
