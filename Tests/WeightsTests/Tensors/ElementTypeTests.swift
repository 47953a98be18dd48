import Testing

@testable import Weights

@Suite("How stored values are written")
struct ElementTypeTests {
  /// Values as a file has them, behind `offset` bytes that are none of them.
  private func bytes(_ patterns: [UInt32], _ type: ElementType, offset: Int = 0) -> [UInt8] {
    [UInt8](repeating: 0xff, count: offset)
      + patterns.flatMap { pattern in
        (0..<type.size).map { UInt8(truncatingIfNeeded: pattern >> (8 * $0)) }
      }
  }

  private func firstNotFinite(_ patterns: [UInt32], _ type: ElementType, offset: Int = 0) -> Int? {
    bytes(patterns, type, offset: offset).withUnsafeBytes { buffer in
      buffer.baseAddress.flatMap { type.firstNotFinite($0 + offset, count: patterns.count) }
    }
  }

  private func firstNotPositive(_ patterns: [UInt32], _ type: ElementType) -> Int? {
    bytes(patterns, type).withUnsafeBytes { buffer in
      buffer.baseAddress.flatMap { type.firstNotPositive($0, count: patterns.count) }
    }
  }

  /// One, the largest value, the smallest one above 0, then infinity and a NaN.
  private static let numbers: [(type: ElementType, finite: [UInt32], others: [UInt32])] = [
    (.f32, [0x3f80_0000, 0x7f7f_ffff, 1], [0x7f80_0000, 0x7fc0_0000]),
    (.f16, [0x3c00, 0x7bff, 1], [0x7c00, 0x7e00]),
    (.bf16, [0x3f80, 0x7f7f, 1], [0x7f80, 0x7fc0]),
  ]

  @Test("finds what is no finite number, of either sign, at any place and alignment")
  func notFinite() {
    for (type, finite, others) in Self.numbers {
      let sign: UInt32 = 1 << (UInt32(type.size) * 8 - 1)
      #expect(firstNotFinite(finite + finite.map { $0 | sign } + [0, sign], type) == nil)
      for other in others.flatMap({ [$0, $0 | sign] }) {
        // The first of two; the places around the ends of the stretches that are looked at together.
        for place in [0, 1, 4095, 4096, 4097, 8191, 9000] {
          var patterns = [UInt32](repeating: finite[1], count: 9001)
          patterns[place] = other
          patterns[9000] = other
          #expect(firstNotFinite(patterns, type, offset: place % 4) == place)
        }
      }
    }
  }

  @Test("finds what is not above 0: zeros of either sign, and what is below")
  func notPositive() {
    for (type, finite, _) in Self.numbers {
      let sign: UInt32 = 1 << (UInt32(type.size) * 8 - 1)
      #expect(firstNotPositive(finite, type) == nil)
      for other in [0, sign, sign | 1, sign | finite[0], sign | finite[1]] {
        for place in [0, 4095, 4096, 5000] {
          var patterns = [UInt32](repeating: 1, count: 5001)
          patterns[place] = other
          #expect(firstNotPositive(patterns, type) == place, "\(type) \(other)")
        }
      }
    }
  }

  @Test("finds nothing where nothing is")
  func empty() {
    let byte: [UInt8] = [0]
    for type in ElementType.allCases {
      byte.withUnsafeBytes { buffer in
        #expect(buffer.baseAddress.flatMap { type.firstNotFinite($0, count: 0) } == nil)
        #expect(buffer.baseAddress.flatMap { type.firstNotPositive($0, count: 0) } == nil)
      }
    }
    #expect(ElementType.readable == "F32, F16 and BF16")
  }
}
