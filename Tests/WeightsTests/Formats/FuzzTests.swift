import CAllocations
import Foundation
import Testing

@testable import Weights

/// Files of every format, damaged in many ways: never a trap, never more memory than a small multiple
/// of the file, always one sentence.
///
/// `FUZZ_ROUNDS` in the environment sets the number of damaged files of each format.
@Suite("A damaged file of any format")
struct FuzzTests {
  enum Format: String, CaseIterable, Sendable {
    case pack, plain, huggingFace, timm, tflite, tfliteInt8

    var isTFLite: Bool { self == .tflite || self == .tfliteInt8 }
  }

  private static let rounds = ProcessInfo.processInfo.environment["FUZZ_ROUNDS"].flatMap(Int.init)

  @Test("is read or refused", arguments: Format.allCases)
  func damage(format: Format) throws {
    let good = try Self.good(format)
    #expect(errorReadingNetwork(good) == nil)
    var scatter = Scatter(seed: 11)
    var (refused, most) = (0, 0.0)
    // A pack has 13 MB: fewer of them.
    let rounds = Self.rounds ?? (format == .pack ? 300 : 1200)
    for round in 0..<rounds {
      let damaged =
        format.isTFLite
        ? good.damaged(using: &scatter) : good.damagedSafetensors(using: &scatter)
      let bytes = FileBytes(damaged)
      let before = allocated_bytes()
      let result = Result { () throws(WeightsError) in
        try WeightFileFormats.open(bytes, file: "test").source()
      }
      let allocated = Double(allocated_bytes() - before)
      most = max(most, allocated / Double(max(damaged.count, 10_000)))
      if case .success(let source) = result, let integers = source.integers {
        checkLimits(integers)
      }
      if case .failure(let error) = result {
        refused += 1
        checkSentence(error, "\(format), round \(round)")
      }
    }
    #expect(refused > rounds / 3)
    #expect(most < 40, "allocated \(most) times the file's size")
    if Self.rounds != nil {
      print("\(format): \(refused) of \(rounds) refused, at most \(most) × the file allocated")
    }
  }

  /// Whatever numbers a file has, no sum of them leaves 32 bits, nor what it is multiplied to.
  private func checkLimits(_ integers: OwnIntegers) {
    for layer in integers.convolutions + [integers.classifier] {
      let numbers = layer.numbers.values()
      let terms = numbers.count / layer.bias.count
      let isBounded = zip(layer.bias, layer.scale).allSatisfy { bias, scale in
        let sum = Double(bias.magnitude) + Double(terms * 255 * 255)
        return sum < 0x1p31 && scale >= 0 && sum * Double(scale) <= 0x1p31
      }
      #expect(isBounded && (-128...127).contains(layer.zero) && layer.outputStep.isFinite)
    }
    #expect((0...255).contains(integers.pictureZero) && (0...255).contains(integers.logitZero))
    #expect((1 / integers.pictureStep).isFinite)
  }

  private static func good(_ format: Format) throws -> [UInt8] {
    switch format {
    case .pack:
      var pack = PackBuilder()
      pack.addMix()
      return pack.encoded()
    case .plain: return try fixture("sep-005-s33.weights.safetensors")
    case .huggingFace: return CheckpointBuilder(.huggingFace).encoded()
    case .timm: return CheckpointBuilder(.timm).encoded()
    case .tflite: return try fixture("random-uint8.tflite")
    case .tfliteInt8: return Array(try Data(contentsOf: TFLiteIntegersTests.int8))
    }
  }
}

extension [UInt8] {
  /// A copy of a safetensors file with its header, its length or its data damaged.
  func damagedSafetensors(using scatter: inout Scatter) -> [UInt8] {
    let length = Int(self[0]) | Int(self[1]) << 8 | Int(self[2]) << 16
    var header = Array(self[8..<8 + length])
    var announced: UInt64?
    for _ in 0..<Int.random(in: 1...3, using: &scatter) {
      switch Int.random(in: 0..<9, using: &scatter) {
      case 0: return damaged(using: &scatter)
      case 1: return Array(prefix(Int.random(in: 0..<count, using: &scatter)))
      case 2: announced = Hostile.lengths(fileSize: count).randomElement(using: &scatter)
      case 3, 4: header.replaceNumber(using: &scatter)
      case 5: header.repeatStretch(using: &scatter)
      case 6: header.insertNesting(using: &scatter)
      case 7: header.swapStretches(using: &scatter)
      default: return withHostileValue(after: 8 + length, using: &scatter)
      }
    }
    let claimed = announced ?? UInt64(header.count)
    return Swift.withUnsafeBytes(of: claimed.littleEndian, Array.init) + header
      + self[(8 + length)...]
  }

