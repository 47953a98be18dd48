import Explorer
import MobileNet
import Testing

@testable import Measure
@testable import Screen

@Suite("Accuracy in words")
struct AccuracyTextTests {
  private func accuracy(alpha: Int, side: Int) throws -> AccuracySurface.Accuracy {
    try #require(Example.surface?.accuracy(alpha: Example.width(alpha), side: side))
  }

  @Test("of a measured setting has its interval and the number of pictures")
  func measured() throws {
    let accuracy = try accuracy(alpha: 750, side: 64)
    #expect(accuracy.sentence == "top-1 32.7 % (31.8–33.6)")
    #expect(
      accuracy.grounds(pictures: 10_000) == ["31.8–33.6 % of 10 000 pictures", "31.8–33.6 %"])
  }

  @Test("of an interpolated one says between which it lies and how far such figures are off")
  func interpolated() throws {
    let width = try accuracy(alpha: 740, side: 64)
    #expect(width.sentence == "top-1 ≈32.5 % (α .70–.75, ≤ 1.5 off)")
    #expect(width.shortSentence == "top-1 ≈32.5 % (up to 1.5 off)")
    #expect(
      width.grounds(pictures: 10_000) == [
        "between α 0.70–0.75, up to 1.5 points off where checked",
        "between α 0.70–0.75, up to 1.5 off", "α .70–.75, ≤ 1.5 off", "up to 1.5 off", "≤ 1.5 off",
      ])
    let both = try accuracy(alpha: 740, side: 72)
    #expect(both.grounds(pictures: 10_000)[2] == "α .70–.75, side 64–80, ≤ 1.5 off")
    #expect(both.pointsText(against: width) == "≈+1.0 points")
    var unchecked = width
    unchecked.basis = .interpolated(
      .init(alphas: Example.width(700)...Example.width(750), sides: 64...64, largestError: nil))
    #expect(unchecked.sentence == "top-1 ≈32.5 % (α .70–.75, unchecked)")
    #expect(unchecked.grounds(pictures: 1)[0] == "between α 0.70–0.75, never checked")
  }

  @Test("says where it was not measured, and has no interval there", arguments: Pane.allCases)
  func nowhere(pane: Pane) {
    for (columns, rows) in [(40, 10), (80, 24), (100, 30), (120, 40), (200, 60)] {
      var state = Example.explored(columns: columns, rows: rows, keys: [.shiftLeft])
      state.answer()
      if pane == .accuracyMap { state.press(.character("a")) }
      if pane == .frontier { state.press(.character("f")) }
      for isZoomed in [false, true] {
        (state.view.focus, state.view.zoomed) = (pane, isZoomed ? pane : nil)
        let text = draw(state, appearance: Appearance()).text()
        // Where there is room, each screen says between which settings, and how far off.
        if text.contains("≈"), columns >= 80 {
          #expect(text.contains("70–") && text.contains("75,"), "\(columns)×\(rows) \(text)")
          #expect(text.contains("1.5 "))
        }
        let lines = text.split(separator: "\n")
        for line in lines where line.contains("≈") {
          #expect(!line.contains("pictures"), "\(line)")
          #expect(
            line.firstMatch(of: /[0-9]\.[0-9]–[0-9]+\.[0-9] %|\([0-9.]+–[0-9.]+\)/) == nil,
            "\(line)")
        }
      }
    }
  }
}
