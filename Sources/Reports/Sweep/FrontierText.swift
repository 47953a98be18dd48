import Measure
import MobileNet

/// A host's frontier for people: the settings that no faster one beats, with what was measured.
public func frontierText(_ result: SweepResult, _ known: KnownAccuracy) -> String {
  let rows = frontierRows(result, known)
  var text = TextTable(frontierHeadings.map { ($0, .right) })
  for row in rows { text.add(row) }
  return (frontierHeading(result, known) + [""] + text.lines).joined(separator: "\n")
}

/// The same as Markdown.
public func frontierMarkdown(_ result: SweepResult, _ known: KnownAccuracy) -> String {
  let rule = frontierHeadings.map { _ in "---:" }
  let lines = ([frontierHeadings, rule] + frontierRows(result, known)).map { row in
    "| \(row.joined(separator: " | ")) |"
  }
  let heading = frontierHeading(result, known).map(escapedMarkdown).joined(separator: "  \n")
  return heading + "\n\n" + lines.joined(separator: "\n")
}

private let frontierHeadings = [
  "α", "side", "threads", "multiply-adds", "parameters", "median ms", "95 % interval", "top-1",
  "95 % interval",
]

private func frontierHeading(_ result: SweepResult, _ known: KnownAccuracy) -> [String] {
  let all = result.points.count { $0.latency != nil }
  let front = result.frontier(known).count
  return [
    "frontier of \(visible(result.weights.name)) on \(sweepTitle(result.host))",
    "\(front) of \(Figure.counted(all, "setting")), those that no faster one beats; top-1 "
      + frontierGrounds(result, known),
  ]
}

/// Where the accuracies come from: pictures that were run, or a publication.
private func frontierGrounds(_ result: SweepResult, _ known: KnownAccuracy) -> String {
  var grounds: [String] = []
  for point in result.frontier(known) {
    let text: String
    switch result.accuracy(of: point, known)?.basis {
    case .published(let source): text = "as published (\(source.rawValue))"
    case .measured, .interpolated, nil:
      text = "of \(known.pictures.map(Figure.grouped).joined(separator: " and ")) pictures"
    }
    if !grounds.contains(text) { grounds.append(text) }
  }
  return grounds.joined(separator: "; ")
}

private func frontierRows(_ result: SweepResult, _ known: KnownAccuracy) -> [[String]] {
  result.frontier(known).map { point in
    let accuracy = result.accuracy(of: point, known)
    let interval = point.medianInterval.map {
      "\(Figure.significant($0.low))–\(Figure.significant($0.high))"
    }
    return [
      "\(point.alpha)", "\(point.side)", "\(point.threads)",
      Figure.count(Double(point.multiplyAdds)), Figure.count(Double(point.parameters)),
      point.latency.map { Figure.significant($0.median) } ?? Figure.missing,
      interval ?? Figure.missing, accuracy?.top1Text ?? Figure.missing,
      accuracy?.intervalText ?? accuracy.map { _ in "published" } ?? Figure.missing,
    ]
  }
}
