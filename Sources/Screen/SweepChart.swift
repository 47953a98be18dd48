import Measure
import MobileNet

/// A sweep as an SVG picture: latency over multiply-adds, both logarithmic; a line for each α,
/// variant and number of threads, its sides from left to right, bars from p10 to p90.
public func sweepSVG(_ result: SweepResult) -> String {
  SweepChart(result).svg
}

private struct SweepChart {
  private let result: SweepResult
  private let points: [(point: SweepResult.Point, latency: LatencySummary)]
  private let x: ChartAxis
  private let y: ChartAxis

  private static let width = 960.0
  private static let height = 640.0

  init(_ result: SweepResult) {
    self.result = result
    points = result.points.compactMap { point in point.latency.map { (point, $0) } }
    x = ChartAxis(
      points.map { Double($0.point.multiplyAdds) }, from: 80, to: SweepChart.width - 190)
    y = ChartAxis(
      points.flatMap { [$0.latency.p10, $0.latency.p90] }, from: SweepChart.height - 70, to: 60)
  }

  var svg: String {
    let frame = """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(number(SweepChart.width)) \
      \(number(SweepChart.height))" font-family="sans-serif" font-size="13">
      <rect width="100%" height="100%" fill="#ffffff"/>
      <text x="80" y="32" font-size="17">Latency on \(escaped(result.host.name)): \
      \(escaped(result.host.processor)), \(escaped(result.host.isa))</text>
      """
    return ([frame] + axes + series.enumerated().flatMap(draw) + ["</svg>"])
      .joined(separator: "\n")
  }

  // MARK: Axes

  private var axes: [String] {
    let (left, right) = (x.from, x.to)
    let (bottom, top) = (y.from, y.to)
    let columns = x.ticks.flatMap { tick in
      [
        line(x.place(tick), bottom, x.place(tick), top, "#e4e4e4"),
        text(x.place(tick), bottom + 20, Figure.count(tick), "middle"),
      ]
    }
    let rows = y.ticks.flatMap { tick in
      [
        line(left, y.place(tick), right, y.place(tick), "#e4e4e4"),
        text(left - 8, y.place(tick) + 4, Figure.significant(tick), "end"),
      ]
    }
    return columns + rows + [
      line(left, bottom, right, bottom, "#444444"), line(left, bottom, left, top, "#444444"),
      text((left + right) / 2, bottom + 46, "multiply-adds", "middle"),
      """
      <text x="24" y="\(number((top + bottom) / 2))" text-anchor="middle" \
      transform="rotate(-90 24 \(number((top + bottom) / 2)))">median of one inference, ms</text>
      """,
    ]
  }

  // MARK: Lines

  private struct Series {
    let title: String
    let points: [(point: SweepResult.Point, latency: LatencySummary)]
  }

  private struct SeriesKey: Hashable {
    let alpha: WidthMultiplier
    let variant: Variant
    let threads: Int
  }

  /// In the order of the sweep.
  private var series: [Series] {
    var keys: [SeriesKey] = []
    var members: [SeriesKey: [(SweepResult.Point, LatencySummary)]] = [:]
    for (point, latency) in points {
      let key = SeriesKey(alpha: point.alpha, variant: point.variant, threads: point.threads)
      if members[key] == nil { keys.append(key) }
      members[key, default: []].append((point, latency))
    }
    let hasVariants = Set(keys.map(\.variant)).count > 1
    return keys.map { key in
      let variant = hasVariants ? " \(key.variant)" : ""
      return Series(
        title: "α \(key.alpha)\(variant), \(Figure.counted(key.threads, "thread"))",
        points: (members[key] ?? []).sorted { $0.0.multiplyAdds < $1.0.multiplyAdds })
    }
  }

  private func draw(_ place: Int, _ series: Series) -> [String] {
    // Hues a golden angle apart: neighbours in the list are never alike.
    let color =
      "hsl(\(number((Double(place) * 137.5).truncatingRemainder(dividingBy: 360))) 65% 42%)"
    let dashes = (series.points.first?.point.threads ?? 1) > 1 ? " stroke-dasharray=\"6 3\"" : ""
    let path = series.points.map { point, latency in
      "\(number(x.place(Double(point.multiplyAdds)))),\(number(y.place(latency.median)))"
    }
    let marks = series.points.flatMap { point, latency in
      let at = x.place(Double(point.multiplyAdds))
      return [
        line(at, y.place(latency.p10), at, y.place(latency.p90), color),
        """
        <circle cx="\(number(at))" cy="\(number(y.place(latency.median)))" r="3.5" \
        fill="\(color)"><title>\(series.title), side \(point.side): \
        \(Figure.significant(latency.median)) ms</title></circle>
        """,
      ]
    }
    let row = SweepChart.height / Double(max(32, self.series.count + 4))
    let legend = 64 + Double(place) * row
    return [
      "<polyline points=\"\(path.joined(separator: " "))\" fill=\"none\" stroke=\"\(color)\"\(dashes)/>",
      line(x.to + 16, legend, x.to + 40, legend, color, dashes),
      text(x.to + 46, legend + 4, series.title, "start", size: min(12, row * 0.8)),
    ] + marks
  }

  // MARK: Elements

  private func line(
    _ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, _ color: String, _ more: String = ""
  ) -> String {
    """
    <line x1="\(number(x1))" y1="\(number(y1))" x2="\(number(x2))" y2="\(number(y2))" \
    stroke="\(color)"\(more)/>
    """
  }

  private func text(
    _ x: Double, _ y: Double, _ words: String, _ anchor: String, size: Double = 13
  ) -> String {
    """
    <text x="\(number(x))" y="\(number(y))" text-anchor="\(anchor)" \
    font-size="\(number(size))">\(escaped(words))</text>
    """
  }

  /// Tenths of a pixel, with a plain point and no blanks.
  private func number(_ value: Double) -> String { "\((value * 10).rounded() / 10)" }

  private func escaped(_ text: String) -> String {
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
}

/// A logarithmic axis from one end of the picture to the other.
private struct ChartAxis {
  let axis: Axis
  /// Where the smallest values lie, in pixels.
  let from: Double
  /// Where the largest ones lie.
  let to: Double

  init(_ values: [Double], from: Double, to: Double) {
    axis = Axis(values, .logarithmic)
    self.from = from
    self.to = to
  }

  func place(_ value: Double) -> Double { from + (to - from) * axis.share(value) }

  var ticks: [Double] { axis.ticks(atMost: 12) }
}
