import Testing

@testable import Pictures

/// Small files of every format and of every path through its decoder.
private let samples = [
  "jpeg-17x9.jpg", "jpeg-1x1.jpg", "jpeg-grey-progressive.jpg", "jpeg-cmyk-adobe.jpg",
  "exif-6.jpg",
  "png-5x3.png", "png-3x5-interlaced.png", "png-grey1.png", "png-palette4-interlaced.png",
  "png-palette4-trns.png", "png-grey2-colour-key.png", "png-rgba16.png", "png-12x20.png",
  "pgm-p2.pgm", "pgm-p5.pgm", "ppm-p3.ppm", "ppm-p6-maxval100.ppm", "ppm-p6-16bit.ppm",
]

@Suite("Hostile bytes")
struct HostileBytesTests {
  @Test("a file cut anywhere is refused", arguments: samples.filter { !isText($0) })
  func cutAnywhere(_ name: String) throws {
    let bytes = try Fixtures.bytes("good/\(name)")
    for length in cuts(of: bytes.count) {
      let fault = try #require(Picture.fault(Array(bytes.prefix(length))), "\(length) bytes")
      let labels = ["empty", "unknown-format", "truncated", "malformed"]
      #expect(labels.contains(fault.label), "\(length) bytes: \(fault)")
    }
  }

  @Test("numbers as text cut anywhere never trap", arguments: samples.filter(isText))
  func cutText(_ name: String) throws {
    let bytes = try Fixtures.bytes("good/\(name)")
    // The last number may have lost digits and still be one: only an earlier cut shows.
    for length in cuts(of: bytes.count) {
      let fault = Picture.fault(Array(bytes.prefix(length)))
      if length < bytes.count - 5 { #expect(fault != nil, "\(length) bytes") }
    }
  }

  @Test("changed bytes are read or refused", arguments: samples)
  func changed(_ name: String) throws {
    let original = try Fixtures.bytes("good/\(name)")
    var random = SplitMix(state: 10)
    for round in 0..<60 {
      var bytes = original
      for _ in 0...round % 4 {
        bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(
          in: .min ... .max, using: &random)
      }
      if name.hasSuffix("png") { bytes = PNGBytes.withChecksums(bytes) }
      _ = Picture.fault(bytes)
    }
  }

  @Test("changed headers are read or refused", arguments: samples)
  func changedHeader(_ name: String) throws {
    let original = try Fixtures.bytes("good/\(name)")
    for index in 2..<min(original.count, 120) {
      for value: UInt8 in [0x00, 0xFF] {
        var bytes = original
        bytes[index] = value
        if name.hasSuffix("png") { bytes = PNGBytes.withChecksums(bytes) }
        _ = Picture.fault(bytes)
      }
    }
  }

  /// Every length of a small file; of a larger one 400 of them, the first 200 whole.
  private func cuts(of count: Int) -> [Int] {
    count <= 400 ? Array(0..<count) : Array(0..<200) + stride(from: 200, to: count, by: count / 200)
  }
}

private func isText(_ name: String) -> Bool { name.contains("-p2") || name.contains("-p3") }

/// Seeded random numbers, the same on every host. Source: Steele, Lea, Flood, OOPSLA 2014.
private struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
