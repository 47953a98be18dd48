import Measure
import MobileNet

extension SweepResult {
  /// A host's frontier for people: the settings that no faster one beats, with what was measured.
  public func text(frontier known: [KnownAccuracy]) -> String {
    (frontierHeading(self, known) + [""] + frontierTable(self, known).lines)
      .joined(separator: "\n")
  }

  /// The same as Markdown.
  public func markdown(frontier known: [KnownAccuracy]) -> String {
    frontierHeading(self, known).map(escapedMarkdown).joined(separator: "  \n") + "\n\n"
      + frontierTable(self, known).markdown.joined(separator: "\n")
  }
}

private func frontierHeading(_ result: SweepResult, _ known: [KnownAccuracy]) -> [String] {
  let all = result.points.count { $0.latency != nil }
  let front = result.frontier(known).count
  return [
    "frontier of \(visible(result.weights.name)) on \(sweepTitle(result.host))",
    "\(front) of \(Figure.counted(all, "setting")), those that no faster one beats; top-1 "
      + frontierGrounds(result, known),
  ]
}

/// Where the accuracies come from: pictures that were run, or a publication.
private func frontierGrounds(_ result: SweepResult, _ known: [KnownAccuracy]) -> String {
  var grounds: [String] = []
  for point in result.frontier(known) {
    let text: String
    switch result.accuracy(of: point, known)?.basis {
    case .published(let source): text = "as published (\(source.rawValue))"
    case .measured, .interpolated, nil:
      let pictures = result.pictures(of: point, known)
      text = "of \(pictures.map(Figure.grouped).joined(separator: " and ")) pictures"
    }
    if !grounds.contains(text) { grounds.append(text) }
  }
  return grounds.joined(separator: "; ")
}

private func frontierTable(_ result: SweepResult, _ known: [KnownAccuracy]) -> TextTable {
  let precisions = result.precisionHeadings
  let headings =
    ["α", "side"] + precisions + [
      "threads", "multiply-adds", "parameters", "median ms", "95 % interval", "top-1",
      "95 % interval",
    ]
  var table = TextTable(headings.map { ($0, .right) })
  for point in result.frontier(known) {
    let accuracy = result.accuracy(of: point, known)
    let interval = point.medianInterval.map { Figure.range($0, Figure.significant) }
    let network =
      ["\(point.alpha)", "\(point.side)"] + precisions.map { _ in "\(point.precision)" }
    table.add(
      network + [
        "\(point.threads)", Figure.count(Double(point.multiplyAdds)),
        Figure.count(Double(point.parameters)),
        point.latency.map { Figure.significant($0.median) } ?? Figure.missing,
        interval ?? Figure.missing, accuracy?.top1Text ?? Figure.missing,
        accuracy?.intervalText ?? accuracy.map { _ in "published" } ?? Figure.missing,
      ])
  }
  return table
}
