import Explorer
import Foundation
import Measure
import Testing

@testable import mobilenet_explorer

@Suite("Pictures as the command line names them")
struct NamedPictureTests {
  @Test("come first in their order, then the photos that were not named")
  func all() {
    let photos = NamedPicture.all([]).map(\.argument)
    #expect(photos.first == NamedPicture.defaultName && photos.sorted() == NamedPicture.photoNames)
    let named = NamedPicture.all(["x.png", "goldfish", "x.png"]).map(\.argument)
    #expect(named.prefix(3) == ["x.png", "goldfish", "x.png"])
    #expect(Array(named.dropFirst(3)) == photos.filter { $0 != "goldfish" })
  }

  @Test(
    "are called by the last part of their path",
    arguments: [
      ("a/b.png", "b.png"), ("/b.png", "b.png"), ("b.png", "b.png"), ("a/", "a"), ("/", "/"),
      ("", ""),
    ])
  func names(argument: String, name: String) {
    #expect(NamedPicture(argument).name == name && NamedPicture(argument).isFile)
  }

  @Test("show what the user says, the photos what they are known to show")
  func entries() throws {
    let own = NamedPicture("x/y.png").entry(label: "tabby")
    #expect(own == PictureEntry(name: "y.png", argument: "x/y.png", label: "tabby"))
    let photo = NamedPicture("cat").entry(label: "tabby")
    #expect(photo.isBuiltIn && photo.label != "tabby" && photo.label != nil)
  }

  @Test("that are not there are told with what was probably meant")
  func missing() {
    let sentence = { (argument: String) in
      do { return try NamedPicture(argument).checked().argument } catch { return "\(error)" }
    }
    #expect(
      sentence("goldfsh")
        == "goldfsh: no such file, and no built-in photo (bison, cat, espresso, goldfish, viaduct); "
        + "did you mean 'goldfish'?")
    #expect(sentence("nothing.png").hasSuffix("viaduct); give a file or one of them"))
    #expect(sentence("cat") == "cat")
  }

  @Test("in a folder are those that can be pictures, in the order of their names")
  func folder() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    #expect(throws: MeasureError.self) { try NamedPicture.listed([folder]) }
    for name in ["b.png", "a.jpg", "notes.txt"] {
      try Data().write(to: URL(filePath: "\(folder)/\(name)"))
    }
    for argument in [folder, "\(folder)/"] {
      #expect(
        try NamedPicture.listed([argument, "cat"]).map(\.argument)
          == ["\(folder)/a.jpg", "\(folder)/b.png", "cat"])
    }
  }
}

@Suite("The system's programs")
struct SystemProgramTests {
  private func run(_ words: [String]) throws -> (status: Int32, output: String) {
    var output: [UInt8] = []
    let status = try SystemProgram(words: words).run { output += $0 }
    return (status, String(decoding: output, as: UTF8.self))
  }

  @Test("get their words as they are, and give what they write")
  func words() throws {
    let words = ["it's", "a b", "$HOME", "`x`", "", "\\", "é\n"]
    let found = try run(["printf", "%s|"] + words)
    #expect(found == (0, words.map { "\($0)|" }.joined()))
  }

  @Test("end with their status, that of the shell where they are not there, 128 + n by a signal")
  func statuses() throws {
    #expect(try run(["sh", "-c", "exit 3"]).status == 3)
    #expect(try run(["no-such-program-at-all"]).status == SystemProgram.notFound)
    #expect(try run(["sh", "-c", "kill -9 $$"]).status == 137)
  }

  @Test("meet a closed pipe where what they write is refused")
  func refused() {
    struct Refusal: Error {}
    #expect(throws: Refusal.self) {
      try SystemProgram(words: ["yes"]).run { _ in throw Refusal() }
    }
  }
}
