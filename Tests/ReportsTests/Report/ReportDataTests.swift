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
        "schema", "setting", "weights", "image", "totals", "build_ms", "latency_ms", "predictions",
        "layers", "logits", "provenance",
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
    #expect(lines.allSatisfy { $0.count == 15 })
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
