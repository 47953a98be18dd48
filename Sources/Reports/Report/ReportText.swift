import Engine
import Measure
import MobileNet
import Weights

extension Report {
  /// A report for people: setting, costs, latency, predictions, layers.
  public var text: String {
    let blocks = [
      [heading(self)], costLines(self) + comparisonLines,
      answers(self) + pinnedAnswerLines + top1Lines, layerLines(self),
    ]
    return blocks.map { $0.joined(separator: "\n") }.joined(separator: "\n\n")
  }

  /// One setting's reports on several pictures: what does not depend on the picture once, then the
  /// answers and the time of each.
  public static func text(_ reports: [Report]) -> String {
    guard let first = reports.first else { return "" }
    let setting = """
      \(name(first.architecture.setting))
      weights \(weightsName(first)); \(conditions(first.threads, first.instructionSet, first.precision))
      """
    let blocks = reports.map { report in
      let time = "\(milliseconds(report.latency?.median)) ms"
      return
        ([[input(report), time].joined(separator: ", ")] + answers(report)
        + report.pinnedAnswerLines)
        .joined(separator: "\n")
    }
    let network = (sizes(first) + first.comparisonLines + first.top1Lines.flatMap { ["", $0] })
      .joined(separator: "\n")
    return ([setting, network] + blocks).joined(separator: "\n\n")
  }
}

/// The network in words.
func name(_ setting: Setting) -> String {
  """
  MobileNet v1, \(setting.variant), α \(setting.alpha), ρ \(Figure.fixed(setting.rho, decimals: 3)) \
  (side \(setting.side) of \(setting.baseSide)), \(setting.classes) classes
  """
}

/// How it ran, in words.
func conditions(
  _ threads: Int, _ instructionSet: InstructionSet, _ precision: Precision = .float32
) -> String {
  "\(precision.prefix)\(instructionSet.title), \(Figure.counted(threads, "thread"))"
}

extension Precision {
  /// What stands in front of other conditions: nothing where it is float32, which goes without saying.
  public var prefix: String { self == .float32 ? "" : "\(self), " }
}

private func heading(_ report: Report) -> String {
  """
  \(name(report.architecture.setting))
  weights \(weightsName(report)); input \(input(report)); \
  \(conditions(report.threads, report.instructionSet, report.precision))
  """
}

func weightsName(_ report: Report) -> String {
  visible(report.weights.name) + (report.usesOwnIntegers ? ", own integers" : "")
    + (report.weights.trained ? "" : ", nothing predicted")
}

private func input(_ report: Report) -> String {
  report.image.map { "\(visible($0.path)), \($0.width)×\($0.height)" } ?? "a tensor"
}

/// What the network's structure costs.
private func sizes(_ report: Report) -> [String] {
  Array(costLines(report).prefix(4))
}

private func costLines(_ report: Report) -> [String] {
  let architecture = report.architecture
  let memory = Figure.bytes(
    sum: Double(architecture.weightBytes(in: report.precision)), Double(report.activationBytes))
  let rows = [
    ("multiply-adds", Figure.grouped(architecture.multiplyAdds), ""),
    (
      "parameters", Figure.grouped(architecture.parameters),
      "besides \(Figure.grouped(architecture.biases)) biases, "
        + "\(Figure.grouped(architecture.batchNormParameters)) of batch norm"
    ),
    ("memory", memory.sum, "weights \(memory.first), maps \(memory.second)"),
    (
      "int8 maps", Figure.kibibytes(architecture.mapPeak.int8MapBytes),
      "in two buffers, as microcontrollers count, at \(architecture.mapPeak.name)"
    ),
    latencyRow(report.latency),
    ("build", report.buildMilliseconds.map(Figure.milliseconds) ?? Figure.missing, ""),
  ]
  return rows.map { name, figure, note in
    name.left(15) + figure.right(13) + (note.isEmpty ? "" : "   \(note)")
  }
}

private func latencyRow(_ latency: LatencySummary?) -> (String, String, String) {
  guard let latency else { return ("latency", Figure.missing, "") }
  let mark = latency.isProvisional ? "~" : ""
  let interval = latency.interval.map {
    "95 % interval \(Figure.range($0, Figure.significant)), "
  }
  return (
    "latency", "\(mark)\(Figure.significant(latency.median)) ms",
    (interval ?? "")
      + "best \(Figure.significant(latency.minimum)), p90 \(Figure.significant(latency.p90)), "
      + Figure.counted(latency.runs, "run")
  )
}

private func milliseconds(_ value: Double?) -> String {
  value.map(Figure.significant) ?? Figure.missing
}

private func answers(_ report: Report) -> [String] {
  guard !report.predictions.isEmpty else {
    return ["no trained weights for this setting: structure and latency only"]
  }
  return report.predictions.enumerated().map { place, prediction in
    "\(place + 1)  \(Figure.percent(prediction.probability).right(7))  \(shortLabel(prediction.label, index: prediction.index))"
  }
}

private func layerLines(_ report: Report) -> [String] {
  let times = report.layers.compactMap { $0?.median }
  let sum = times.reduce(0, +)
  let unit = TimeUnit(for: times)
  let names =
    "layer".left(13) + "kind".left(11) + "output".right(14) + "parameters".right(13)
    + "multiply-adds".right(15) + "int8 maps".right(11) + unit.symbol.right(9) + "share".right(9)
  let lines = zip(report.architecture.layers, report.layers).map { layer, latency in
    let output = "\(layer.output.height)×\(layer.output.width)×\(layer.output.channels)"
    let share = latency.map { Figure.percent(sum > 0 ? $0.median / sum : 0) }
    return layer.name.left(13) + layer.kind.rawValue.left(11) + output.right(14)
      + Figure.grouped(layer.parameters).right(13) + Figure.grouped(layer.multiplyAdds).right(15)
      + Figure.kibibytes(layer.int8MapBytes).right(11)
      + (latency.map { unit.figure($0.median) } ?? Figure.missing).right(9)
      + (share ?? Figure.missing).right(9)
  }
  guard let latency = report.latency, times.count == lines.count else { return [names] + lines }
  let gap = Figure.milliseconds(latency.median - sum)
  return [names] + lines + [
    "", "layers summed \(Figure.milliseconds(sum)), gap to the whole run \(gap)",
  ]
}
