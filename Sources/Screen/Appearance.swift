import MobileNet

/// What the terminal can show.
public struct Appearance: Equatable, Sendable {
  /// 0, 8, 16 or 256.
  public let colors: Int
  /// Whether characters outside ASCII arrive as they are.
  public let unicode: Bool

  public init(colors: Int, unicode: Bool) {
    self.colors = colors
    self.unicode = unicode
  }
}

/// The styles that things are drawn in. The terminal's own background stays everywhere, and nothing
/// is said by a colour alone.
enum Theme {
  static let frame = Style(foreground: 244)
  static let title = Style()
  static let focusedTitle = Style(attributes: [.bold])
  static let name = Style(attributes: [.bold])
  static let label = Style(foreground: 244)
  static let column = Style(foreground: 244)
  static let alpha = Style(foreground: 33)
  static let rho = Style(foreground: 166)
  static let probability = Style(foreground: 35)
  static let note = Style(foreground: 244)
  static let message = Style(attributes: [.bold])

  /// Figures of the setting before: dimmed.
  static func figure(isStale: Bool) -> Style {
    isStale ? Style(attributes: [.dim]) : .plain
  }

  /// The kinds of layers, told apart in the bars.
  static func bar(_ kind: LayerKind, isStale: Bool) -> Style {
    var style = Style(foreground: color(of: kind))
    if isStale { style.attributes.insert(.dim) }
    return style
  }

  private static func color(of kind: LayerKind) -> Int16 {
    switch kind {
    case .conv: 133
    case .depthwise: 37
    case .pointwise: 33
    case .pool, .linear: 136
    }
  }
}

/// A bar of `width` cells, filled to a share: eighths of a cell, or `#` where only ASCII arrives.
/// What is more than nothing shows at least a sliver.
func bar(_ share: Double, width: Int, unicode: Bool) -> String {
  guard share > 0, width > 0 else { return "" }
  let filled = min(1, share) * Double(width)
  guard unicode else { return String(repeating: "#", count: max(1, Int(filled.rounded()))) }
  let eighths = max(1, Int((filled * 8).rounded()))
  let partial = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"][eighths % 8]
  return String(repeating: "█", count: eighths / 8) + partial
}
