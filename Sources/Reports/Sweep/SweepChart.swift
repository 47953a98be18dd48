import Engine
import Measure
import MobileNet

extension SweepResult {
  /// A sweep as an SVG picture: latency over multiply-adds, both logarithmic; a line for each α,
  /// variant and number of threads, its sides from left to right, bars from p10 to p90.
  public var svg: String {
    let measured = points.compactMap { point in point.latency.map { (point, $0) } }
    let chart = SVGChart(
      x: (
        Axis(measured.map { Double($0.0.multiplyAdds) }, .logarithmic), "multiply-adds",
        Figure.count
      ),
      y: (
        Axis(measured.flatMap { [$0.1.p10, $0.1.p90] }, .logarithmic),
        "median of one inference, ms", Figure.significant
      ))
    let all = sweepSeries(measured)
    let body = all.enumerated().flatMap { place, series in
      chart.legend(place, of: all.count, series.title, series.look) + series.drawing(in: chart)
    }
    return chart.svg(title: svgTitle("Latency", host), body)
  }
}

/// "Latency on host: processor, avx2".
func svgTitle(_ what: String, _ host: Host) -> String {
  "\(what) on \(host.name): \(host.processor.isEmpty ? "" : "\(host.processor), ")\(host.isa)"
}

/// The settings of one α, variant and number of threads.
private struct SweepSeries {
  let title: String
  let look: SVGLook
  let points: [(point: SweepResult.Point, latency: LatencySummary)]

  func drawing(in chart: SVGChart) -> [String] {
    let line = chart.path(points.map { (Double($0.point.multiplyAdds), $0.latency.median) }, look)
    return [line]
      + points.flatMap { point, latency in
        let at = chart.x.place(Double(point.multiplyAdds))
        let words = "\(title), side \(point.side): \(Figure.significant(latency.median)) ms"
        return [
          chart.line(at, chart.y.place(latency.p10), at, chart.y.place(latency.p90), look.color),
          chart.mark(at, chart.y.place(latency.median), look, title: words),
        ]
      }
  }
}

/// In the order of the sweep. Colour and shape tell α and variant apart, dashes the threads.
private func sweepSeries(_ points: [(SweepResult.Point, LatencySummary)]) -> [SweepSeries] {
  struct Kind: Hashable {
    let alpha: WidthMultiplier
    let variant: Variant
    let precision: Precision
  }
  struct Key: Hashable {
    let kind: Kind
    let threads: Int
  }
  var keys: [Key] = []
  var members: [Key: [(point: SweepResult.Point, latency: LatencySummary)]] = [:]
  for (point, latency) in points {
    let key = Key(
      kind: Kind(alpha: point.alpha, variant: point.variant, precision: point.precision),
      threads: point.threads)
    if members[key] == nil { keys.append(key) }
    members[key, default: []].append((point, latency))
  }
  let kinds = keys.reduce(into: [Kind]()) { if !$0.contains($1.kind) { $0.append($1.kind) } }
  let threads = Set(keys.map(\.threads)).sorted()
  let hasVariants = Set(keys.map(\.kind.variant)).count > 1
  return keys.map { key in
    let variant =
      (hasVariants ? " \(key.kind.variant)" : "")
      + (key.kind.precision == .float32 ? "" : " \(key.kind.precision)")
    return SweepSeries(
      title: "α \(key.kind.alpha)\(variant), \(Figure.counted(key.threads, "thread"))",
      look: SVGLook(
        kind: kinds.firstIndex(of: key.kind) ?? 0, rank: threads.firstIndex(of: key.threads) ?? 0),
      points: (members[key] ?? []).sorted { $0.point.multiplyAdds < $1.point.multiplyAdds })
  }
}
