import Engine
import Foundation
import Measure
import MobileNet
import Testing
import Weights

@testable import Reports

@Suite("A benchmark as data")
struct BenchOutputTests {
  @Test("is the JSON that other tools rely on")
  func json() throws {
    let source = WeightSource.seeded(variant: .separable, classes: 10, seed: 1, baseSide: 32)
    let setting = Setting(
      alpha: WidthMultiplier(thousandths: 100) ?? .one, side: 32, baseSide: 32, classes: 10)
    let bench = try Bench.run(
      source, setting: setting, instructionSet: .best, threads: 1, rounds: 3)
    let text = try bench.json()
    let json = try #require(
      try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    #expect(
      Set(json.keys) == [
        "schema", "alpha", "side", "threads", "isa", "precision", "classes", "weights",
        "inference_ms",
        "rebuild_ms",
      ])
    let inference = try #require(json["inference_ms"] as? [String: Any])
    #expect(Set(inference.keys) == ["min", "median", "p90", "runs"])
    #expect(inference["runs"] as? Int == 3)
    #expect(Set(try #require(json["rebuild_ms"] as? [String: Any]).keys) == ["min", "median"])
  }
}
