import Foundation
import MobileNet
import Testing

@testable import Measure

@Suite("The result of an evaluation")
struct EvaluationResultTests {
  private let folder: TemporaryFolder
  private let result: EvaluationResult

  init() throws {
    folder = try TemporaryFolder()
    var result = EvaluationResult(
      dataset: "val", fingerprint: "00ff",
      weights: .init(name: "n", source: "s", sha256: nil, trained: true),
      leftOut: 3, planned: 20, shards: [1, 4], shardCount: 5,
      accuracies: [
        .init(alpha: .one, side: 64, correct1: 5, correct5: 8),
        .init(
          alpha: try #require(WidthMultiplier("0.375")), side: 32, correct1: 0, correct5: 10),
      ])
    result.seen = 12
    result.damaged = 2
    self.result = result
  }

  @Test("is the JSON that other tools rely on")
  func json() throws {
    let json = try #require(
      try JSONSerialization.jsonObject(with: Data(result.json().utf8)) as? [String: Any])
    #expect(
      Set(json.keys) == [
        "schema", "dataset", "fingerprint", "pictures", "damaged", "seen", "planned", "left_out",
        "shards", "shard_count", "weights", "results",
      ])
    #expect(json["schema"] as? String == "mobilenet-explorer/evaluate/1")
    #expect(json["pictures"] as? Int == 10)
    let results = try #require(json["results"] as? [[String: Any]])
    #expect(
      results.allSatisfy {
        Set($0.keys) == [
          "alpha", "side", "top1", "top5", "top1_interval", "top5_interval", "correct1", "correct5",
        ]
      })
    #expect(results.map { $0["top1"] as? Double } == [0.5, 0])
    #expect(results[1]["alpha"] as? Double == 0.375)
    #expect(results[0]["top1_interval"] as? [Double] == [0.236593, 0.763407])
  }

  @Test("comes back from its file as it was")
  func roundTrip() throws {
    let path = "\(folder.path)/result.json"
    try ResultFile.write(result.json(), to: path)
    #expect(try EvaluationResult.read(path: path) == result)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["result.json"])
  }

  @Test(
    "is refused where its figures can't be true",
    arguments: [
      ("\"correct1\" : 5", "\"correct1\" : 9"), ("\"correct5\" : 8", "\"correct5\" : 11"),
      ("\"seen\" : 12", "\"seen\" : 21"), ("\"damaged\" : 2", "\"damaged\" : -2"),
      ("\"planned\" : 20", "\"planned\" : 9223372036854775807"),
      ("\"shard_count\" : 5", "\"shard_count\" : 3"), ("\"side\" : 32", "\"side\" : 31"),
      ("\"alpha\" : 1", "\"alpha\" : 1e300"), ("evaluate/1", "sweep/1"), ("{", "["),
      ("\"planned\" : 20", "\"planned\" : 20.5"),
    ])
  func refusals(old: String, new: String) throws {
    let json = try result.json()
    let broken = json.replacingOccurrences(of: old, with: new)
    #expect(broken != json)
    let path = try folder.write(Array(broken.utf8), to: "broken.json")
    let error = #expect(throws: MeasureError.self) { _ = try EvaluationResult.read(path: path) }
    #expect(error?.description.contains("not a result of this command") == true)
  }

  @Test("never traps, wherever its file is cut")
  func cut() throws {
    let json = Array(try result.json().utf8)
    for length in 0..<json.count where length % 5 == 0 {
      let path = try folder.write(Array(json[..<length]), to: "cut.json")
      #expect(throws: MeasureError.self) { _ = try EvaluationResult.read(path: path) }
    }
  }

  @Test("as CSV has a line a setting, as many fields in each")
  func csv() throws {
    let lines = result.csv.split(separator: "\n").map { $0.split(separator: ",") }
    #expect(lines.count == 3 && lines.allSatisfy { $0.count == 12 })
    #expect(lines[1].prefix(3) == ["1.0", "64", "0.5"])
    #expect(lines[2].suffix(4) == ["0", "10", "10", "2"])
  }

  @Test("shares its pictures out so that each is in one part")
  func shards() throws {
    for total in [0, 1, 7, 12] {
      let parts = try (1...5).map { try #require(Shard("\($0)/5")) }
      let places = parts.flatMap { part in (0..<part.size(of: total)).map(part.place) }
      #expect(places.sorted() == Array(0..<total))
    }
    #expect(
      ["0/3", "4/3", "1/0", "1", "1/2/3", "a/b", "-1/2", "1/100001"].allSatisfy { Shard($0) == nil }
    )
  }
}
