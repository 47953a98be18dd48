import Measure
import MobileNet

/// A feature map, or a part of one, as pixels of one number each: two to a cell, one above the other.
struct ValueImage: Equatable {
  let columns: Int
  let rows: Int
  /// rows × columns.
  private(set) var values: [Float]

  init(columns: Int, rows: Int, values: [Float]) {
    precondition(values.count == columns * rows, "rows × columns values")
    (self.columns, self.rows, self.values) = (columns, rows, values)
  }

  /// One channel's map.
  init(_ maps: FeatureMaps, channel: Int) {
    self.init(
      columns: maps.shape.width, rows: maps.shape.height, values: Array(maps[channel]))
  }

  /// The mean of what lies under each pixel of a square of another side; pixels on an edge count by parts.
  func averaged(to side: Int) -> ValueImage {
    guard (columns, rows) != (side, side) else { return self }
    var result: [Float] = []
    result.reserveCapacity(side * side)
    for y in 0..<side {
      for x in 0..<side { result.append(mean(x, y, of: side)) }
    }
    return ValueImage(columns: side, rows: side, values: result)
  }

  /// Output pixel x covers x · columns ..< (x + 1) · columns in units of 1/side of a pixel.
  private func mean(_ x: Int, _ y: Int, of side: Int) -> Float {
    var sum: Float = 0
    for row in y * rows / side...((y + 1) * rows - 1) / side {
      let height = min((y + 1) * rows, (row + 1) * side) - max(y * rows, row * side)
      for column in x * columns / side...((x + 1) * columns - 1) / side {
        let width =
          min((x + 1) * columns, (column + 1) * side) - max(x * columns, column * side)
        sum += values[row * columns + column] * Float(width * height)
      }
    }
    return sum / Float(rows * columns)
  }

  /// A part of it, whose pixels all lie in it.
  func part(_ columns: Range<Int>, _ rows: Range<Int>) -> ValueImage {
    ValueImage(
      columns: columns.count, rows: rows.count,
      values: rows.flatMap { row in
        values[row * self.columns + columns.lowerBound..<row * self.columns + columns.upperBound]
      })
  }

  /// Each pixel as a square of so many.
  func repeated(_ times: Int) -> ValueImage {
    guard times > 1 else { return self }
    let values = (0..<rows * times).flatMap { row in
      (0..<columns * times).map { self.values[row / times * columns + $0 / times] }
    }
    return ValueImage(columns: columns * times, rows: rows * times, values: values)
  }

  /// Cells; without colours the mean of two pixels as a character.
  ///
  /// - Parameters:
  ///   - theme: says what the terminal can show.
  ///   - range: what the darkest and the brightest colour stand for; nil for zero and the largest value.
  ///   - marked: whether a pixel stands out.
  /// - Returns: as many cells across as pixels, half as many down.
  func canvas(
    _ theme: Theme, range: ClosedRange<Float>? = nil,
    marked: (_ column: Int, _ row: Int) -> Bool = { _, _ in false }
  ) -> Canvas {
    var canvas = Canvas(columns: columns, rows: (rows + 1) / 2)
    let range = range ?? 0...max(0, values.max() ?? 0)
    let extent = max(range.upperBound - range.lowerBound, .leastNormalMagnitude)
    func share(_ column: Int, _ row: Int) -> Double {
      Double((values[row * columns + column] - range.lowerBound) / extent)
    }
    func color(_ column: Int, _ row: Int) -> Color {
      row < rows ? theme.depth(share(column, row), isMarked: marked(column, row)) : .own
    }
    for row in 0..<canvas.rows {
      let (upper, lower) = (2 * row, min(2 * row + 1, rows - 1))
      for column in 0..<columns {
        let mean = (share(column, upper) + share(column, lower)) / 2
        let isMarked = marked(column, upper) || marked(column, lower)
        canvas[column, row] =
          if !theme.showsPixels {
            Cell(theme.glyph(mean))
          } else if !theme.unicode {
            Cell(" ", Style(background: theme.depth(mean, isMarked: isMarked)))
          } else {
            Cell(
              "▀", Style(foreground: color(column, upper), background: color(column, 2 * row + 1)))
          }
      }
    }
    return canvas
  }
}

// Pixels of one number each.
extension Theme {
  /// From dark blue to a light yellow, lighter at every step to eyes of all kinds; `share` is 0…1. A
  /// marked pixel is white, or black where white would not stand out.
  func depth(_ share: Double, isMarked: Bool = false) -> Color {
    if isMarked { return share * 9 < 5 ? 231 : 16 }
    return hasTrueColors ? Self.scale(share) : Self.depths.at(share)
  }

  /// Indices of the 256-colour palette: 00005f, 5f0087, 5f00af, 5f5faf, 0087af, 00af87, 5fd75f, ffd700,
  /// ffffaf.
  static let depths: [Color] = [17, 54, 55, 61, 31, 36, 77, 220, 229]

  /// What stands for a share where colours can't.
  func glyph(_ share: Double) -> Unicode.Scalar {
    let place = Int((share * Double(Self.inks.count)).rounded(.down))
    return Self.inks[min(Self.inks.count - 1, max(0, place))]
  }

  private static let inks = Array(" .:-=+*#%@".unicodeScalars)

  /// A weight's number on its sign: blue below zero, orange above, the stronger the fuller; `share` is
  /// −1…1 of the largest.
  func signed(_ share: Double) -> Style {
    guard paints else { return .plain }
    let step = min(3, max(-3, Int((share * 3.5).rounded(.towardZero))))
    return step == 0 ? .plain : Style(foreground: 16, background: Self.signs[step + 3])
  }

  /// 0087ff, 5fafff, afd7ff; none; ffd7af, ffaf5f, ff8700.
  static let signs: [Color] = [33, 75, 153, -1, 223, 215, 208]
}

extension FeatureMaps {
  /// From zero, or a channel's least value where that is below, to its largest.
  func range(of channel: Int) -> ClosedRange<Float> {
    let map = self[channel]
    return min(0, map.min() ?? 0)...max(0, map.max() ?? 0)
  }
}
