import MobileNet
import Testing

@testable import Weights

@Suite("An entry of a file's metadata")
struct MetadataTests {
  /// Entries as JSON has them.
  private func metadata(_ text: String) throws -> Metadata {
    guard case .object(let members) = try JSON(parsing: Array(text.utf8)) else {
      throw WeightsError.empty(file: text)
    }
    return Metadata(members, file: "f")
  }

  /// What is asked of the entry `k`.
  typealias Question = @Sendable (Metadata) throws -> Void

  private static let refusals: [(text: String, problem: String, ask: Question)] = [
    ("{}", "is missing or no text", { _ = try $0.string("k") }),
    ("{\"k\": 1}", "is missing or no text", { _ = try $0.string("k") }),
    ("{\"k\": 1}", "is neither true nor false", { _ = try $0.flag("k") }),
    ("{\"k\": [1]}", "is no JSON object", { _ = try $0.members("k") }),
    ("{\"k\": {}}", "is missing or no JSON array", { _ = try $0.elements("k") }),
    ("{\"k\": 31}", "is no side in 32…512", { _ = try $0.side("k") }),
    ("{\"k\": 513}", "is no side in 32…512", { _ = try $0.side("k") }),
    ("{\"k\": 96.0}", "is no side in 32…512", { _ = try $0.side("k") }),
    ("{\"k\": 1.5}", "is no number in 0.01…1.0", { _ = try $0.number("k", in: 0.01...1) }),
    ("{\"k\": 1e999}", "is no number in 0.01…1.0", { _ = try $0.number("k", in: 0.01...1) }),
    ("{\"k\": 0}", "is no whole number above 0", { _ = try $0.positiveInteger("k") }),
    ("{\"k\": 6}", "is no whole number from 0 to 5", { _ = try $0.wholeNumber("k", below: 6) }),
    ("{\"k\": -1}", "is no whole number from 0 to 5", { _ = try $0.wholeNumber("k", below: 6) }),
    ("{\"k\": 0.0005}", noWidth, { _ = try $0.width("k") }),
    ("{\"k\": 0}", noWidth, { _ = try $0.width("k") }),
    ("{\"k\": 1.001}", noWidth, { _ = try $0.width("k") }),
    ("{\"k\": [0, 1]}", noColour, { _ = try $0.colour("k", in: 0...1) }),
    ("{\"k\": [0, 1, 2]}", noColour, { _ = try $0.colour("k", in: 0...1) }),
    ("{\"k\": [0, 1, 1, \"x\"]}", noColour, { _ = try $0.colour("k", in: 0...1) }),
    (
      "{\"k\": [2, 2]}", "is no ascending list of whole numbers",
      { _ = try $0.ascendingIntegers("k") }
    ),
    (
      "{\"k\": []}", "is no ascending list of whole numbers",
      { _ = try $0.ascendingIntegers("k") }
    ),
    (
      "{\"k\": [0.5, 0.25]}",
      "is no ascending list of multipliers in 0.001…1 with three decimals",
      { _ = try $0.ascendingWidths("k") }
    ),
    (
      "{\"k\": {\"height\": 96, \"width\": 97}}",
      "is no number of pixels for height and width: give squares",
      { _ = try $0.pixels("k", "height", "width") }
    ),
    (
      "{\"k\": {\"height\": 96}}", "is no number of pixels for height and width: give squares",
      { _ = try $0.pixels("k", "height", "width") }
    ),
    ("{\"k\": 0}", "is no JSON object", { _ = try $0.pixels("k", "height", "width") }),
    (
      "{\"k\": \"gelu\"}", "is 'gelu', but this program builds only relu or relu6",
      { try $0.require("k", is: ["relu", "", "relu6"]) }
    ),
    (
      "{\"k\": 16}", "is not 32, which is all that this program builds",
      { try $0.require("k", is: 32) }
    ),
    (
      "{\"k\": false}", "is a setting that this program does not know",
      { try $0.requireNone("k") }
    ),
  ]

  @Test("that means nothing is refused by its name, in words", arguments: refusals)
  func refused(text: String, problem: String, ask: Question) throws {
    let metadata = try metadata(text)
    #expect(throws: WeightsError.badMetadata(file: "f", key: "k", problem: problem)) {
      try ask(metadata)
    }
  }

  private static let noWidth = "is no multiplier in 0.001…1 with three decimals"
  private static let noColour = "is no list of three numbers in 0.0…1.0"

  @Test("is read as JSON, or as a text that holds JSON")
  func values() throws {
    let metadata = try metadata(
      """
      {"side": "96", "crop": "0.875", "widths": "[0.1, 0.35000000000000003]", "mean": [0, 0.5, 1],
       "flag": "true", "sides": [32, 512], "size": {"height": 96, "width": 96}, "plain": 7,
       "padding": "symmetric", "variant": "shallow"}
      """)
    #expect(try metadata.side("side") == 96)
    #expect(try metadata.number("crop", in: 0...1) == 0.875)
    #expect(try metadata.ascendingWidths("widths").map(\.thousandths) == [100, 350])
    #expect(try metadata.colour("mean", in: 0...1) == [0, 0.5, 1])
    #expect(try metadata.flag("flag"))
    #expect(try metadata.ascendingIntegers("sides") == [32, 512])
    #expect(try metadata.pixels("size", "height", "width") == 96)
    #expect(try metadata.pixels("plain", "height", "width") == 7)
    #expect(try metadata.padding() == .symmetric && metadata.variant() == .shallow)
    #expect(metadata.keys.first == "crop" && metadata.keys.count == 10)
  }

  @Test("is as good as none where it is null")
  func null() throws {
    let metadata = try metadata("{\"k\": null}")
    #expect(!metadata.has("k") && !metadata.has("other"))
    try metadata.require("k", is: ["relu6"])
    try metadata.require("k", is: 32)
    try metadata.requireNone("k")
    #expect(try metadata.flag("k", else: true))
    #expect(try metadata.pixels("k", "edge") == nil)
  }
}
