import Measure
import Reports

/// How the runs are spread: a bar for each bin, its ends and what lies beyond in words below.
///
///       ▂█▅
///     ▁▆███▇▄▂▁▁  ▁
///     0.371 ms      0.412 ms, 3 runs beyond
struct HistogramPlot {
  let histogram: LatencyHistogram
  /// Cells of a bin.
  let width: Int
  /// Lines of the bars; one more holds the words.
  let height: Int

  func draw(at column: Int, _ row: Int, on canvas: inout Canvas, _ theme: Theme, isStale: Bool) {
    let most = max(1, histogram.counts.max() ?? 1)
    for (bin, count) in histogram.counts.enumerated() where count > 0 {
      // What is more than nothing shows.
      let eighths = max(1, count * height * 8 / most)
      for line in 0..<height where eighths > line * 8 {
        let glyph = Self.parts[min(8, eighths - line * 8) - 1]
        for cell in 0..<width {
          canvas[column + bin * width + cell, row + height - 1 - line] = Cell(
            glyph, theme.style(isStale ? .staleBar : .bar))
        }
      }
    }
    let end = Figure.milliseconds(histogram.high)
    let beyond = histogram.beyond > 0 ? ", \(Figure.counted(histogram.beyond, "run")) beyond" : ""
    let style = theme.style(isStale ? .stale : .faint)
    canvas.write(Figure.milliseconds(histogram.low), at: column, row + height, style)
    let words = end + beyond
    let place = column + histogram.counts.count * width - end.cellCount
    canvas.write(words, at: min(place, canvas.columns - 1 - words.cellCount), row + height, style)
  }

  private static let parts = Array("▁▂▃▄▅▆▇█".unicodeScalars)
}
