// Colours of maps: backgrounds where there are 256 of them, else glyphs and letters say it all.
extension Theme {
  private var paints: Bool { appearance.colors >= 256 }

  /// From dark violet to yellow, the darker steps with white text: `share` is 0…1.
  func heat(_ share: Double) -> Style {
    guard paints else { return .plain }
    let step = min(Self.ramp.count - 1, max(0, Int(share * Double(Self.ramp.count))))
    return Style(foreground: step < 2 ? 231 : 16, background: Self.ramp[step])
  }

  /// Indices of the 256-colour palette: 5f0087, 5f5faf, 0087af, 00af87, 5faf5f, 87d75f, d7d75f, ffff5f.
  private static let ramp: [Int16] = [54, 61, 31, 36, 71, 113, 185, 227]

  /// What stands for a share where backgrounds can't: a shade of four, or a character.
  func heatFill(_ share: Double) -> Unicode.Scalar {
    if paints { return " " }
    let glyphs = Array((unicode ? "░▒▓█" : ".:=#").unicodeScalars)
    return glyphs[min(glyphs.count - 1, max(0, Int(share * Double(glyphs.count))))]
  }

  /// Of a mark over a picture, on one of its colours: cyan where that is dark, else a dark blue; without
  /// colours only the character tells.
  func mark(on color: Int16) -> Style {
    guard color >= 16 else { return style(.strong) }
    return Style(
      foreground: Quantiser.isBright(color) ? 17 : 51, background: color, attributes: .bold)
  }

  /// Of things that are told apart by their letter: number 0 is the usual one, a grey; the next eight
  /// have a colour each, dark and light in turns; all others share the reverse of the ground, so that
  /// no colour stands for two of them.
  func category(_ number: Int) -> Style {
    if number == 0 { return paints ? Self.usual : .plain }
    if paints, number <= Self.others.count {
      return Style(
        foreground: number.isMultiple(of: 2) ? 16 : 231, background: Self.others[number - 1],
        attributes: .bold)
    }
    if !paints, appearance.colors >= 8, number <= 6 {
      return Style(foreground: Int16(number), attributes: .bold)
    }
    return Style(attributes: paints || appearance.colors >= 8 ? [.bold, .reverse] : .bold)
  }

  private static let usual = Style(foreground: 231, background: 240)

  /// Indices of the 256-colour palette: af5f00, 87ff87, 00005f, ffff00, 5f5fd7, 00d7ff, 0000ff, 5fffd7.
  /// Found by search for the largest distance between any two, for eyes of all kinds; see the test.
  private static let others: [Int16] = [130, 120, 17, 226, 62, 45, 21, 86]
}
