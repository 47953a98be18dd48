import Testing

@testable import Pictures

@Suite("Pictures that are a little beside the rules")
struct WarningTests {
  @Test(
    "are read as other decoders read them, and told of",
    arguments: [
      ("gap1.jpg", 48, "Corrupt JPEG data: 1 extraneous bytes before marker"),
      ("app_len0.jpg", 48, nil),
      ("adobe_tr2_3c.jpg", 48, "Unknown Adobe color transform code 2"),
      // Its lower part is what each decoder makes of data that are not there.
      ("rst_missing.jpg", 16, "Corrupt JPEG data: "),
    ] as [(String, Int, String?)])
  func warned(file: String, rows: Int, warning: String?) throws {
    let picture = try Picture.read(path: Fixtures.path("warned/\(file)"))
    try expect(picture, file, rows: rows)
    #expect(picture.warning?.prefix(warning?.count ?? 0) == warning?[...], "\(file)")
    #expect(picture.notice(file: "a") == picture.warning.map { "a: decoded with a warning: \($0)" })
  }

  @Test(
    "are refused where they end early, whatever else the decoder warned of",
    arguments: ["gap1.jpg", "app_len0.jpg", "adobe_tr2_3c.jpg", "rst_missing.jpg"])
  func cut(file: String) throws {
    let bytes = try Fixtures.bytes("warned/\(file)")
    for length in 0..<bytes.count - 1 {
      #expect(Picture.fault(Array(bytes.prefix(length))) != nil, "\(length) bytes")
    }
  }

  @Test("are turned, whatever says so", arguments: ["exif6.png", "o6_ty4le.jpg"])
  func turned(file: String) throws {
    let picture = try Picture.read(path: Fixtures.path("warned/\(file)"))
    try expect(picture, file, rows: picture.height)
    #expect(picture.warning == nil)
  }

  @Test("Apple's own kind of PNG is named")
  func apple() throws {
    #expect(
      Picture.fault(try Fixtures.bytes("warned/cgbi.png"))
        == .unsupported("Apple's own kind of PNG (CgBI)"))
  }

  /// Compares the first rows with the file's expected pixels.
  private func expect(_ picture: Picture, _ file: String, rows: Int) throws {
    let name = file.prefix { $0 != "." }
    let expected = try Picture.read(path: Fixtures.path("warned/\(name).expected.ppm"))
    try #require(picture.width == expected.width && picture.height == expected.height)
    let count = rows * picture.width * 3
    let differences = zip(picture.pixels.prefix(count), expected.pixels).map {
      abs(Int($0) - Int($1))
    }
    #expect(try #require(differences.max()) <= 3)
    #expect(Double(differences.reduce(0, +)) / Double(count) <= 0.5)
  }
}
