import Testing

@testable import Reports

@Suite("Strings from outside")
struct VisibleTests {
  @Test(
    "become visible",
    arguments: [
      ("cat.jpg", "cat.jpg"), ("Dürer α → ×", "Dürer α → ×"), ("", ""),
      ("\u{1B}[31mred", "^[[31mred"), ("a\nb\tc\0", "a^Jb^Ic^@"), ("\u{7F}", "^?"),
      ("\r\n", "^M^J"),
      // C1 (0x9B is CSI), bidi controls, zero width, soft hyphen, line separator.
      ("\u{9B}31m", "\\u{9b}31m"), ("a\u{202E}gpj", "a\\u{202e}gpj"), ("\u{2066}", "\\u{2066}"),
      ("a\u{200D}b\u{FEFF}", "a\\u{200d}b\\u{feff}"), ("a\u{AD}b", "a\\u{ad}b"),
      ("\u{2028}", "\\u{2028}"), ("\u{3164}", "\\u{3164}"), ("\u{E000}", "\\u{e000}"),
      // A byte of a name that is no UTF-8.
      ("caf\u{10FFE9}", "caf\\xe9"),
      // Combining, wide, emoji: they can be seen as they are.
      ("e\u{301}", "e\u{301}"), ("写真", "写真"), ("😀", "😀"), ("가", "가"), ("Ａ", "Ａ"), ("⌚", "⌚"),
    ])
  func spelled(text: String, expected: String) {
    #expect(Array(visible(text).unicodeScalars) == Array(expected.unicodeScalars))
  }

  @Test("hold no control or format character whatever they held")
  func everyScalar() {
    let basic = Array(0...0xFFFF as ClosedRange<UInt32>)
    let others = stride(from: UInt32(0x10000), through: 0x10FFFF, by: 53)
    let all = (basic + others).compactMap(Unicode.Scalar.init)
    let unsafe = all.filter { scalar in
      visible(String(Character(scalar))).unicodeScalars.contains {
        switch $0.properties.generalCategory {
        case .control, .format, .unassigned, .privateUse: true
        default: $0.properties.isDefaultIgnorableCodePoint
        }
      }
    }
    #expect(unsafe.isEmpty)
  }
}
