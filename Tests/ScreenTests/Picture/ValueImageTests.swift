import Testing

@testable import Screen

@Suite("Pixels of one number each")
struct ValueImageTests {
  private let image = ValueImage(columns: 3, rows: 3, values: [0, 1, 2, 3, 4, 5, 6, 7, 8])

  @Test("are averaged with what lies under each pixel, those on an edge by parts")
  func averaged() {
    #expect(image.averaged(to: 1).values == [4])
    #expect(image.averaged(to: 3) == image)
    let two = image.averaged(to: 2).values
    // A whole pixel, two halves and a quarter.
    #expect(abs(two[0] - (0 + 0.5 * 1 + 0.5 * 3 + 0.25 * 4) / 2.25) < 1e-6)
    #expect(abs(two.reduce(0, +) / 4 - 4) < 1e-6)
  }

  @Test("are cut out and repeated")
  func parts() {
    #expect(image.part(1..<3, 0..<2).values == [1, 2, 4, 5])
    #expect(image.part(0..<1, 2..<3).repeated(2).values == [6, 6, 6, 6])
  }

  @Test("are two to a cell in colours, or a character for both")
  func cells() {
    let canvas = image.canvas(Theme(Appearance()))
    #expect(canvas.columns == 3 && canvas.rows == 2)
    #expect(canvas[0, 0].style == Style(foreground: Theme.depths[0], background: Theme.depths[3]))
    #expect(canvas[2, 1].style == Style(foreground: Theme.depths[8], background: -1))
    let plain = image.canvas(Theme(Appearance(colors: 0, glyphs: .ascii)))
    #expect(plain.text() == ".-=\n#%@\n")
  }

  @Test("a marked one stands out", arguments: [256, 1 << 24])
  func marked(colors: Int) {
    let theme = Theme(Appearance(colors: colors))
    for step in 0..<9 {
      let share = (Double(step) + 0.5) / 9
      let mark = Light(theme.depth(share, isMarked: true))
      #expect(mark.contrast(to: Light(theme.depth(share))) >= 3)
    }
  }

  @Test(
    "are lighter at every step, to all eyes", arguments: Light.Eyes.allCases, [256, 1 << 24])
  func steps(eyes: Light.Eyes, colors: Int) {
    let theme = Theme(Appearance(colors: colors))
    let lightness = (0..<9).map {
      Light(theme.depth((Double($0) + 0.5) / 9)).seen(by: eyes).lightness
    }
    for (one, next) in zip(lightness, lightness.dropFirst()) { #expect(next - one > 3) }
  }

  @Test("weights of the two signs are told apart by all eyes, and their numbers can be read")
  func signs() {
    for eyes in Light.Eyes.allCases {
      for step in 1...3 {
        let (below, above) = (Theme.signs[3 - step], Theme.signs[3 + step])
        #expect(Light(below).seen(by: eyes).distance(to: Light(above).seen(by: eyes)) > 20)
      }
    }
    for index in Theme.signs where !index.isOwn {
      #expect(Light(16).contrast(to: Light(index)) >= 4.5)
    }
    #expect(Theme(Appearance()).signed(0.1) == .plain)
    #expect(Theme(Appearance(colors: 16)).signed(1) == .plain)
  }
}