  /// A number of the data that no weight has, or one that a variance must not be.
  private func withHostileValue(after start: Int, using scatter: inout Scatter) -> [UInt8] {
    guard count >= start + 8 else { return self }
    var copy = self
    let value: Float =
      [.nan, .infinity, -.infinity, 0, -1, .greatestFiniteMagnitude, .leastNonzeroMagnitude]
      .randomElement(using: &scatter) ?? 0
    let place = start + Int.random(in: 0..<(count - start) / 4, using: &scatter) * 4
    Swift.withUnsafeBytes(of: value.bitPattern.littleEndian) {
      copy.replaceSubrange(place..<place + 4, with: $0)
    }
    return copy
  }

  /// Another number in the place of one of the text: sizes, offsets, sides, widths.
  private mutating func replaceNumber(using scatter: inout Scatter) {
    let isDigit = { (byte: UInt8) in (0x30...0x39).contains(byte) }
    guard !isEmpty else { return }
    let from = Int.random(in: 0..<count, using: &scatter)
    guard let start = self[from...].firstIndex(where: isDigit) else { return }
    let end = self[start...].firstIndex { !isDigit($0) } ?? count
    let text = Hostile.numbers.randomElement(using: &scatter) ?? ""
    replaceSubrange(start..<end, with: text.utf8)
  }

  /// From one quotation mark to a later one, once more: names that stand twice.
  private mutating func repeatStretch(using scatter: inout Scatter) {
    let quotes = indices.filter { self[$0] == UInt8(ascii: "\"") }
    guard let first = quotes.randomElement(using: &scatter) else { return }
    let last = quotes.filter { $0 > first }.prefix(20).randomElement(using: &scatter) ?? first
    let target = quotes.randomElement(using: &scatter) ?? first
    let stretch = Array(self[first..<last])
    insert(contentsOf: stretch, at: target)
  }

  private mutating func insertNesting(using scatter: inout Scatter) {
    let opening = ["[", "{\"a\":", "[{\"a\":"].randomElement(using: &scatter) ?? "["
    let depth = [3, 15, 16, 17, 20_000].randomElement(using: &scatter) ?? 3
    let place = Int.random(in: 0...count, using: &scatter)
    insert(contentsOf: String(repeating: opening, count: depth).utf8, at: place)
  }

  private mutating func swapStretches(using scatter: inout Scatter) {
    let size = Int.random(in: 1...60, using: &scatter)
    guard count > 2 * size else { return }
    let source = Int.random(in: 0..<count - size, using: &scatter)
    let target = Int.random(in: 0..<count - size, using: &scatter)
    replaceSubrange(target..<target + size, with: Array(self[source..<source + size]))
  }

  /// A copy with a few bytes flipped, numbers replaced by hostile ones, stretches copied or cut.
  func damaged(using scatter: inout Scatter) -> [UInt8] {
    var bytes = self
    for _ in 0..<Int.random(in: 1...4, using: &scatter) where bytes.count > 8 {
      let place = Int.random(in: 0..<bytes.count - 8, using: &scatter)
      switch Int.random(in: 0..<6, using: &scatter) {
      case 0, 1: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &scatter)
      case 2:
        let hostile: [UInt32] = [
          0, 1, 2, 4, 0x7fff_ffff, 0x8000_0000, .max, .max - 3, UInt32(bytes.count),
          UInt32(bytes.count - place), 0x4000_0001,
        ]
        let number = hostile.randomElement(using: &scatter) ?? 0
        Swift.withUnsafeBytes(of: number.littleEndian) {
          bytes.replaceSubrange(place..<place + 4, with: $0)
        }
      case 3:
        // A stretch of the file elsewhere: tables that overlap or lead back to themselves.
        let source = Int.random(in: 0..<bytes.count - 8, using: &scatter)
        bytes.replaceSubrange(place..<place + 8, with: Array(bytes[source..<source + 8]))
      case 4:
        let distance = UInt32(truncatingIfNeeded: Int.random(in: -4096...4096, using: &scatter))
        Swift.withUnsafeBytes(of: distance.littleEndian) {
          bytes.replaceSubrange(place..<place + 4, with: $0)
        }
      default:
        if Int.random(in: 0..<8, using: &scatter) == 0 { bytes.removeSubrange(place...) }
      }
    }
    return bytes
  }
}

/// Numbers that readers stumble over.
private enum Hostile {
  static let numbers = [
    "0", "-1", "1", "2", "7", "1000", "65536", "2147483647", "2147483648", "4294967295",
    "4294967296", "9223372036854775807", "9223372036854775808", "18446744073709551615", "1e308",
    "1e999", "0.5", "-0", "1e-400", "99999999999999999999999999999999", "NaN", "",
  ]

  static func lengths(fileSize: Int) -> [UInt64] {
    [0, 1, 2, 8, UInt64(fileSize), UInt64(fileSize - 8), 1 << 20, 1 << 31, 1 << 32, 1 << 62, .max]
  }
}
