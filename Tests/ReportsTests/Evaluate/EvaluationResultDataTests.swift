import Engine
import Foundation
import Measure
import MobileNet
import Testing
import Weights

@testable import Reports

@Suite("The data of an evaluation")
struct EvaluationResultDataTests {
  private let result: EvaluationResult

  init() throws {
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
        "shards", "shard_count", "weights", "precision", "results",
      ])
    #expect(json["precision"] as? String == "float32")
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

  @Test("has the pointing game where there are boxes, and comes back with it")
  func pointing() throws {
    var pointed = result
    (pointed.boxes, pointed.boxed, pointed.middles) = ("ab", 8, 2)
    pointed.accuracies[0].pointed = 6
    let json = try #require(
      try JSONSerialization.jsonObject(with: Data(pointed.json().utf8)) as? [String: Any])
    #expect(json["boxes"] as? String == "ab")
    #expect(json["pointing_at_middle"] as? Double == 0.25)
    let results = try #require(json["results"] as? [[String: Any]])
    #expect(results.map { $0["pointing"] as? Double } == [0.75, 0])
    #expect(results[0]["pointing_interval"] as? [Double] == [0.409275, 0.928521])
    #expect(results.map { $0["pointing_pictures"] as? Int } == [8, 8])
    #expect(try EvaluationResult.read(bytes: Array(pointed.json().utf8), file: "f") == pointed)
    let lines = pointed.csv.split(separator: "\n")
    #expect(
      lines[0].hasSuffix("damaged,pointing,pointing_low,pointing_high,pointed,pointing_pictures"))
    #expect(lines[1].hasSuffix(",0.75,0.409275,0.928521,6,8"))
    pointed.accuracies[0].pointed = 9
    let bytes = Array(try pointed.json().utf8)
    #expect(throws: MeasureError.self) { try EvaluationResult.read(bytes: bytes, file: "f") }
    #expect(pointed.text.contains("of 8 pictures with a box"))
    #expect(pointed.text.contains("the middle of the picture lies in it on 25.0 %"))
  }

  @Test("in int8 has how often float32 answers the same, and comes back with it")
  func agreement() throws {
    var int8 = result
    int8.precision = .int8
    int8.accuracies[0].agreed = 9
    let json = try #require(
      try JSONSerialization.jsonObject(with: Data(int8.json().utf8)) as? [String: Any])
    #expect(json["precision"] as? String == "int8")
    let results = try #require(json["results"] as? [[String: Any]])
    #expect(results.map { $0["agreement"] as? Double } == [0.9, 0])
    #expect(results.map { $0["agreed"] as? Int } == [9, 0])
    #expect(try EvaluationResult.read(bytes: Array(int8.json().utf8), file: "f") == int8)
    let lines = int8.csv.split(separator: "\n")
    #expect(lines[0].hasSuffix("damaged,precision,agreement,agreed"))
    #expect(lines[1].hasSuffix(",int8,0.9,9"))
    #expect(int8.text.contains("as float32") && int8.text.contains("90.0 %"))
    int8.accuracies[0].agreed = 11
    let bytes = Array(try int8.json().utf8)
    #expect(throws: MeasureError.self) { try EvaluationResult.read(bytes: bytes, file: "f") }
    // Files of programs that knew float32 only.
    let old = try result.json().replacingOccurrences(of: "\"precision\" : \"float32\",\n", with: "")
    #expect(!old.contains("precision"))
    #expect(try EvaluationResult.read(bytes: Array(old.utf8), file: "f") == result)
  }

  @Test("tells how weights were quantised, and comes back with it")
  func quantisation() throws {
    var few = result
    few.precision = .int8(Quantisation(weightBits: 4, scales: .tensor))
    let text = try few.json()
    let json = try #require(
      try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    #expect(json["precision"] as? String == "int8" && json["weight_bits"] as? Int == 4)
    #expect(json["scales"] as? String == "tensor")
    #expect(try EvaluationResult.read(bytes: Array(text.utf8), file: "f") == few)
    #expect(few.csv.contains("agreed,weight_bits,scales\n") && few.csv.hasSuffix(",0,4,tensor"))
    #expect(few.text.contains("int4 weights, one scale"))
    for (right, wrong) in [
      ("\"weight_bits\" : 4", "\"weight_bits\" : 2"), ("\"tensor\"", "\"row\""),
      ("\"precision\" : \"int8\"", "\"precision\" : \"float32\""),
    ] {
      let bytes = Array(text.replacingOccurrences(of: right, with: wrong).utf8)
      #expect(throws: MeasureError.self) { try EvaluationResult.read(bytes: bytes, file: "f") }
    }
    #expect(try !result.json().contains("weight_bits"))
    // Files of programs that knew the usual quantisation only.
    few.precision = .int8
    let old = try few.json().replacingOccurrences(of: "\"weight_bits\" : 8,\n", with: "")
      .replacingOccurrences(of: "\"scales\" : \"channel\",\n", with: "")
    #expect(!old.contains("weight_bits") && !old.contains("scales"))
    #expect(try EvaluationResult.read(bytes: Array(old.utf8), file: "f") == few)
  }

  @Test("comes back from its file as it was")
  func roundTrip() throws {
    #expect(try EvaluationResult.read(bytes: Array(result.json().utf8), file: "f") == result)
    var ofFiles = result
    ofFiles.weights = WeightsInUse(
      name: "n", source: "s", sha256: "ab", trained: true,
      files: [.init(source: "f", alpha: .one, side: 64, sha256: "cd")])
    #expect(try EvaluationResult.read(bytes: Array(ofFiles.json().utf8), file: "f") == ofFiles)
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
    let error = #expect(throws: MeasureError.self) {
      _ = try EvaluationResult.read(bytes: Array(broken.utf8), file: "f")
    }
    #expect(error?.description.contains("not a result of this command") == true)
  }

  @Test("never traps, wherever its file is cut")
  func cut() throws {
    let json = Array(try result.json().utf8)
    for length in 0..<json.count where length % 5 == 0 {
      #expect(throws: MeasureError.self) {
        _ = try EvaluationResult.read(bytes: Array(json[..<length]), file: "f")
      }
    }
  }

  @Test("as CSV has a line a setting, as many fields in each")
  func csv() throws {
    let lines = result.csv.split(separator: "\n").map { $0.split(separator: ",") }
    #expect(lines.count == 3 && lines.allSatisfy { $0.count == 12 })
    #expect(lines[1].prefix(3) == ["1.0", "64", "0.5"])
    #expect(lines[2].suffix(4) == ["0", "10", "10", "2"])
  }
}

