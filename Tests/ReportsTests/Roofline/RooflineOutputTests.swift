import Engine
import Foundation
import Measure
import MobileNet
import Testing
import Weights

@testable import Reports

@Suite("A roofline as it is shown")
struct RooflineOutputTests {
  private let roofline: Roofline
  private let report: Report

  init() throws {
    let setting = Setting(
      alpha: WidthMultiplier(thousandths: 250) ?? .one, side: 32, baseSide: 96, classes: 200)
    let source = try WeightSource.builtIn()
    report = try Report(
      ReportRequest(
        setting: setting, source: source, threads: 1, instructionSet: .best, runs: 1,
        input: .tensor(Array(repeating: 0, count: 32 * 32 * 3))))
    let levels = [
      Ceilings.Level(name: "L1", bytes: 32 << 10, bandwidth: 200e9),
      Ceilings.Level(name: "L2", bytes: 1 << 20, bandwidth: 20e9),
    ]
    let ceilings = Ceilings(
      subject: Ceilings.Subject(instructionSet: .best, threads: 1), peak: 50e9, levels: levels,
      memoryProblem: "too little of it is free")
    // Every layer takes 2 µs.
    roofline = Roofline(
      report.architecture, milliseconds: Array(repeating: 0.002, count: 29), ceilings: ceilings)
  }

  @Test("in text has the ceilings, a line a layer, what limits it, and what times go with")
  func text() {
    let lines = roofline.text(of: report).split(separator: "\n").map(String.init)
    #expect(lines.count == 3 + 1 + 29 + 3)
    #expect(
      lines[2]
        == "ceilings: 50.0 G multiply-adds/s on registers; reads L1 200 GB/s, L2 20.0 GB/s; memory is "
        + "left out: too little of it is free", "\(lines[2])")
    // 54 K multiply-adds in 2 µs.
    #expect(lines[4].hasPrefix("conv0"), "\(lines[4])")
    #expect(lines[4].contains("2.00") && lines[4].hasSuffix("arithmetic"), "\(lines[4])")
    let pool = lines.first { $0.hasPrefix("pool") }
    #expect(pool?.hasSuffix("–") == true && pool?.contains("0.000") == false, "\(pool ?? "")")
    #expect(lines.last == "time ranks with multiply-adds –, parameters –, bytes – (Spearman)")
  }

  @Test("is the JSON that other tools rely on")
  func json() throws {
    let text = try roofline.json(of: report)
    let json = try #require(
      try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    #expect(
      Set(json.keys) == [
        "schema", "setting", "weights", "peak", "bandwidths", "memory_left_out", "layers",
        "rank_correlation",
      ])
    #expect(json["schema"] as? String == "mobilenet-explorer/roofline/1")
    #expect(json["peak"] as? Double == 50e9)
    #expect(json["bandwidths"] as? [String: Double] == ["L1": 200e9, "L2": 20e9])
    #expect(json["memory_left_out"] as? String == "too little of it is free")
    let layers = try #require(json["layers"] as? [[String: Any]])
    #expect(layers.count == 29)
    #expect(
      layers.allSatisfy {
        Set($0.keys) == [
          "name", "kind", "bytes", "intensity", "map_intensity", "latency_ms_median", "rate",
          "roof", "share", "limit",
        ]
      })
    #expect(layers[27]["roof"] is NSNull && layers[27]["limit"] is NSNull)
    #expect(layers[28]["limit"] as? String == "L2")
    let first = try #require(layers[0]["share"] as? Double)
    #expect(abs(first * 50e9 - (layers[0]["rate"] as? Double ?? 0)) < 1e6)
    #expect(
      (json["rank_correlation"] as? [String: Any])?.keys.sorted() == [
        "bytes", "multiply_adds", "parameters",
      ])
  }

  @Test("as CSV has as many fields in each line, none of them made up")
  func csv() {
    let lines = roofline.csv.split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false)
    }
    #expect(lines.count == 30 && lines.allSatisfy { $0.count == 12 })
    #expect(lines[28].suffix(4) == ["", "", "", ""])
    #expect(lines[29].last == "L2")
  }

  @Test("as SVG has both ceilings with their values, and a mark a layer that multiplies")
  func svg() throws {
    let svg = roofline.svg(of: report)
    #expect(svg.contains(">arithmetic 50.0 G/s<") && svg.contains(">L2 20.0 GB/s<"))
    #expect(svg.count { $0 == "\n" } < 200)
    #expect(svg.split(separator: "<title>").count - 1 == 28)
    #expect(svg.contains("<title>block3.dw: ") && !svg.contains("nan"))
    #expect(svg.split(separator: "<polyline").count - 1 == 2)
  }
}
