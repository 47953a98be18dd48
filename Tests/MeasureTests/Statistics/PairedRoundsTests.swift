import Foundation
import Testing
import Weights

@testable import Measure

@Suite("Two networks run in turns")
struct PairedRoundsTests {
  /// Rounds on a host whose disturbances meet both networks, and each one's runs at random.
  private func rounds(_ count: Int, factor: Double, seed: UInt64) -> PairedRounds {
    var random = SplitMix(state: seed)
    var rounds = PairedRounds()
    for _ in 0..<count {
      let slowdown = Double.random(in: 1...2, using: &random)
      let bursts = [factor, 1].map { factor in
        let runs = (0..<3).map { _ in
          let jitter = 1 - 0.03 * log(Double.random(in: 0.001..<1, using: &random))
          return UInt64(1e6 * factor * slowdown * jitter)
        }
        return Burst(
          runs: runs,
          clocked: runs.map { Burst.ClockedRun(run: $0, layers: [$0 / 4, $0 / 2]) })
      }
      rounds.append(bursts[0], bursts[1], pairs: [0, nil])
    }
    return rounds
  }

  @Test("are called the same in 95 of 100 trials at least where they are the same")
  func same() {
    let verdicts = (0..<100).map { rounds(60, factor: 1, seed: $0).comparison?.verdict }
    #expect(verdicts.count { $0 == .same } >= 95)
  }

  @Test("are told apart where they differ, by the right factor, layer by layer")
  func different() throws {
    let rounds = rounds(20, factor: 1.3, seed: 2)
    let comparison = try #require(rounds.comparison)
    #expect(comparison.verdict == .different && (1.25...1.35).contains(comparison.ratio))
    let layers = rounds.layerComparisons
    #expect(layers[0]?.verdict == .different && layers[1] == nil)
  }

  @Test("settle early on a clear verdict, else at the limit, and keep the newest")
  func settling() {
    #expect(!rounds(19, factor: 2, seed: 1).isSettled)
    #expect(rounds(20, factor: 2, seed: 1).isSettled)
    #expect(!rounds(59, factor: 1, seed: 1).isSettled)
    #expect(rounds(61, factor: 1, seed: 1).isSettled)
    #expect(rounds(90, factor: 1, seed: 1).ratios.count == 60)
    #expect(rounds(5, factor: 2, seed: 1).comparison?.verdict == .unknown)
  }

  @Test("give no verdict on a layer where the clock or its place in memory could be the difference")
  func layers() {
    // Shorter than two readings of the clock, then 4 %, then 8 % of a microsecond and more.
    let times: [(present: UInt64, other: UInt64, verdict: Verdict)] = [
      (240, 200, .same), (10_400, 10_000, .same), (10_800, 10_000, .different),
      (1_000_000, 1_080_000, .different),
    ]
    var rounds = PairedRounds()
    for _ in 0..<20 {
      let bursts = [times.map(\.present), times.map(\.other)].map { layers in
        Burst(runs: [2_000_000], clocked: [Burst.ClockedRun(run: 2_000_000, layers: layers)])
      }
      rounds.append(bursts[0], bursts[1], pairs: [0, 1, 2, 3])
    }
    #expect(rounds.layerComparisons.map { $0?.verdict } == times.map(\.verdict))
    #expect(rounds.comparison?.verdict == .same)
  }

  @Test("take the best times of each burst")
  func best() {
    let burst = Burst(
      runs: [30, 20],
      clocked: [
        Burst.ClockedRun(run: 40, layers: [4, 9]), Burst.ClockedRun(run: 41, layers: [5, 8]),
      ])
    #expect(burst.best == 20 && burst.layerBests == [4, 8])
  }
}
