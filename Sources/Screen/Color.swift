/// The colour of a character or of what it stands on: the terminal's own, one of xterm's 256, or red,
/// green and blue.
///
/// Written as a number it is an index of the 256 colours, and −1 is the terminal's own. The first
/// sixteen are the user's: nobody but they knows how those look.
public struct Color: Hashable, Sendable, ExpressibleByIntegerLiteral {
  /// −1, 0 … 255, or 2²⁴ + 65 536 · red + 256 · green + blue.
  private let code: Int32

  private static let trueColors: Int32 = 1 << 24

  /// What the terminal writes with, or on, where nobody asks for a colour.
  public static let own: Color = -1

  /// An index of the 256 colours; anything below is the terminal's own.
  public init(integerLiteral index: Int32) {
    self.init(index: Int(index))
  }

  /// An index of the 256 colours; anything below is the terminal's own.
  public init(index: Int) {
    code = Int32(min(max(index, -1), 255))
  }

  /// Light of three colours, 0 … 255 each; what lies beyond counts as the nearest.
  public init(red: Int, green: Int, blue: Int) {
    let bytes = [red, green, blue].map { Int32(min(max($0, 0), 255)) }
    code = Self.trueColors | bytes[0] << 16 | bytes[1] << 8 | bytes[2]
  }

  /// `0xRRGGBB`.
  public static func rgb(_ value: Int32) -> Color {
    Color(red: Int(value >> 16 & 255), green: Int(value >> 8 & 255), blue: Int(value & 255))
  }

  /// Light of three colours, 0 … 255 each, rounded.
  init(_ light: SIMD3<Float>) {
    let light = light.clamped(lowerBound: .zero, upperBound: SIMD3(repeating: 255))
      .rounded(.toNearestOrEven)
    code = Self.trueColors | Int32(light.x) << 16 | Int32(light.y) << 8 | Int32(light.z)
  }

  public var isOwn: Bool { code < 0 }

  /// Of the 256 colours; nil for all others.
  public var index: Int? { (0..<256).contains(code) ? Int(code) : nil }

  /// `0xRRGGBB`, as xterm shows it; −1 for the terminal's own.
  public var rgb: Int32 {
    guard let index else { return isOwn ? -1 : code & 0xFF_FFFF }
    return Self.palette[index]
  }

  /// Red, green and blue, 0 … 255; black for the terminal's own.
  var light: SIMD3<Float> {
    let rgb = max(0, rgb)
    return SIMD3(Float(rgb >> 16), Float(rgb >> 8 & 255), Float(rgb & 255))
  }

  /// White on what is dark, black on what is light: 4.5 to 1 at least (WCAG 2.1).
  var blackOrWhite: Color {
    let shares = light / 255
    // A polynomial stands for a screen's exponent; from 0.175 to 0.183 of its light either serves.
    let linear = shares * shares * (0.8 + 0.2 * shares)
    return (linear * SIMD3(0.2126, 0.7152, 0.0722)).sum() > 0.187 ? 16 : 231
  }

  /// The nearest of those 256 that all terminals show alike; the terminal's own stays.
  public var indexed: Color {
    isOwn || index != nil ? self : Quantiser.nearest(light)
  }

  /// xterm's: sixteen names in their default shades, a cube of 6×6×6, 24 greys.
  private static let palette: [Int32] =
    [
      0x00_0000, 0xCD_0000, 0x00_CD00, 0xCD_CD00, 0x00_00EE, 0xCD_00CD, 0x00_CDCD, 0xE5_E5E5,
      0x7F_7F7F, 0xFF_0000, 0x00_FF00, 0xFF_FF00, 0x5C_5CFF, 0xFF_00FF, 0x00_FFFF, 0xFF_FFFF,
    ]
    + (0..<216).map { place in
      [place / 36, place / 6 % 6, place % 6].reduce(0) { $0 << 8 | levels[$1] }
    }
    + (0..<24).map { (8 + 10 * $0) * 0x01_0101 }

  /// Of the cube.
  static let levels: [Int32] = [0, 95, 135, 175, 215, 255]
}
