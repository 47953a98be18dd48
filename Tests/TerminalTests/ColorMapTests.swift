import Screen
import Testing

@testable import Terminal

struct ColorMapTests {
  /// Every foreground on backgrounds of all sorts.
  private let manyStyles = (-1...255).flatMap { foreground in
    ([-1] + Array(0..<16) + [16, 17, 59, 88, 102, 145, 196, 208, 226, 231, 232, 236, 244, 255])
      .map { Style(foreground: Int16(foreground), background: Int16($0)) }
  }

  @Test("with 256 colours nothing changes")
  func palette() {
    #expect(manyStyles.allSatisfy { ColorMap(colors: 256).reduced($0) == $0 })
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
      guard (-1..<Int16(colors)).contains(reduced.foreground),
        (-1..<Int16(colors)).contains(reduced.background)
      else {
        Issue.record("\(style) became \(reduced)")
        return
      }
    }
  }

  @Test("no text vanishes in its own background", arguments: [8, 16])
  func visible(colors: Int) {
    let map = ColorMap(colors: colors)
    for style in manyStyles where style.background >= 0 && style.foreground != style.background {
      let reduced = map.reduced(style)
      guard reduced.foreground != reduced.background else {
        Issue.record("\(style) became \(reduced)")
        return
      }
    }
  }

  @Test("what a style asked to be the terminal's own stays so", arguments: [0, 8, 16, 256])
  func defaults(colors: Int) {
    let map = ColorMap(colors: colors)
    #expect(map.reduced(.plain) == .plain)
    #expect(map.reduced(Style(background: 17)).foreground == -1)
    #expect(map.reduced(Style(foreground: 17)).background == -1)
  }

  @Test(
    "on the terminal's own background hues stay and greys never turn black or white",
    arguments: [
      // xterm's index, with 8 colours, with 16 colours
      (196, 1, 9), (46, 2, 10), (21, 4, 4), (226, 3, 11), (51, 6, 14), (201, 5, 13), (208, 3, 3),
      (88, 1, 1), (3, 3, 3), (9, 1, 9), (255, -1, -1), (250, -1, -1), (240, -1, 8), (232, -1, 8),
      (16, -1, 8), (231, -1, -1), (8, -1, 8), (15, -1, 15), (0, 0, 0), (7, 7, 7),
    ] as [(Int16, Int16, Int16)])
  func nearest(index: Int16, with8: Int16, with16: Int16) {
    let style = Style(foreground: index)
    #expect(ColorMap(colors: 8).reduced(style).foreground == with8)
    #expect(ColorMap(colors: 16).reduced(style).foreground == with16)
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
      (.auto, 0, nil, 0), (.auto, 16_777_216, nil, 8), (.auto, 256, "1", 0), (.auto, 256, "", 256),
      (.never, 256, nil, 0), (.eight, 256, nil, 8), (.eight, 256, "1", 8), (.sixteen, 8, nil, 8),
      (.sixteen, 256, nil, 16), (.palette, 256, "1", 256), (.palette, 8, nil, 8),
      (.palette, 0, nil, 0),
    ] as [(ColorChoice, Int, String?, Int)])
  func colors(choice: ColorChoice, terminal: Int, noColor: String?, expected: Int) {
    #expect(choice.colors(terminalColors: terminal, noColor: noColor) == expected)
  }
}

struct PaletteTests {
  @Test(
    "xterm's palette: sixteen names, a cube, greys; beyond its ends lies the nearest end",
    arguments: [
      (0, 0, 0, 0), (4, 0, 0, 238), (7, 229, 229, 229), (8, 127, 127, 127), (15, 255, 255, 255),
      (16, 0, 0, 0), (17, 0, 0, 95), (22, 0, 95, 0), (52, 95, 0, 0), (208, 255, 135, 0),
      (231, 255, 255, 255), (232, 8, 8, 8), (255, 238, 238, 238), (-1, 0, 0, 0),
      (256, 238, 238, 238), (.max, 238, 238, 238),
    ] as [(Int16, Int, Int, Int)])
  func palette(index: Int16, red: Int, green: Int, blue: Int) {
    let color = RGB(palette: index)
    #expect(color.red == red && color.green == green && color.blue == blue)
  }

  @Test("two colours are as far apart as the eye sees them: green tells most, red least")
  func distances() {
    let colors = (0...255).map { RGB(palette: $0) }
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
