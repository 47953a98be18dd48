import Explorer
import Measure
import Reports

extension FedPicture {
  /// With what is to lie over it, if anything is.
  func showing(_ shown: ShownActivation?, _ theme: Theme) -> FedPicture {
    shown.map { showing($0.activation, inColours: theme.showsPixels) } ?? self
  }

  /// The picture in grey, with what speaks for a class in orange and what speaks against it in blue, the
  /// more the stronger; without colours what speaks for it is light, the rest dark.
  func showing(_ activation: ClassActivation, inColours: Bool) -> FedPicture {
    let largest = max(activation.values.reduce(0) { max($0, $1.magnitude) }, .leastNormalMagnitude)
    var painted = rgb
    for row in 0..<side {
      for column in 0..<side {
        let share =
          activation.value(
            x: (Float(column) + 0.5) / Float(side), y: (Float(row) + 0.5) / Float(side)) / largest
        let place = (row * side + column) * 3
        let pixel = SIMD3(Float(rgb[place]), Float(rgb[place + 1]), Float(rgb[place + 2]))
        let shown = Self.painted(pixel, share, inColours: inColours)
        for channel in 0..<3 { painted[place + channel] = UInt8(min(255, max(0, shown[channel]))) }
      }
    }
    return FedPicture(side: side, rgb: painted, crop: crop, whole: whole)
  }

  private static func painted(
    _ pixel: SIMD3<Float>, _ share: Float, inColours: Bool
  ) -> SIMD3<Float> {
    let grey = SIMD3(repeating: (pixel * SIMD3(0.2126, 0.7152, 0.0722)).sum())
    guard inColours else { return grey * (0.2 + 0.8 * max(0, share)) }
    let color = share > 0 ? speaksFor : speaksAgainst
    let dimmed = grey * 0.8
    return dimmed + (color - dimmed) * (0.8 * share.magnitude)
  }

  /// ff8700 and 0087ff: all eyes tell them apart.
  private static let speaksFor = SIMD3<Float>(255, 135, 0)
  private static let speaksAgainst = SIMD3<Float>(0, 135, 255)
}

extension ShownActivation {
  /// What the picture shows then, the longest wording first.
  var titles: [String] {
    let name = shortLabel(answer.label, index: answer.index)
    let logit = Figure.fixed(activation.logit, decimals: 2)
    guard let other else {
      return [
        "what speaks for \(name): mean + bias = logit \(logit)",
        "speaks for \(name), logit \(logit)",
        "for \(name)", name,
      ]
    }
    let rival = shortLabel(other.label, index: other.index)
    return [
      "what speaks for \(name), not \(rival): mean + bias = \(logit), the logits' difference",
      "what speaks for \(name), not \(rival): \(logit)",
      "\(name), not \(rival) \(logit)", "\(name), not \(rival)", "first, not second",
    ]
  }
}
