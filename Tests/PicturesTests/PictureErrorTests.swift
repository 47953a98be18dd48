import Foundation
import Testing

@testable import Pictures

@Suite("What a person reads of a refused picture")
struct PictureErrorTests {
  @Test(
    "one line: the file, what is wrong, the mend",
    arguments: [
      (.empty, "a.jpg: the file is empty; give a JPEG, PNG, PPM or PGM picture"),
      (.unknownFormat, "a.jpg: not a JPEG, PNG, PPM or PGM picture; convert it to one of them"),
      (.truncated, "a.jpg: the picture's data ends early; fetch or save the file again"),
      (
        .checksum("IDAT: CRC error"),
        "a.jpg: a checksum is wrong (IDAT: CRC error); fetch or save the file again"
      ),
      (
        .malformed("its size is 0×4"),
        "a.jpg: the picture is damaged (its size is 0×4); fetch or save the file again"
      ),
      (
        .unsupported("GIF"),
        "a.jpg: GIF is not supported; save it as a plain JPEG, PNG, PPM or PGM picture"
      ),
      (
        .tooLarge("a size of 70000×1"),
        "a.jpg: a size of 70000×1 is too large; shrink it to at most 120 million pixels, 65535 a side"
      ),
      (
        .unreadable("not a regular file"),
        "a.jpg: cannot be read (not a regular file); give a picture file that can be read"
      ),
    ] as [(PictureError.Kind, String)])
  func sentences(kind: PictureError.Kind, sentence: String) {
    #expect(PictureError(file: "a.jpg", kind: kind).description == sentence)
  }

  @Test("a missing file, a folder and a device are no pictures")
  func noFile() throws {
    let missing = Fixtures.path("good/none.png")
    #expect(throws: PictureError(file: missing, kind: .unreadable("No such file or directory"))) {
      try Picture.read(path: missing)
    }
    for path in [Fixtures.path("good"), "/dev/zero"] {
      #expect(throws: PictureError(file: path, kind: .unreadable("not a regular file"))) {
        try Picture.read(path: path)
      }
    }
  }

  @Test("a pipe that nobody writes to does not hold the reader")
  func pipe() throws {
    let path = NSTemporaryDirectory() + "/pictures-\(UUID().uuidString)"
    try #require(mkfifo(path, 0o600) == 0)
    defer { unlink(path) }
    #expect(throws: PictureError(file: path, kind: .unreadable("not a regular file"))) {
      try Picture.read(path: path)
    }
  }
}
