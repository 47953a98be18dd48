import Engine
import MobileNet
import Testing
import Weights

@testable import Explorer
@testable import Measure

/// Networks of a folder, each trained for an α of its own.
@Suite("A family of weights in the explorer")
struct FamilyTests {
  /// α = ρ = 1 on Google's networks, behind which the built-in pack stands.
  private var start: State {
    let catalogue = Catalogue(
      pictures: Example.catalogue.pictures, weights: [Example.google, Example.builtIn],
      instructionSets: [.baseline, .avx2], maximumThreads: 6)
    return Example.start(side: 224, base: 224, classes: 1001, catalogue: catalogue)
  }

  @Test("the keys of the α presets walk through its files")
  func presets() {
    var state = start
    #expect(state.figures.answeringWeights?.name == "net_1000_224")
    for (key, name) in [
      ("1", "net_250_128"), ("2", "net_500_160"), ("3", "net_750_192"), ("4", "net_1000_224"),
    ] {
      state.type(key)
      #expect(state.figures.answeringWeights?.name == name)
      #expect(state.figures.predictionsAvailability == .available)
      #expect(state.request.weights == Example.google)
      state.answer()
      #expect(state.figures.predictionRows.count == 5)
    }
    #expect(state.choice.setting == start.choice.setting)
  }