@Suite("The built-in accuracy surface")
struct BuiltInAccuracyTests {
  @Test("is that of the weights inside: else measure it again")
  func builtIn() throws {
    let surface = try AccuracySurface.builtIn()
    #expect(surface.alphas.map(\.thousandths) == Array(stride(from: 250, through: 1000, by: 50)))
    #expect(surface.sides.count >= 7)
    #expect(surface.pictures == 10_000)
    let checksum = try WeightSource.builtIn().checksum()
    #expect(
      surface.checksum == checksum,
      "Assets/Accuracy/README.md tells the command that measures the new weights")
    let error = try #require(
      surface.largestError, "Assets/Accuracy/README.md tells how interpolation is checked")
    #expect((0.001..<0.05).contains(error))
  }

  @Test("in int8 is of the same weights, within half a point of float32 at the nine settings told")
  func int8() throws {
    let surfaces = try AccuracySurfaces.builtIn()
    let float = try #require(surfaces[.float32])
    let int8 = try #require(surfaces[.int8])
    #expect(int8.checksum == float.checksum && int8.pictures == float.pictures)
    for thousandths in [250, 500, 1000] {
      for side in [32, 64, 112] {
        let alpha = try #require(WidthMultiplier(thousandths: thousandths))
        let own = try #require(int8.accuracy(alpha: alpha, side: side))
        let other = try #require(float.accuracy(alpha: alpha, side: side))
        #expect(!own.isInterpolated && abs(own.top1 - other.top1) <= 0.005)
        let agreement = try #require(int8.agreement(alpha: alpha, side: side))
        #expect(agreement >= (alpha == .one ? 0.95 : 0.92))
        #expect(float.agreement(alpha: alpha, side: side) == nil)
      }
    }
  }

  @Test("with fewer bits or one scale is of the same weights: six are enough, four are not")
  func quantised() throws {
    let surfaces = try AccuracySurfaces.builtIn()
    let usual = try #require(surfaces[.int8])
    let ways = (3...7).map { Quantisation(weightBits: $0, scales: .channel) }
    for quantisation in ways + [Quantisation(weightBits: 8, scales: .tensor)] {
      let surface = try #require(surfaces[.int8(quantisation)])
      #expect(surface.checksum == usual.checksum && surface.pictures == usual.pictures)
      #expect(surface.alphas == usual.alphas && surface.sides == usual.sides)
      for alpha in surface.alphas {
        for side in surface.sides {
          let own = try #require(surface.accuracy(alpha: alpha, side: side))
          let lost = try #require(usual.accuracy(alpha: alpha, side: side)).top1 - own.top1
          switch quantisation.weightBits {
          case 6, 7: #expect(lost < 0.02)
          case 5: #expect(lost < 0.06)
          default: #expect(lost > 0.03)
          }
        }
      }
    }
  }
}
