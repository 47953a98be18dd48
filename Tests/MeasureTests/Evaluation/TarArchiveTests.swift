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
    tar.add("a/link", [], kind: "2")
    tar.add("b/two", [UInt8](repeating: 2, count: 513), prefix: "long/prefix")
    tar.end()
    tar.add("behind the end", [9])
    let archive = try open(tar.bytes)
    #expect(archive.members.map(\.name) == ["a/one", "long/prefix/b/two"])
    #expect(try archive.bytes(of: archive.members[0]) == [1])
    #expect(try archive.bytes(of: archive.members[1]) == [UInt8](repeating: 2, count: 513))
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
    #expect(try TarArchive.begins(ReadableFile(path: folder.write(tar.bytes, to: "tar"))))
    let text = Array(repeating: UInt8(ascii: "a"), count: 600)
    #expect(try !TarArchive.begins(ReadableFile(path: folder.write(text, to: "text"))))
    #expect(try !TarArchive.begins(ReadableFile(path: folder.write([], to: "empty"))))
  }

  private func open(_ bytes: [UInt8]) throws -> TarArchive {
    try TarArchive(ReadableFile(path: folder.write(bytes, to: "\(UUID().uuidString).tar")))
  }

  private func read(_ bytes: ArraySlice<UInt8>) throws {
    let archive = try open(Array(bytes))
    for member in archive.members { _ = try archive.bytes(of: member) }
  }
}
