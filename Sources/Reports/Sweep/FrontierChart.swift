import Measure

extension SweepResult {
  /// A host's frontier as an SVG picture: top-1 over latency, a line for each number of threads
  /// through the settings that no faster one beats; the others are faint.
  public func svg(frontier known: KnownAccuracy) -> String {
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
    let threads = Set(front.map(\.threads)).sorted()
    let lines = threads.enumerated().flatMap { place, count in
      let look = SVGLook(kind: place, rank: place)
      let joined = front.filter { $0.threads == count }.compactMap {
        FrontierMark($0, self, known)
      }
      return chart.legend(place, of: threads.count, Figure.counted(count, "thread"), look)
        + [chart.path(joined.map { ($0.milliseconds, $0.percent) }, look)]
        + joined.map { $0.drawing(in: chart, look) }
    }
    let title = svgTitle("Accuracy and latency of \(weights.name)", host)
    return chart.svg(title: title, beaten + lines)
  }
}

/// A setting with both figures.
private struct FrontierMark {
  let point: SweepResult.Point
  let milliseconds: Double
  let percent: Double

  init?(_ point: SweepResult.Point, _ result: SweepResult, _ known: KnownAccuracy) {
    guard let latency = point.latency, let accuracy = result.accuracy(of: point, known) else {
      return nil
    }
    self.point = point
    milliseconds = latency.median
    percent = accuracy.top1 * 100
  }

  func drawing(in chart: SVGChart, _ look: SVGLook) -> String {
    let words = """
      α \(point.alpha), side \(point.side), \(Figure.counted(point.threads, "thread")): \
      \(Figure.significant(milliseconds)) ms, top-1 \(Figure.fixed(percent, decimals: 1)) %
      """
    return chart.mark(
      chart.x.place(milliseconds), chart.y.place(percent), look, title: words)
  }
}
