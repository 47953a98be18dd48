import Measure

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
