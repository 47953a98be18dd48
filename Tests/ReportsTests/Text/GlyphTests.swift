import Testing

@testable import Reports

@Suite("Glyphs")
struct GlyphTests {
  @Test(
    "are one scalar each: composed where Unicode has one, else marked as left over",
    arguments: [
      ("abc", "abc"), ("fu\u{308}r", "f\u{FC}r"), ("e\u{301}\u{323}", "e\u{FFFD}\u{FFFD}"),
      ("x\u{338}", "x\u{FFFD}"), ("\u{1112}\u{1161}\u{11AB}", "\u{D55C}"), ("", ""),
      ("か\u{3099}", "\u{304C}"), ("\u{301}a", "\u{FFFD}a"),
    ])
  func scalars(text: String, expected: String) {
    let shown = text.glyphs.map(\.scalar)
    #expect(shown == Array(expected.unicodeScalars), "\(shown)")
    #expect(text.glyphs.text.unicodeScalars.elementsEqual(expected.unicodeScalars))
  }

  @Test(
    "take one cell or two",
    arguments: [
      ("a", 1), ("é", 1), ("α", 1), ("猫", 2), ("Ａ", 2), ("ｱ", 1), ("😀", 2), ("⌚", 2), ("한", 2),
      ("\u{1161}", 1), ("―", 1), ("█", 1), ("\u{20000}", 2),
    ])
  func cells(text: String, cells: Int) {
    #expect(text.glyphs.map(\.cells) == [cells] && text.cellCount == cells)
  }

  @Test("are counted into so many cells, wide ones whole or not at all")
  func count() {
    let glyphs = "a写真b".glyphs
    #expect((0...7).map { glyphs.count(in: $0) } == [0, 1, 1, 2, 2, 3, 4, 4])
    #expect(glyphs.count(in: -1) == 0)
  }

  @Test("make the first wording that fits, or none")
  func wordings() {
    let wordings = ["three words here", "写真写", "ab", "abc"]
    #expect(
      [16, 15, 6, 5, 2, 1].map { fitting(wordings, $0) }
        == ["three words here", "写真写", "写真写", "ab", "ab", ""])
    #expect(fitting([], 9) == "")
  }

  @Test(
    "name a class by its first synonym, else by its number",
    arguments: [
      ("tabby, tabby cat", "tabby"), ("", "class 3"), (", x", "class 3"), ("a\u{1B}b, c", "a^[b"),
      ("window screen", "window screen"),
    ])
  func synonyms(label: String, expected: String) {
    #expect(shortLabel(label, index: 3) == expected)
  }
}
