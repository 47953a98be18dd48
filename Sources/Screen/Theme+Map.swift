// Colours of maps: backgrounds where there are 256 of them, else glyphs and letters say it all.
extension Theme {
  private var paints: Bool { appearance.colors >= 256 }

  /// From dark violet to yellow, the darker steps with white text: `share` is 0…1.
  func heat(_ share: Double) -> Style {
    guard paints else { return .plain }
    let step = min(Self.ramp.count - 1, max(0, Int(share * Double(Self.ramp.count))))
    return Style(foreground: step < 3 ? 231 : 16, background: Self.ramp[step])
  }

  /// Indices of the 256-colour palette: 5f0087, 5f5faf, 0087af, 00af87, 5faf5f, 87d75f, d7d75f, ffff5f.
  private static let ramp: [Int16] = [54, 61, 31, 36, 71, 113, 185, 227]

  /// What stands for a share where backgrounds can't: a shade of four, or a character.
  func heatFill(_ share: Double) -> Unicode.Scalar {
    if paints { return " " }
    let glyphs = Array((unicode ? "░▒▓█" : ".:=#").unicodeScalars)
    return glyphs[min(glyphs.count - 1, max(0, Int(share * Double(glyphs.count))))]
  }

  /// Of things that are told apart by their letter: number 0 is the usual one, the others stand out.
  func category(_ number: Int) -> Style {
    if paints {
      let background = number == 0 ? 24 : Self.others[(number - 1) % Self.others.count]
      return Style(foreground: 231, background: background, attributes: number == 0 ? [] : .bold)
    }
    if number == 0 { return .plain }
    guard appearance.colors >= 8 else { return Style(attributes: .bold) }
    return Style(foreground: Int16((number - 1) % 6 + 1), attributes: .bold)
  }

  /// Orange, purple, olive, plum, teal, brown: each dark enough for white text.
  private static let others: [Int16] = [130, 97, 64, 125, 30, 94]
}
