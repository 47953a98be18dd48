import Measure

/// What all SVG charts share: the frame with its axes, lines, marks, a legend.
struct SVGChart {
  static let width = 960.0
  static let height = 640.0

  /// The place of the plot, in pixels.
  static let left = 80.0
  static let right = width - 190
  static let top = 60.0
  static let bottom = height - 70

  let x: Scale
  let y: Scale

  /// A scale from one side of the plot to the other.
  struct Scale {
    let axis: Axis
    let title: String
    /// How a tick is written.
    let label: (Double) -> String
    /// Where its low end lies, in pixels.
    let from: Double
    /// Where its high end lies.
    let to: Double

    func place(_ value: Double) -> Double { from + (to - from) * axis.share(value) }
    var ticks: [Double] { axis.ticks(atMost: 12) }
  }

  init(
    x: (axis: Axis, title: String, label: (Double) -> String),
    y: (axis: Axis, title: String, label: (Double) -> String)
  ) {
    self.x = Scale(
      axis: x.axis, title: x.title, label: x.label, from: SVGChart.left, to: SVGChart.right)
    self.y = Scale(
      axis: y.axis, title: y.title, label: y.label, from: SVGChart.bottom, to: SVGChart.top)
  }

  /// The whole picture.
  func svg(title: String, _ body: [String]) -> String {
    let head = """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(number(SVGChart.width)) \
      \(number(SVGChart.height))" font-family="sans-serif" font-size="13">
      <rect width="100%" height="100%" fill="#ffffff"/>
      <text x="80" y="32" font-size="17">\(escapedXML(title))</text>
      """
    return ([head] + axes + body + ["</svg>"]).joined(separator: "\n")
  }

  private var axes: [String] {
    let (left, right, top, bottom) = (SVGChart.left, SVGChart.right, SVGChart.top, SVGChart.bottom)
    let middle = number((top + bottom) / 2)
    let columns = x.ticks.flatMap { tick in
      [
        line(x.place(tick), bottom, x.place(tick), top, "#e4e4e4"),
        text(x.place(tick), bottom + 20, x.label(tick), "middle"),
      ]
    }
    let rows = y.ticks.flatMap { tick in
      [
        line(left, y.place(tick), right, y.place(tick), "#e4e4e4"),
        text(left - 8, y.place(tick) + 4, y.label(tick), "end"),
      ]
    }
    return columns + rows + [
      line(left, bottom, right, bottom, "#444444"), line(left, bottom, left, top, "#444444"),
      text((left + right) / 2, bottom + 46, x.title, "middle"),
      """
      <text x="24" y="\(middle)" text-anchor="middle" transform="rotate(-90 24 \(middle))">\
      \(escapedXML(y.title))</text>
      """,
    ]
  }

  /// The legend's entry of a series, of so many.
  func legend(_ place: Int, of count: Int, _ title: String, _ look: SVGLook) -> [String] {
    let first = 64.0
    let row = min(20, (SVGChart.height - first) / Double(count))
    let (at, height) = (SVGChart.right + 16, first + Double(place) * row)
    return [
      line(at, height, at + 24, height, look.color, look.dashes),
      mark(at + 12, height, look, title: nil),
      text(at + 30, height + 4, title, "start", size: min(12, row * 0.8)),
    ]
  }

  /// A line through points of the two scales.
  func path(_ points: [(x: Double, y: Double)], _ look: SVGLook) -> String {
    let places = points.map { "\(number(x.place($0.x))),\(number(y.place($0.y)))" }
    return """
      <polyline points="\(places.joined(separator: " "))" fill="none" \
      stroke="\(look.color)"\(look.dashes)/>
      """
  }

  func line(
    _ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, _ color: String, _ more: String = ""
  ) -> String {
    """
    <line x1="\(number(x1))" y1="\(number(y1))" x2="\(number(x2))" y2="\(number(y2))" \
    stroke="\(color)"\(more)/>
    """
  }

