// Colours of maps: backgrounds where there are 256 of them, else glyphs and letters say it all.
extension Theme {
  /// Whether there are colours to fill cells with.
  var paints: Bool { appearance.colors >= 256 }
  var hasTrueColors: Bool { appearance.colors > 256 }

  /// From dark violet to yellow, the darker steps with white text: `share` is 0…1.
  func heat(_ share: Double) -> Style {
    guard paints else { return .plain }
    let ground = hasTrueColors ? Self.scale(share) : Self.ramp.at(share)
    return Style(foreground: ground.blackOrWhite, background: ground)
  }

  /// Indices of the 256-colour palette: 5f0087, 5f5faf, 0087af, 00af5f, 5faf87, 87d75f, d7d787, ffff5f.
  private static let ramp: [Color] = [54, 61, 31, 35, 72, 113, 186, 227]

  /// The scale viridis of matplotlib (Nathaniel Smith and Stéfan van der Walt, 2015, CC0), which is as
  /// even to eyes that lack a cone; in steps that can't be told apart, so that terminals keep few pairs.
  static func scale(_ share: Double) -> Color { viridis.at(share) }

  private static let viridis: [Color] = {
    let (corners, steps) = (viridisCorners.map(\.light), 64)
    return (0..<steps).map { step in
      let place = Float(step) / Float(steps - 1) * Float(corners.count - 1)
      let corner = min(corners.count - 2, Int(place))
      let share = place - Float(corner)
      return Color(corners[corner] + (corners[corner + 1] - corners[corner]) * share)
    }
  }()

  /// At 0, 1/9 … 1.
  private static let viridisCorners = [
    0x44_0154, 0x48_2878, 0x3E_4A89, 0x31_688E, 0x26_828E, 0x1F_9E89, 0x35_B779, 0x6D_CD59,
    0xB4_DE2C, 0xFD_E725,
  ].map(Color.rgb)

  /// What stands for a share where backgrounds can't: a shade of four, or a character.
  func heatFill(_ share: Double) -> Unicode.Scalar {
    paints ? " " : Array((unicode ? "░▒▓█" : ".:=#").unicodeScalars).at(share)
  }

  /// Of a mark over a picture, on one of its colours: cyan where that is dark, else a dark blue; without
  /// colours only the character tells.
  func mark(on color: Color) -> Style {
    guard !color.isOwn else { return style(.strong) }
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
      return Style(foreground: Color(index: number), attributes: .bold)
    }
    return Style(attributes: paints || appearance.colors >= 8 ? [.bold, .reverse] : .bold)
  }

  private static let usual = Style(foreground: 231, background: 240)

  /// Indices of the 256-colour palette: af5f00, 87ff87, 00005f, ffff00, 5f5fd7, 00d7ff, 0000ff, 5fffd7.
  /// Found by search for the largest distance between any two, for eyes of all kinds; see the test.
  private static let others: [Color] = [130, 120, 17, 226, 62, 45, 21, 86]
}

extension Array {
  /// The one of its elements that stands for a share, 0…1, of what they share evenly; the ends for what
  /// lies beyond.
  func at(_ share: Double) -> Element {
    self[Int(Swift.min(Double(count - 1), Swift.max(0, share * Double(count))))]
  }
}
