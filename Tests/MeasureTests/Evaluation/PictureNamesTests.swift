import Testing

@testable import Measure

@Suite("The names of pictures")
struct PictureNamesTests {
  /// What a file of this name is that begins so, and whether its content was asked for.
  private func kind(
    _ name: String, _ start: [UInt8] = []
  ) throws -> (kind: PictureNames.Kind, isOpened: Bool) {
    var isOpened = false
    let kind = try PictureNames.kind(name[...]) { count throws(MeasureError) in
      isOpened = true
      return Array(start.prefix(count))
    }
    return (kind, isOpened)
  }

  @Test(
    "end as pictures do, in any case; no such file is opened",
    arguments: [
      ("a.jpg", .picture), ("a.JPEG", .picture), ("a.Jpe", .picture), ("a.jfif", .picture),
      ("a.png", .picture), ("a.ppm", .picture), ("a.pgm", .picture), ("a.pnm", .picture),
      ("a.b.png", .picture), ("a.webp", .otherPicture), ("a.TIFF", .otherPicture),
      ("a.heic", .otherPicture), ("a.pbm", .otherPicture), ("a.png.txt", .other), ("a.", .other),
      ("a.jpg~", .other), (".png", .other), (".a.png", .other), ("..", .other),
    ] as [(String, PictureNames.Kind)])
  func endings(name: String, kind: PictureNames.Kind) throws {
    let found = try self.kind(name)
    #expect(found.kind == kind && !found.isOpened)
  }

  @Test("without an ending leave it to the content")
  func content() throws {
    let starts: [([UInt8], PictureNames.Kind)] = [
      ([0xFF, 0xD8, 0xFF], .picture), (Array("P6 1 1 255 abc".utf8), .picture),
      (Array("GIF89a".utf8), .otherPicture), (Array("RIFF....WEBPVP8 ".utf8), .otherPicture),
      (Array("text".utf8), .other), ([], .other),
    ]
    for (start, kind) in starts {
      let found = try self.kind("picture", start)
      #expect(found.kind == kind && found.isOpened, "\(start)")
    }
  }

  @Test("are looked for below a folder only where that is asked for")
  func depth() throws {
    let folder = try TemporaryFolder()
    for name in ["a.png", "b.webp", ".c.png", "below/d.jpg", "below/e.bmp", "notes.txt"] {
      try folder.write([], to: name)
    }
    let flat = try FolderTree(folder.path, isDeep: false)
    #expect(flat.pictures == ["a.png"] && flat.otherPictures == 1)
    let deep = try FolderTree(folder.path, isDeep: true)
    #expect(deep.pictures.sorted() == ["a.png", "below/d.jpg"] && deep.otherPictures == 2)
  }
}
