import Engine
import MobileNet
import Testing

@testable import Measure
@testable import Weights

@Suite("What is known of how often own weights are right")
struct AccuracyTableTests {
  private static let half = WidthMultiplier("0.5") ?? .one

  /// Two files as Google publishes them: α 0.5 for the side 160, α 1 for the side 224.
  private static let family = WeightFamily(
    name: "models", path: "models",
    members: [(half, 160), (.one, 224)].map { alpha, side in
      WeightDescription(
        name: "net", origin: "net-\(side)", format: .tfliteQuantised, padding: .same,
        baseSide: side, widths: alpha...alpha, classes: ClassLabel.imageNet,
        preprocessing: Preprocessing(mean: [0, 0, 0], std: [1, 1, 1], crop: 1))
    })

  private func result(checksums: [String], fed: String? = nil) -> EvaluationResult {
    let files = zip([(Self.half, 160), (.one, 224)], checksums).map { file, checksum in
      WeightsInUse.File(source: "f", alpha: file.0, side: file.1, sha256: checksum)
    }
    var result = EvaluationResult(
      dataset: "d", fingerprint: "f",
      weights: WeightsInUse(
        name: "n", source: "s", sha256: "all", trained: true, fed: fed, files: files),
      leftOut: 0, planned: 100, shards: [1], shardCount: 1,
      accuracies: [
        EvaluationResult.Accuracy(alpha: Self.half, side: 128, correct1: 40, correct5: 60),
        EvaluationResult.Accuracy(alpha: .one, side: 224, correct1: 70, correct5: 90),
      ])
    result.seen = 100
    return result
  }

  @Test("is what was published for the files, and only where it was published")
  func published() {
    let known = KnownAccuracy(family: Self.family, surface: nil, checksum: nil)
    let accuracy = known.accuracy(alpha: Self.half, side: 160)
    #expect(accuracy?.basis == .published(.quantised2018))
    #expect(accuracy.map { abs($0.top1 - 0.577) < 1e-9 } == true)
    #expect(known.accuracy(alpha: Self.half, side: 128) == nil)
    var choice = PreprocessingChoice()
    choice.crop = 0.5
    let otherwise = KnownAccuracy(family: Self.family.with(choice), surface: nil, checksum: nil)
    #expect(otherwise.accuracy(alpha: Self.half, side: 160) == nil)
  }

  @Test("is what was measured on the files in use; a line tells which were others")
  func measured() throws {
    var table = AccuracyTable()
    let notice = table.add(
      result(checksums: ["a", "b"]), file: "a.json", of: Self.family
    ) { $0.baseSide == 160 ? "a" : "other" }
    #expect(
      notice == "a.json: α 1.00 of n was measured on other weights than those of models, "
        + "or fed otherwise; evaluate these")
    let known = KnownAccuracy(family: Self.family, surface: nil, checksum: nil, table: table)
    let own = known.accuracy(alpha: Self.half, side: 128)
    #expect(own?.top1 == 0.4)
    guard case .measured? = own?.basis else {
      Issue.record("\(String(describing: own))")
      return
    }
    #expect(known.accuracy(alpha: .one, side: 224)?.basis == .published(.quantised2018))
    #expect(known.pictures == [100])
  }

  @Test("is taken, and goes on, only where the weights are fed as they were then")
  func fed() throws {
    var choice = PreprocessingChoice()
    (choice.crop, choice.std) = (0.5, SIMD3(repeating: 0.25))
    #expect(choice.words == "std 0.25 0.25 0.25, crop 0.5" && PreprocessingChoice().words == nil)
    let family = Self.family.with(choice)
    let (plain, cut) = (
      result(checksums: ["a", "b"]), result(checksums: ["a", "b"], fed: choice.words)
    )
    let checksum = { (member: WeightDescription) in member.baseSide == 160 ? "a" : "b" }
    for (found, weights, isTaken) in [
      (plain, Self.family, true), (plain, family, false), (cut, family, true),
      (cut, Self.family, false),
    ] {
      var table = AccuracyTable()
      let notice = table.add(found, file: "a.json", of: weights, checksum: checksum)
      #expect((notice == nil) == isTaken && table.has(weights, in: .float32) == isTaken)
    }
    try plain.check(isContinuedBy: plain, file: "a.json")
    #expect(
      throws: MeasureError.anotherMeasurement(
        file: "a.json", difference: "fed with std 0.25 0.25 0.25, crop 0.5")
    ) { try plain.check(isContinuedBy: cut, file: "a.json") }
  }

  @Test("knows each file by its checksum")
  func checksums() {
    let weights = result(checksums: ["a", "b"]).weights
    #expect(weights.checksum(alpha: Self.half, side: 96) == "a")
    #expect(weights.checksum(alpha: .one, side: 96) == "b")
    #expect(weights.checksum(alpha: WidthMultiplier("0.25") ?? .one, side: 96) == nil)
  }
}
