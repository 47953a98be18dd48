import Files
import Foundation
import Testing

@Suite("A file that is written whole")
final class WholeFileTests {
  private let folder = FileManager.default.temporaryDirectory
    .appendingPathComponent("whole-\(UUID().uuidString)").path

  init() throws {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  }

  deinit {
    try? FileManager.default.removeItem(atPath: folder)
  }

  @Test("is new, or takes the old one's place, and leaves nothing beside it")
  func replaces() throws {
    try WholeFile.write(Array("one".utf8), to: path("a"))
    try WholeFile.write(Array("two".utf8), to: path("a"))
    #expect(content("a") == "two")
    #expect(try names() == ["a"])
  }

  @Test("keeps the mode", arguments: [0o600, 0o640, 0o755, 0o666] as [mode_t])
  func mode(_ mode: mode_t) throws {
    try WholeFile.write(Array("old".utf8), to: path("a"))
    try #require(chmod(path("a"), mode) == 0)
    try WholeFile.write(Array("new".utf8), to: path("a"))
    var status = stat()
    try #require(stat(path("a"), &status) == 0)
    #expect(status.st_mode & 0o7777 == mode)
    #expect(content("a") == "new")
  }

  @Test("is what links lead to, through several and where nothing is there yet")
  func links() throws {
    try FileManager.default.createDirectory(
      atPath: path("far"), withIntermediateDirectories: true)
    try WholeFile.write(Array("old".utf8), to: path("far/target"))
    for (link, target) in [
      ("near", "far/target"), ("second", "near"), ("absolute", path("far/target")),
      ("dangling", "far/coming"),
    ] { try #require(symlink(target, path(link)) == 0) }
    for (number, link) in ["near", "second", "absolute"].enumerated() {
      try WholeFile.write(Array("\(number)".utf8), to: path(link))
      #expect(content("far/target") == "\(number)")
    }
    try WholeFile.write(Array("here".utf8), to: path("dangling"))
    #expect(content("far/coming") == "here")
    for link in ["near", "second", "absolute", "dangling"] {
      #expect(try FileManager.default.destinationOfSymbolicLink(atPath: path(link)) != "")
    }
    #expect(try names() == ["absolute", "dangling", "far", "near", "second"])
  }

  @Test("that has a second name keeps it")
  func hardLink() throws {
    try WholeFile.write(Array("a longer old one".utf8), to: path("a"))
    try #require(link(path("a"), path("b")) == 0)
    try WholeFile.write(Array("new".utf8), to: path("a"))
    #expect(content("b") == "new")
  }

  @Test("is refused where it is read-only, for the superuser too")
  func readOnly() throws {
    try WholeFile.write(Array("kept".utf8), to: path("a"))
    try #require(chmod(path("a"), 0o444) == 0)
    let error = try #require(throws: UnwritableFile.self) {
      try WholeFile.write(Array("lost".utf8), to: path("a"))
    }
    #expect(error.file == path("a"))
    #expect(content("a") == "kept")
    #expect(try names() == ["a"])
  }

  @Test("is refused where a folder, or no folder, is there")
  func noPlace() throws {
    for place in [folder, path("none/a")] {
      let error = try #require(throws: UnwritableFile.self) { try WholeFile.write([1], to: place) }
      #expect(error.file == place)
    }
    #expect(try names() == [])
  }

  @Test("goes through a pipe to its reader, and the pipe stays one")
  func pipe() throws {
    try #require(mkfifo(path("pipe"), 0o600) == 0)
    // A reader's end that is open already lets the writer open its own without waiting.
    let reader = open(path("pipe"), O_RDONLY | O_NONBLOCK)
    try #require(reader >= 0)
    defer { close(reader) }
    try WholeFile.write(Array("through".utf8), to: path("pipe"))
    var bytes = [UInt8](repeating: 0, count: 16)
    #expect(read(reader, &bytes, bytes.count) == 7)
    #expect(bytes.starts(with: "through".utf8))
    #expect(kind("pipe") == S_IFIFO)
    #expect(try names() == ["pipe"])
  }

  /// Where the test may make a device node of its own; /dev's are never touched.
  @Test("goes into a device, and the device stays one")
  func device() throws {
    // Character device 1, 3 is the null device.
    guard mknod(path("null"), S_IFCHR | 0o666, 1 << 8 | 3) == 0 else { return }
    defer { unlink(path("null")) }
    let opened = open(path("null"), O_WRONLY)
    guard opened >= 0 else { return }  // a file system without devices
    close(opened)
    try WholeFile.write(Array("gone".utf8), to: path("null"))
    #expect(kind("null") == S_IFCHR)
    #expect(try names() == ["null"])
  }

  private func path(_ name: String) -> String { "\(folder)/\(name)" }

  private func content(_ name: String) -> String? {
    FileManager.default.contents(atPath: path(name)).map { String(decoding: $0, as: UTF8.self) }
  }

  private func kind(_ name: String) -> mode_t {
    var status = stat()
    return lstat(path(name), &status) == 0 ? status.st_mode & S_IFMT : 0
  }

  private func names() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
  }
}
