import Foundation
import Testing

@testable import Weights

@Suite("A safetensors file")
struct SafetensorsFileTests {
  /// One case of `hostile.json`.
  struct Case: Decodable {
    let file: String
    let outcome: String
  }
  struct Cases: Decodable {
    let cases: [Case]
  }

  @Test("is accepted or refused as each hostile case asks, and never traps")
  func hostile() throws {
    let cases = try fixture("hostile.json", as: Cases.self).cases
    #expect(cases.count == 87)
    for hostile in cases {
      let name = hostile.file.replacing("files/", with: "hostile/")
      let error = errorReadingTensors(try fixture(name))
      switch hostile.outcome {
      case "ok": #expect(error == nil, "\(name)")
      case "error": #expect(error != nil, "\(name)")
      default: break
      }
      if let error { checkSentence(error, name) }
      // None of them is a network.
      #expect(errorReadingNetwork(try fixture(name)) != nil, "\(name)")
    }
  }

  @Test("gives a tensor's values, whatever the alignment and the type")
  func values() throws {
    let data: [Float] = [1, -2, 0.5, 3, 0, -0.25]
    for name in ["good", "good-padded-header", "good-three-types", "good-odd-alignment"] {
      let bytes = FileBytes(try fixture("hostile/\(name).safetensors"))
      let tensor = try SafetensorsFile(bytes, name: name).tensor("w")
      #expect(tensor.shape == [2, 3])
      #expect(tensor.values() == data, "\(name)")
    }
    let good = try SafetensorsFile(FileBytes(fixture("hostile/good.safetensors")), name: "good")
    #expect(good.metadata == ["a": "b"])
    #expect(good.tensorNames == ["w"])
  }

  @Test("written by us is read again")
  func encoding() throws {
    let content = SafetensorsFile.encode(
      [
        .init(name: "in\"put\n", shape: [1, 2, 2], values: [1, -2, .pi, 4e-20]),
        .init(name: "scalar", shape: [], values: [7]), .init(name: "none", shape: [0], values: []),
      ], metadata: ["key": "ä\\\u{1}"])
    let file = try SafetensorsFile(FileBytes(content), name: "test")
    #expect(file.metadata == ["key": "ä\\\u{1}"])
    #expect(try file.tensor("in\"put\n").values() == [1, -2, .pi, 4e-20])
    #expect(try file.tensor("in\"put\n").shape == [1, 2, 2])
    #expect(try file.tensor("scalar").values() == [7])
    #expect(try file.tensor("none").values() == [])
    #expect(content.count % 8 == 4)  // 8 + header, and five floats
  }

  @Test("cut anywhere is refused; with any bit flipped it never traps")
  func damage() throws {
    let good = SafetensorsFile.encode(
      [
        .init(name: "a", shape: [2, 2], values: [1, 2, 3, 4]),
        .init(name: "b", shape: [3], values: [5, 6, 7]),
      ], metadata: ["k": "v"])
    #expect(errorReadingTensors(good) == nil)
    for length in good.indices {
      #expect(errorReadingTensors(Array(good[..<length])) != nil, "\(length) bytes")
    }
    for place in good.indices {
      for bit in 0..<8 {
        var flipped = good
        flipped[place] ^= 1 << bit
        if let error = errorReadingTensors(flipped) { checkSentence(error, "\(place).\(bit)") }
      }
    }
  }

  @Test("says in one sentence what is wrong with it")
  func sentences() throws {
    let entry = "\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]"
    let eight = [UInt8](repeating: 0, count: 8)
    let table: [(String, [UInt8], String)] = [
      ("{\"w\":{\(entry)}", eight, "a comma or a closing brace is missing (byte 61)"),
      ("[]", [], "the header is no JSON object"),
      ("{\"w\":{\(entry)}}", eight + [1], "1 bytes belong to no tensor"),
      ("{\"w\":{\(entry)}}", [1], "'w' lies outside the 1 bytes of data"),
      (
        "{\"w\":{\(entry)},\"v\":{\(entry)}}", eight,
        "'w' does not begin where the tensor before it ends"
      ),
      ("{\"w\":{\(entry)},\"w\":{\(entry)}}", eight, "the name 'w' stands twice (byte 65)"),
      (
        "{\"w\":{\(entry.replacing("[2]", with: "[3]"))}}", eight,
        "'w' has 8 bytes, its shape [3] needs 12"
      ),
      (
        "{\"w\":{\(entry.replacing("[2]", with: "[-2]"))}}", eight,
        "the shape of 'w' is no list of reasonable sizes"
      ),
      ("{\"w\":7}", [], "'w' does not consist of dtype, shape and data_offsets"),
    ]
    for (header, data, problem) in table {
      let error = errorReadingTensors(safetensors(header: header, data: data))
      #expect(error == .malformed(file: "test", format: "safetensors", problem: problem))
    }
  }

  @Test("names a tensor that is missing, of another type or not finite")
  func tensors() throws {
    let header = "{\"w\":{\"dtype\":\"I32\",\"shape\":[1],\"data_offsets\":[0,4]}}"
    let file = try SafetensorsFile(
      FileBytes(safetensors(header: header, data: [0, 0, 0, 0])), name: "test")
    #expect(throws: WeightsError.unsupportedType(file: "test", tensor: "w", type: "I32")) {
      try file.tensor("w")
    }
    #expect(throws: WeightsError.missingTensor(file: "test", name: "v", found: nil)) {
      try file.tensor("v")
    }
    for value in [Float.nan, .infinity, -.infinity] {
      var values = [Float](repeating: .greatestFiniteMagnitude, count: 2000)
      values[1500] = value
      let content = SafetensorsFile.encode([.init(name: "w", shape: [2000], values: values)])
      #expect(
        errorReadingTensors(content) == .notFinite(file: "test", tensor: "w", index: 1500))
    }
  }
}

/// An error is one line that names the file.
func checkSentence(_ error: WeightsError, _ comment: String) {
  let sentence = error.description
  #expect(sentence.hasPrefix("test: "), "\(comment)")
  #expect(sentence.count < 300, "\(comment): \(sentence)")
}
