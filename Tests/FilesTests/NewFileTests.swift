import Files
import Foundation
import Testing

@Suite("A file that takes no other one's place")
final class NewFileTests {
  private let folder = FileManager.default.temporaryDirectory
    .appendingPathComponent("new-\(UUID().uuidString)").path

  init() throws {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  }

  deinit {
    try? FileManager.default.removeItem(atPath: folder)
  }

  private func write(_ text: String) throws -> String {
    try NewFile.write(Array(text.utf8), stem: "\(folder)/screen", ending: "txt")
  }

  @Test("gets its name, or the next number behind it, and leaves nothing beside it")
  func numbers() throws {
    #expect(try write("one") == "\(folder)/screen.txt")
    // A link to nowhere has a name, too.
    try FileManager.default.createSymbolicLink(
      atPath: "\(folder)/screen-2.txt", withDestinationPath: "nowhere")
    #expect(try write("two") == "\(folder)/screen-3.txt")
    #expect(try String(contentsOfFile: "\(folder)/screen.txt", encoding: .utf8) == "one")
    #expect(try String(contentsOfFile: "\(folder)/screen-3.txt", encoding: .utf8) == "two")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
    #expect(names == ["screen-2.txt", "screen-3.txt", "screen.txt"])
  }

  @Test("is refused by its name where there is no such folder")
  func refused() {
    let error = #expect(throws: UnwritableFile.self) {
      try NewFile.write([1], stem: "\(folder)/none/a", ending: "svg")
    }
    #expect(error?.file == "\(folder)/none/a.svg")
    #expect(error?.reason == "No such file or directory")
  }
}
