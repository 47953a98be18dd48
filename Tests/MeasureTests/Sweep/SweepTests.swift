import Engine
import Foundation
import MobileNet
import Testing
import Weights

@testable import Measure

@Suite("A sweep")
struct SweepTests {
  private let source: WeightSource

  init() throws {
    source = try WeightSource.builtIn()
  }

  @Test("gives every setting its rounds, with as many threads as asked for")
  func rounds() throws {
    let sweep = try Sweep(plan(rounds: 2, variants: [.separable, .shallow]))
    var turns = 0
    try sweep.run(tell: { _ in turns += 1 })
    let result = sweep.result
    #expect(result.isComplete && result.roundsDone == turns && turns == result.roundsToDo)
    #expect(result.points.count == 2 * 2 * 2 * 2)
    #expect(
      result.points.allSatisfy { point in
        point.rounds.count == 2
          && point.rounds.allSatisfy { (3...25).contains($0.count) && $0.allSatisfy { $0 > 0 } }
      })
    let setting = try #require(try settings(.shallow).last)
    #expect(result.points.last?.multiplyAdds == Architecture(setting).multiplyAdds)
    #expect(result.points.last?.threads == 2)
  }

  @Test("gives each setting one turn before any has a second, stopped or not")
  func interleaving() throws {
    let sweep = try Sweep(plan(rounds: 3))
    var spreads: Set<Int> = []
    try sweep.run(tell: { result in
      let counts = result.points.map(\.rounds.count)
      spreads.insert((counts.max() ?? 0) - (counts.min() ?? 0))
    })
    #expect(spreads == [0, 1])
  }

  @Test("walks with neighbours of the grid close together, every round in another way")
  func walk() throws {
    let sweep = Sweep(
      Sweep.Grid(
        weights: WeightSet(source), settings: try settings(.separable) + settings(.shallow),
        threads: [1, 2],
        rounds: 1))
    let points = sweep.result.points
    let walks = (0..<8).map { points.walk(round: $0, seed: 1) }
    #expect(walks.allSatisfy { $0.sorted() == Array(points.indices) })
    #expect(Set(walks).count == 8)
    // Threads and variants of one width and side follow one another, wherever the round begins.
    for walk in walks {
      let places = walk.map { [points[$0].alpha.thousandths, points[$0].side] }
      let changes = zip(places, places.dropFirst() + [places[0]]).count { $0 != $1 }
      #expect(changes <= 5)
    }
    #expect(points.walk(round: 3, seed: 1) == walks[3])
  }

  @Test("that was stopped goes on from its result")
  func resume() throws {
    let first = try Sweep(plan(rounds: 2))
    var turns = 0
    try first.run(isStopped: { turns >= 3 }, tell: { _ in turns += 1 })
    #expect(first.result.roundsDone == 3)
    let second = try Sweep(plan(rounds: 2))
    try second.resume(first.result, file: "sweep.json")
    try second.run()
    #expect(second.result.isComplete)
    for (before, after) in zip(first.result.points, second.result.points) {
      #expect(after.rounds.starts(with: before.rounds))
    }
  }

  @Test("goes on from no result of another host, other weights or settings")
  func strangers() throws {
    let sweep = try Sweep(plan(rounds: 1))
    var strangers = Array(repeating: sweep.result, count: 3)
    strangers[0].host = Host(name: "elsewhere", processor: "", cores: 1, isa: "avx2")
    strangers[1].weights = .init(name: "other", source: "other", sha256: nil, trained: true)
    strangers[2].points.removeLast()
    for stranger in strangers {
      let error = #expect(throws: MeasureError.self) { try sweep.resume(stranger, file: "old") }
      #expect(error?.description.hasPrefix("old: belongs to another measurement") == true)
    }
  }

  private func plan(rounds: Int, variants: [Variant] = [.separable]) throws -> Sweep.Grid {
    Sweep.Grid(
      weights: WeightSet(source), settings: try variants.flatMap(settings), threads: [1, 2],
      rounds: rounds)
  }

  /// Two widths × two sides.
  private func settings(_ variant: Variant) throws -> [Setting] {
    try [100, 250].flatMap { thousandths in
      let alpha = try #require(WidthMultiplier(thousandths: thousandths))
      return [32, 40].map {
        Setting(
          alpha: alpha, side: $0, baseSide: 96, variant: variant, padding: source.padding,
          classes: source.classes.count)
      }
    }
  }
}
