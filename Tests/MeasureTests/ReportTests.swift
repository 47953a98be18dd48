import Engine
import Foundation
import MobileNet
import Pictures
import Testing
import Weights

@testable import Measure

@Suite("A report")
struct ReportTests {
  @Test("is the JSON that other tools rely on")
  func json() throws {
    let report = try report(withPicture: true)
    let json = try object(report.json(withLogits: true))
    #expect(
      Set(json.keys) == [
        "schema", "setting", "weights", "image", "totals", "build_ms", "latency_ms", "predictions",
        "layers", "logits",
      ])
    #expect(json["schema"] as? String == "mobilenet-explorer/report/1")
    let setting = try #require(json["setting"] as? [String: Any])
    #expect(
      Set(setting.keys) == [
        "alpha", "rho", "side", "base", "variant", "rho_rule", "classes", "threads", "isa",
      ])
    let totals = try #require(json["totals"] as? [String: Any])
    #expect(
      Set(totals.keys) == [
        "parameters", "biases", "batch_norm_parameters", "multiply_adds", "weight_bytes",
        "activation_bytes",
      ])
    let layers = try #require(json["layers"] as? [[String: Any]])
    #expect(layers.count == 29)
    #expect(
      layers.allSatisfy {
        Set($0.keys) == [
          "name", "kind", "kernel", "stride", "padding", "input", "output", "parameters",
          "multiply_adds", "latency_ms",
        ]
      })
    let predictions = try #require(json["predictions"] as? [[String: Any]])
    #expect(predictions.map { $0["rank"] as? Int } == [1, 2, 3, 4, 5])
    #expect((json["logits"] as? [Any])?.count == 200)
    #expect((json["weights"] as? [String: Any])?["trained"] as? Bool == true)
  }

  @Test("of a tensor has no image, and the same answer as the picture it came from")
  func tensor() throws {
    let picture = try report(withPicture: true)
    let tensor = try report(withPicture: false)
    #expect(tensor.image == nil)
    #expect(tensor.logits == picture.logits)
    #expect(try object(tensor.json(withLogits: false))["image"] is NSNull)
  }

  @Test("as CSV has a line a layer, as many fields in each")
  func csv() throws {
    let lines = try report(withPicture: true).csv.split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false)
    }
    #expect(lines.count == 30)
    #expect(lines.allSatisfy { $0.count == 14 })
  }

  private func report(withPicture: Bool) throws -> Report {
    let source = try WeightSource.builtIn()
    var request = ReportRequest(
      setting: Setting(
        alpha: WidthMultiplier(thousandths: 250) ?? .one, side: 32, baseSide: 96, classes: 200),
      source: source, threads: 1, instructionSet: .best, runs: 2,
      input: .picture(try SamplePhoto.all[0].decoded(), path: "photo.jpg"))
    if !withPicture { request.input = .tensor(request.tensor) }
    return Report(request)
  }

  private func object(_ json: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
  }
}

@Suite("A benchmark")
struct BenchTests {
  @Test("is the JSON that other tools rely on")
  func json() throws {
    let source = WeightSource.seeded(variant: .separable, classes: 10, seed: 1, baseSide: 32)
    let setting = Setting(
      alpha: WidthMultiplier(thousandths: 100) ?? .one, side: 32, baseSide: 32, classes: 10)
    let bench = Bench.run(source, setting: setting, instructionSet: .best, threads: 1, rounds: 3)
    let text = try bench.json(
      setting: setting, threads: 1, instructionSet: .best, weights: "seeded")
    let json = try #require(
      try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    #expect(
      Set(json.keys) == [
        "schema", "alpha", "side", "threads", "isa", "classes", "weights", "inference_ms",
        "rebuild_ms",
      ])
    let inference = try #require(json["inference_ms"] as? [String: Any])
    #expect(Set(inference.keys) == ["min", "median", "p90", "runs"])
    #expect(inference["runs"] as? Int == 3)
    #expect(Set(try #require(json["rebuild_ms"] as? [String: Any]).keys) == ["min", "median"])
  }

  /// Small networks of one width in every format.
  private static let checkpoints: [String] = {
    let fixtures = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../EngineTests/Fixtures").path()
    let files = ["checkpoints", "parity"].flatMap { folder in
      let names =
        (try? FileManager.default.contentsOfDirectory(atPath: "\(fixtures)/\(folder)")) ?? []
      return names.map { "\(fixtures)/\(folder)/\($0)" }
    }
    return files.filter { path in
      path.hasSuffix(".tflite")
        || path.hasSuffix(".safetensors") && !path.contains(".expected.")
          && !path.contains(".slice.")
    }.sorted()
  }()

  @Test("rebuilds from a setting that the weights hold, too", arguments: checkpoints)
  func oneWidth(path: String) throws {
    let source = try WeightSource.read(path: path)
    let setting = Setting(
      alpha: source.widths.upperBound, side: source.baseSide, baseSide: source.baseSide,
      variant: source.variant, padding: source.padding, classes: source.classes.count)
    let other = Bench.neighbour(of: setting, on: source)
    #expect(other.alpha == setting.alpha && other.side != setting.side)
    let bench = Bench.run(source, setting: setting, instructionSet: .best, threads: 1, rounds: 1)
    #expect(bench.rebuild.minimum > 0)
  }

  @Test(
    "rebuilds from another width where the weights have several", arguments: ["0.025", "0.5", "1"])
  func manyWidths(alpha: String) throws {
    let source = WeightSource.seeded(variant: .separable, classes: 10, seed: 1, baseSide: 224)
    let alpha = try #require(WidthMultiplier(alpha))
    let setting = Setting(alpha: alpha, side: 224, baseSide: 224, classes: 10)
    let other = Bench.neighbour(of: setting, on: source)
    #expect(other.alpha != setting.alpha && other.side == 192 && source.fits(other))
  }
}
