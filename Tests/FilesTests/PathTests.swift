import Foundation
import Testing

@testable import Files

@Suite("A path")
struct PathTests {
  @Test(
    "comes back to the system as the bytes that it was",
    arguments: [
      Array("plain.jpg".utf8), Array("für/写真.jpg".utf8), [0x63, 0x61, 0x66, 0xE9],
      [0xFF, 0xFE, 0x80], [0xE2, 0x82], Array("\u{10FFE9}".utf8), [0xC3, 0x28, 0xF4, 0x8F, 0xBF],
      [],
    ] as [[UInt8]])
  func roundTrip(bytes: [UInt8]) {
    let path = String(systemPath: bytes)
    #expect(path.systemPath.map(UInt8.init(bitPattern:)) == bytes + [0])
  }

  @Test("that is UTF-8 is that text")
  func text() {
    #expect(String(systemPath: Array("für.jpg".utf8)) == "für.jpg")
    let raw = String(systemPath: [0x63, 0xE9, 0x2E])
    #expect(raw.unicodeScalars.map(\.rawByte) == [nil, 0xE9, nil])
  }

  @Test("leads to a file whatever its bytes are, and a folder lists it")
  func names() throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("path-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { rmdir(folder) }
    let path = String(systemPath: Array("\(folder)/caf".utf8) + [0xE9])
    try WholeFile.write([1, 2], to: path)
    defer { unlink(path.systemPath) }
    #expect(FileKind(at: path) == .regular)
    #expect(FileKind(at: folder) == .folder && FileKind(at: "\(folder)/caf") == nil)
    #expect(try folderNames(folder) == [String(path.dropFirst(folder.count + 1))])
  }
}
