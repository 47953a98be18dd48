import Testing

@testable import Screen

@Suite("Characters whose width is the font's choice")
struct AmbiguousWidthTests {
  @Test("are those of the standard, class A")
  func known() {
    for scalar in "αρ▀█▏─│┌×±°²·…●←↑▶◆éøЖ①⁴½\u{A1}\u{E000}\u{F8FF}\u{FFFD}".unicodeScalars {
      #expect(AmbiguousWidth.contains(scalar), "\(scalar)")
    }
    for scalar in "a ~░▸▴▾−✓ñşâ猫あ\u{A0}\u{2800}\u{F900}\u{1F600}".unicodeScalars {
      #expect(!AmbiguousWidth.contains(scalar), "\(scalar)")
    }
  }

  @Test("are replaced where they may be wide, others are not")
  func spelled() {
    var canvas = Canvas(columns: 12, rows: 1)
    canvas.write("α─▸猫é░█", at: 0, 0)
    #expect(canvas.spelled(in: .all).text() == "α─▸猫é░█\n")
    #expect(canvas.spelled(in: .narrow).text() == "a-▸猫e░#\n")
  }
}
