import Foundation
import Testing

@testable import Measure

@Suite("Two networks run in turns")
struct PairedRoundsTests {
  /// Rounds on a host whose disturbances meet both networks, and each one's runs at random.
  private func rounds(_ count: Int, factor: Double, seed: UInt64) -> PairedRounds {
    var random = SplitMix(state: seed)
    var rounds = PairedRounds()
    for _ in 0..<count {
      let slowdown = Double.random(in: 1...2, using: &random)
      let times = [factor, 1].map { factor in
        (0..<3).reduce(into: RoundTimes()) { times, _ in
          let jitter = 1 - 0.03 * log(Double.random(in: 0.001..<1, using: &random))
          let run = UInt64(1e6 * factor * slowdown * jitter)
          times.append(run: run, layers: [run / 4, run / 2])
        }
      }
      rounds.append(times[0], times[1], pairs: [0, nil])
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

  @Test("of one round are the best times")
  func best() {
    var times = RoundTimes()
    times.append(run: 30, layers: [4, 9])
    times.append(run: 20, layers: [5, 8])
    #expect(times.run == 20 && times.layers == [4, 8])
  }
}
