import Engine
import Measure
import MobileNet

extension SweepResult {
  /// A sweep for people: a line for each setting, then which neighbours can't be told apart.
  ///
  /// - Parameter others: sweeps of other hosts, to be set beside this one.
  /// - Returns: lines, without an end after the last.
  public func text(against others: [SweepResult] = []) -> String {
    let verdicts = SweepVerdicts(self)
    let table = sweepTable(self, others).lines
    let blocks = [sweepHeading(self, others), table, verdicts.sentences + verdicts.alike]
    return blocks.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }
      .joined(separator: "\n\n")
  }

  /// The same as Markdown: heading, table, verdicts.
  public func markdown(against others: [SweepResult] = []) -> String {
    let verdicts = SweepVerdicts(self)
    let blocks = [
      sweepTable(self, others).markdown, verdicts.sentences, verdicts.alike.map { "- \($0)" },
    ]
    let heading = sweepHeading(self, others).map(escapedMarkdown).joined(separator: "  \n")
    return ([heading] + blocks.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") })
      .joined(separator: "\n\n")
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
    + "\(point.precision.prefix)\(Figure.counted(point.threads, "thread"))"
}

private func factors(_ interval: MedianInterval) -> String {
  Figure.range(interval, Figure.factor)
}

/// A line for each setting; further columns for each other host.
private func sweepTable(_ result: SweepResult, _ others: [SweepResult]) -> TextTable {
  let precisions = result.precisionHeadings
  let names =
    ["α", "side", "variant"] + precisions + [
      "threads", "multiply-adds", "parameters", "median", "95 % interval", "best", "p10–p90",
    ]
  let beside = others.indices.flatMap { ["host \($0 + 2)", "factor", "95 % interval"] }
  var table = TextTable(
    (names + beside).map {
      (heading: $0, alignment: $0 == "variant" || $0 == "precision" ? .left : .right)
    })
  let columns = others.map { (other: $0, comparisons: result.comparisons(with: $0)) }
  for (place, point) in result.points.enumerated() {
    table.add(
      columns.reduce(cells(point, withPrecision: !precisions.isEmpty)) { cells, column in
        cells + comparedCells(point, column.comparisons[place], column.other)
      })
  }
  return table
}

extension SweepResult {
  /// A column that tells the precision, where a point is in another than float32.
  var precisionHeadings: [String] {
    points.contains { $0.precision != .float32 } ? ["precision"] : []
  }
}

private func cells(_ point: SweepResult.Point, withPrecision: Bool) -> [String] {
  let latency = point.latency
  let figures = [
    latency.map { Figure.significant($0.median) },
    point.medianInterval.map { Figure.range($0, Figure.significant) },
    latency.map { Figure.significant($0.minimum) },
    latency.map { Figure.range($0.p10, $0.p90, Figure.significant) },
  ]
  let network = ["\(point.alpha)", "\(point.side)", point.variant.rawValue]
  return network + (withPrecision ? ["\(point.precision)"] : []) + [
    "\(point.threads)", Figure.count(Double(point.multiplyAdds)),
    Figure.count(Double(point.parameters)),
  ] + figures.map { $0 ?? Figure.missing }
}

/// Another host's median, how many times this one's it is, and where that lies.
private func comparedCells(
  _ point: SweepResult.Point, _ comparison: Comparison?, _ other: SweepResult
) -> [String] {
  let median = other.points.first(where: point.isSame)?.latency?.median
  return [
    median.map(Figure.significant) ?? Figure.missing,
    comparison.map { Figure.factor($0.ratio) } ?? Figure.missing,
    comparison?.interval.map(factors) ?? Figure.missing,
  ]
}
