import Measure
import MobileNet

extension Report {
  /// How often it is right; nothing where nobody knows it.
  var top1Lines: [String] {
    top1.map { known in
      let agreement = known.agreement.map { "; \(Figure.percent($0)) as float32" } ?? ""
      return ["top-1  \(known.accuracy.top1Text), \(known.grounds)\(agreement)"]
    } ?? []
  }

  /// The network beside itself at α = ρ = 1, then beside the pinned one, each with an empty line before
  /// it; nothing where it is itself at α = ρ = 1 and nothing is pinned.
  var comparisonLines: [String] {
    let full =
      architecture.setting == fullArchitecture.setting
      ? [] : [""] + lines(ReportComparison(full: self), "α = ρ = 1", fullTop1)
    guard let pinned else { return full }
    return full + [""] + pinnedLines(pinned)
  }

  private func pinnedLines(_ pinned: PinnedReport) -> [String] {
    let setting = pinned.architecture.setting
    return lines(
      ReportComparison(self, pinned), "pinned α \(setting.alpha), side \(setting.side)",
      pinned.top1,
      latency: pinned.figures.latency)
  }

  /// What the pinned network answers for this picture.
  var pinnedAnswerLines: [String] {
    guard let pinned else { return [] }
    guard let answer = pinned.answer else { return ["pinned: predicts nothing"] }
    let agreement = pinned.agrees(with: predictions.first).map { $0 ? ", the same" : ", another" }
    let label = shortLabel(answer.label, index: answer.index)
    return ["pinned: \(Figure.percent(answer.probability))  \(label)\(agreement ?? "")"]
  }

  private func lines(
    _ comparison: ReportComparison, _ name: String, _ top1: KnownTop1?,
    latency: LatencySummary? = nil
  ) -> [String] {
    var table = TextTable([
      ("", .left), ("here", .right), (name, .right), ("factor", .right), ("formula", .left),
    ])
    for cost in ReportComparison.told {
      table.add([
        cost.reportName, figure(cost, comparison.own), figure(cost, comparison.costs),
        comparison.factor(cost).map(Figure.factor) ?? Figure.missing,
        comparison.formula(cost).map { "\(Figure.factor($0.value)) \($0.symbols)" } ?? "",
      ])
    }
    if let latency {
      let ratio = comparison.latencyRatio
      let range = ratio?.interval.map { " \(Figure.range($0, Figure.factor))" } ?? ""
      table.add([
        "latency", self.latency.map(spelled) ?? Figure.missing, spelled(latency),
        ratio.map { Figure.factor($0.ratio) } ?? Figure.missing,
        ratio.map { "\($0.word)\(range)" } ?? "",
      ])
    }
    if let own = self.top1, let top1 {
      table.add([
        "top-1", own.accuracy.top1Text, top1.accuracy.top1Text, "",
        // Shares of other pictures and classes are of another task.
        own.dataset == top1.dataset
          ? own.accuracy.pointsText(against: top1.accuracy) : "not of the same pictures",
      ])
    }
    return table.lines
  }

  private func spelled(_ latency: LatencySummary) -> String {
    (latency.isProvisional ? "~" : "") + Figure.milliseconds(latency.median)
  }

  private func figure(_ cost: SettingCost, _ costs: SettingCosts) -> String {
    switch cost {
    case .multiplyAdds: Figure.grouped(costs.multiplyAdds)
    case .parameters: Figure.grouped(costs.parameters)
    case .memory: Figure.bytes(Double(costs.memory))
    case .maps: Figure.kibibytes(costs.maps)
    case .latency: Figure.missing
    }
  }
}

extension KnownTop1 {
  /// What stands behind the figure, in full.
  fileprivate var grounds: String { accuracy.grounds(pictures: pictures ?? 0)[0] }
}

extension SettingCost {
  /// As the report names it.
  fileprivate var reportName: String { self == .maps ? "int8 maps" : rawValue }
}
