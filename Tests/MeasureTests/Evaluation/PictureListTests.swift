import Files
import Testing

@testable import Measure

@Suite("A list of pictures")
struct PictureListTests {
  private func entries(_ text: String) throws -> [PictureList.Entry] {
    let folder = try TemporaryFolder()
    return try PictureList(.opened(folder.write(Array(text.utf8), to: "list"))).entries
  }

  @Test(
    "cuts a line at its tab, else at its first comma, else at its last blank",
    arguments: [
      ("a b.png\tbig cat", "a b.png", "big cat"), ("a,b.png\t1", "a,b.png", "1"),
      ("a b.png,big, cat", "a b.png", "big, cat"), ("a b.png 7", "a b.png", "7"),
      ("a.png\t7\t8", "a.png", "7\t8"), ("a.png 7\r", "a.png", "7"), ("ä.png 7", "ä.png", "7"),
      ("a#b.png 7", "a#b.png", "7"),
    ])
  func lines(line: String, path: String, className: String) throws {
    let entry = PictureList.Entry(path: path, className: className)
    #expect(try entries(line) == [entry])
    #expect(try entries("# \(line)\n\n\(line)\n\r\n#\n") == [entry])
  }

  @Test(
    "says which line lacks a class or a path",
    arguments: ["a.png", "a.png\t", "a.png,  ", "\t7", ",7", " 7", "a.png "])
  func lacking(line: String) throws {
    let error = #expect(throws: MeasureError.self) { try entries("# pictures\nb.png 1\n\(line)") }
    guard case .badList(_, line: 3, problem: "a path without a class")? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  @Test(
    "has relative paths beside itself",
    arguments: [
      ("a.png", "lists/list", "lists/a.png"), ("b/a.png", "/lists/list", "/lists/b/a.png"),
      ("/a.png", "lists/list", "/a.png"), ("a.png", "list", "a.png"),
      ("../a.png", "/l", "/../a.png"),
    ])
  func places(path: String, list: String, resolved: String) {
    #expect(PictureList.Entry(path: path, className: "0").resolved(beside: list) == resolved)
  }
}
