import Foundation
import Screen

/// A colour in linear light.
struct Light {
  private let red: Double
  private let green: Double
  private let blue: Double

  /// As xterm shows it, from the number 0xRRGGBB.
  init(_ color: Color) {
    let rgb = Int(color.rgb)
    self.init(red: rgb >> 16, green: rgb >> 8 & 255, blue: rgb & 255)
  }

  /// Components of 0…255, as screens are sent them.
  init(red: Int, green: Int, blue: Int) {
    let light = [red, green, blue].map { value in
      let share = Double(value) / 255
      return share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
    }
    self.init(linear: light)
  }

  private init(linear light: [Double]) {
    (red, green, blue) = (light[0], light[1], light[2])
  }

  private var luminance: Double { 0.2126 * red + 0.7152 * green + 0.0722 * blue }

  func contrast(to other: Light) -> Double {
    let both = [luminance, other.luminance].sorted()
    return (both[1] + 0.05) / (both[0] + 0.05)
  }

  /// Without any of the three cones, or with all of them.
  enum Eyes: CaseIterable { case all, protanope, deuteranope }

  /// Machado, Oliveira, Fernandes: A Physiologically-based Model for Simulation of Color Vision
  /// Deficiency, 2009, table of severity 1.
  func seen(by eyes: Eyes) -> Light {
    let rows: [[Double]]
    switch eyes {
    case .all: return self
    case .protanope:
      rows = [
        [0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
      ]
    case .deuteranope:
      rows = [
        [0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
      ]
    }
    return Light(linear: rows.map { min(1, max(0, mixed($0))) })
  }

  /// CIE 1976 colour difference, D65.
  func distance(to other: Light) -> Double {
    let squares = zip(lab, other.lab).map { (one: Double, other: Double) in pow(one - other, 2) }
    return squares.reduce(0, +).squareRoot()
  }

  /// CIE 1976, 0…100.
  var lightness: Double { lab[0] }

  private func mixed(_ shares: [Double]) -> Double {
    zip(shares, [red, green, blue]).map(*).reduce(0, +)
  }

  private var lab: [Double] {
    let shares = [
      mixed([0.4124, 0.3576, 0.1805]) / 0.95047, mixed([0.2126, 0.7152, 0.0722]),
      mixed([0.0193, 0.1192, 0.9505]) / 1.08883,
    ]
    let xyz = shares.map { (share: Double) -> Double in
      share > 216.0 / 24389 ? cbrt(share) : (24389.0 / 27 * share + 16) / 116
    }
    return [116 * xyz[1] - 16, 500 * (xyz[0] - xyz[1]), 200 * (xyz[1] - xyz[2])]
  }
}
