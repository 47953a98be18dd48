import Explorer
import Terminal
import Testing

/// Bursts as they come from ncurses, in, and keys out.
struct KeyDecoderTests {
  private let decoder = KeyDecoder(codes: [300: .left, 301: .pageDown])

  /// Of a decoder that has seen nothing before.
  private func keys(from burst: [KeyDecoder.Input]) -> [Key] {
    var decoder = decoder
    return decoder.keys(from: burst)
  }

  private func bytes(_ text: String) -> [KeyDecoder.Input] {
    text.utf8.map { .byte($0) }
  }

  @Test(
    "bytes are keys",
    arguments: [
      ("q", [.character("q")]), (" ", [.character(" ")]), ("~", [.character("~")]),
      ("hjkl", [.character("h"), .character("j"), .character("k"), .character("l")]),
      ("\r", [.enter]), ("\n", [.enter]), ("\t", [.tab]), ("\u{7F}", [.backspace]),
      ("\u{8}", [.backspace]), ("α漢🙂", [.character("α"), .character("漢"), .character("🙂")]),
      ("", []), ("\u{1}\u{0}\u{1F}", []), ("\u{9B}A", [.character("A")]),
    ] as [(String, [Key])])
  func singleKeys(text: String, expected: [Key]) {
    #expect(keys(from: bytes(text)) == expected)
  }

  @Test("a code is the key it was listed with, and nothing if it was not")
  func codes() {
    #expect(keys(from: [.code(300), .code(999), .code(301)]) == [.left, .pageDown])
  }

  @Test("mouse events keep their place among keys")
  func mouse() {
    let click = Key.click(column: 3, row: 4)
    #expect(
      keys(from: bytes("a") + [.mouse(click)] + bytes("b"))
        == [.character("a"), click, .character("b")])
  }

  @Test(
    "unknown sequences vanish whole: none of their letters acts as a command",
    arguments: [
      "\u{1B}[15;5~", "\u{1B}[?62;1c", "\u{1B}[I", "\u{1B}[200~", "\u{1B}Oq", "\u{1B}OP",
      "\u{1B}[>1;2 q", "\u{1B}[[", "\u{1B}]11;rgb:1e1e/1e1e/1e1e\u{1B}\\", "\u{1B}]52;c;q\u{7}",
      "\u{1B}P1$r0 q\u{1B}\\", "\u{1B}_Gi=31;OK\u{1B}\\", "\u{1B}^quiet\u{1B}\\",
      "\u{1B}Xq\u{1B}\\",
      "\u{1B}]0;猫 q\u{7}",
    ])
  func swallowed(sequence: String) {
    #expect(keys(from: bytes(sequence)) == [])
    #expect(keys(from: bytes("a" + sequence + "b")) == [.character("a"), .character("b")])
    #expect(keys(from: bytes(sequence + sequence)) == [])
  }

  @Test("a sequence cut short takes nothing that is not its own along")
  func cutShort() {
    #expect(keys(from: bytes("\u{1B}[1;")) == [])
    #expect(keys(from: bytes("\u{1B}[1;") + [.code(300)]) == [.left])
    #expect(keys(from: bytes("\u{1B}[1;α")) == [.character("α")])
  }

  @Test("a string that arrives in pieces is swallowed to its end, and no further")
  func pieces() {
    var decoder = decoder
    #expect(decoder.keys(from: bytes("\u{1B}]11;rgb:1e1e")) == [])
    #expect(decoder.keys(from: bytes("/1e1e/")) == [])
    #expect(decoder.keys(from: bytes("1e1e\u{1B}\\q")) == [.character("q")])
    #expect(decoder.keys(from: bytes("1")) == [.character("1")])
  }

  @Test("a string without an end keeps no other key waiting", arguments: ["\r", "\u{1B}", "\t"])
  func unended(key: String) {
    var decoder = decoder
    #expect(decoder.keys(from: bytes("\u{1B}]11")) == [])
    #expect(decoder.keys(from: bytes(key)) == keys(from: bytes(key)))
    #expect(decoder.keys(from: bytes("q")) == [.character("q")])
    #expect(decoder.keys(from: bytes("\u{1B}]11") + [.code(300)]) == [.left])
  }

  @Test(
    "Esc alone, or before what is no sequence, is the key",
    arguments: [
      ("\u{1B}", [.escape]), ("\u{1B}\u{1B}", [.escape, .escape]),
      ("\u{1B}q", [.escape, .character("q")]), ("\u{1B}[", [.escape, .character("[")]),
      ("\u{1B}O", [.escape, .character("O")]),
      ("\u{1B}]", [.escape, .character("]")]), ("\u{1B}P\r", [.escape, .character("P"), .enter]),
      ("\u{1B}\r", [.escape, .enter]),
    ] as [(String, [Key])])
  func escape(text: String, expected: [Key]) {
    #expect(keys(from: bytes(text)) == expected)
  }

  @Test(
    "bytes that are not UTF-8 are dropped, the keys around them are not",
    arguments: [
      [0xFF], [0xC3], [0x80], [0xE2, 0x82], [0xF5, 0x80], [0xC0, 0x80], [0xED, 0xA0, 0x80],
    ] as [[UInt8]])
  func invalid(sequence: [UInt8]) {
    let burst = bytes("a") + sequence.map { .byte($0) } + bytes("b")
    #expect(keys(from: burst) == [.character("a"), .character("b")])
  }

  @Test("whatever bytes come, each gives at most one key and none a trap")
  func total() {
    for first in UInt8.min...UInt8.max {
      for second in UInt8.min...UInt8.max {
        let burst = [0x1B, 0x5B, first, second].map { KeyDecoder.Input.byte($0) }
        for start in [0, 1, 2] where keys(from: Array(burst[start...])).count > 4 - start {
          Issue.record("too many keys for \(first) \(second)")
        }
      }
    }
  }
}
