import Reports
import Testing

@testable import Screen

@Suite("Text on a canvas")
struct CanvasTextTests {
  @Test("is written from a place, and up to one")
  func writing() {
    var canvas = Canvas(columns: 8, rows: 2)
    let end = canvas.write("αρ", at: 1, 0)
    let start = canvas.write("1.5", endingBefore: 8, 1)
    #expect(end == 3)
    #expect(start == 5)
    #expect(canvas.text() == " αρ\n     1.5\n")
  }

  @Test("is left out beyond every edge")
  func outside() {
    var canvas = Canvas(columns: 3, rows: 1)
    canvas.write("abcdef", at: -2, 0)
    canvas.write("x", at: 0, 1)
    canvas.write("y", at: 0, -1)
    canvas.write("12345", endingBefore: 0, 0)
    #expect(canvas.text() == "cde\n")
    #expect(Canvas(columns: -1, rows: -1).text() == "")
  }

  @Test("stamps another canvas, cut at the edges")
  func stamping() {
    var small = Canvas(columns: 2, rows: 2)
    small.write("ab", at: 0, 0)
    small.write("cd", at: 0, 1)
    var canvas = Canvas(columns: 3, rows: 2)
    canvas.stamp(small, at: 2, -1)
    canvas.stamp(small, at: -1, 1)
    #expect(canvas.text() == "  c\nb\n")
  }

  @Test("takes two cells for wide characters, and one for a letter with its accents")
  func wide() {
    var canvas = Canvas(columns: 8, rows: 3)
    #expect(canvas.write("写真.", at: 0, 0) == 5)
    #expect(canvas.write("fu\u{308}r", at: 0, 1) == 3)
    #expect(canvas[1, 0].scalar == Cell.secondHalf && canvas[2, 0].scalar == "真")
    canvas.write("猫", at: 7, 2)
    #expect(canvas.text() == "写真.\nfür\n       \u{FFFD}\n")
    #expect(canvas.text().unicodeScalars.contains("ü"))
  }

  @Test(
    "counts the cells of what it shows",
    arguments: [
      ("abc", 3), ("α ρ", 3), ("猫", 2), ("😀!", 3), ("fu\u{308}r", 3), ("x\u{338}", 2),
      ("\u{1112}\u{1161}\u{11AB}", 2), ("か\u{3099}", 2), ("", 0),
    ])
  func cells(text: String, count: Int) {
    #expect(text.cellCount == count)
    var canvas = Canvas(columns: 9, rows: 1)
    #expect(canvas.write(text, at: 0, 0) == count)
  }

  @Test("dumps a letter for each style, # for those without one")
  func styles() {
    let bold = Style(attributes: .bold)
    var canvas = Canvas(columns: 6, rows: 1)
    canvas.write("a", at: 0, 0)
    canvas.write("b ", at: 2, 0, bold)
    canvas.write("▀", at: 5, 0, Style(foreground: 3, background: 4))
    #expect(canvas.styles([.plain: ".", bold: "s"]) == ". ss #\n")
  }

  @Test(
    "is clipped with a mark",
    arguments: [
      ("cougar", 6, "cougar"), ("cougar", 5, "coug…"), ("window screen", 8, "window…"),
      ("ab", 1, "…"), ("ab", 0, ""), ("", 0, ""), ("写真", 4, "写真"), ("写真", 3, "写…"),
      ("写真", 2, "…"),
    ])
  func clipping(text: String, width: Int, expected: String) {
    #expect(text.clipped(to: width) == expected)
  }

  @Test("wraps between words, and inside those that are too long")
  func wrapping() {
    #expect("no trained weights".wrapped(to: 10) == ["no trained", "weights"])
    #expect("a verylongword b".wrapped(to: 6) == ["a", "verylo", "ngword", "b"])
    #expect("".wrapped(to: 5) == [])
    #expect("abc".wrapped(to: 0) == [])
    #expect("写真写 猫".wrapped(to: 5) == ["写真", "写 猫"])
    #expect("写真".wrapped(to: 1) == ["写", "真"])
  }
}
