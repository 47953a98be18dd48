import Foundation
import MobileNet
import Testing

@testable import Weights

@Suite("The metadata in a TFLite file")
struct TFLiteMetadataTests {
  private let path = fixtures.appending(path: "metadata-float32.tflite").path()
  private static let labels = ["cat", "dog", "horse", "cow", "sheep", "goat", "hen"]

  @Test("tell mean, deviation and labels")
  func metadata() throws {
    let description = try WeightDescription.read(path: path)
    #expect(description.classes == Self.labels.map { ClassLabel(id: "", name: $0) })
    #expect(
      description.preprocessing
        == Preprocessing(mean: [0, 0, 0], std: [1, 1, 1], crop: 0.875))
    #expect(description.preprocessingOrigin == PreprocessingOrigin(values: .file, crop: .assumed))
    #expect(description.assumption == nil)
  }

  @Test("are no metadata where the archive behind the model is damaged")
  func damagedArchive() throws {
    let good = try fixture("metadata-float32.tflite")
    let start = try #require(good.lastIndex(of: UInt8(ascii: "P")))
    for place in start - 40..<good.count {
      var damaged = good
      damaged[place] ^= 0xff
      let source = try WeightSource.read(FileBytes(damaged), file: "test")
      #expect([ClassLabel.numbered(7)[0].name, "cat"].contains(source.classes[0].name))
    }
    let cut = try WeightSource.read(FileBytes(Array(good[..<(good.count - 10)])), file: "test")
    #expect(cut.classes == ClassLabel.numbered(7))
  }

  @Test("never trap, whatever bytes are flipped in them")
  func damage() throws {
    let good = try fixture("metadata-float32.tflite")
    let key = Array("M001".utf8)
    let start = try #require(
      good.indices.dropLast(4).first { Array(good[$0..<$0 + 4]) == key })
    for place in start - 4..<start + 220 {
      for mask: UInt8 in [0x01, 0x80, 0xff] {
        var damaged = good
        damaged[place] ^= mask
        if let error = errorReadingNetwork(damaged) { checkSentence(error, "byte \(place)") }
      }
    }
  }
}
