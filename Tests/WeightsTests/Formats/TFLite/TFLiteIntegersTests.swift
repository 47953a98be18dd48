import Foundation
import MobileNet
import Testing

@testable import Weights

@Suite("The integers of a quantised TFLite file")
struct TFLiteIntegersTests {
  /// Random networks: uint8 with a step for each tensor, int8 with one for each channel.
  static let uint8 = fixtures.appending(path: "random-uint8.tflite")
  static let int8 = fixtures.appending(
    path: "../../EngineTests/Fixtures/checkpoints/tflite-int8.tflite")

  @Test("are those that the float weights are made of", arguments: [uint8, int8])
  func numbers(file: URL) throws {
    let source = try read(Array(Data(contentsOf: file)))
    let integers = try #require(source.integers)
    #expect(source.description.integers == .own && source.description.integersProblem == nil)
    #expect(integers.pictureStep == 1 / 128 && integers.pictureZero == 128)
    #expect(integers.convolutions.count == 27 && integers.logitZero == 128)
    var inputStep = integers.pictureStep
    let floats = source.convolutions.map { ($0.weight, $0.beta) }
    for (layer, (weight, beta)) in zip(integers.convolutions, floats) {
      let values = weight.values()
      let numbers = layer.numbers.values()
      #expect(numbers.count == values.count && layer.bias.count == weight.shape[0])
      let row = values.count / layer.bias.count
      for (index, value) in values.enumerated() {
        // Of the output's steps, and in real values.
        let unit = layer.scale[index / row] * layer.outputStep
        let own = Float(Int(numbers[index]) - layer.zero) * unit / inputStep
        #expect(abs(own - value) <= abs(value) * 1e-5)
      }
      for (channel, value) in beta.values().enumerated() {
        let own = Float(layer.bias[channel]) * layer.scale[channel] * layer.outputStep
        #expect(abs(own - value) <= abs(value) * 1e-5)
      }
      inputStep = layer.outputStep
    }
    #expect(integers.poolStep == inputStep)
  }

  @Test("are none where activations are floats, or the weights")
  func floats() throws {
    let file = fixtures.appending(path: "metadata-float32.tflite")
    let source = try read(Array(Data(contentsOf: file)))
    #expect(source.integers == nil && source.description.integers == .anew)
  }

  @Test("can't be used with steps that ReLU6 does not fill, or unsound ones: one line says which")
  func steps() throws {
    let good = try Array(Data(contentsOf: Self.uint8))
    let step = try #require(read(good).integers?.convolutions[0].outputStep)
    let places = places(of: step.bitPattern, in: good)
    #expect(places.count >= 28)
    let hostile: [Float] = [.nan, .infinity, -1, 0, 0.03, 1e-38, 1e38]
    let problems = try problems(of: good, at: places, hostile.map(\.bitPattern))
    for words in [
      "block1.dw's output ends at code 200, not at the highest", "conv0's output has no sound step",
      "conv0's sums do not fit in 32 bits", "block1.dw's biases have other steps than its sums",
      "the pool's output has the step 1e-38",
    ] { #expect(problems.contains { $0.contains(words) }, "\(words)") }
    // 0 at any other code than the lowest.
    let signed = try Array(Data(contentsOf: Self.int8))
    let zeros: [Int64] = [-127, 127, 128, .max, .min]
    let moved = try self.problems(of: signed, at: self.places(of: Int64(-128), in: signed), zeros)
    for words in [
      "block13.pw's output has its 0 at code 1, not at the lowest",
      "the pool's output has its 0 at code 255, not at the lowest",
      "block2.pw's output has no sound step",
    ] { #expect(moved.contains { $0.contains(words) }, "\(words)") }
  }

  @Test("can't be used with a zero point for each channel, or biases that overflow")
  func weights() throws {
    let good = try Array(Data(contentsOf: Self.int8))
    let zeros = places(of: Int64(0), in: good)
    let apart = try problems(of: good, at: zeros, [Int64(3)])
    #expect(apart.contains { $0.contains("weights have a zero point for each channel") })
    let model = try TFLiteModel(FileBytes(good), file: "test")
    let biases = model.tensors.filter { $0.element == .int32 && $0.shape == [8] }
    let places = biases.compactMap(\.data?.lowerBound)
    #expect(places.count == 8)
    let large = try problems(of: good, at: places, [Int32.max, .min, 1 << 30])
    #expect(large.contains { $0.contains("sums do not fit in 32 bits") })
    #expect(large.count >= 2 * places.count)
  }

  /// Reads copies with each of some values at each of some places; gives why integers can't be used.
  private func problems<Value: FixedWidthInteger>(
    of good: [UInt8], at places: [Int], _ values: [Value]
  ) throws -> [String] {
    var found: [String] = []
    for place in places {
      for value in values {
        var copy = good
        withUnsafeBytes(of: value.littleEndian) {
          copy.replaceSubrange(place..<place + $0.count, with: $0)
        }
        do throws(WeightsError) {
          let source = try read(copy)
          switch source.description.integers {
          case .own: #expect(source.integers != nil)
          case .anew: Issue.record("its integers are forgotten")
          case .unusable: #expect(source.integers == nil)
          }
          guard let sentence = source.description.integersProblem else { continue }
          #expect(sentence.hasPrefix("test: its own integers can't be used in int8: "))
          #expect(!sentence.contains("\n") && sentence.hasSuffix("or give --precision float32"))
          found.append(sentence)
        } catch { checkSentence(error, "\(value) at \(place)") }
      }
    }
    return found
  }

  /// Where a number stands, at any of its own alignments.
  private func places<Value: FixedWidthInteger>(of value: Value, in file: [UInt8]) -> [Int] {
    let bytes = withUnsafeBytes(of: value.littleEndian, Array.init)
    return stride(from: 0, through: file.count - bytes.count, by: 4).filter {
      file[$0] == bytes[0] && file[$0..<$0 + bytes.count].elementsEqual(bytes)
    }
  }

  private func read(_ file: [UInt8]) throws(WeightsError) -> WeightSource {
    try WeightSource.read(FileBytes(file), file: "test")
  }
}
