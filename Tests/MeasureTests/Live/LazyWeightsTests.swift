import Foundation
import MobileNet
import Testing
import Weights

@testable import Measure

/// Weights that are read only when they are needed.
@Suite("Weights read in the explorer")
struct LazyWeightsTests {
  private let tflite = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../WeightsTests/Fixtures/random-uint8.tflite").path()

  /// The family of one small network, copied into a folder of the test's own.
  private func inFamily(_ body: (WeightFamily, Request, Workbench) throws -> Void) throws {
    let folder = URL.temporaryDirectory.appending(path: "lazy-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appending(path: "network.tflite").path()
    try FileManager.default.copyItem(atPath: tflite, toPath: path)
    let bench = try Workbench()
    let family = try #require(WeightFolder(folder.path()).families.first)
    bench.family = family
    var request = bench.request(generation: 1, alpha: 50, side: 40)
    request.setting.baseSide = 40
    request.setting.classes = 7
    try body(family, request, bench)
  }

  @Test("are read for the first request that they answer")
  func reads() throws {
    try inFamily { family, request, bench in
      #expect(bench.live.answer(request))
      let snapshot = try #require(bench.told.last)
      #expect(!snapshot.predictions.isEmpty && snapshot.weightsFailure == nil)
      var other = request
      other.generation = 2
      other.setting.alpha = .one
      #expect(bench.live.answer(other))
      let untrained = try #require(bench.told.last)
      #expect(untrained.predictions.isEmpty && untrained.weightsFailure == nil)
      #expect(untrained.latency != nil)
    }
  }

  @Test("leave structure and latency where the file has gone or changed since")
  func gone() throws {
    try inFamily { family, request, bench in
      let path = family.members[0].origin
      try Data("nothing".utf8).write(to: URL(filePath: path))
      #expect(bench.live.answer(request))
      let snapshot = try #require(bench.told.last)
      #expect(snapshot.weightsFailure?.hasPrefix(path) == true)
      #expect(snapshot.predictions.isEmpty && snapshot.latency != nil && snapshot.failure == nil)

      // Mended, it answers at the next request.
      try FileManager.default.removeItem(atPath: path)
      try FileManager.default.copyItem(atPath: tflite, toPath: path)
      var again = request
      again.generation = 2
      #expect(bench.live.answer(again))
      #expect(
        bench.told.last?.weightsFailure == nil && bench.told.last?.predictions.isEmpty == false)
    }
  }
}
