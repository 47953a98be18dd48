import MobileNet
import Testing
import Weights

@testable import Measure

@Suite("The best setting within budgets")
struct BestSettingTests {
  /// (α in thousandths, side, top-1): the third has more multiply-adds and larger maps than the second, and
  /// is less accurate.
  private static let candidates = [
    candidate(250, 32, 0.2), candidate(500, 64, 0.4), candidate(250, 128, 0.35),
    candidate(1000, 64, 0.5), candidate(1000, 128, 0.6),
  ]

  private static func candidate(
    _ thousandths: Int, _ side: Int, _ top1: Double, milliseconds: Double? = nil
  ) -> Candidate {
    let setting = Setting(
      alpha: .one.moved(byThousandths: thousandths - 1000), side: side, baseSide: 128, classes: 10)
    let latency = milliseconds.map {
      LatencySummary(
        minimum: $0, p10: $0, median: $0, p90: $0, runs: 50,
        interval: MedianInterval(low: $0, high: $0))
    }
    return Candidate(
      setting: setting,
      accuracy: AccuracySurface.Accuracy(
        top1: top1, top5: 1, basis: .measured(ShareInterval(low: top1 - 0.01, high: top1 + 0.01))),
      costs: SettingCosts(Architecture(setting), threads: 1), latency: latency)
  }

  private static func budgets(_ limits: [(SettingCost, Double)], accuracy: Double? = nil) -> Budgets
  {
    var budgets = Budgets()
    budgets.limits = limits.map { Budgets.Limit($0, $1) }
    budgets.accuracy = accuracy
    return budgets
  }

  /// Of one cost: what a candidate takes of it is within it, a little less is not.
  @Test(
    "is the most accurate one that fits, with the cheapest of the more accurate ones beyond it",
    arguments: [SettingCost.multiplyAdds, .maps])
  func single(cost: SettingCost) throws {
    for (place, next) in [(0, 1), (1, 3), (3, 4), (4, nil)] as [(Int, Int?)] {
      let most = try #require(Self.candidates[place].charge(cost))
      let best = try #require(
        BestSetting(Self.candidates, within: Self.budgets([(cost, most)])))
      #expect(best.best == Self.candidates[place])
      #expect(best.next == next.map { Self.candidates[$0] })
      #expect(best.binding == (next == nil ? nil : cost))
      #expect(best.budgets.limit(cost)?.use(by: best.best) == 1)
    }
    let least = try #require(Self.candidates[0].charge(cost))
    #expect(BestSetting(Self.candidates, within: Self.budgets([(cost, least - 1)])) == nil)
  }

  @Test("of several budgets names the one that keeps the next setting out")
  func several() throws {
    let (small, large) = (Self.candidates[1], Self.candidates[3])
    // Work for the wide network, maps for the thin one.
    let best = try #require(
      BestSetting(
        Self.candidates,
        within: Self.budgets([
          (.multiplyAdds, Double(large.costs.multiplyAdds)), (.maps, Double(small.costs.maps)),
        ])))
    #expect(best.best == small && best.next == large && best.binding == .maps)
  }

  @Test(
    "takes no latency for granted: one that was not measured, or only perhaps fits, does not fit")
  func latency() throws {
    let timed = [
      Self.candidate(250, 32, 0.2, milliseconds: 1), Self.candidate(500, 64, 0.4, milliseconds: 2),
      Self.candidate(1000, 64, 0.5),
    ]
    let best = { (most: Double) in
      BestSetting(timed, within: Self.budgets([(.latency, most)]))
    }
    #expect(best(2.1)?.best == timed[1])
    // 2 % are left to its place in memory.
    #expect(best(2.03)?.best == timed[0] && best(2.03)?.next == timed[1])
    #expect(best(1) == nil)
  }

  @Test("with an accuracy alone is the one of the fewest multiply-adds that reaches it")
  func accuracy() throws {
    for (accuracy, place, next) in [(0.1, 0, 1), (0.35, 1, 3), (0.5, 3, 4), (0.6, 4, nil)]
      as [(Double, Int, Int?)]
    {
      let best = try #require(
        BestSetting(Self.candidates, within: Self.budgets([], accuracy: accuracy)))
      #expect(best.best == Self.candidates[place] && best.binding == nil)
      #expect(best.next == next.map { Self.candidates[$0] }, "\(accuracy)")
    }
    #expect(BestSetting(Self.candidates, within: Self.budgets([], accuracy: 0.61)) == nil)
    let maps = Double(Self.candidates[1].costs.maps)
    #expect(
      BestSetting(Self.candidates, within: Self.budgets([(.maps, maps)], accuracy: 0.45)) == nil)
  }

  @Test("chooses among what is known of the weights: measured settings, or a file each")
  func known() throws {
    let source = WeightSource.seeded(variant: .separable, classes: 10, seed: 1, baseSide: 96)
    let family = WeightFamily(source.description)
    let nothing = KnownAccuracy(family: family, surface: nil, checksum: nil)
    #expect(Candidate.all(nothing, threads: 1).isEmpty)
  }
}
