import Reports
import Screen

/// Brings colours down to what a terminal has.
///
/// The terminal's own background is unknown, dark or light. So on it, greys become the terminal's
/// own foreground (fainter if they were dark) and colours stay colours: nothing turns black or
/// white that might vanish. On a background of the style's own, a foreground that differed from it
/// still does.
public struct ColorMap: Equatable, Sendable {
  /// 0, 8, 16, 256 or 16 777 216.
  public let colors: Int

  public init(colors: Int) {
    self.colors = colors
  }

  /// The style with indices below `colors`; with red, green and blue where there are that many.
  public func reduced(_ style: Style) -> Style {
    var reduced = style
    switch colors {
    case 257...:
      reduced.foreground = style.foreground.mixed
      reduced.background = style.background.mixed
    case 256:
      reduced.foreground = style.foreground.indexed
      reduced.background = style.background.indexed
    case 8, 16:
      reduced.background =
        style.background.isOwn ? .own : nearest(to: style.background, among: all)
      setForeground(of: &reduced)
    default: (reduced.foreground, reduced.background) = (.own, .own)
    }
    return reduced
  }

  private var all: [Int] { Array(0..<colors) }

  /// Red to cyan, and their bright forms.
  private var chromatic: [Int] { colors == 16 ? Array(1...6) + Array(9...14) : Array(1...6) }

  private func setForeground(of style: inout Style) {
    let wanted = style.foreground
    guard !wanted.isOwn else { return }
    guard style.background.isOwn else {
      // A foreground that differs from its background stays visible on it.
      style.foreground = nearest(
        to: wanted, among: all.filter { $0 != style.background.index })
      return
    }
    if let index = wanted.index, index < colors { return }
    let color = RGB(wanted)
    if !color.isGrey {
      style.foreground = nearest(to: wanted, among: chromatic)
    } else if !color.isMiddleOrDark {
      style.foreground = .own
    } else if colors == 16 {
      style.foreground = 8
    } else {
      style.foreground = .own
      style.attributes.insert(.dim)
    }
  }

  private func nearest(to wanted: Color, among candidates: [Int]) -> Color {
    if let index = wanted.index, candidates.contains(index) { return wanted }
    let color = RGB(wanted)
    let best = candidates.min {
      color.distance(to: RGB(Color(index: $0))) < color.distance(to: RGB(Color(index: $1)))
    }
    return best.map(Color.init(index:)) ?? .own
  }
}

extension Color {
  /// Red, green and blue instead of an index.
  fileprivate var mixed: Color { index == nil ? self : .rgb(rgb) }
}

/// A colour by its light; black for the terminal's own.
struct RGB: Equatable {
  let red: Int
  let green: Int
  let blue: Int

  init(_ color: Color) {
    let rgb = Int(max(0, color.rgb))
    (red, green, blue) = (rgb >> 16, rgb >> 8 & 255, rgb & 255)
  }

  var isGrey: Bool { max(red, green, blue) - min(red, green, blue) < 48 }
  var isMiddleOrDark: Bool { red + green + blue < 3 * 170 }

  /// Squared, with the eye's weights for red, green and blue in rough integers.
  func distance(to other: RGB) -> Int {
    let (r, g, b) = (red - other.red, green - other.green, blue - other.blue)
    return 2 * r * r + 4 * g * g + 3 * b * b
  }
}
