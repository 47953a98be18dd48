import Measure
import MobileNet

/// A host's frontier for people: the settings that no faster one beats, with what was measured.
public func frontierText(_ result: SweepResult, _ surface: AccuracySurface) -> String {
  let rows = frontierRows(result, surface)
  var text = TextTable(frontierHeadings.map { ($0, .right) })
  for row in rows { text.add(row) }
  return (frontierHeading(result, surface) + [""] + text.lines).joined(separator: "\n")
}

/// The same as Markdown.
public func frontierMarkdown(_ result: SweepResult, _ surface: AccuracySurface) -> String {
  let rule = frontierHeadings.map { _ in "---:" }
  let lines = ([frontierHeadings, rule] + frontierRows(result, surface)).map { row in
    "| \(row.joined(separator: " | ")) |"
  }
  let heading = frontierHeading(result, surface).map(escapedMarkdown).joined(separator: "  \n")
  return heading + "\n\n" + lines.joined(separator: "\n")
}

private let frontierHeadings = [
  "α", "side", "threads", "multiply-adds", "parameters", "median ms", "95 % interval", "top-1",
  "95 % interval",
]

private func frontierHeading(_ result: SweepResult, _ surface: AccuracySurface) -> [String] {
  let all = result.points.count { $0.latency != nil }
  let front = result.frontier(in: surface).count
  return [
    "frontier of \(visible(result.weights.name)) on \(sweepTitle(result.host))",
    "\(front) of \(Figure.counted(all, "setting")), those that no faster one beats; top-1 of "
      + Figure.counted(surface.pictures, "picture"),
  ]
}

private func frontierRows(_ result: SweepResult, _ surface: AccuracySurface) -> [[String]] {
  result.frontier(in: surface).map { point in
    let accuracy = result.accuracy(of: point, in: surface)
    let interval = point.medianInterval.map {
      "\(Figure.significant($0.low))–\(Figure.significant($0.high))"
    }
    return [
      "\(point.alpha)", "\(point.side)", "\(point.threads)",
      Figure.count(Double(point.multiplyAdds)), Figure.count(Double(point.parameters)),
      point.latency.map { Figure.significant($0.median) } ?? Figure.missing,
      interval ?? Figure.missing, accuracy?.top1Text ?? Figure.missing,
      accuracy?.intervalText ?? Figure.missing,
    ]
  }
}
