import Testing

@testable import Reports

@Suite("A table of text")
struct TextTableTests {
  private var table: TextTable {
    var table = TextTable([("name", .left), ("n", .right), ("note", .left)])
    table.add(["a|b", "1", ""])
    table.add(["写真!", "1 000", "x"])
    return table
  }

  @Test("has columns as wide as their widest cell, and no blanks at the ends of lines")
  func lines() {
    #expect(table.lines == ["name       n  note", "a|b        1", "写真!  1 000  x"])
  }

  @Test("is Markdown in which nothing of a cell is markup")
  func markdown() {
    #expect(
      table.markdown == [
        "| name | n | note |", "| --- | ---: | --- |", "| a\\|b | 1 |  |", "| 写真! | 1 000 | x |",
      ])
    #expect(escapedMarkdown("|`*_<>\\ a#1.") == "\\|\\`\\*\\_\\<\\>\\\\ a#1.")
  }

  @Test("is its headings alone where nothing was added")
  func empty() {
    let empty = TextTable([("α", .right), ("side", .left)])
    #expect(empty.lines == ["α  side"])
    #expect(empty.markdown == ["| α | side |", "| ---: | --- |"])
  }

  @Test(
    "puts a text at either end of so many cells, a longer one stays whole",
    arguments: [
      ("ab", 4, "ab  ", "  ab"), ("ab", 2, "ab", "ab"), ("abc", 2, "abc", "abc"),
      ("猫", 3, "猫 ", " 猫"), ("", 2, "  ", "  "), ("x", -1, "x", "x"),
    ])
  func ends(text: String, width: Int, left: String, right: String) {
    #expect(text.left(width) == left && text.right(width) == right)
  }
}
