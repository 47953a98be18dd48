import Foundation
import MobileNet
import Testing

@testable import Weights

@Suite("A TFLite file")
struct TFLiteNetworkTests {
  @Test("tells all of its network, quantised as it is")
  func network() throws {
    let source = try WeightSource.read(path: fixtures.appending(path: "random-uint8.tflite").path())
    #expect(source.name == "random-uint8")
    #expect(source.format == .tfliteQuantised)
    #expect(source.isTrained && source.padding == .same && source.variant == .separable)
    #expect(source.baseSide == 40)
    #expect(source.widths.lowerBound == WidthMultiplier("0.05"))
    #expect(source.classes == ClassLabel.numbered(7))
    // Code 128 is 0, a step of it 1/128: (p / 255 − mean) / std = (p − 128) / 128.
    #expect(source.preprocessing.mean[0] == Float(128) / 255)
    #expect(abs(source.preprocessing.std[0] * 255 - 128) < 1e-4)
    #expect(source.convolutions[1].weight.shape == [8, 1, 3, 3])
    #expect(source.convolutions[26].weight.shape == [51, 51, 1, 1])
    #expect(source.convolutions.allSatisfy { $0.gamma.values().allSatisfy { $0 == 1 } })
    #expect(source.classifierWeight.shape == [7, 51])
    #expect(source.checksum()?.count == 64)
  }

  @Test("is refused or accepted as each recipe of damage asks, for the reason it tells")
  func recipes() throws {
    let good = try fixture("random-uint8.tflite")
    let recipes = try fixture("tflite-recipes.json", as: PlainNetworkTests.Recipes.self).cases
    #expect(recipes.count == 175)
    #expect(errorReadingNetwork(good) == nil)
    for recipe in recipes {
      guard let error = errorReadingNetwork(recipe.applied(to: good)) else {
        #expect(recipe.outcome != "error", "\(recipe.name)")
        continue
      }
      checkSentence(error, recipe.name)
      guard recipe.outcome == "error" else { continue }
      let kinds =
        switch error {
        case .half: ["half"]
        case .notMobileNet, .wrongShape: ["not-mobilenet", "unsupported", "too-large"]
        case .notFinite: ["not-finite"]
        default: ["malformed", "unknown-format", "truncated"]
        }
      #expect(!Set(kinds).isDisjoint(with: recipe.kinds), "\(recipe.name): \(error)")
    }
  }

  @Test("that is half a network is told to be one")
  func halves() throws {
    let good = try fixture("random-uint8.tflite")
    let recipes = try fixture("tflite-recipes.json", as: PlainNetworkTests.Recipes.self).cases
    for (name, half) in [
      ("half-backbone", WeightsError.Half.backbone), ("half-head", .head),
    ] {
      let recipe = try #require(recipes.first { $0.name == name })
      #expect(errorReadingNetwork(recipe.applied(to: good)) == .half(file: "test", half))
    }
  }

  @Test("cut anywhere is refused")
  func damage() throws {
    let good = try fixture("random-uint8.tflite")
    for length in stride(from: 0, to: good.count, by: 97) {
      #expect(errorReadingNetwork(Array(good[..<length])) != nil, "\(length) bytes")
    }
  }
}
