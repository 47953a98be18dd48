import Foundation
import MobileNet
import Testing

@testable import Weights

@Suite("A plain network of one width")
struct PlainNetworkTests {
  struct Recipe: Decodable {
    let name: String
    let outcome: String
    let kinds: [String]
    let cut: Int?
    let patch: [[Replacement]]?

    /// An offset, or bytes in hexadecimal digits.
    enum Replacement: Decodable {
      case offset(Int)
      case digits(String)

      init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let offset = try? container.decode(Int.self) {
          self = .offset(offset)
        } else {
          self = .digits(try container.decode(String.self))
        }
      }
    }

    func applied(to good: [UInt8]) -> [UInt8] {
      if let cut { return Array(good[..<cut]) }
      var bytes = good
      for replacement in patch ?? [] {
        guard case .offset(let offset) = replacement[0], case .digits(let digits) = replacement[1]
        else { continue }
        for (index, start) in stride(from: 0, to: digits.count, by: 2).enumerated() {
          bytes[offset + index] = UInt8(digits.dropFirst(start).prefix(2), radix: 16) ?? 0
        }
      }
      return bytes
    }
  }
  struct Recipes: Decodable {
    let cases: [Recipe]
  }

  @Test("brings what its metadata tell, and usual values for the rest")
  func metadata() throws {
    let source = try WeightSource.read(
      path: fixtures.appending(path: "sep-005-s33.weights.safetensors").path())
    #expect(source.name == "sep-005-s33")
    #expect(source.origin.hasSuffix("sep-005-s33.weights.safetensors"))
    #expect(source.isTrained)
    #expect(source.variant == .separable)
    #expect(source.padding == .same)
    #expect(source.baseSide == 33)
    #expect(source.widths.lowerBound == WidthMultiplier("0.05"))
    #expect(source.widths.upperBound == WidthMultiplier("0.05"))
    #expect(source.classes.map(\.name) == ["class 0", "class 1", "class 2", "class 3", "class 4"])
    #expect(
      source.preprocessing
        == Preprocessing(mean: [0.5, 0.5, 0.5], std: [0.5, 0.5, 0.5], crop: 0.875))
    #expect(source.convolutions.map(\.name).suffix(2) == ["block13.dw", "block13.pw"])
    #expect(source.convolutions[26].weight.shape == [51, 51, 1, 1])
    #expect(
      source.checksum() == "8d85e826c401bb27a1c8a46b04d8c5ba6eaa3a219437faaa12c1fe76fa695259")
  }

  @Test("is refused or accepted as each recipe of damage asks, for the reason it tells")
  func recipes() throws {
    let good = try fixture("sep-005-s33.weights.safetensors")
    let recipes = try fixture("weights-recipes.json", as: Recipes.self).cases
    #expect(recipes.count == 63)
    #expect(errorReadingNetwork(good) == nil)
    for recipe in recipes {
      let error = errorReadingNetwork(recipe.applied(to: good))
      if recipe.outcome == "ok" { #expect(error == nil, "\(recipe.name)") }
      guard let error else {
        #expect(recipe.outcome != "error", "\(recipe.name)")
        continue
      }
      checkSentence(error, recipe.name)
      if recipe.outcome == "error" {
        #expect(recipe.kinds.contains(kind(of: error)), "\(recipe.name): \(error)")
      }
    }
  }

  @Test("cut anywhere is refused; with any byte of its header flipped it never traps")
  func damage() throws {
    let good = try fixture("sep-005-s33.weights.safetensors")
    let headerEnd = 8 + Int(good[0]) + Int(good[1]) << 8
    for length in Array(stride(from: 0, to: headerEnd, by: 11)) + [headerEnd, good.count - 1] {
      #expect(errorReadingNetwork(Array(good[..<length])) != nil, "\(length) bytes")
    }
    var scatter = Scatter(seed: 3)
    for place in 0..<headerEnd where place % 4 == 0 {
      var flipped = good
      flipped[place] ^= 1 << UInt8.random(in: 0..<8, using: &scatter)
      if let error = errorReadingNetwork(flipped) { checkSentence(error, "byte \(place)") }
    }
  }

  @Test(
    "is refused when its spec means nothing",
    arguments: [
      ("variant", "\"round\""), ("alpha", "0"), ("alpha", "1.5"), ("alpha", "\"x\""),
      ("alpha", "0.0501"), ("alpha", "-0.05"), ("alpha", "1e40"), ("classes", "0"),
      ("classes", "-5"), ("classes", "5.5"), ("padding", "\"valid\""), ("eps", "-1"),
      ("eps", "null"), ("eps", "1e9"), ("side", "31"), ("side", "513"), ("side", "1e2"),
    ])
  func badSpec(key: String, value: String) throws {
    var spec = [
      "variant": "\"separable\"", "alpha": "0.05", "classes": "5", "padding": "\"same\"",
      "eps": "0.001", "side": "33",
    ]
    spec[key] = value
    let text = spec.map { "\"\($0)\": \($1)" }.joined(separator: ", ")
    let content = SafetensorsFile.encode([], metadata: ["spec": "{\(text)}"])
    guard case .badMetadata(_, key, _)? = errorReadingNetwork(content) else {
      Issue.record("accepted, or another error")
      return
    }
  }

  @Test("with a number of classes or channels that the tensors do not have is refused")
  func disagreement() throws {
    for (old, new, tensor) in [
      ("classes\\\": 5", "classes\\\": 9", "classifier.weight"),
      ("alpha\\\": 0.05", "alpha\\\": 0.06", "block4.pw.weight"),
    ] {
      let content = try replaced(old, new)
      guard case .wrongShape(_, tensor, _, _)? = errorReadingNetwork(content) else {
        Issue.record("\(String(describing: errorReadingNetwork(content)))")
        return
      }
    }
  }

  /// The good file with a text of the same length in place of another.
  private func replaced(_ old: String, _ new: String) throws -> [UInt8] {
    var content = try fixture("sep-005-s33.weights.safetensors")
    let range = try #require(content.firstRange(of: Array(old.utf8)))
    content.replaceSubrange(range, with: new.utf8)
    return content
  }

  private func kind(of error: WeightsError) -> String {
    switch error {
    case .notFinite: "not-finite"
    case .missingTensor: "missing tensor"
    case .unsupportedType: "unsupported"
    case .wrongShape: "wrong shape"
    case .empty: "empty"
    default: "malformed"
    }
  }
}
