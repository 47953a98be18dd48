import Foundation
import MobileNet
import Testing
import Weights

@testable import Measure

@Suite("The result of a sweep")
struct SweepResultTests {
  private let host = Host(name: "here", processor: "a processor", cores: 2, isa: "avx2")

  @Test("compares the neighbours of the grid, each pair once, in one thing alone")
  func neighbours() {
    let result = grid { _, _ in 1 }
    let pairs = result.neighbours.map { [$0.first, $0.second] }
    // α 0.25 0.5 1 × side 32 64 × threads 1 2, threads fastest: 8 by α, 6 by side, 6 by threads.
    #expect(
      pairs == [
        [0, 1], [0, 2], [0, 4], [1, 3], [1, 5], [2, 3], [2, 6], [3, 7], [4, 5], [4, 6], [4, 8],
        [5, 7], [5, 9], [6, 7], [6, 10], [7, 11], [8, 9], [8, 10], [9, 11], [10, 11],
      ])
  }

  @Test("tells settings apart only where the interval of their ratio leaves 0.98 … 1.02")
  func verdicts() throws {
    func verdict(_ first: [Double], _ second: [Double]) throws -> Verdict {
      try #require(Comparison(paired: point(first), point(second))).verdict
    }
    let steady = Array(repeating: 1.0, count: 12)
    #expect(try verdict(steady, steady) == .same)
    #expect(try verdict(steady, steady.map { $0 * 1.015 }) == .same)
    #expect(try verdict(steady, steady.map { $0 * 1.03 }) == .different)
    #expect(try verdict(steady, steady.map { $0 * 0.97 }) == .different)
    #expect(try verdict(Array(steady.prefix(5)), steady) == .unknown)
    // What doubles both settings in a round says nothing about either.
    let noisy = (0..<12).map { $0 % 3 == 0 ? 2.0 : 1 }
    #expect(try verdict(noisy, noisy.map { $0 * 1.03 }) == .different)
    #expect(try verdict(noisy, noisy.reversed()) == .same)
  }

  @Test("calls a setting the same as itself in 95 of 100 sweeps at least")
  func itself() throws {
    var random = SplitMix(state: 3)
    let verdicts = (0..<400).compactMap { _ -> Verdict? in
      let rounds = (0..<2).map { _ in
        (0..<12).map { _ in 1 - 0.1 * log(Double.random(in: 0.001..<1, using: &random)) }
      }
      return Comparison(paired: point(rounds[0]), point(rounds[1]))?.verdict
    }
    #expect(verdicts.count == 400)
    #expect(verdicts.count { $0 == .same } >= 380)
  }

  @Test("sets the same setting of another host beside its own, as far apart as may be")
  func hosts() throws {
    let own = grid { _, _ in 1 }
    var other = grid { _, round in round < 6 ? 2 : 3 }
    other.points.removeFirst()
    let comparisons = own.comparisons(with: other)
    #expect(comparisons.count == 12 && comparisons[0] == nil)
    let comparison = try #require(comparisons[5])
    #expect(comparison.ratio == 2.5)
    #expect(comparison.interval == MedianInterval(low: 2, high: 3))
    #expect(comparison.verdict == .different)
  }

  @Test("has in its frontier what no faster setting on as many threads beats")
  func frontier() throws {
    var evaluation = EvaluationResult(
      dataset: "d", fingerprint: "f",
      weights: WeightsInUse(name: "n", source: "s", sha256: "ab", trained: true), leftOut: 0,
      planned: 100, shards: [1], shardCount: 1, accuracies: [])
    evaluation.seen = 100
    for side in [32, 64] {
      for (alpha, correct) in [("0.25", 20), ("0.5", 30), ("1", 40)] {
        evaluation.accuracies.append(
          EvaluationResult.Accuracy(
            alpha: try #require(WidthMultiplier(alpha)), side: side,
            correct1: correct + (side == 64 ? 5 : 0)))
      }
    }
    let surface = try #require(AccuracySurface(evaluation))
    // α = 0.5 takes as long as α = 1, side 64 twice as long as side 32.
    var result = grid { point, _ in
      (point < 4 ? 1 : 4) * (point % 4 < 2 ? 1 : 2) * (point % 2 == 0 ? 1 : 0.6)
    }
    let family = WeightFamily(try WeightDescription.builtIn())
    let known = { KnownAccuracy(family: family, surface: surface, checksum: $0) }
    result.weights = evaluation.weights
    #expect(result.frontier([known("other weights")]).isEmpty)
    let front = result.frontier([known(result.weights.sha256)]).map {
      "\($0.alpha) \($0.side) \($0.threads)"
    }
    #expect(
      front == [
        "0.25 32 1", "0.25 64 1", "1.00 32 1", "1.00 64 1", "0.25 32 2", "0.25 64 2", "1.00 32 2",
        "1.00 64 2",
      ])
  }

  // MARK: -

  /// α 0.25 0.5 1 × side 32 64 × threads 1 2; the closure gives a round's milliseconds.
  private func grid(_ latency: (_ point: Int, _ round: Int) -> Double) -> SweepResult {
    var points: [SweepResult.Point] = []
    for alpha in ["0.25", "0.5", "1"].compactMap(WidthMultiplier.init) {
      for side in [32, 64] {
        for threads in [1, 2] {
          let rounds = (0..<12).map { latency(points.count, $0) }
          points.append(point(rounds, alpha: alpha, side: side, threads: threads))
        }
      }
    }
    return SweepResult(
      host: host, weights: .init(name: "n", source: "s", sha256: nil, trained: true),
      plannedRounds: 12, points: points)
  }

  private func point(
    _ milliseconds: [Double], alpha: WidthMultiplier = .one, side: Int = 32, threads: Int = 1
  ) -> SweepResult.Point {
    SweepResult.Point(
      alpha: alpha, side: side, variant: .separable, threads: threads, multiplyAdds: 1000,
      parameters: 100, rounds: milliseconds.map { [UInt64(($0 * 1e6).rounded())] })
  }
}
