import Files
import Foundation
import Testing

@testable import Measure
@testable import Weights

@Suite("A data set")
struct DatasetTests {
  private let folder: TemporaryFolder
  private let classes = [
    ClassLabel(id: "n01", name: "goldfish, Carassius auratus"),
    ClassLabel(id: "n02", name: "crane"), ClassLabel(id: "n03", name: "lifting crane, crane"),
  ]

  init() throws {
    folder = try TemporaryFolder()
  }

  @Test("of folders takes the pictures whose innermost named folder is a class")
  func folders() throws {
    for name in [
      "n02/b.JPEG", "n01/images/a.png", "Carassius_auratus/c.ppm", "n01/boxes.txt", "n01/.d.png",
      "elsewhere/e.png", "f.png", "n01/n03/g.jpg",
    ] { try folder.write([], to: "set/\(name)") }
    let set = try Dataset(path: "\(folder.path)/set", classes: classes)
    #expect(
      set.items.map(\.name) == [
        "Carassius_auratus/c.ppm", "n01/images/a.png", "n01/n03/g.jpg", "n02/b.JPEG",
      ])
    #expect(set.items.map(\.classIndex) == [0, 0, 2, 1])
    #expect(set.leftOut == .init(unclassed: 2))
  }

  @Test("takes pictures of all endings and of none, and counts those of other formats")
  func endings() throws {
    for name in ["a.jfif", "b.jpe", "c.webp", "d.bmp", "e.GIF", "g.txt", "h"] {
      try folder.write(Array("text".utf8), to: "set/n01/\(name)")
    }
    try folder.write(ppm(1, 2, 3), to: "set/n01/f")
    try folder.write(Array("RIFF....WEBPVP8 ".utf8), to: "set/n01/i")
    let set = try Dataset(path: "\(folder.path)/set", classes: classes)
    #expect(set.items.map(\.name) == ["n01/a.jfif", "n01/b.jpe", "n01/f"])
    #expect(set.leftOut == .init(otherFormats: 4))

    var tar = TarBytes()
    tar.add("n01/f", ppm(1, 2, 3))
    tar.add("n01/c.webp", [1])
    tar.add("n01/link", [], kind: "1", target: "n01/f")
    tar.add("n01/lost.jpg", [], kind: "2", target: "/n01/f")
    tar.add("lost.txt", [], kind: "2", target: "/n01/f")
    tar.end()
    let packed = try Dataset(path: folder.write(tar.bytes, to: "set.tar"), classes: classes)
    #expect(packed.items.map(\.name) == ["n01/f", "n01/link"])
    #expect(packed.leftOut == .init(otherFormats: 1, unreadableMembers: 1))

    try folder.write([], to: "others/n01/a.webp")
    #expect(throws: MeasureError.noPictures(dataset: "\(folder.path)/others", otherFormats: 1)) {
      _ = try Dataset(path: "\(folder.path)/others", classes: classes)
    }
  }

  @Test("has names of any bytes, in folders, archives and lists alike")
  func rawNames() throws {
    let name = String(systemPath: Array("n01/caf".utf8) + [0xE9] + Array("/a.ppm".utf8))
    let place = "\(folder.path)/set"
    for path in [place, "\(place)/n01", "\(place)/\(name.dropLast(6))"] {
      try #require(mkdir(path.systemPath, 0o755) == 0)
    }
    try WholeFile.write(ppm(1, 2, 3), to: "\(place)/\(name)")
    let plain = try Dataset(path: place, classes: classes)
    #expect(plain.items.map(\.name) == [name])
    var tar = TarBytes()
    tar.add(name, ppm(1, 2, 3))
    tar.end()
    let packed = try Dataset(path: folder.write(tar.bytes, to: "set.tar"), classes: classes)
    #expect(packed.fingerprint == plain.fingerprint)
    #expect(try packed.picture(packed.items[0]) == plain.picture(plain.items[0]))
    let line = name.systemPath.dropLast().map(UInt8.init(bitPattern:)) + Array("\t0".utf8)
    let list = try Dataset(path: folder.write(line, to: "set/list"), classes: classes)
    #expect(try list.picture(list.items[0]) == plain.picture(plain.items[0]))
  }

  @Test("as a list may begin with a byte order mark")
  func byteOrderMark() throws {
    let list = try folder.write([0xEF, 0xBB, 0xBF] + Array("a.png 0".utf8), to: "list")
    #expect(try Dataset(path: list, classes: classes).items.map(\.name) == ["a.png"])
  }

  @Test("ends where a link leads back up")
  func circle() throws {
    try folder.write([], to: "set/n01/a.png")
    try FileManager.default.createSymbolicLink(
      atPath: "\(folder.path)/set/n01/again", withDestinationPath: "\(folder.path)/set")
    let set = try Dataset(path: "\(folder.path)/set", classes: classes)
    #expect(set.items.map(\.name) == ["n01/a.png"])
  }

  @Test("as a tar archive is the same as the folders in it")
  func archive() throws {
    var tar = TarBytes()
    for name in ["n02/b.png", "./n01/a.ppm"] {
      tar.add(name, ppm(1, 2, 3))
      try folder.write(ppm(1, 2, 3), to: "set/\(name)")
    }
    tar.add("n01/notes.txt", [1])
    tar.end()
    let packed = try Dataset(path: folder.write(tar.bytes, to: "set.tar"), classes: classes)
    let plain = try Dataset(path: "\(folder.path)/set", classes: classes)
    #expect(packed.items.map(\.name) == ["n01/a.ppm", "n02/b.png"])
    #expect(packed.fingerprint == plain.fingerprint)
    #expect(try packed.picture(packed.items[0]) == plain.picture(plain.items[0]))
  }

  @Test("as a list has paths beside the list and classes by any of their names")
  func list() throws {
    let text = """
      # a comment
      b c.png\tn02
      /tmp/x.png,goldfish

      plain.bin 2\r
      odd.png\tunicorn
      twofold.png\tCRANE
      """
    let path = try folder.write(Array(text.utf8), to: "list.txt")
    let set = try Dataset(path: path, classes: classes)
    #expect(set.items.map(\.name) == ["/tmp/x.png", "b c.png", "plain.bin", "twofold.png"])
    #expect(set.items.map(\.classIndex) == [0, 1, 2, 1])
    #expect(
      set.items.map(\.place) == [
        .file(path: "/tmp/x.png"), .file(path: "\(folder.path)/b c.png"),
        .file(path: "\(folder.path)/plain.bin"), .file(path: "\(folder.path)/twofold.png"),
      ])
    #expect(set.leftOut == .init(unclassed: 1))
  }

  @Test("refuses files that are none, each with its sentence")
  func refusals() throws {
    let place = folder.path
    let sentences: [(path: String, error: MeasureError)] = [
      ("\(place)/no", .unreadable(file: "\(place)/no", reason: "No such file or directory")),
      ("/dev/null", .notRegular(file: "/dev/null")),
      (
        try folder.write(Array("a.png 0\na.png".utf8), to: "list"),
        .badList(file: "\(place)/list", line: 2, problem: "a path without a class")
      ),
      (
        try folder.write([0x61, 0, 0x20, 0x30], to: "bytes"),
        .badList(file: "\(place)/bytes", line: 1, problem: "no text")
      ),
      (try folder.write([0x1F, 0x8B, 8], to: "gz"), .compressed(file: "\(place)/gz")),
      (
        try folder.write([0xFF, 0xFE, 0x61, 0], to: "utf16"),
        .badList(
          file: "\(place)/utf16", line: 1, problem: "UTF-16, not UTF-8: save it anew")
      ),
      (
        try folder.write([0xFF, 0xD8, 0xFF, 0xE0], to: "a.jpg"),
        .noDataset(file: "\(place)/a.jpg", found: "a picture")
      ),
      (
        try folder.write(Array("PK\u{3}\u{4}".utf8), to: "z.zip"),
        .noDataset(file: "\(place)/z.zip", found: "a zip archive")
      ),
      (try folder.write([], to: "empty"), .noPictures(dataset: "\(place)/empty")),
      (
        try folder.write(Array("a.png unicorn".utf8), to: "strange"),
        .noKnownClass(dataset: "\(place)/strange", pictures: 1)
      ),
    ]
    for (path, error) in sentences {
      #expect(throws: error) { _ = try Dataset(path: path, classes: classes) }
    }
  }

  @Test("has another fingerprint with another picture or class")
  func fingerprints() throws {
    let texts = ["a.png 0\nb.png 1", "a.png 1\nb.png 1", "a.png 0\nc.png 1", "a.png 0"]
    let prints = try texts.enumerated().map { index, text in
      try Dataset(path: folder.write(Array(text.utf8), to: "\(index)"), classes: classes)
        .fingerprint
    }
    #expect(Set(prints).count == 4)
    #expect(prints.allSatisfy { $0.count == 16 })
  }
}