  @Test("between the trained widths there is structure and latency only, and the way back")
  func between() {
    var state = start
    state.answer()
    state.press(.left)
    #expect(state.choice.setting.alpha == Example.width(950))
    #expect(state.figures.answeringWeights == nil)
    #expect(
      state.figures.predictionsAvailability
        == .unavailable(
          "no trained weights for α 0.95 (trained: 0.25 0.50 0.75 1.00; keys 1 2 3 4): "
            + "structure and latency only"))
    #expect(state.figures.predictionRows.isEmpty)
    state.press(.left, .left, .left, .left)
    #expect(state.figures.answeringWeights?.name == "net_750_192")
    state.press(.up, .down, .shiftDown)
    #expect(state.figures.answeringWeights?.name == "net_750_192")
  }

  @Test("has what was published in its frontier, and what its user has measured before that")
  func frontier() throws {
    func accuracies(_ table: AccuracyTable) -> [String] {
      let catalogue = Catalogue(
        pictures: Example.catalogue.pictures, weights: [Example.google],
        instructionSets: [.avx2], maximumThreads: 1,
        accuracy: AccuracySurfaces([Example.surface].compactMap(\.self)),
        ownAccuracy: table)
      var state = Example.start(side: 224, base: 224, classes: 1001, catalogue: catalogue)
      state.answer()
      state.press(.character("f"))
      return state.frontier.shown?.points.compactMap { point in
        point.accuracy.map { accuracy in
          let isPublished = accuracy.basis == .published(.quantised2018)
          let thousandths = Int((accuracy.top1 * 1000).rounded())
          return "\(point.alpha) \(point.side) \(thousandths)\(isPublished ? " published" : "")"
        }
      } ?? []
    }
    let published = [
      "0.25 128 395 published", "0.50 160 577 published", "0.75 192 661 published",
      "1.00 224 701 published",
    ]
    #expect(accuracies(AccuracyTable()) == published)

    var result = EvaluationResult(
      dataset: "d", fingerprint: "f",
      weights: WeightsInUse(name: "n", source: "s", sha256: "ab", trained: true), leftOut: 0,
      planned: 8, shards: [1], shardCount: 1,
      accuracies: [
        EvaluationResult.Accuracy(alpha: Example.width(500), side: 128, correct1: 4, correct5: 6)
      ])
    result.seen = 8
    var table = AccuracyTable()
    #expect(table.add(result, file: "f", of: Example.google) { _ in "cd" } != nil)
    #expect(accuracies(table) == published)
    #expect(table.add(result, file: "f", of: Example.google) { _ in "ab" } == nil)
    #expect(
      accuracies(table) == [published[0], "0.50 128 500"] + published[1...])
  }

  @Test("of several sides for one α the nearest answers")
  func sides() {
    let family = WeightFamily(
      name: "nets", path: "nets",
      members: [128, 224].map { side in
        Example.weights(
          "net_\(side)", origin: "nets/\(side)", baseSide: side, widths: 1000...1000, classes: 9)
      })
    let catalogue = Catalogue(
      pictures: Example.catalogue.pictures, weights: [family], instructionSets: [.avx2],
      maximumThreads: 1)
    var state = Example.start(side: 224, base: 224, classes: 9, catalogue: catalogue)
    for (side, name) in [(224, "net_224"), (176, "net_224"), (175, "net_128"), (128, "net_128")] {
      state.choice.go(to: .one, side: side)
      state.bringInLine()
      #expect(state.figures.answeringWeights?.name == name)
    }
  }

  @Test("what was published is told for the α and side that the weights were trained for")
  func published() {
    var state = start
    #expect(state.figures.publishedAccuracy?.top1 == 70.1)
    state.type("1")
    #expect(state.figures.publishedAccuracy == nil)
    state.type("[[[")
    #expect(state.choice.setting.side == 128)
    #expect(state.figures.publishedAccuracy?.top1 == 39.5)
    #expect(state.figures.publishedAccuracy?.source == .quantised2018)
    state.type("v")
    #expect(state.figures.publishedAccuracy == nil)
    state = start
    state.type("w")
    #expect(state.figures.publishedAccuracy == nil)
  }

  @Test("a file that can't be read any more leaves structure and latency, and says so")
  func unreadable() {
    var state = start
    state.type("3")
    var snapshot = Example.answer(to: state)
    snapshot.predictions = []
    snapshot.ranking = []
    snapshot.weightsFailure = "nets/b.tflite: cannot be read"
    _ = reduce(&state, .snapshot(snapshot))
    #expect(state.figures.answeringWeights == nil && state.figures.predictionRows.isEmpty)
    #expect(
      state.figures.predictionsAvailability
        == .unavailable("nets/b.tflite: cannot be read: structure and latency only"))
    #expect(state.figures.latency != nil && state.choice.picture == 0)
    state.type("4")
    #expect(state.figures.predictionsAvailability == .available)
  }

  @Test("w brings a width that was trained, and goes round")
  func next() {
    var state = start
    state.type("w")
    #expect(state.family == Example.builtIn && state.choice.setting.baseSide == 128)
    state.press(.left, .left, .left)
    #expect(state.choice.setting.alpha == Example.width(850))
    state.type("w")
    #expect(state.family == Example.google)
    #expect(state.choice.setting.alpha == Example.width(750))
    #expect(state.choice.setting.baseSide == 224 && state.choice.setting.classes == 1001)
    #expect(state.figures.answeringWeights?.name == "net_750_192")
  }

  @Test("what is found in the library comes behind the rest, and w leads there")
  func found() {
    let catalogue = Catalogue(
      pictures: Example.catalogue.pictures, weights: [Example.builtIn], instructionSets: [.avx2],
      maximumThreads: 1)
    var state = Example.start(catalogue: catalogue)
    let isWeightsKey = { (binding: KeyBinding) in binding.commands[.character("w")] != nil }
    #expect(!Help(state).bindings.contains(where: isWeightsKey))
    #expect(reduce(&state, .found([Example.google])).isEmpty)
    #expect(state.figures.generation == 0)
    #expect(Help(state).bindings.contains(where: isWeightsKey))
    #expect(RecreatingCommand(state).arguments.isEmpty)
    state.type("w")
    #expect(state.family == Example.google)
    #expect(RecreatingCommand(state).arguments == ["--weights", "nets", "--weights", "built-in"])
  }

  @Test("a folder's further families are called by a file, the first by the folder")
  func arguments() {
    let further = WeightFamily(
      name: "nets (timm)", path: nil,
      members: [(500, 96), (1000, 128)].map { alpha, side in
        Example.weights(
          "t\(alpha)", origin: "nets/t\(alpha)", format: .timm, baseSide: side,
          widths: alpha...alpha, classes: 1000)
      })
    let catalogue = Catalogue(
      pictures: Example.catalogue.pictures, weights: [Example.google, further],
      instructionSets: [.avx2], maximumThreads: 1)
    var state = Example.start(side: 224, base: 224, classes: 1001, catalogue: catalogue)
    #expect(RecreatingCommand(state).arguments == ["--weights", "nets"])
    state.type("2")
    #expect(RecreatingCommand(state).arguments == ["--alpha", "0.5", "--weights", "nets"])
    state.type("w")
    #expect(
      state.choice.setting.alpha == Example.width(500) && state.choice.setting.baseSide == 128)
    #expect(
      RecreatingCommand(state).arguments == [
        "--base", "128", "--weights", "nets/t500", "--weights", "nets",
      ])
  }
}