  func text(
    _ x: Double, _ y: Double, _ words: String, _ anchor: String, size: Double = 13
  ) -> String {
    """
    <text x="\(number(x))" y="\(number(y))" text-anchor="\(anchor)" \
    font-size="\(number(size))">\(escapedXML(words))</text>
    """
  }

  /// A mark of a look's shape around a place in pixels; programs show its title under the pointer.
  func mark(_ x: Double, _ y: Double, _ look: SVGLook, title: String?) -> String {
    let corners = look.shape.corners.map { "\(number(x + $0.x)),\(number(y + $0.y))" }
    let fill = look.isHollow ? "#ffffff" : look.color
    let name = title.map { "<title>\(escapedXML($0))</title>" } ?? ""
    return """
      <polygon points="\(corners.joined(separator: " "))" fill="\(fill)" \
      stroke="\(look.color)">\(name)</polygon>
      """
  }

  /// Tenths of a pixel, with a plain point and no blanks.
  private func number(_ value: Double) -> String { "\((value * 10).rounded() / 10)" }
}

/// A text as XML takes it, between tags and in attributes.
public func escapedXML(_ text: String) -> String {
  visible(text).reduce(into: "") { line, character in
    switch character {
    case "&": line += "&amp;"
    case "<": line += "&lt;"
    case ">": line += "&gt;"
    case "\"": line += "&quot;"
    default: line.append(character)
    }
  }
}

/// How a series of a chart looks: told apart by colour, by shape, and by dashes.
struct SVGLook: Equatable {
  /// As `#rrggbb`, which all programs know.
  let color: String
  let shape: Shape
  let isHollow: Bool
  /// An attribute with a blank before it; "" for a solid line.
  let dashes: String

  enum Shape: CaseIterable {
    case circle, square, triangle, diamond, wedge, cross

    /// Around the origin, in pixels.
    var corners: [(x: Double, y: Double)] {
      switch self {
      case .circle:
        [
          (4, 0), (3.5, 2), (2, 3.5), (0, 4), (-2, 3.5), (-3.5, 2), (-4, 0), (-3.5, -2), (-2, -3.5),
          (0, -4), (2, -3.5), (3.5, -2),
        ]
      case .square: [(-3.5, -3.5), (3.5, -3.5), (3.5, 3.5), (-3.5, 3.5)]
      case .triangle: [(0, -4.5), (4.5, 3.5), (-4.5, 3.5)]
      case .diamond: [(0, -5), (5, 0), (0, 5), (-5, 0)]
      case .wedge: [(0, 4.5), (4.5, -3.5), (-4.5, -3.5)]
      case .cross:
        [
          (-1.5, -4.5), (1.5, -4.5), (1.5, -1.5), (4.5, -1.5), (4.5, 1.5), (1.5, 1.5), (1.5, 4.5),
          (-1.5, 4.5), (-1.5, 1.5), (-4.5, 1.5), (-4.5, -1.5), (-1.5, -1.5),
        ]
      }
    }
  }
}

extension SVGLook {
  /// - Parameters:
  ///   - kind: what colour and shape tell apart: one of 42.
  ///   - rank: what dashes and filling tell apart, 0 for the plain look.
  init(kind: Int, rank: Int) {
    color = SVGLook.colors[kind % SVGLook.colors.count]
    shape = Shape.allCases[kind % Shape.allCases.count]
    isHollow = !rank.isMultiple(of: 2)
    let pattern = SVGLook.patterns[rank % SVGLook.patterns.count]
    dashes = pattern.isEmpty ? "" : " stroke-dasharray=\"\(pattern)\""
  }

  /// Distinct with every kind of colour vision, and on white: Okabe and Ito, *Color Universal Design*
  /// (2008), without its yellow.
  private static let colors = [
    "#0072b2", "#d55e00", "#009e73", "#cc79a7", "#000000", "#e69f00", "#56b4e9",
  ]
  private static let patterns = ["", "7 3", "2 3", "9 3 2 3"]

  /// Of what is there for comparison only.
  static let faint = SVGLook(color: "#a8a8a8", shape: .circle, isHollow: true, dashes: "")
}
