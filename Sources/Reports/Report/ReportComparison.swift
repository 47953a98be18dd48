import Measure
import MobileNet

/// A report's network beside another one: itself at α = ρ = 1, or the pinned one. Text and data are made
/// from it alike.
struct ReportComparison {
  /// The other network.
  let setting: Setting
  let costs: SettingCosts
  let own: SettingCosts
  /// Of the latencies, here to there; nil where the other one was not measured in turns with this one.
  let latencyRatio: Comparison?
  private let ownSetting: Setting

  /// The costs that are told, in the order in which they are.
  static let told: [SettingCost] = [.multiplyAdds, .parameters, .memory, .maps]

  /// Beside α = ρ = 1.
  init(full report: Report) {
    self.init(report, report.fullArchitecture.setting, report.fullCosts, nil)
  }

  /// Beside the pinned network.
  init(_ report: Report, _ pinned: PinnedReport) {
    self.init(
      report, pinned.figures.pinned.setting, pinned.costs, pinned.figures.comparison)
  }

  private init(
    _ report: Report, _ setting: Setting, _ costs: SettingCosts, _ latencyRatio: Comparison?
  ) {
    (self.setting, self.costs, self.latencyRatio) = (setting, costs, latencyRatio)
    (own, ownSetting) = (report.costs, report.architecture.setting)
  }

  /// What the report's network costs, as a multiple of the other's.
  func factor(_ cost: SettingCost) -> Double? {
    guard let here = own[cost], let there = costs[cost], there > 0 else {
      return latencyRatio?.ratio
    }
    return here / there
  }

  /// What the paper's formula predicts for that factor.
  func formula(_ cost: SettingCost) -> CostFormula? {
    switch cost {
    case .multiplyAdds: .multiplyAdds(of: ownSetting, beside: setting)
    case .parameters: .parameters(of: ownSetting, beside: setting)
    case .latency, .memory, .maps: nil
    }
  }
}
