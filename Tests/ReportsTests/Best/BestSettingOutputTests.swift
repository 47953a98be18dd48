import Foundation
import MobileNet
import Testing

@testable import Measure
@testable import Reports

@Suite("The best setting as it is told")
struct BestSettingOutputTests {
  private static func candidate(_ thousandths: Int, _ top1: Double) -> Candidate {
    let setting = Setting(
      alpha: .one.moved(byThousandths: thousandths - 1000), side: 64, baseSide: 64, classes: 10)
    return Candidate(
      setting: setting,
      accuracy: AccuracySurface.Accuracy(
        top1: top1, top5: 1, basis: .measured(ShareInterval(low: top1 - 0.01, high: top1 + 0.01))),
      costs: SettingCosts(Architecture(setting), threads: 1))
  }

  private static let candidates = [candidate(250, 0.3), candidate(500, 0.4), candidate(1000, 0.5)]

  /// The sweep of the answer and of the next one: 1 ms and 2 ms.
  private static func sweep(_ candidates: [Candidate]) -> SweepResult {
    SweepResult(
      host: Host(name: "here", processor: "", cores: 2, isa: "avx2"),
      weights: WeightsInUse(name: "net", source: "s", sha256: "ab", trained: true),
      plannedRounds: 6,
      points: candidates.enumerated().map { place, candidate in
        SweepResult.Point(
          alpha: candidate.setting.alpha, side: 64, variant: .separable, threads: 2,
          multiplyAdds: candidate.costs.multiplyAdds, parameters: candidate.costs.parameters,
          rounds: Array(repeating: [UInt64(place + 1) * 1_000_000], count: 6))
      })
  }

  private static func best(_ limits: [(SettingCost, Double)], accuracy: Double? = nil) throws
    -> (BestSetting, SweepResult)
  {
    var budgets = Budgets()
    budgets.limits = limits.map { Budgets.Limit($0, $1) }
    budgets.accuracy = accuracy
    var best = try #require(BestSetting(candidates, within: budgets))
    let sweep = sweep([best.best] + [best.next].compactMap(\.self))
    best.takeLatencies(from: sweep)
    return (best, sweep)
  }

  @Test("in text has every cost beside its budget, and the next setting beside the answer")
  func text() throws {
    let (best, sweep) = try Self.best([(.maps, 50 * 1024), (.multiplyAdds, 20e6)])
    let text = best.text(sweep, pictures: [10_000])
    #expect(
      text == """
        net on here (2 cores, avx2), 2 threads
        the setting that is the most accurate within the budgets: α 0.50 side 64, top-1 40.0 % \
        (39.0–41.0) of 10 000 pictures
        the next beyond: α 1.00 side 64, top-1 50.0 % (49.0–51.0) of 10 000 pictures

        cost               budget        here    used        next  of budget
        latency                 –     1.00 ms       –     2.00 ms          –
        multiply-adds  20 000 000  12 167 168  60.8 %  46 354 432    231.8 %  binds
        parameters              –     812 768       –   3 195 328          –
        memory                  –   3 657 KiB       –  13 397 KiB          –
        int8 maps        50.0 KiB    48.0 KiB  96.0 %    96.0 KiB    192.0 %

        latency: median of 6 interleaved rounds; held against a budget with the upper end of its \
        interval and 2 %
        memory: float32 weights and the engine's arena; int8 maps: the largest input and output of a \
        layer, two buffers
        """, "\(text)")
  }

  @Test("says so where nothing binds, and by what the cheapest one was chosen")
  func cheapest() throws {
    let (best, sweep) = try Self.best([], accuracy: 0.5)
    let text = best.text(sweep, pictures: [10_000])
    #expect(
      text.contains(
        "the setting with the fewest multiply-adds of those that reach top-1 50.0 %: α 1.00"))
    #expect(text.contains("\nnothing binds: no setting that is known is more accurate\n"))
  }

  @Test("is the JSON that other tools rely on")
  func json() throws {
    let (best, sweep) = try Self.best([(.maps, 50 * 1024)])
    let json = try #require(
      try JSONSerialization.jsonObject(with: Data(best.json(sweep).utf8)) as? [String: Any])
    #expect(
      Set(json.keys) == [
        "schema", "host", "weights", "threads", "budgets", "chosen_by", "binding", "next", "alpha",
        "side", "top1", "top1_interval", "top1_basis", "latency_ms", "multiply_adds", "parameters",
        "memory_bytes", "map_bytes_int8", "precision",
      ])
    #expect(json["schema"] as? String == "mobilenet-explorer/best/1")
    #expect(json["alpha"] as? Double == 0.5 && json["binding"] as? String == "maps")
    #expect(json["chosen_by"] as? String == "accuracy")
    let next = try #require(json["next"] as? [String: Any])
    #expect(next["alpha"] as? Double == 1 && next["map_bytes_int8"] as? Int == 98_304)
    #expect((next["latency_ms"] as? [String: Any])?["median"] as? Double == 2)
    let budget = try #require((json["budgets"] as? [[String: Any]])?.first)
    #expect(budget["cost"] as? String == "maps" && budget["limit"] as? Double == 51_200)
    #expect(budget["share"] as? Double == 0.96)
    let (alone, other) = try Self.best([], accuracy: 0.5)
    let open = try #require(
      try JSONSerialization.jsonObject(with: Data(alone.json(other).utf8)) as? [String: Any])
    #expect(open["next"] is NSNull && open["binding"] is NSNull)
    #expect(open["chosen_by"] as? String == "multiply-adds" && open["accuracy"] as? Double == 0.5)
  }

  @Test("says in one line what is out of reach, and what would help")
  func refusal() {
    var budgets = Budgets()
    budgets.accuracy = 0.9
    #expect(
      budgets.refusal(of: Self.candidates)
        == "--accuracy 0.9: the most accurate setting reaches 0.5; ask for no more")
    budgets.accuracy = nil
    budgets.limits = [Budgets.Limit(.maps, 12 * 1024), Budgets.Limit(.multiplyAdds, 1e9)]
    #expect(
      budgets.refusal(of: Self.candidates)
        == "no setting is within the budgets: the nearest one, α 0.25 side 64, takes 2.000 times "
        + "--maps 12.0 KiB; loosen that")
  }
}
