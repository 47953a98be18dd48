/// The 256-colour palette's colour cube and greys, and the nearest of them to any colour.
enum Palette {
  /// Levels of the 6×6×6 cube, indices 16…231 (xterm's).
  static let levels: [Float] = [0, 95, 135, 175, 215, 255]

  /// R, G, B of an index from 16 on.
  static func color(_ index: Int) -> SIMD3<Float> {
    if index >= 232 { return SIMD3(repeating: Float(8 + 10 * (index - 232))) }
    let cube = index - 16
    return SIMD3(levels[cube / 36], levels[cube / 6 % 6], levels[cube % 6])
  }

  /// The index whose colour is nearest: of the cube's best and the greys' best the better one.
  static func nearest(_ color: SIMD3<Float>) -> Int {
    let cube = 16 + 36 * level(color.x) + 6 * level(color.y) + level(color.z)
    let mean = color.sum() / 3
    let grey = 232 + min(23, max(0, Int(((mean - 8) / 10).rounded())))
    return distance(color, cube) <= distance(color, grey) ? cube : grey
  }

  private static func level(_ value: Float) -> Int {
    // The thresholds lie half way between the levels.
    if value < 47.5 { return 0 }
    return value < 115 ? 1 : min(5, Int((value - 35) / 40))
  }

  private static func distance(_ color: SIMD3<Float>, _ index: Int) -> Float {
    let difference = color - Palette.color(index)
    return (difference * difference).sum()
  }
}

/// A picture's pixels as palette indices, three quarters of each error handed on to the neighbours
/// (Floyd–Steinberg): close to the picture at a distance, without the speckles of the whole error.
func quantised(_ pixels: [SIMD3<Float>], width: Int, height: Int) -> [Int] {
  var rest = pixels
  var indices = [Int](repeating: 16, count: pixels.count)
  for row in 0..<height {
    for column in 0..<width {
      let place = row * width + column
      let wanted = rest[place].clamped(
        lowerBound: SIMD3(repeating: 0), upperBound: SIMD3(repeating: 255))
      indices[place] = Palette.nearest(wanted)
      let error = (wanted - Palette.color(indices[place])) * 0.75 / 16
      let isLast = row + 1 == height
      if column + 1 < width {
        rest[place + 1] += error * 7
        if !isLast { rest[place + width + 1] += error }
      }
      if isLast { continue }
      rest[place + width] += error * 5
      if column > 0 { rest[place + width - 1] += error * 3 }
    }
  }
  return indices
}
