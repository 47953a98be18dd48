import Foundation
import MobileNet
import Testing
import Weights

@testable import Measure
@testable import Reports

@Suite("The data of a sweep")
struct SweepResultDataTests {
  @Test("of a frontier has the accuracy of each setting beside it")
  func frontier() throws {
    var evaluation = EvaluationResult(
      dataset: "d", fingerprint: "f",
      weights: WeightsInUse(name: "n", source: "s", sha256: "ab", trained: true), leftOut: 0,
      planned: 100, shards: [1], shardCount: 1,
      accuracies: [
        .init(alpha: try #require(WidthMultiplier("0.25")), side: 32, correct1: 20),
        .init(alpha: .one, side: 32, correct1: 40),
      ])
    evaluation.seen = 100
    // Wider is slower, two threads are faster, side 64 has not been evaluated.
    var result = grid { point, _ in Double(4 + point / 4) * (point.isMultiple(of: 2) ? 1 : 0.6) }
    result.weights = evaluation.weights
    let known = KnownAccuracy(
      family: WeightFamily(try WeightDescription.builtIn()),
      surface: AccuracySurface(evaluation), checksum: "ab")
    let json = try object(result.json(frontier: [known]))
    #expect(json["schema"] as? String == "mobilenet-explorer/sweep/1")
    #expect(json["top1_pictures"] as? [Int] == [100])
    let results = try #require(json["results"] as? [[String: Any]])
    #expect(results.map { $0["top1"] as? Double } == [0.2, 0.4, 0.2, 0.4])
    #expect((results[0]["top1_interval"] as? [Double])?.count == 2)
    let csv = result.csv(frontier: [known]).split(separator: "\n").map { $0.split(separator: ",") }
    #expect(csv.count == 5 && csv.allSatisfy { $0.count == 19 })
    #expect(csv[1][13] == "0.2" && csv[1][0] == "0.25" && csv[1][1] == "32")
    #expect(results.allSatisfy { $0["top1_basis"] as? String == "measured" })
    #expect(csv[0][17] == "top1_basis" && csv[1][17] == "\"measured\"")
  }

  @Test("is the JSON that other tools rely on")
  func json() throws {
    let result = grid { _, _ in 1 }
    let json = try object(result.json())
    #expect(Set(json.keys) == ["schema", "host", "weights", "rounds", "results", "verdicts"])
    #expect(json["schema"] as? String == "mobilenet-explorer/sweep/1")
    #expect(
      Set((json["host"] as? [String: Any] ?? [:]).keys) == ["name", "processor", "cores", "isa"])
    let results = try #require(json["results"] as? [[String: Any]])
    #expect(
      Set(results[0].keys) == [
        "alpha", "side", "variant", "precision", "threads", "multiply_adds", "parameters",
        "latency_ms",
        "median_interval_ms", "rounds_ns",
      ])
    #expect(
      Set((results[0]["latency_ms"] as? [String: Any] ?? [:]).keys) == [
        "min", "p10", "median", "p90", "runs",
      ])
    let verdicts = try #require(json["verdicts"] as? [[String: Any]])
    #expect(Set(verdicts[0].keys) == ["first", "second", "ratio", "interval", "verdict"])
    let beside = try object(result.json(against: [result]))
    let against = try #require(beside["against"] as? [[String: Any]])
    #expect(Set(against[0].keys) == ["host", "weights", "results"])
    #expect((against[0]["results"] as? [Any])?.count == 12)
  }

  @Test("comes back from its file as it was, also when it had others beside it")
  func roundTrip() throws {
    let result = grid { point, round in Double(point + round + 1) }
    let json = Array(try result.json(against: [result]).utf8)
    #expect(try SweepResult.read(bytes: json, file: "f") == result)
  }

  @Test(
    "is refused where its figures can't be true",
    arguments: [
      ("\"side\" : 32", "\"side\" : 3"), ("\"alpha\" : 0.25", "\"alpha\" : 2"),
      ("\"variant\" : \"separable\"", "\"variant\" : \"round\""),
      ("\"threads\" : 2", "\"threads\" : 0"), ("1000000\n", "0\n"), ("1000000\n", "-1\n"),
      ("1000000\n", "18446744073709551615\n"), ("sweep/1", "sweep/2"),
      ("\"rounds\" : 12", "\"rounds\" : 0"),
    ])
  func refusals(old: String, new: String) throws {
    let json = try grid { _, _ in 1 }.json()
    let broken = json.replacingOccurrences(of: old, with: new)
    #expect(broken != json)
    let error = #expect(throws: MeasureError.self) {
      _ = try SweepResult.read(bytes: Array(broken.utf8), file: "f")
    }
    #expect(error?.description.contains("not a result of this command") == true)
  }

  @Test("as CSV has a line a setting, as many fields in each, with more for each other host")
  func csv() {
    let result = grid { _, _ in 1 }
    for others in [[], [result, result]] {
      let lines = result.csv(against: others).split(separator: "\n")
        .map { $0.split(separator: ",", omittingEmptySubsequences: false) }
      #expect(lines.count == 13 && lines.allSatisfy { $0.count == 14 + 4 * others.count })
    }
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
      host: Host(name: "here", processor: "a processor", cores: 2, isa: "avx2"),
      weights: .init(name: "n", source: "s", sha256: nil, trained: true),
      plannedRounds: 12, points: points)
  }

  private func point(
    _ milliseconds: [Double], alpha: WidthMultiplier = .one, side: Int = 32, threads: Int = 1
  ) -> SweepResult.Point {
    SweepResult.Point(
      alpha: alpha, side: side, variant: .separable, threads: threads, multiplyAdds: 1000,
      parameters: 100, rounds: milliseconds.map { [UInt64(($0 * 1e6).rounded())] })
  }

  private func object(_ text: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }
}
