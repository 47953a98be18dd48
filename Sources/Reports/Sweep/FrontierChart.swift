import Engine
import Measure

extension SweepResult {
  /// A host's frontier as an SVG picture: top-1 over latency, a line for each number of threads
  /// through the settings that no faster one beats; the others are faint.
  public func svg(frontier known: [KnownAccuracy]) -> String {
    let marks = points.compactMap { FrontierMark($0, self, known) }
    let chart = SVGChart(
      x: (
        Axis(marks.map(\.milliseconds), .logarithmic), "median of one inference, ms",
        Figure.significant
      ),
      y: (
        Axis(marks.map(\.percent), .linear, beginsAtZero: false),
        "top-1, %", Figure.tick
      ))
    let front = frontier(known)
    let beaten = marks.filter { !front.contains($0.point) }.map { $0.drawing(in: chart, .faint) }
    // They lie front by front.
    let lines = front.reduce(into: [[Point]]()) { fronts, point in
      if let last = fronts.last?.first, last.threads == point.threads,
        last.precision == point.precision
      {
        fronts[fronts.count - 1].append(point)
      } else {
        fronts.append([point])
      }
    }
    let drawn = lines.enumerated().flatMap { place, line in
      let look = SVGLook(kind: place, rank: place)
      let joined = line.compactMap { FrontierMark($0, self, known) }
      let title = "\(line[0].precision.prefix)\(Figure.counted(line[0].threads, "thread"))"
      return chart.legend(place, of: lines.count, title, look)
        + [chart.path(joined.map { ($0.milliseconds, $0.percent) }, look)]
        + joined.map { $0.drawing(in: chart, look) }
    }
    let title = svgTitle("Accuracy and latency of \(weights.name)", host)
    return chart.svg(title: title, beaten + drawn)
  }
}

/// A setting with both figures.
private struct FrontierMark {
  let point: SweepResult.Point
  let milliseconds: Double
  let percent: Double

  init?(_ point: SweepResult.Point, _ result: SweepResult, _ known: [KnownAccuracy]) {
    guard let latency = point.latency, let accuracy = result.accuracy(of: point, known) else {
      return nil
    }
    self.point = point
    milliseconds = latency.median
    percent = accuracy.top1 * 100
  }

  func drawing(in chart: SVGChart, _ look: SVGLook) -> String {
    let words = """
      α \(point.alpha), side \(point.side), \
      \(point.precision.prefix)\(Figure.counted(point.threads, "thread")): \
      \(Figure.significant(milliseconds)) ms, top-1 \(Figure.fixed(percent, decimals: 1)) %
      """
    return chart.mark(
      chart.x.place(milliseconds), chart.y.place(percent), look, title: words)
  }
}
