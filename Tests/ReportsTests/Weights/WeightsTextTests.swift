import Foundation
import MobileNet
import Testing

@testable import Reports
@testable import Weights

@Suite("Weights as they are shown")
struct WeightsTextTests {
  private let seeded = WeightSummary(
    .seeded(variant: .shallow, classes: 10, seed: 1, baseSide: 64))

  @Test("in a list have a line each")
  func list() throws {
    let builtIn = WeightSummary(try WeightSource.builtIn())
    let lines = WeightSummary.text([builtIn, seeded]).split(separator: "\n")
    #expect(lines.count == 3 && lines[0].hasPrefix("name"))
    #expect(
      lines[1].hasPrefix("built-in") && lines[1].contains("0.25…1.00") && lines[1].contains("200"))
    #expect(WeightSummary.text([]) == "name  α  side  classes  format")
  }

  @Test("by themselves tell every fact, and who says how pictures become the input")
  func facts() {
    let lines = seeded.text.split(separator: "\n").map { String($0) }
    #expect(lines.contains("network     MobileNet v1, shallow, padding same"))
    #expect(lines.contains("base side   64") && lines.contains("classes     10"))
    #expect(
      lines.contains {
        $0.hasPrefix("parameters  ") && $0.hasSuffix(" \(Figure.grouped(seeded.parameters))")
      })
    #expect(
      lines.contains(
        "input       (pixel / 255 − 0.50000) / 0.50000, assumed: the file does not say; "
          + "give --mean and --std where it is wrong"), "\(seeded.text)")
    #expect(
      lines.contains(
        "crop        0.875, assumed: the file does not say; give --crop where it is wrong"))
  }

  @Test("say whether int8 computes with the file's own integers, or why not")
  func integers() {
    var source = WeightSource.seeded(variant: .shallow, classes: 10, seed: 1, baseSide: 64)
    source.description.integers = .own
    #expect(WeightSummary(source).text.contains("integers    its own with --precision int8"))
    source.description.integers = .unusable("conv0 has\u{1b} no steps")
    #expect(
      WeightSummary(source).text.contains(
        "integers    made anew with --precision int8: conv0 has"))
    #expect(!WeightSummary(source).text.contains("\u{1b}"))
    #expect(!seeded.text.contains("integers"))
  }

  @Test("as JSON keep their contract, with a sentence for each file that can't be used")
  func json() throws {
    let error = WeightsError.changed(file: "x.tflite")
    let text = try WeightSummary.json([seeded], unusable: [error])
    let json = try #require(
      try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    #expect(json["schema"] as? String == "mobilenet-explorer/weights/1")
    #expect(json["unusable"] as? [String] == [error.description])
    let entry = try #require((json["weights"] as? [[String: Any]])?.first)
    #expect(
      Set(entry.keys) == [
        "name", "source", "format", "variant", "padding", "minimum_alpha", "maximum_alpha",
        "base_side", "classes", "mean", "std", "crop", "preprocessing", "parameters", "bytes",
        "sha256", "published",
      ])
    #expect(entry["published"] is NSNull && entry["preprocessing"] as? String == "assumed")
    #expect(entry["mean"] as? [Double] == [0.5, 0.5, 0.5])
  }

  @Test("to be fetched stand with their α, side and what was published")
  func downloads() {
    let lines = Download.text(Download.all).split(separator: "\n")
    #expect(lines.count == 33)
    #expect(
      lines.contains(
        "mobilenet_v1_0.5_160_quant   0.50  160   top-1 57.7 %, top-5 80.4 %"),
      "\(lines)")
    #expect(lines.allSatisfy { !$0.contains("–") })
  }

  @Test("say of a published accuracy what was published")
  func published() {
    let figures = PublishedAccuracy.figures(alpha: .one, side: 160).map(Figure.accuracy)
    #expect(
      figures == ["top-1 67.2 %", "top-1 68.0 %, top-5 87.7 %", "top-1 67.2 %, top-5 86.7 %"])
  }
}
