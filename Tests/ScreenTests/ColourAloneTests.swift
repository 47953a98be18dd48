import Testing

@testable import Explorer
@testable import Screen

@Suite("Colour never speaks alone")
struct ColourAloneTests {
  /// In every theme, and without colours.
  private static let appearances = [
    Appearance(colors: 1 << 24, ground: .light), Appearance(ground: .dark), Appearance(colors: 16),
  ]

  @Test(
    "where a coloured screen changes, so do the characters of one without colours",
    arguments: [(80, 24), (120, 40)])
  func walk(columns: Int, rows: Int) {
    let keys = KeyBinding.all.flatMap(\.commands.keys).filter { $0 != .character("q") }
    for appearance in Self.appearances {
      var state = Example.explored(columns: columns, rows: rows)
      var before = drawn(state, appearance)
      for key in keys {
        state.press(key)
        let after = drawn(state, appearance)
        if before.coloured != after.coloured {
          #expect(before.characters != after.characters, "\(key)")
        }
        before = after
      }
    }
  }

  private func drawn(
    _ state: State, _ appearance: Appearance
  ) -> (coloured: Canvas, characters: String) {
    let plain = Appearance(colors: 0, glyphs: appearance.glyphs)
    return (draw(state, appearance: appearance), draw(state, appearance: plain).text())
  }

  @Test("a figure of the setting before is dim without colours, too, and the status says so")
  func stale() {
    var state = Example.explored()
    let fresh = draw(state, appearance: Appearance(colors: 0))
    state.press(.left)
    let stale = draw(state, appearance: Appearance(colors: 0))
    #expect(!fresh.cells.contains { $0.style.attributes.contains(.dim) })
    #expect(stale.cells.contains { $0.style.attributes.contains(.dim) })
    #expect(fresh.text().contains("● 214 runs") && stale.text().contains("○ running"))
  }

  @Test("a rank that rose or fell, and what is selected, have marks")
  func marks() throws {
    let text = draw(Example.explored(), appearance: Appearance(colors: 0)).text()
    #expect(text.contains("▸layers") && text.contains("▸conv0"))
    let theme = Theme(Appearance(ground: .dark))
    let canvas = draw(Example.explored(), appearance: Appearance(ground: .dark))
    for (role, marks) in [(Role.rise, "▴+0"), (.fall, "▾−1")] {
      let cells = canvas.cells.filter { $0.style == theme.style(role) }
      // A factor below 1 or above says by itself which of the two it is.
      #expect(!cells.isEmpty && cells.contains { marks.unicodeScalars.contains($0.scalar) })
    }
  }
}
