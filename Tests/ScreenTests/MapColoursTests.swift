import Testing

@testable import Screen

@Suite("Colours of maps")
struct MapColoursTests {
  private static let colors = [256, 1 << 24]

  private func categories(_ colors: Int) -> [Style] {
    (0...8).map(Theme(Appearance(colors: colors)).category)
  }

  private func steps(_ colors: Int) -> [Style] {
    (0..<8).map { Theme(Appearance(colors: colors)).heat((Double($0) + 0.5) / 8) }
  }

  @Test("let text be read on them: 4.5 to 1 at least (WCAG 2.1, 1.4.3)", arguments: colors)
  func contrast(colors: Int) {
    let all = (0...100).map { Theme(Appearance(colors: colors)).heat(Double($0) / 100) }
    for style in categories(colors) + all {
      let ratio = Light(style.foreground).contrast(to: Light(style.background))
      #expect(ratio >= 4.5, "\(style.foreground) on \(style.background): \(ratio)")
    }
  }

  @Test("of classes are told apart by all eyes", arguments: Light.Eyes.allCases)
  func distances(eyes: Light.Eyes) {
    let categories = categories(256)
    for (one, first) in categories.enumerated() {
      for (other, second) in categories.enumerated() where other > one {
        let distance = Light(first.background).seen(by: eyes)
          .distance(to: Light(second.background).seen(by: eyes))
        #expect(distance > 30, "\(one) and \(other): \(distance)")
      }
    }
  }

  @Test(
    "of heat are lighter at every step and told from the next by all eyes",
    arguments: Light.Eyes.allCases, colors)
  func heat(eyes: Light.Eyes, colors: Int) {
    let seen = steps(colors).map { Light($0.background).seen(by: eyes) }
    for (one, next) in zip(seen, seen.dropFirst()) {
      #expect(next.lightness - one.lightness > 1.5)
      #expect(next.distance(to: one) > 9)
    }
  }

  @Test("stand for one class each; the rest share none of them", arguments: [1 << 24, 256, 16, 8])
  func once(colors: Int) {
    let theme = Theme(Appearance(colors: colors))
    let named = (0...(colors >= 256 ? 8 : 6)).map(theme.category)
    #expect(Set(named).count == named.count)
    for number in named.count...30 { #expect(!named.contains(theme.category(number))) }
  }
}
