import Explorer
import MobileNet
import Reports

/// A slider between two ends: where it lies, and what a place on it stands for.
struct Slider: Equatable, Sendable {
  /// A value worth knowing: a preset of the keys.
  struct Mark: Equatable, Sendable {
    /// 0…1.
    let share: Double
    let label: String
  }

  /// The first cell between the ends.
  let column: Int
  let row: Int
  let width: Int
  let marks: [Mark]

  /// α: the presets of the keys 1–4.
  static func alpha(column: Int, row: Int, width: Int) -> Slider {
    let marks = [(0.25, ".25"), (0.5, ".5"), (0.75, ".75"), (1, "1")]
    return Slider(column: column, row: row, width: width, marks: marks.map(Mark.init))
  }

  /// ρ: the ratios of the paper's sides 128, 160, 192 and 224 (arXiv:1704.04861, Table 7).
  static func rho(column: Int, row: Int, width: Int) -> Slider {
    let marks = [(4.0 / 7, "4/7"), (5.0 / 7, "5/7"), (6.0 / 7, "6/7"), (1, "1")]
    return Slider(column: column, row: row, width: width, marks: marks.map(Mark.init))
  }

  /// The cell in which a bar of that share ends.
  private func cell(of share: Double) -> Int {
    max(0, Int((share * Double(width) - 1e-9).rounded(.up)) - 1)
  }

  /// What a click stands for: the share at the cell's right end, or the mark in it; nil elsewhere.
  func share(at column: Int, _ row: Int) -> Double? {
    let cell = column - self.column
    guard row == self.row, (0..<width).contains(cell) else { return nil }
    return marks.first { self.cell(of: $0.share) == cell }?.share
      ?? Double(cell + 1) / Double(width)
  }

  func draw(_ share: Double, on canvas: inout Canvas, theme: Theme) {
    let ends = theme.sliderEnds
    canvas.write(ends.open, at: column - 1, row, theme.style(.faint))
    canvas.write(ends.close, at: column + width, row, theme.style(.faint))
    for mark in marks where mark.share < 1 {
      canvas.write("┊", at: column + cell(of: mark.share), row, theme.style(.faint))
    }
    canvas.write(theme.bar(share, width: width), at: column, row, theme.style(.focus))
  }

  /// The marks' names on the line below, as many as keep apart.
  func drawLabels(on canvas: inout Canvas, theme: Theme) {
    let last = column + width - 1
    var free = column
    for mark in marks {
      let place = column + cell(of: mark.share) - mark.label.cellCount / 2
      let end = place + mark.label.cellCount
      guard place >= free, mark.share == 1 || end < last else { continue }
      canvas.write(mark.label, at: place, row + 1, theme.style(.faint))
      free = end + 1
    }
  }
}

extension Slider {
  /// α at a place, to a hundredth.
  func alpha(at column: Int, _ row: Int) -> WidthMultiplier? {
    share(at: column, row).flatMap {
      WidthMultiplier(thousandths: max(1, Int(($0 * 100).rounded())) * 10)
    }
  }

  /// The side at a place, in pixels.
  func side(at column: Int, _ row: Int, baseSide: Int) -> Int? {
    share(at: column, row).map { Setting.side(rho: $0, baseSide: baseSide) }
  }
}
