import Files
import Foundation
import Testing

@testable import Measure

@Suite("A tar archive")
struct TarArchiveTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  @Test("gives the regular files with their bytes, in the order of the archive")
  func members() throws {
    var tar = TarBytes()
    tar.add("a/", [], kind: "5")
    tar.add("a/one", [1])
    tar.add("a/link", [], kind: "2", target: "nowhere")
    tar.add("b/two", [UInt8](repeating: 2, count: 513), prefix: "long/prefix")
    tar.end()
    tar.add("behind the end", [9])
    let archive = try open(tar.bytes)
    #expect(archive.members.map(\.name) == ["a/one", "long/prefix/b/two"])
    #expect(try archive.bytes(of: archive.members[0]) == [1])
    #expect(try archive.bytes(of: archive.members[1]) == [UInt8](repeating: 2, count: 513))
  }

  @Test("gives links the bytes of what they lead to, and names those that lead to no file in it")
  func links() throws {
    let long = String(repeating: "ä/", count: 100) + "one"
    var tar = TarBytes()
    tar.add("./a/one", [1])
    tar.add("a/hard", [], kind: "1", target: "./a/one")
    tar.add("b/soft", [], kind: "2", target: "../a/./one")
    tar.add("b/second", [], kind: "2", target: "soft")
    tar.add("b/early", [], kind: "2", target: "../late")
    tar.addPax("linkpath", long)
    tar.add("pax", [], kind: "1", target: "cut")
    tar.add("././@LongLink", Array(long.utf8) + [0], kind: "K", magic: "ustar  \u{0}")
    tar.add("gnu", [], kind: "1", magic: "ustar  \u{0}", target: "cut")
    for (name, target) in [
      ("circle", "circle"), ("folder", "a"), ("absolute", "/a/one"), ("above", "../../a/one"),
    ] { tar.add(name, [], kind: "2", target: target) }
    tar.add("late", [2, 2])
    tar.addPax("path", long)
    tar.add("x", [3, 3, 3])
    tar.end()
    let archive = try open(tar.bytes)
    let sizes = archive.members.reduce(into: [:]) { $0[$1.name] = $1.size }
    #expect(
      sizes == [
        "./a/one": 1, "a/hard": 1, "b/soft": 1, "b/second": 1, "b/early": 2, "pax": 3, "gnu": 3,
        "late": 2, long: 3,
      ])
    #expect(archive.unreadable == ["circle", "folder", "absolute", "above"])
  }

  @Test("passes over sparse files, of GNU's and of pax's kind")
  func sparse() throws {
    var map = [UInt8](repeating: 0, count: 512)
    map[504] = 1
    var tar = TarBytes()
    tar.addPax("GNU.sparse.major", "1")
    tar.add("pax", [1, 2, 3])
    tar.add("plain", [4])
    tar.end()
    var old = TarBytes()
    old.add("old", [], kind: "S", size: "00000000003\u{0}", isExtended: true)
    old.append(map)
    old.append([UInt8](repeating: 0, count: 512))
    old.append([1, 2, 3] + [UInt8](repeating: 0, count: 509))
    let archive = try open(old.bytes + tar.bytes)
    #expect(archive.members.map(\.name) == ["plain"])
    #expect(archive.unreadable == ["old", "pax"])
  }

  @Test("takes long names and sizes from pax and GNU headers, for one member only")
  func extensions() throws {
    let long = String(repeating: "ä/", count: 200) + "name"
    var tar = TarBytes()
    tar.addPax("comment", "global", kind: "g")
    tar.addPax("path", long)
    tar.add("short", [1, 2])
    tar.addPax("size", "3")
    tar.add("sized", [1, 2, 3], size: "00000000000\u{0}")
    tar.add("././@LongLink", Array(long.utf8) + [0], kind: "L", magic: "ustar  \u{0}")
    tar.add("cut", [7], magic: "ustar  \u{0}")
    tar.add("plain", [8])
    tar.end()
    let archive = try open(tar.bytes)
    #expect(archive.members.map(\.name) == [long, "sized", long, "plain"])
    #expect(archive.members.map(\.size) == [2, 3, 1, 1])
    #expect(try archive.bytes(of: archive.members[3]) == [8])
  }

  @Test(
    "refuses what contradicts itself, and says where",
    arguments: [
      ("77777777777\u{0}", "", "ends inside a member at byte 512"),
      ("0000000000x\u{0}", "", "no header at byte 0"),
      (nil, "5 a", "a pax header without its length at byte 1024"),
      (nil, "999 path=x\n", "a pax header without its length at byte 1024"),
      (nil, "9 pathxx\n", "a pax header without a value at byte 1024"),
      (nil, "11 size=-1\n", "a size of '-1' at byte 1024"),
      (nil, "99999999999999999999 size=1\n", "a pax header without its length at byte 1024"),
    ])
  func contradictions(size: String?, records: String, words: String) throws {
    var tar = TarBytes()
    if !records.isEmpty { tar.add("pax", Array(records.utf8), kind: "x") }
    tar.add("file", [1], size: size)
    let error = #expect(throws: MeasureError.self) { _ = try open(tar.bytes) }
    #expect(error?.description.contains(words) == true, "\(error.debugDescription)")
  }

  @Test("never traps, wherever it is cut and whatever byte is turned")
  func hostile() throws {
    var tar = TarBytes()
    tar.addPax("path", "some/name")
    tar.add("a", [UInt8](repeating: 1, count: 20))
    tar.add("././@LongLink", Array("b/c".utf8), kind: "L")
    tar.add("b", [2])
    tar.end()
    for length in 0..<tar.bytes.count where length % 7 == 0 {
      _ = try? read(tar.bytes.prefix(length))
    }
    for place in tar.bytes.indices where tar.bytes[place] != 0 {
      var bytes = tar.bytes
      bytes[place] ^= 1 << UInt8(place % 8)
      _ = try? read(bytes[...])
    }
    // The same behind a checksum that is right: sizes and kinds of every value.
    for first in UInt8.min...UInt8.max {
      var tar = TarBytes()
      tar.add("a", [1], size: String(decoding: [first & 0x7F, 0x37, 0x37], as: UTF8.self))
      tar.add("b", [1], kind: Character(Unicode.Scalar(first & 0x7F)))
      _ = try? read(tar.bytes[...])
    }
  }

  @Test("is told from other files by its first header")
  func begins() throws {
    var tar = TarBytes()
    tar.add("a", [1])
    #expect(try TarArchive.begins(ReadableFile.opened(folder.write(tar.bytes, to: "tar"))))
    let text = Array(repeating: UInt8(ascii: "a"), count: 600)
    #expect(try !TarArchive.begins(ReadableFile.opened(folder.write(text, to: "text"))))
    #expect(try !TarArchive.begins(ReadableFile.opened(folder.write([], to: "empty"))))
  }

  private func open(_ bytes: [UInt8]) throws -> TarArchive {
    try TarArchive(ReadableFile.opened(folder.write(bytes, to: "\(UUID().uuidString).tar")))
  }

  private func read(_ bytes: ArraySlice<UInt8>) throws {
    let archive = try open(Array(bytes))
    for member in archive.members { _ = try archive.bytes(of: member) }
  }
}
