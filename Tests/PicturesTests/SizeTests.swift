import Testing

@testable import Pictures

@Suite("What a header claims")
struct SizeTests {
  @Test(
    "is refused where it is nothing or too much",
    arguments: [(0, 4), (4, 0), (65_536, 1), (1, 65_536), (12_000, 10_001), (1 << 40, 1 << 40)])
  func refused(width: Int, height: Int) {
    #expect(throws: PictureError.Kind.self) { try Size(width: width, height: height) }
  }

  @Test("is taken up to 120 million pixels", arguments: [(1, 1), (65_535, 1), (12_000, 10_000)])
  func taken(width: Int, height: Int) throws {
    #expect(try Size(width: width, height: height).pixels == width * height)
  }

  // 360 MB of pixels. Each file is damaged too, which a decoder at work would say instead.
  @Test("is refused where the file is too short for it", arguments: Claim.all)
  func tooShort(_ claim: Claim) {
    #expect(Picture.fault(claim.bytes) == .truncated)
  }

  @Test("is taken where the file is just long enough")
  func longEnough() throws {
    let bytes = Array("P5 10 10 255 ".utf8) + [UInt8](repeating: 7, count: 100)
    #expect(Picture.fault(bytes) == nil)
    #expect(Picture.fault(bytes.dropLast()) == .truncated)
  }

  @Test("more image data than the rows can need is refused without being inflated")
  func excess() {
    // Stored deflate blocks, none of them the last: the one row of the picture, then 128 KiB of zeros.
    let row: [UInt8] = [0x00, 0x04, 0x00, 0xFB, 0xFF, 0, 1, 2, 3]
    let zeros = [0x00, 0x00, 0x40, 0xFF, 0xBF] + [UInt8](repeating: 0, count: 0x4000)
    let data = [0x78, 0x01] + row + (0..<8).flatMap { _ in zeros }
    let file =
      PNGBytes.signature + PNGBytes.header(width: 1, height: 1) + PNGBytes.chunk("IDAT", data)
      + PNGBytes.chunk("IEND", [])
    #expect(Picture.fault(file) == .malformed("more image data than rows"))
  }
}

/// A file of some dozen bytes that claims 12 000 × 10 000 pixels.
struct Claim: CustomTestStringConvertible {
  let testDescription: String
  let bytes: [UInt8]

  static let all = [
    Claim(
      testDescription: "JPEG",
      bytes: [0xFF, 0xD8, 0xFF, 0xC0, 0, 11, 8, 0x27, 0x10, 0x2E, 0xE0, 1, 1, 0x11, 0]
        + [0xFF, 0xDA, 0, 8, 1, 1, 0, 0, 63, 0]),
    Claim(
      testDescription: "PNG",
      bytes: PNGBytes.signature + PNGBytes.header(width: 12_000, height: 10_000)
        + PNGBytes.chunk("IDAT", [0, 0])),
    Claim(testDescription: "binary PPM", bytes: Array("P6 12000 10000 9 abc".utf8)),
    Claim(testDescription: "PPM as text", bytes: Array("P3 12000 10000 255 abc".utf8)),
  ]
}
