import Engine
import MobileNet
import Testing
import Weights

@testable import Measure

@Suite("What a setting costs by arithmetic")
struct SettingCostsTests {
  @Test("is what the network that is built takes", arguments: [1, 2])
  func built(threads: Int) throws {
    let source = WeightSource.seeded(variant: .separable, classes: 10, seed: 1, baseSide: 128)
    let network = Network(panels: try Panels(source), instructionSet: .best, threads: threads)
    for (thousandths, side) in [(1000, 128), (500, 33), (250, 96), (30, 65)] {
      let alpha = try #require(WidthMultiplier(thousandths: thousandths))
      let setting = source.description.setting(alpha: alpha, side: side)
      network.rebuild(setting)
      let architecture = network.architecture
      #expect(architecture.arenaBytes(threads: network.threads) == network.arenaBytes)
      let costs = SettingCosts(architecture, threads: network.threads)
      #expect(
        SettingCost.allCases.map { costs[$0] } == [
          nil, Double(architecture.multiplyAdds), Double(architecture.parameters),
          Double(architecture.weightBytes + network.arenaBytes),
          Double(architecture.mapPeak.int8MapBytes),
        ])
    }
  }

  @Test("holds a latency against a budget with what is not known of it")
  func reach() {
    let known = LatencySummary(
      minimum: 1, p10: 1, median: 2, p90: 3, runs: 9, interval: MedianInterval(low: 1.9, high: 2.1))
    #expect(known.reach == (1.9 / 1.02, 2.1 * 1.02))
    let unknown = LatencySummary(minimum: 1, p10: 1, median: 2, p90: 3, runs: 2)
    #expect(unknown.reach == (1 / 1.02, .infinity))
  }
}
