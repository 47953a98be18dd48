import Testing

@testable import Explorer

@Suite("Words of a shell")
struct ShellWordsTests {
  @Test(
    "what was quoted is read back",
    arguments: [
      [], [""], ["a"], ["a b", "it's"], ["", "x", ""], ["--weights", "my 'nets'/a b.tflite"],
      ["tab\there", "esc\u{1B}[31m", "line\nbreak'quote\\", "c1\u{9B}2J", "\u{202E}right"],
      ["$HOME `x` \"y\" \\ *?[a]!", "é ρ", "~", "1\u{1B}23"],
    ])
  func roundTrip(words: [String]) {
    #expect(shellWords(words.map(shellWord).joined(separator: " ")) == words)
    let nested = words.map(shellWord).joined(separator: " ")
    #expect(shellWords("--pin \(shellWord(nested))") == ["--pin", nested])
  }

  @Test("blanks part words, quotes join them, and must end")
  func splitting() {
    #expect(shellWords("  a\t b\n c ") == ["a", "b", "c"])
    #expect(shellWords(#"a"b c"'d e'\ f"#) == ["ab cd e f"])
    #expect(shellWords(#""a\"b""#) == ["a\"b"])
    for open in ["'a", "\"a", "$'a", "a\\"] { #expect(shellWords(open) == nil) }
  }
}
