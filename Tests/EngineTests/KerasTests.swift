import Engine
import Foundation
import MobileNet
import Testing

@testable import Weights

/// Keras's own MobileNet (α 0.25, side 96) as TensorFlow's converter writes it, compared with LiteRT.
@Suite("A network of Keras in TFLite")
struct KerasTests {
  /// Its batch is open, so the graph computes a shape before its last RESHAPE.
  private static let withTop = "keras-mobilenet-with-top"
  private static let plain = Preprocessing(
    mean: SIMD3(repeating: 0.5), std: SIMD3(repeating: 0.5), crop: 0.875)
  /// Pixels of 0…255 as they are.
  private static let bytes = Preprocessing(
    mean: SIMD3(repeating: 0), std: SIMD3(repeating: 1 / 255), crop: 0.875)

  @Test(
    "answers as LiteRT does, whatever stands around its layers",
    arguments: [
      (withTop, plain, PreprocessingOrigin.Source.assumed),
      // Its Rescaling is a MUL and an ADD before the first convolution.
      ("keras-transfer-rescaling-127", plain, .file),
    ])
  func probabilities(
    name: String, preprocessing: Preprocessing, origin: PreprocessingOrigin.Source
  ) throws {
    let source = try read(unpacked(name))
    #expect(source.baseSide == 96 && source.widths.upperBound == WidthMultiplier("0.25"))
    #expect(source.description.preprocessingOrigin.values == origin)
    for channel in 0..<3 {
      #expect(abs(source.preprocessing.mean[channel] - preprocessing.mean[channel]) < 1e-6)
      #expect(abs(source.preprocessing.std[channel] - preprocessing.std[channel]) < 1e-6)
    }
    try compare(source, source.preprocessing, with: name, tolerance: 1e-5)
  }

  @Test("whose converter has folded the rescaling into the weights wants bytes, but can't say so")
  func folded() throws {
    let source = try read(unpacked("keras-transfer-rescaling-255"))
    #expect(source.description.preprocessingOrigin.values == .assumed)
    try compare(source, Self.bytes, with: "keras-transfer-rescaling-255", tolerance: 1e-5)
  }

  @Test(
    "is the same in every encoding",
    arguments: [
      // With 8-bit inputs code 127 stands for 0, which is no pixel's middle.
      ("float16", 1e-5, WeightFormat.tflite), ("dynamic", 1e-5, .tfliteQuantised),
      ("uint8", 1e-3, .tfliteQuantised),
    ])
  func encodings(encoding: String, tolerance: Double, format: WeightFormat) throws {
    let source = try read(unpacked("\(Self.withTop)-\(encoding)"))
    #expect(source.format == format)
    try compare(source, source.preprocessing, with: Self.withTop, tolerance: tolerance)
  }

  @Test("may have the axes of its mean in any order", arguments: [[2, 1], [-3, -2], [-2, 1]])
  func axes(axes: [Int32]) throws {
    let file = try unpacked("keras-transfer-rescaling-127")
    #expect(try variants(of: file, [1, 2] as [Int32], axes).contains { error(reading: $0) == nil })
  }

  @Test("with a sharper softmax, another operator or more outputs is refused for what it is")
  func others() throws {
    let file = try unpacked(Self.withTop)
    func expect(_ old: [Int32], _ new: [Int32], _ sentence: String) throws {
      let errors = try variants(of: file, old, new).compactMap(error)
      #expect(
        errors.contains {
          $0.contains("no MobileNet v1 that this program builds: \(sentence)")
        }, "\(sentence)")
    }
    let (one, two) = (Float(1).bitPattern, Float(2).bitPattern)
    try expect(
      [Int32(bitPattern: one)], [Int32(bitPattern: two)],
      "operator 33, SOFTMAX, has the beta 2.0, not 1")
    try expect([40], [82], "operator 27, REDUCE_MAX, is no part of one")
    try expect([1, 73], [2, 73], "2 outputs, where a MobileNet has 1")
  }

  /// Copies in which one of the places that hold some numbers holds others.
  private func variants(of file: [UInt8], _ old: [Int32], _ new: [Int32]) throws -> [[UInt8]] {
    let (old, new) = (old.withUnsafeBytes(Array.init), new.withUnsafeBytes(Array.init))
    let places = stride(from: 0, through: file.count - old.count, by: 4).filter {
      file[$0] == old[0] && file[$0..<$0 + old.count].elementsEqual(old)
    }
    try #require(!places.isEmpty)
    return places.suffix(400).map { place in
      var copy = file
      copy.replaceSubrange(place..<place + new.count, with: new)
      return copy
    }
  }

  private func error(reading file: [UInt8]) -> String? {
    do {
      _ = try read(file)
      return nil
    } catch {
      return "\(error)"
    }
  }

  /// Feeds the fixture's pixels, normalised in this way.
  private func compare(
    _ source: WeightSource, _ preprocessing: Preprocessing, with name: String, tolerance: Double
  ) throws {
    let path = fixture("checkpoints/keras.expected.safetensors")
    let expected = try SafetensorsFile(path: path).tensor(name).values()
    let pixels = try Data(contentsOf: URL(filePath: path)).suffix(96 * 96 * 3)
    let network = Network(panels: try Panels(source), instructionSet: .best)
    network.rebuild(network.setting(alpha: source.widths.upperBound, side: 96))
    network.load(
      input: pixels.enumerated().map { place, pixel in
        let channel = place % 3
        return (Float(pixel) / 255 - preprocessing.mean[channel]) / preprocessing.std[channel]
      })
    #expect(network.run())
    let powers = network.logits.map { exp(Double($0)) }
    let sum = powers.reduce(0, +)
    let off = zip(powers, expected).map { abs($0 / sum - Double($1)) }.max() ?? .infinity
    #expect(powers.count == expected.count && off < tolerance, "\(off)")
  }

  private func unpacked(_ name: String) throws -> [UInt8] {
    let gzip = Process()
    gzip.executableURL = URL(filePath: "/usr/bin/env")
    gzip.arguments = ["gzip", "-dc", fixture("checkpoints/\(name).tflite.gz")]
    let pipe = Pipe()
    gzip.standardOutput = pipe
    try gzip.run()
    return Array(pipe.fileHandleForReading.readDataToEndOfFile())
  }

  private func read(_ file: [UInt8]) throws -> WeightSource {
    let path = URL.temporaryDirectory.appending(path: "keras-\(UUID()).tflite")
    defer { try? FileManager.default.removeItem(at: path) }
    try Data(file).write(to: path)
    return try WeightSource.read(path: path.path())
  }
}
