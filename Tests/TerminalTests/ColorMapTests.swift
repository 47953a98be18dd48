import Screen
import Testing

@testable import Terminal

struct ColorMapTests {
  /// Every foreground on backgrounds of all sorts.
  private let manyStyles = (-1...255).flatMap { foreground in
    ([-1] + Array(0..<16) + [16, 17, 59, 88, 102, 145, 196, 208, 226, 231, 232, 236, 244, 255])
      .map { Style(foreground: Color(index: foreground), background: Color(index: $0)) }
  }

  @Test("with 256 colours nothing changes")
  func palette() {
    #expect(manyStyles.allSatisfy { ColorMap(colors: 256).reduced($0) == $0 })
  }

  @Test(
    "red, green and blue become the nearest colour of the palette, and an index the light it stands for"
  )
  func mixed() {
    let style = Style(
      foreground: Color(red: 255, green: 136, blue: 1), background: Color(index: 17))
    #expect(ColorMap(colors: 256).reduced(style) == Style(foreground: 208, background: 17))
    #expect(
      ColorMap(colors: 1 << 24).reduced(style)
        == Style(foreground: style.foreground, background: Color(red: 0, green: 0, blue: 95)))
    let reduced = ColorMap(colors: 8).reduced(style)
    #expect(reduced == Style(foreground: 3, background: 0))
  }

  @Test("without colours only attributes are left")
  func monochrome() {
    let style = Style(foreground: 208, background: 17, attributes: [.bold, .reverse])
    #expect(ColorMap(colors: 0).reduced(style) == Style(attributes: [.bold, .reverse]))
  }

  @Test("no colour is beyond what the terminal has", arguments: [8, 16])
  func inRange(colors: Int) {
    let map = ColorMap(colors: colors)
    for style in manyStyles {
      let reduced = map.reduced(style)
      guard
        [reduced.foreground, reduced.background]
          .allSatisfy({ $0.isOwn || ($0.index ?? colors) < colors })
      else {
        Issue.record("\(style) became \(reduced)")
        return
      }
    }
  }

  @Test("no text vanishes in its own background", arguments: [8, 16])
  func visible(colors: Int) {
    let map = ColorMap(colors: colors)
    for style in manyStyles where !style.background.isOwn && style.foreground != style.background {
      let reduced = map.reduced(style)
      guard reduced.foreground != reduced.background else {
        Issue.record("\(style) became \(reduced)")
        return
      }
    }
  }

  @Test(
    "what a style asked to be the terminal's own stays so", arguments: [0, 8, 16, 256, 1 << 24])
  func defaults(colors: Int) {
    let map = ColorMap(colors: colors)
    #expect(map.reduced(.plain) == .plain)
    #expect(map.reduced(Style(background: 17)).foreground.isOwn)
    #expect(map.reduced(Style(foreground: 17)).background.isOwn)
  }

  @Test(
    "on the terminal's own background hues stay and greys never turn black or white",
    arguments: [
      // xterm's index, with 8 colours, with 16 colours
      (196, 1, 9), (46, 2, 10), (21, 4, 4), (226, 3, 11), (51, 6, 14), (201, 5, 13), (208, 3, 3),
      (88, 1, 1), (3, 3, 3), (9, 1, 9), (255, -1, -1), (250, -1, -1), (240, -1, 8), (232, -1, 8),
      (16, -1, 8), (231, -1, -1), (8, -1, 8), (15, -1, 15), (0, 0, 0), (7, 7, 7),
    ] as [(Int, Int, Int)])
  func nearest(index: Int, with8: Int, with16: Int) {
    let style = Style(foreground: Color(index: index))
    #expect(ColorMap(colors: 8).reduced(style).foreground == Color(index: with8))
    #expect(ColorMap(colors: 16).reduced(style).foreground == Color(index: with16))
  }

  @Test("with 8 colours dark greys are told from light ones by being faint")
  func faint() {
    let map = ColorMap(colors: 8)
    #expect(map.reduced(Style(foreground: 240)).attributes == .dim)
    #expect(map.reduced(Style(foreground: 252)).attributes == [])
  }
}

struct ColorChoiceTests {
  @Test(
    "colours follow the terminal, NO_COLOR and the user, in rising order",
    arguments: [
      (.auto, 256, nil, 256), (.auto, 8, nil, 8), (.auto, 16, nil, 16), (.auto, 88, nil, 16),
      (.auto, 0, nil, 0), (.auto, 16_777_216, nil, 1 << 24), (.auto, 256, "1", 0),
      (.auto, 256, "", 256),
      (.never, 256, nil, 0), (.eight, 256, nil, 8), (.eight, 256, "1", 8), (.sixteen, 8, nil, 8),
      (.sixteen, 256, nil, 16), (.palette, 256, "1", 256), (.palette, 8, nil, 8),
      (.palette, 0, nil, 0), (.palette, 16_777_216, nil, 8), (.truecolor, 8, "1", 1 << 24),
      (.truecolor, 0, nil, 0),
    ] as [(ColorChoice, Int, String?, Int)])
  func colors(choice: ColorChoice, terminal: Int, noColor: String?, expected: Int) {
    #expect(choice.colors(terminalColors: terminal, noColor: noColor) == expected)
  }

  @Test(
    "red, green and blue are mixed where a palette is described and they are announced",
    arguments: [
      (.auto, 256, nil, 1 << 24), (.auto, 8, nil, 8), (.auto, 0, nil, 0), (.auto, 256, "1", 0),
      (.palette, 256, nil, 256), (.never, 256, nil, 0),
    ] as [(ColorChoice, Int, String?, Int)])
  func mixes(choice: ColorChoice, terminal: Int, noColor: String?, expected: Int) {
    #expect(
      choice.colors(terminalColors: terminal, noColor: noColor, mixes: true) == expected)
  }

  @Test(
    "COLORTERM announces them, but not through GNU screen, which lets it pass",
    arguments: [
      ("truecolor", "xterm-256color", false, true), ("24bit", "xterm-kitty", false, true),
      ("truecolor", "tmux-256color", true, true), ("truecolor", "screen-256color", true, true),
      ("truecolor", "screen-256color", false, false), ("truecolor", "screen", false, false),
      ("rxvt", "rxvt-unicode-256color", false, false), ("", "xterm-256color", false, false),
      (nil, "xterm-256color", true, false),
    ] as [(String?, String, Bool, Bool)])
  func announced(colorterm: String?, term: String, isTmux: Bool, expected: Bool) {
    #expect(ColorChoice.mixes(colorterm: colorterm, term: term, isTmux: isTmux) == expected)
  }
}

struct DistanceTests {
  @Test("two colours are as far apart as the eye sees them: green tells most, red least")
  func distances() {
    let colors = (0...255).map { RGB(Color(index: $0)) }
    for color in colors {
      #expect(color.distance(to: color) == 0)
      #expect(color.distance(to: colors[208]) == colors[208].distance(to: color))
    }
    let black = colors[16]
    #expect(black.distance(to: colors[52]) == 2 * 95 * 95)
    #expect(black.distance(to: colors[22]) == 4 * 95 * 95)
    #expect(black.distance(to: colors[17]) == 3 * 95 * 95)
  }
}
