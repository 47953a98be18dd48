import Foundation
import Testing

@testable import Files

@Suite("A file to be read")
final class ReadableFileTests {
  private let folder: String

  init() throws {
    folder = URL.temporaryDirectory.appending(path: "readable-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  }

  deinit {
    try? FileManager.default.removeItem(atPath: folder)
  }

  @Test("gives all of its bytes, and parts as far as it reaches")
  func parts() throws {
    let content = (0..<1000).map { UInt8(truncatingIfNeeded: $0) }
    let file = try ReadableFile(path: write(content))
    #expect(file.size == 1000)
    #expect(try file.contents(limit: 1000) == content)
    #expect(try file.bytes(at: 10, count: 5) == Array(content[10..<15]))
    #expect(try file.bytes(at: 998, count: 5) == Array(content[998...]))
    #expect(try file.bytes(at: 2000, count: 5).isEmpty)
    #expect(try ReadableFile(path: write([])).contents(limit: 0).isEmpty)
  }

  @Test("is refused where it has more bytes than are wanted")
  func limit() throws {
    let path = try write([1, 2, 3])
    #expect(throws: UnreadableFile(path, .tooLarge(bytes: 3, limit: 2))) {
      try ReadableFile(path: path).contents(limit: 2)
    }
  }

  @Test("is not there, or is no file: each says so")
  func noFile() throws {
    let absent = UnreadableFile("\(folder)/absent", .refused(ENOENT))
    #expect(absent.isAbsent && absent.reason == "No such file or directory")
    #expect(throws: absent) { try ReadableFile(path: absent.file) }
    #expect(throws: absent) { try folderNames(absent.file) }
    for path in [folder, "/dev/null", "/dev/zero"] {
      #expect(throws: UnreadableFile(path, .notRegular)) { try ReadableFile(path: path) }
      #expect(throws: UnreadableFile(path, .notRegular)) {
        try ReadableFile(path: path, orPipe: true)
      }
    }
  }

  @Test("may be a pipe where one is welcome, and is read until its writer has closed it")
  func pipe() throws {
    let path = "\(folder)/pipe"
    try #require(mkfifo(path, 0o600) == 0)
    #expect(throws: UnreadableFile(path, .notRegular)) { try ReadableFile(path: path) }
    // Nobody writes to it.
    #expect(throws: UnreadableFile(path, .notRegular)) {
      try ReadableFile(path: path, orPipe: true).contents(limit: 10)
    }
    let file = try ReadableFile(path: path, orPipe: true)
    let content = [UInt8](repeating: 7, count: 200_000)
    Thread.detachNewThread { try? WholeFile.write(content, to: path) }
    // Until the writer has opened it there is nothing to be read, and no error either.
    var read: [UInt8]?
    while read == nil { read = try? file.contents(limit: 200_000) }
    #expect(read == content)
  }

  @Test("has a folder that is made with those above it")
  func folders() throws {
    let path = "\(folder)/a/b/c"
    try makeFolder(path)
    try makeFolder(path)
    #expect(FileKind(at: path) == .folder)
    #expect(absolutePath("\(path)/../c") == absolutePath(path))
    let file = try write([1])
    #expect(throws: UnwritableFile("\(file)/x", reason: "Not a directory")) {
      try makeFolder("\(file)/x")
    }
  }

  /// - Returns: the path.
  private func write(_ content: [UInt8]) throws -> String {
    let path = "\(folder)/file-\(UUID().uuidString)"
    try WholeFile.write(content, to: path)
    return path
  }
}
