import Reports
import Screen

/// Brings styles of the 256-colour palette down to what a terminal has.
///
/// The terminal's own background is unknown, dark or light. So on it, greys become the terminal's
/// own foreground (fainter if they were dark) and colours stay colours: nothing turns black or
/// white that might vanish. On a background of the style's own, a foreground that differed from it
/// still does.
public struct ColorMap: Equatable, Sendable {
  /// 0, 8, 16 or 256.
  public let colors: Int

  public init(colors: Int) {
    self.colors = colors
  }

  /// The style with colours below `colors`, or −1.
  public func reduced(_ style: Style) -> Style {
    var reduced = style
    switch colors {
    case 256: break
    case 8, 16:
      reduced.background = style.background < 0 ? -1 : nearest(to: style.background, among: all)
      setForeground(of: &reduced)
    default: (reduced.foreground, reduced.background) = (-1, -1)
    }
    return reduced
  }

  private var all: [Int16] { Array(0..<Int16(colors)) }

  /// Red to cyan, and their bright forms.
  private var chromatic: [Int16] { colors == 16 ? Array(1...6) + Array(9...14) : Array(1...6) }

  private func setForeground(of style: inout Style) {
    let wanted = style.foreground
    guard wanted >= 0 else { return }
    guard style.background < 0 else {
      // A foreground that differs from its background stays visible on it.
      style.foreground = nearest(to: wanted, among: all.filter { $0 != style.background })
      return
    }
    guard wanted >= colors else { return }
    let color = RGB(palette: wanted)
    if !color.isGrey {
      style.foreground = nearest(to: wanted, among: chromatic)
    } else if !color.isMiddleOrDark {
      style.foreground = -1
    } else if colors == 16 {
      style.foreground = 8
    } else {
      style.foreground = -1
      style.attributes.insert(.dim)
    }
  }

  private func nearest(to index: Int16, among candidates: [Int16]) -> Int16 {
    if candidates.contains(index) { return index }
    let color = RGB(palette: index)
    return candidates.min {
      color.distance(to: RGB(palette: $0)) < color.distance(to: RGB(palette: $1))
    } ?? -1
  }
}

/// A colour of xterm's 256: sixteen named ones, a cube of 6×6×6 and 24 greys.
struct RGB: Equatable {
  let red: Int
  let green: Int
  let blue: Int

  /// Indices outside 0…255 count as the nearest end.
  init(palette index: Int16) {
    let index = min(max(Int(index), 0), 255)
    switch index {
    case 0..<16:
      (red, green, blue) = Self.named[index]
    case 16..<232:
      let cube = index - 16
      (red, green, blue) = (
        Self.levels[cube / 36], Self.levels[cube / 6 % 6], Self.levels[cube % 6]
      )
    default:
      let grey = 8 + 10 * (index - 232)
      (red, green, blue) = (grey, grey, grey)
    }
  }

  private static let levels = [0, 95, 135, 175, 215, 255]
  /// xterm's defaults; users may have others, but their hues are the same.
  private static let named = [
    (0, 0, 0), (205, 0, 0), (0, 205, 0), (205, 205, 0),
    (0, 0, 238), (205, 0, 205), (0, 205, 205), (229, 229, 229),
    (127, 127, 127), (255, 0, 0), (0, 255, 0), (255, 255, 0),
    (92, 92, 255), (255, 0, 255), (0, 255, 255), (255, 255, 255),
  ]

  var isGrey: Bool { max(red, green, blue) - min(red, green, blue) < 48 }
  var isMiddleOrDark: Bool { red + green + blue < 3 * 170 }

  /// Squared, with the eye's weights for red, green and blue in rough integers.
  func distance(to other: RGB) -> Int {
    let (r, g, b) = (red - other.red, green - other.green, blue - other.blue)
    return 2 * r * r + 4 * g * g + 3 * b * b
  }
}
