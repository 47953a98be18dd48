import MobileNet
import Testing
import Weights

@testable import Measure

@Suite("The accuracy surface")
struct AccuracySurfaceTests {
  private func width(_ thousandths: Int) -> WidthMultiplier {
    WidthMultiplier.one.moved(byThousandths: thousandths - 1000)
  }

  /// Of 100 pictures right at the corners: 20 and 40 at side 32, 40 and 80 at side 64.
  private var result: EvaluationResult {
    var result = EvaluationResult(
      dataset: "val", fingerprint: "0",
      weights: .init(name: "n", source: "s", sha256: "ab", trained: true), leftOut: 0,
      planned: 100, shards: [1], shardCount: 1,
      accuracies: [
        .init(alpha: width(1000), side: 64, correct1: 80, correct5: 90),
        .init(alpha: width(500), side: 64, correct1: 40, correct5: 50),
        .init(alpha: width(500), side: 32, correct1: 20, correct5: 30),
        .init(alpha: width(1000), side: 32, correct1: 40, correct5: 50),
      ])
    result.seen = 100
    return result
  }

  @Test("gives what was measured at its points")
  func exact() throws {
    let surface = try #require(AccuracySurface(result))
    #expect(surface.alphas == [width(500), width(1000)])
    #expect(surface.sides == [32, 64])
    #expect(surface.pictures == 100 && surface.checksum == "ab")
    let accuracy = try #require(surface.accuracy(alpha: .one, side: 64))
    #expect(accuracy.top1 == 0.8 && accuracy.top5 == 0.9)
    #expect(accuracy.basis == .measured(ShareInterval(correct: 80, of: 100)))
    #expect(!accuracy.isInterpolated)
  }

  @Test("interpolates between them, along both axes, and says between which, without an interval")
  func between() throws {
    let surface = try #require(AccuracySurface(result))
    let middle = try #require(surface.accuracy(alpha: width(750), side: 48))
    #expect(abs(middle.top1 - 0.45) < 1e-12)
    #expect(abs(middle.top5 - 0.55) < 1e-12)
    #expect(
      middle.basis
        == .interpolated(
          .init(alphas: width(500)...width(1000), sides: 32...64, largestError: nil)))
    let edge = try #require(surface.accuracy(alpha: width(600), side: 32))
    #expect(abs(edge.top1 - 0.24) < 1e-12)
    #expect(
      edge.basis
        == .interpolated(
          .init(alphas: width(500)...width(1000), sides: 32...32, largestError: nil)))
  }

  /// Measured between the settings: 2 points below at α 0.75 and side 48, 1 above at α 0.6 and side
  /// 32; side 64 is one of the grid's own and checks nothing.
  private var checks: EvaluationResult {
    var checks = result
    checks.accuracies = [
      .init(alpha: width(750), side: 48, correct1: 43, correct5: 55),
      .init(alpha: width(600), side: 32, correct1: 25, correct5: 34),
      .init(alpha: width(500), side: 64, correct1: 10, correct5: 50),
    ]
    return checks
  }

  @Test("tells how far interpolated top-1 is off, at most, where that was measured")
  func checked() throws {
    let surface = try #require(AccuracySurface(result, checks: checks))
    let error = try #require(surface.largestError)
    #expect(abs(error - 0.02) < 1e-12)
    guard case .interpolated(let around) = surface.accuracy(alpha: width(700), side: 40)?.basis
    else {
      Issue.record("not interpolated")
      return
    }
    #expect(around.largestError == error)
  }

  @Test("takes no check of other weights or pictures, or one that is not finished")
  func unchecked() {
    var others = checks
    others.weights = .init(name: "n", source: "s", sha256: "cd", trained: true)
    var otherPictures = checks
    otherPictures.fingerprint = "1"
    var unfinished = checks
    unfinished.seen = 99
    for bad in [others, otherPictures, unfinished, result] {
      #expect(AccuracySurface(result, checks: bad)?.largestError == nil)
    }
  }

  @Test("tells nothing beyond them")
  func beyond() throws {
    let surface = try #require(AccuracySurface(result))
    #expect(surface.accuracy(alpha: width(490), side: 64) == nil)
    #expect(surface.accuracy(alpha: .one, side: 65) == nil)
    #expect(surface.accuracy(alpha: .one, side: 31) == nil)
  }

  @Test("needs a whole grid, all pictures and a checksum")
  func refused() {
    var hole = result
    hole.accuracies.removeLast()
    var twice = result
    twice.accuracies[0] = twice.accuracies[1]
    var unfinished = result
    unfinished.seen = 99
    var nameless = result
    nameless.weights = .init(name: "n", source: "s", sha256: nil, trained: true)
    var empty = result
    empty.accuracies = []
    for bad in [hole, twice, unfinished, nameless, empty] {
      #expect(AccuracySurface(bad) == nil)
    }
  }
}
