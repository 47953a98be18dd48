import Engine
import Foundation
import Measure
import MobileNet
import Pictures
import Testing
import Weights

@testable import Reports

@Suite("A report")
struct ReportDataTests {
  @Test("is the JSON that other tools rely on")
  func json() throws {
    let report = try report(withPicture: true)
    let json = try object(report.json(withLogits: true))
    #expect(
      Set(json.keys) == [
        "schema", "setting", "weights", "image", "totals", "build_ms", "latency_ms",
        "latency_interval_ms", "accuracy", "full", "pinned", "predictions", "layers", "logits",
        "provenance",
      ])
    #expect(json["schema"] as? String == "mobilenet-explorer/report/1")
    let setting = try #require(json["setting"] as? [String: Any])
    #expect(
      Set(setting.keys) == [
        "alpha", "rho", "side", "base", "variant", "rho_rule", "classes", "threads", "isa",
        "precision",
      ])
    let totals = try #require(json["totals"] as? [String: Any])
    #expect(
      Set(totals.keys) == [
        "parameters", "biases", "batch_norm_parameters", "multiply_adds", "weight_bytes",
        "activation_bytes", "map_bytes_int8",
      ])
    let layers = try #require(json["layers"] as? [[String: Any]])
    #expect(layers.count == 29)
    #expect(
      layers.allSatisfy {
        Set($0.keys) == [
          "name", "kind", "kernel", "stride", "padding", "input", "output", "parameters",
          "multiply_adds", "receptive_field", "map_bytes_int8", "bytes", "intensity", "latency_ms",
        ]
      })
    let traffic = report.architecture.traffic(threads: 1)
    #expect(layers.map { $0["bytes"] as? Int } == traffic.map(\.bytes))
    #expect(layers[27]["name"] as? String == "pool" && layers[27]["intensity"] as? Double == 0)
    for (layer, traffic) in zip(layers, traffic) {
      let multiplyAdds = try #require(layer["multiply_adds"] as? Double)
      let intensity = try #require(layer["intensity"] as? Double)
      #expect(abs(intensity - multiplyAdds / Double(traffic.bytes)) < 1e-6)
    }
    // The rows of the layer that peaks are its own: 32 → 16 pixels, 3 → 8 → 8 → 16 channels.
    #expect(totals["map_bytes_int8"] as? Int == 16 * 16 * (8 + 16))
    #expect(layers.map { $0["receptive_field"] as? Int }.prefix(5) == [3, 7, 7, 11, 11])
    let provenance = try #require(json["provenance"] as? [String: String])
    #expect(provenance["latency_ms"] == "measured" && provenance["totals"] == "computed")
    #expect(layers[2]["map_bytes_int8"] as? Int == 16 * 16 * (8 + 16))
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
    #expect(lines.allSatisfy { $0.count == 20 })
  }

  @Test("tells accuracy, and what it costs beside α = ρ = 1")
  func beside() throws {
    let json = try object(report(withPicture: true).json(withLogits: false))
    let accuracy = try #require(json["accuracy"] as? [String: Any])
    #expect(
      Set(accuracy.keys) == ["top1", "top1_interval", "top5", "basis", "source", "pictures"])
    #expect(accuracy["basis"] as? String == "measured" && accuracy["pictures"] as? Int == 10_000)
    let interval = try #require(accuracy["top1_interval"] as? [Double])
    let top1 = try #require(accuracy["top1"] as? Double)
    #expect(interval[0] < top1 && top1 < interval[1])
    let full = try #require(json["full"] as? [String: Any])
    #expect(Set(full.keys) == ["side", "totals", "factors", "formulas", "accuracy"])
    let totals = try #require(full["totals"] as? [String: Double])
    let own = try #require(json["totals"] as? [String: Double])
    #expect(Set(totals.keys) == Set(own.keys))
    let factors = try #require(full["factors"] as? [String: Double])
    #expect(Set(factors.keys) == ["multiply_adds", "parameters", "memory", "map_bytes_int8"])
    for name in ["multiply_adds", "parameters", "map_bytes_int8"] {
      let (here, there) = (try #require(own[name]), try #require(totals[name]))
      let factor = try #require(factors[name])
      #expect(abs(factor - here / there) < 1e-6)
    }
    let formulas = try #require(full["formulas"] as? [String: [String: Any]])
    #expect(formulas["multiply_adds"]?["formula"] as? String == "α²ρ²")
    #expect(formulas["multiply_adds"]?["value"] as? Double == 0.006944)
    #expect(json["pinned"] is NSNull)
    let provenance = try #require(json["provenance"] as? [String: String])
    #expect(provenance["accuracy"] == "measured" && provenance["factors"] == "computed")
  }

  @Test("beside a pinned network has its costs, its answer, and the ratio of latencies")
  func pinned() throws {
    let report = try report(withPicture: true, pinnedAlpha: 500)
    let json = try object(report.json(withLogits: false))
    let pinned = try #require(json["pinned"] as? [String: Any])
    #expect(
      Set(pinned.keys) == [
        "setting", "weights", "totals", "factors", "formulas", "accuracy", "latency_ms",
        "latency_interval_ms", "latency_ratio", "answer", "agrees", "probabilities",
      ])
    #expect((pinned["setting"] as? [String: Any])?["alpha"] as? Double == 0.5)
    let formulas = try #require(pinned["formulas"] as? [String: [String: Any]])
    #expect(formulas["parameters"]?["value"] as? Double == 0.25)
    let ratio = try #require(pinned["latency_ratio"] as? [String: Any])
    // Half as wide: faster on any host, however busy.
    #expect((ratio["ratio"] as? Double).map { $0 < 1 } == true)
    #expect(["different", "same", "unknown"].contains(ratio["verdict"] as? String))
    let answer = try #require(pinned["answer"] as? [String: Any])
    #expect(Set(answer.keys) == ["index", "id", "label", "probability"])
    #expect(
      pinned["agrees"] as? Bool == (answer["index"] as? Int == report.predictions.first?.index))
    #expect((pinned["probabilities"] as? [Double])?.count == 5)
    let lines = report.csv.split(separator: "\n")
    #expect(lines[0].hasSuffix(",pinned_latency_ms_median,pinned_latency_ratio"))
    #expect(lines[1].split(separator: ",").count == 20)
  }

  @Test("without figures that were not measured has null in their places")
  func unmeasured() throws {
    let measured = try report(withPicture: true)
    let report = Report(
      architecture: measured.architecture, threads: 1, instructionSet: .best,
      weights: measured.weights, image: nil, buildMilliseconds: nil, latency: nil,
      layers: Array(repeating: nil, count: 29), predictions: [])
    let json = try object(report.json(withLogits: false))
    #expect(
      Set(json.keys).union(["logits"])
        == Set(try object(measured.json(withLogits: true)).keys))
    for name in ["build_ms", "latency_ms", "latency_interval_ms", "accuracy", "pinned"] {
      #expect(json[name] is NSNull, "\(name)")
    }
    let layers = try #require(json["layers"] as? [[String: Any]])
    #expect(layers.allSatisfy { $0["latency_ms"] is NSNull })
    #expect(report.csv.split(separator: "\n").allSatisfy { $0.count { $0 == "," } == 19 })
  }

  private func report(withPicture: Bool, pinnedAlpha: Int? = nil) throws -> Report {
    let source = try WeightSource.builtIn()
    var setting = Setting(
      alpha: WidthMultiplier(thousandths: 250) ?? .one, side: 32, baseSide: 96, classes: 200)
    var request = ReportRequest(
      setting: setting, source: source, threads: 1, instructionSet: .best, runs: 2,
      input: .picture(try SamplePhoto.all[0].decoded(), path: "photo.jpg"))
    request.surfaces = try .builtIn()
    if !withPicture { request.input = .tensor(request.tensor) }
    if let alpha = pinnedAlpha.flatMap(WidthMultiplier.init(thousandths:)) {
      setting.alpha = alpha
      request.pinned = Pinned(
        setting: setting, weights: WeightFamily(source.description), threads: 1,
        instructionSet: .best)
    }
    return try Report(request)
  }

  private func object(_ json: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
  }
}
