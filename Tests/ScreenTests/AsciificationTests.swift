import Screen
import Testing

struct AsciificationTests {
  private func asciified(_ text: String) -> String {
    var scalars = String.UnicodeScalarView()
    for scalar in text.unicodeScalars { scalars.append(Asciification.standIn(for: scalar)) }
    return String(scalars)
  }

  @Test(
    "what the panes draw with has a stand-in",
    arguments: [
      ("┌─ cost ─┐", "+- cost -+"), ("│ ├┤ ┬┴┼ │", "| ++ +++ |"), ("└──╯", "+--+"),
      ("α 0.75 ▕██▌  ▏ ‹ ›", "a 0.75 |###  | < >"), ("ρ ▴▾ α²ρ²", "r +- a2r2"),
      ("dw 3×3 · 0.61 ms ± 0.02 − 8.2 …", "dw 3x3 . 0.61 ms ~ 0.02 - 8.2 ."),
      ("▀▄█▓▒░", "#=##:."), ("●○ ←→↑↓ ▸ ≤", "*o <>^v > <"), ("⌊αN⌋", "[aN]"),
      ("D_K² · M", "D_K2 . M"),
      ("“crème brûlée” à l’Øst Ñ ß", "\"creme brulee\" a l'Ost N s"),
    ])
  func standIns(text: String, expected: String) {
    #expect(asciified(text) == expected)
  }

  @Test("printable ASCII stays, and everything else becomes printable ASCII")
  func total() {
    for value in UInt32(0)...0x2_FFFF {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let standIn = Asciification.standIn(for: scalar)
      guard (0x20..<0x7F).contains(standIn.value) else {
        Issue.record("U+\(String(value, radix: 16)) became U+\(String(standIn.value, radix: 16))")
        return
      }
      if (0x20..<0x7F).contains(value) { #expect(standIn == scalar) }
    }
  }

  @Test(
    "control characters become a visible mark", arguments: ["\u{0}", "\u{1B}", "\u{7F}", "\u{9B}"])
  func controls(control: String) {
    #expect(asciified(control) == "?")
  }
}
