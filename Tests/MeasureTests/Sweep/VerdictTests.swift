import Foundation
import MobileNet
import Testing
import Weights

@testable import Measure

/// Sweeps on a host that does not exist: what its noise is like is known, and so is the truth.
@Suite("Verdicts of a sweep")
struct VerdictTests {
  @Test("agree when the sweep is repeated, on a host that is disturbed for seconds at a time")
  func repeated() {
    var host = NoisyHost(seed: 11)
    let widths = (5...20).map { $0 * 50 }
    let first = sweep(widths, on: &host)
    let second = sweep(widths, on: &host)
    let different = first.filter { $0.value == .different }.keys
    #expect(different.count >= 70)
    let agreeing = different.count { second[$0] == .different }
    #expect(Double(agreeing) >= 0.95 * Double(different.count))
  }

  @Test("call a setting the same as itself in 95 of 100 sweeps at least, on that host, too")
  func itself() throws {
    var host = NoisyHost(seed: 5)
    let verdicts = (0..<100).compactMap { _ -> Verdict? in
      let points = (0..<2).map { _ in host.point(.one, side: 32, milliseconds: 1) }
      let measured = host.measure(points, rounds: 40)
      return Comparison(paired: measured[0], measured[1])?.verdict
    }
    #expect(verdicts.count == 100)
    #expect(verdicts.count { $0 == .same } >= 95)
  }

  /// The verdicts of a grid of widths and sides, by places of the pair.
  private func sweep(_ widths: [Int], on host: inout NoisyHost) -> [[Int]: Verdict] {
    let points = [32, 64, 96].flatMap { side in
      widths.compactMap(WidthMultiplier.init(thousandths:)).map { alpha in
        host.point(
          alpha, side: side,
          milliseconds: 2e-4 * Double(side * side) * (0.2 + alpha.value * alpha.value))
      }
    }
    let result = SweepResult(
      host: Host(name: "", processor: "", cores: 1, isa: ""),
      weights: WeightsInUse(name: "", source: "", sha256: nil, trained: false), plannedRounds: 40,
      points: host.measure(points, rounds: 40))
    return result.neighbours.reduce(into: [:]) {
      $0[[$1.first, $1.second]] = $1.comparison.verdict
    }
  }
}

/// A host with other work: for a while everything takes up to twice as long, and single runs are
/// interrupted.
private struct NoisyHost {
  private var random: SplitMix
  private var slowdown = 1.0

  init(seed: UInt64) {
    random = SplitMix(state: seed)
  }

  /// A setting that takes so long on an idle host, which its multiply-adds tell.
  func point(_ alpha: WidthMultiplier, side: Int, milliseconds: Double) -> SweepResult.Point {
    SweepResult.Point(
      alpha: alpha, side: side, variant: .separable, threads: 1,
      multiplyAdds: Int(milliseconds * 1e6), parameters: 1)
  }

  /// Gives every point its rounds, in the order of a sweep.
  mutating func measure(_ points: [SweepResult.Point], rounds: Int) -> [SweepResult.Point] {
    var points = points
    for round in 0..<rounds {
      for place in points.walk(round: round, seed: 1) {
        // A disturbance lasts for some fifty turns.
        if Double.random(in: 0..<1, using: &random) < 0.02 {
          slowdown = Bool.random(using: &random) ? 1 : .random(in: 1.2...2, using: &random)
        }
        points[place].rounds.append((0..<5).map { _ in run(points[place].multiplyAdds) })
      }
    }
    return points
  }

  private mutating func run(_ nanoseconds: Int) -> UInt64 {
    let jitter = 1 - 0.02 * log(Double.random(in: 0.0001..<1, using: &random))
    let isInterrupted = Double.random(in: 0..<1, using: &random) < 0.1
    return UInt64(Double(nanoseconds) * slowdown * jitter) + (isInterrupted ? 3_000_000 : 0)
  }
}
