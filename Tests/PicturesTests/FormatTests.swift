import Testing

@testable import Pictures

@Suite("Formats")
struct FormatTests {
  @Test(
    "other pictures are named",
    arguments: [
      ("GIF89a", "GIF"), ("RIFF\0\0\0\0WEBPVP8 ", "WebP"), ("II*\0", "TIFF"), ("MM\0*", "TIFF"),
      ("\0\0\0 ftypavif", "AVIF"), ("\0\0\0 ftypheic", "HEIC"), ("BM\u{1}\0\0\0\0\0\0\0", "BMP"),
      ("P4\n8 8\n", "PBM"), ("P7\n", "PAM"),
    ])
  func others(start: String, name: String) {
    #expect(Picture.fault(Array(start.utf8)) == .unsupported(name))
  }

  @Test(
    "PGM and PPM headers are read as netpbm writes them",
    arguments: [
      ("P2 2 1 9 0 9", [0, 0, 0, 255, 255, 255]),
      ("P2#c\n#d\n2\t1\r\n9#e 7\n0#f\n9", [0, 0, 0, 255, 255, 255]),
      ("P3\n1 1 1000\n0 500 1000\n", [0, 128, 255]),
      ("P5 1 1 255\nA", [65, 65, 65]),
      ("P5 1 1 255\n\n", [10, 10, 10]),
      ("P6 1 1 255 abc", [97, 98, 99]),
      ("P5 1 1 65535 \u{1}\u{1}", [1, 1, 1]),
    ])
  func portable(file: String, pixels: [UInt8]) throws {
    #expect(try Picture.decode(Array(file.utf8)).pixels == pixels)
  }

  @Test(
    "PGM and PPM that break the rules are refused for what is wrong",
    arguments: [
      ("P5", .truncated), ("P5 1", .truncated), ("P5 1 1", .truncated), ("P5 1 1 #c", .truncated),
      ("P5 x 1 255 a", .malformed("no number where one must be")),
      ("P5 1x1 255 a", .malformed("no number where one must be")),
      ("P5 -1 1 255 a", .malformed("no number where one must be")),
      ("P5 0 1 255 a", .malformed("its size is 0×1")),
      ("P5 1 1 0 a", .malformed("a largest sample of 0")),
      ("P5 1 1 65536 a", .malformed("a largest sample of 65536")),
      ("P2 1 1 9 10", .malformed("a sample of 10, where 9 is the most")),
      ("P5 1 1 9 a", .malformed("a sample of 97, where 9 is the most")),
      ("P5 99999999999 1 255 a", .tooLarge("a number of more than ten digits")),
      ("P5 65536 1 255 a", .tooLarge("a size of 65536×1")),
      ("P6 1 1 255 ab", .truncated), ("P5 1 1 256 a", .truncated), ("P3 1 1 9 1 2", .truncated),
    ] as [(String, PictureError.Kind)])
  func unsoundPortable(file: String, fault: PictureError.Kind) {
    #expect(Picture.fault(Array(file.utf8)) == fault)
  }

  @Test(
    "sixteen bytes tell what a file is",
    arguments: [
      ([0xFF, 0xD8], .readable), (PNGBytes.signature, .readable), (Array("P2".utf8), .readable),
      (Array("P6 1 1".utf8), .readable), (Array("GIF89a".utf8), .other),
      (Array("RIFF1234WEBP".utf8), .other), (Array("P1\n".utf8), .other),
      ([0xFF], .none), ([], .none), (Array("P8".utf8), .none), (Array("text".utf8), .none),
      (Array(PNGBytes.signature.prefix(7)), .none), (Array("RIFF1234WAVE".utf8), .none),
    ] as [([UInt8], PictureStart)])
  func starts(bytes: [UInt8], start: PictureStart) {
    #expect(PictureStart(bytes) == start)
  }

  @Test("straight alpha goes over black with one rounding")
  func alpha() throws {
    // One stored deflate block: filter 0, then R G B A.
    let row: [UInt8] = [0, 255, 128, 7, 100]
    let data = [0x78, 0x01, 0x01, 5, 0, 0xFA, 0xFF] + row + [0x05, 0xF3, 0x01, 0xEB]
    let file =
      PNGBytes.signature + PNGBytes.header(width: 1, height: 1, colourType: 6)
      + PNGBytes.chunk("IDAT", data) + PNGBytes.chunk("IEND", [])
    #expect(try Picture.decode(file).pixels == [100, 50, 3])
  }

  @Test("inks without an Adobe marker count as they are stored")
  func plainInks() throws {
    let adobe = try Fixtures.bytes("good/jpeg-cmyk-adobe.jpg")
    let marker = try #require(adobe.indices.first { adobe[$0...].starts(with: [0xFF, 0xEE]) })
    let length = Int(adobe[marker + 2]) << 8 | Int(adobe[marker + 3])
    let plain = Array(adobe[..<marker] + adobe[(marker + 2 + length)...])
    let inverted = try Picture.decode(adobe).pixels
    let stored = try Picture.decode(plain).pixels
    #expect(inverted.count == stored.count)
    #expect(inverted != stored)
  }

  @Test("a name that lies does not matter")
  func names() throws {
    let bytes = try Fixtures.bytes("good/png-1x1.png")
    #expect(try Picture.decode(bytes, name: "a.jpg") == Picture.decode(bytes, name: "a.ppm"))
  }
}
