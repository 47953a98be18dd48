import Engine
import Measure
import MobileNet

extension Roofline {
  /// The layers under this host's ceilings as an SVG picture, both axes logarithmic: multiply-adds a second
  /// over multiply-adds a byte, each kind of layer with marks of its own.
  ///
  /// - Parameter report: of the runs that the times are from.
  /// - Returns: the whole SVG text.
  public func svg(of report: Report) -> String {
    let marks = points.filter { $0.intensity > 0 && $0.rate != nil }
    let ridges = ceilings.levels.compactMap(ceilings.ridge)
    let chart = SVGChart(
      x: (
        Axis(marks.map(\.intensity) + ridges, .logarithmic), "multiply-adds for each byte moved",
        Figure.tick
      ),
      y: (
        Axis(
          marks.compactMap(\.rate).map { $0 / 1e9 } + [(ceilings.peak ?? 1) / 1e9], .logarithmic),
        "G multiply-adds a second", Figure.tick
      ))
    let kinds = LayerKind.allCases.filter { kind in marks.contains { $0.layer.kind == kind } }
    let levels = ceilings.levels.filter { $0.bandwidth != nil }
    let series = kinds.enumerated().flatMap { place, kind in
      let look = SVGLook(kind: place, rank: 0)
      return [chart.legendMark(place, kind.rawValue, look)]
        + marks.filter { $0.layer.kind == kind }.map { $0.drawing(in: chart, look) }
    }
    let lines = levels.enumerated().flatMap { place, level in
      let look = SVGLook(kind: 4, rank: place)
      let words = "\(level.name) \(level.bandwidth.map(Figure.bandwidth) ?? "")"
      return chart.legendLine(kinds.count + 1 + place, words, look)
        + [chart.path(corners(of: level, in: chart), look)]
    }
    let peak = ceilings.peak.map { "arithmetic \(Figure.rate($0))/s" } ?? ""
    let setting = report.architecture.setting
    let conditions = conditions(report.threads, report.instructionSet, report.precision)
    let title = """
      Roofline of MobileNet v1, \(setting.variant), α \(setting.alpha), side \(setting.side): \(conditions)
      """
    let top = chart.y.place((ceilings.peak ?? 1) / 1e9)
    return chart.svg(
      title: title, lines + [chart.text(SVGChart.right - 4, top - 6, peak, "end")] + series)
  }

  /// From where a level's line comes into the picture, over its ridge, to the right end.
  private func corners(
    of level: Ceilings.Level, in chart: SVGChart
  ) -> [(x: Double, y: Double)] {
    guard let ridge = ceilings.ridge(of: level), let bandwidth = level.bandwidth,
      let peak = ceilings.peak
    else { return [] }
    let start = max(chart.x.axis.low, chart.y.axis.low * 1e9 / bandwidth)
    return [(start, start * bandwidth / 1e9), (ridge, peak / 1e9), (chart.x.axis.high, peak / 1e9)]
  }
}

extension Roofline.Point {
  fileprivate func drawing(in chart: SVGChart, _ look: SVGLook) -> String {
    let rate = rate ?? 0
    let share = share.map { ", \(Figure.percent($0)) of its roof" } ?? ""
    let words = """
      \(layer.name): \(Figure.significant(intensity)) multiply-adds a byte, \(Figure.rate(rate))/s\(share), \
      limited by \(limit?.name ?? Figure.missing)
      """
    return chart.mark(chart.x.place(intensity), chart.y.place(rate / 1e9), look, title: words)
  }
}

extension SVGChart {
  private func row(_ place: Int) -> (x: Double, y: Double) {
    (SVGChart.right + 16, 64 + 20 * Double(place))
  }

  fileprivate func legendMark(_ place: Int, _ title: String, _ look: SVGLook) -> String {
    let (x, y) = row(place)
    return mark(x + 12, y, look, title: nil) + "\n" + text(x + 30, y + 4, title, "start", size: 12)
  }

  fileprivate func legendLine(_ place: Int, _ title: String, _ look: SVGLook) -> [String] {
    let (x, y) = row(place)
    return [
      line(x, y, x + 24, y, look.color, look.dashes),
      text(x + 30, y + 4, title, "start", size: 12),
    ]
  }
}
