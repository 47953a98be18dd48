import Foundation
import Testing

@testable import Files

@Suite("A folder")
final class FolderTests {
  private let folder: String

  init() throws {
    folder = URL.temporaryDirectory.appending(path: "folder-\(UUID().uuidString)").path
    try makeFolder(folder)
  }

  deinit {
    try? FileManager.default.removeItem(atPath: folder)
  }

  @Test("lists everything in it, hidden files and links that lead nowhere too, but not itself")
  func names() throws {
    #expect(try folderNames(folder).isEmpty)
    try WholeFile.write([1], to: "\(folder)/b")
    try WholeFile.write([], to: "\(folder)/.a")
    try makeFolder("\(folder)/c/d")
    try #require(symlink("nowhere", "\(folder)/e") == 0)
    #expect(try folderNames(folder).sorted() == [".a", "b", "c", "e"])
    #expect(try folderNames("\(folder)/").count == 4)
    #expect(throws: UnreadableFile("\(folder)/b", .refused(ENOTDIR))) {
      try folderNames("\(folder)/b")
    }
  }

  @Test("of a user lies where the variable says, or else in their home")
  func ofUser() {
    let folder = { (variables: [String: String]) in
      userFolder("XDG_DATA_HOME", atHome: ".local/share") { variables[$0] }
    }
    #expect(folder(["XDG_DATA_HOME": "/d", "HOME": "/h"]) == "/d")
    #expect(folder(["XDG_DATA_HOME": "d", "HOME": "/h"]) == "/h/.local/share")
    #expect(folder(["XDG_DATA_HOME": "", "HOME": "/h"]) == "/h/.local/share")
    #expect(folder(["HOME": "h"]) == nil)
    #expect(folder([:]) == nil)
  }

  @Test("is what lies behind all links")
  func kinds() throws {
    try WholeFile.write([1], to: "\(folder)/file")
    try #require(symlink("file", "\(folder)/link") == 0)
    try #require(symlink(".", "\(folder)/here") == 0)
    try #require(symlink("nowhere", "\(folder)/lost") == 0)
    try #require(mkfifo("\(folder)/pipe", 0o600) == 0)
    let kinds: [(name: String, kind: FileKind?)] = [
      ("file", .regular), ("link", .regular), ("here", .folder), ("here/here/file", .regular),
      ("lost", nil), ("none", nil), ("pipe", .other), ("file/x", nil),
    ]
    for (name, kind) in kinds { #expect(FileKind(at: "\(folder)/\(name)") == kind, "\(name)") }
    #expect(FileKind(at: "/dev/null") == .other && FileKind(at: "") == nil)
  }

  @Test("is the same one however it is reached; another one, or a file, is not")
  func identity() throws {
    try makeFolder("\(folder)/a/b")
    try makeFolder("\(folder)/c")
    try #require(symlink("../c", "\(folder)/a/link") == 0)
    try WholeFile.write([1], to: "\(folder)/file")
    let own = try #require(FolderIdentity("\(folder)/c"))
    #expect(FolderIdentity("\(folder)/a/link") == own)
    #expect(FolderIdentity("\(folder)/a/b/../../c/.") == own)
    #expect(FolderIdentity("\(folder)/a") != own)
    #expect(FolderIdentity("\(folder)/file") == nil && FolderIdentity("\(folder)/none") == nil)
  }

  @Test("has a path from the root without links; what is not there keeps its own")
  func absolute() throws {
    let root = absolutePath(folder)
    try makeFolder("\(folder)/a")
    try #require(symlink("a", "\(folder)/link") == 0)
    #expect(root.hasPrefix("/"))
    #expect(absolutePath("\(folder)/link/../link/.") == "\(root)/a")
    #expect(absolutePath("\(folder)/none") == "\(folder)/none")
    #expect(absolutePath(root) == root && absolutePath("/") == "/")
    #expect(absolutePath("") == "")
  }

  @Test("is not made where a file has its name, and that is said")
  func inTheWay() throws {
    let file = "\(folder)/file"
    try WholeFile.write([7], to: file)
    #expect(throws: UnwritableFile(file, reason: "Not a directory")) { try makeFolder(file) }
    #expect(throws: UnwritableFile("\(file)/a", reason: "Not a directory")) {
      try makeFolder("\(file)/a/b")
    }
    #expect(try ReadableFile(path: file).contents(limit: 9) == [7])
    // The root, and nothing at all, are there already.
    try makeFolder("/")
    try makeFolder("")
    try makeFolder(".")
  }
}
