import Measure
import MobileNet

/// A sweep for people: a line for each setting, then which neighbours can't be told apart.
public func sweepText(_ result: SweepResult, against others: [SweepResult] = []) -> String {
  let table = SweepTable(result, others)
  var text = TextTable(table.headings.enumerated().map { ($1, $0 == 2 ? .left : .right) })
  for row in table.rows { text.add(row) }
  let verdicts = SweepVerdicts(result)
  let blocks = [sweepHeading(result, others), text.lines, verdicts.sentences + verdicts.alike]
  return blocks.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }
    .joined(separator: "\n\n")
}

/// A sweep as Markdown: heading, table, verdicts.
public func sweepMarkdown(_ result: SweepResult, against others: [SweepResult] = []) -> String {
  let table = SweepTable(result, others)
  let rule = table.headings.indices.map { $0 == 2 ? "---" : "---:" }
  let lines = ([table.headings, rule] + table.rows).map { row in
    "| \(row.map(escapedMarkdown).joined(separator: " | ")) |"
  }
  let verdicts = SweepVerdicts(result)
  let blocks = [verdicts.sentences, verdicts.alike.map { "- \($0)" }].filter { !$0.isEmpty }
  let heading = sweepHeading(result, others).map(escapedMarkdown).joined(separator: "  \n")
  return ([heading] + ([lines] + blocks).map { $0.joined(separator: "\n") })
    .joined(separator: "\n\n")
}

/// What would make a column or a style of its own.
func escapedMarkdown(_ text: String) -> String {
  text.reduce(into: "") { line, character in
    if "|\\`*_<>".contains(character) { line.append("\\") }
    line.append(character)
  }
}

private func sweepHeading(_ result: SweepResult, _ others: [SweepResult]) -> [String] {
  var lines = ["latency of \(visible(result.weights.name)) on \(sweepTitle(result.host))"]
  for (number, other) in others.enumerated() {
    lines.append("host \(number + 2): \(sweepTitle(other.host))")
  }
  let rounds = result.points.map(\.rounds.count)
  let fewest = rounds.min() ?? 0
  lines.append(
    result.isComplete
      ? "\(Figure.counted(fewest, "interleaved round")); "
        + "medians with their 95 % intervals, in milliseconds"
      : "\(fewest) of \(result.plannedRounds) interleaved rounds so far; medians in milliseconds")
  return lines
}

func sweepTitle(_ host: Host) -> String {
  let processor = host.processor.isEmpty ? "" : "\(visible(host.processor)), "
  let cores = Figure.counted(host.cores, "core")
  return "\(visible(host.name)) (\(processor)\(cores), \(visible(host.isa)))"
}

/// What a sweep's verdicts come to.
private struct SweepVerdicts {
  /// Whether all settings can be told apart, and what more threads bring.
  let sentences: [String]
  /// Neighbours that can't be told apart, one a line.
  let alike: [String]

  init(_ result: SweepResult) {
    let pairs = result.neighbours
    guard !pairs.contains(where: { $0.comparison.verdict == .unknown }) else {
      (sentences, alike) = (["Verdicts need six rounds."], [])
      return
    }
    alike = pairs.filter { $0.comparison.verdict == .same }.map { pair in
      let range = pair.comparison.interval.map { " (\(factors($0)))" } ?? ""
      return "\(name(result.points[pair.first])) and \(name(result.points[pair.second])): "
        + "factor \(Figure.factor(pair.comparison.ratio))\(range)"
    }
    let all = "All \(result.points.count) settings differ measurably from their neighbours."
    let some = "\(alike.count) of \(pairs.count) pairs of neighbours can't be told apart here:"
    let whole = pairs.isEmpty ? [] : [alike.isEmpty ? all : some]
    sentences = SweepVerdicts.threadSentences(pairs, result.points) + whole
  }

  /// For each step of the numbers of threads, over the settings where it makes a difference.
  private static func threadSentences(
    _ pairs: [SweepResult.Neighbours], _ points: [SweepResult.Point]
  ) -> [String] {
    let steps = pairs.filter {
      points[$0.first].threads != points[$0.second].threads && $0.comparison.verdict == .different
    }
    let groups = Dictionary(grouping: steps) { points[$0.second].threads }
    return groups.sorted { $0.key < $1.key }.map { threads, group in
      let savings = group.map { ((1 - $0.comparison.ratio) * 100).rounded() }
      let (least, most) = (savings.min() ?? 0, savings.max() ?? 0)
      let title = "\(threads) threads in place of \(points[group[0].first].threads)"
      if least >= 0 { return "\(title) save \(range(least, most)) % of the time." }
      if most <= 0 { return "\(title) take \(range(-most, -least)) % more time." }
      return "\(title): from \(range(-least, -least)) % more time to \(range(most, most)) % less."
    }
  }

  private static func range(_ low: Double, _ high: Double) -> String {
    let ends = [low, high].map { Figure.fixed($0, decimals: 0) }
    return ends[0] == ends[1] ? ends[0] : ends.joined(separator: "–")
  }
}

private func name(_ point: SweepResult.Point) -> String {
  "α \(point.alpha), side \(point.side), \(point.variant), "
    + Figure.counted(point.threads, "thread")
}

private func factors(_ interval: MedianInterval) -> String {
  "\(Figure.factor(interval.low))–\(Figure.factor(interval.high))"
}

/// The cells of a sweep's table, whatever they are set in.
private struct SweepTable {
  var headings = [
    "α", "side", "variant", "threads", "multiply-adds", "parameters", "median", "95 % interval",
    "best", "p10–p90",
  ]
  let rows: [[String]]

  init(_ result: SweepResult, _ others: [SweepResult]) {
    for number in others.indices.map({ $0 + 2 }) {
      headings += ["host \(number)", "factor", "95 % interval"]
    }
    let columns = others.map { (other: $0, comparisons: result.comparisons(with: $0)) }
    rows = result.points.enumerated().map { place, point in
      columns.reduce(SweepTable.cells(point)) { cells, column in
        cells + SweepTable.cells(point, column.comparisons[place], column.other)
      }
    }
  }

  private static func cells(_ point: SweepResult.Point) -> [String] {
    let latency = point.latency
    let interval = point.medianInterval.map {
      "\(Figure.significant($0.low))–\(Figure.significant($0.high))"
    }
    let spread = latency.map { "\(Figure.significant($0.p10))–\(Figure.significant($0.p90))" }
    return [
      "\(point.alpha)", "\(point.side)", point.variant.rawValue, "\(point.threads)",
      Figure.count(Double(point.multiplyAdds)), Figure.count(Double(point.parameters)),
      latency.map { Figure.significant($0.median) } ?? Figure.missing,
      interval ?? Figure.missing,
      latency.map { Figure.significant($0.minimum) } ?? Figure.missing, spread ?? Figure.missing,
    ]
  }

  /// Another host's median, how many times this one's it is, and where that lies.
  private static func cells(
    _ point: SweepResult.Point, _ comparison: Comparison?, _ other: SweepResult
  ) -> [String] {
    let median = other.points.first(where: point.isSame)?.latency?.median
    return [
      median.map(Figure.significant) ?? Figure.missing,
      comparison.map { Figure.factor($0.ratio) } ?? Figure.missing,
      comparison?.interval.map(factors) ?? Figure.missing,
    ]
  }
}
