import Engine
import Measure
import MobileNet

extension Roofline {
  /// A roofline for people: the setting, this host's ceilings, a line a layer, what times go with.
  ///
  /// - Parameter report: of the runs that the times are from.
  /// - Returns: lines, without an end to the last one.
  public func text(of report: Report) -> String {
    let unit = TimeUnit(for: points.compactMap(\.milliseconds))
    var table = TextTable([
      ("layer", .left), ("kind", .left), ("bytes", .right), ("mult-adds/byte", .right),
      ("maps alone", .right), (unit.symbol, .right), ("G mult-adds/s", .right), ("roof", .right),
      ("share", .right), ("limited by", .left),
    ])
    for point in points {
      table.add([
        point.layer.name, point.layer.kind.rawValue, Figure.bytes(Double(point.traffic.bytes)),
        intensity(point.intensity), intensity(point.mapIntensity),
        point.milliseconds.map(unit.figure) ?? Figure.missing,
        point.rate.map(billions) ?? Figure.missing, point.roof.map(billions) ?? Figure.missing,
        point.share.map(Figure.percent) ?? Figure.missing, point.limit?.name ?? Figure.missing,
      ])
    }
    let heading = """
      \(name(report.architecture.setting))
      weights \(weightsName(report)); \(conditions(report.threads, report.instructionSet, report.precision))
      ceilings: \(ceilings.text)
      """
    let share = Figure.wholePercent(Roofline.leastShare)
    let notes = """
      bytes as the engine moves them; maps alone: input and output once each, unfused
      overhead: less than \(share) % of the roof, so neither ceiling, but loads that repeat or wait, edges of maps
      \(rankCorrelations.text)
      """
    return "\(heading)\n\n\(table.lines.joined(separator: "\n"))\n\n\(notes)"
  }

  private func intensity(_ value: Double) -> String {
    value > 0 ? Figure.significant(value) : Figure.missing
  }

  private func billions(_ value: Double) -> String { Figure.significant(value / 1e9) }
}

extension Roofline.RankCorrelations {
  /// `time ranks with multiply-adds 0.93, parameters 0.31, bytes 0.78 (Spearman)`.
  public var text: String {
    let figure = { (value: Double?) in
      value.map { Figure.fixed($0, decimals: 2) } ?? Figure.missing
    }
    return """
      time ranks with multiply-adds \(figure(multiplyAdds)), parameters \(figure(parameters)), \
      bytes \(figure(bytes)) (Spearman)
      """
  }
}

extension Roofline.Limit {
  /// `arithmetic`, a level's name, or `overhead`.
  public var name: String {
    switch self {
    case .arithmetic: "arithmetic"
    case .level(let name): name
    case .overhead: "overhead"
    }
  }
}

extension Ceilings {
  /// `58.9 G multiply-adds/s on registers; reads L1 231 GB/s, …; memory is left out: …`.
  public var text: String {
    let rate = peak.map(Figure.rate) ?? Figure.missing
    let reads = levels.map { level in
      "\(level.name) \(level.bandwidth.map(Figure.bandwidth) ?? Figure.missing)"
    }
    let left = memoryProblem.map { "; memory is left out: \($0)" } ?? ""
    let list = reads.isEmpty ? "" : "; reads \(reads.joined(separator: ", "))"
    return "\(rate) multiply-adds/s on registers\(list)\(left)"
  }
}

extension Figure {
  /// Of things a second, in thousand millions or in millions: `58.9 G`, `812 M`.
  public static func rate(_ value: Double) -> String {
    value < 999.5e6 ? "\(significant(value / 1e6)) M" : "\(significant(value / 1e9)) G"
  }

  /// Of bytes a second: `98.4 GB/s`.
  public static func bandwidth(_ value: Double) -> String { "\(rate(value))B/s" }
}
