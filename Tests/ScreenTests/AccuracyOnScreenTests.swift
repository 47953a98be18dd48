import MobileNet
import Testing

@testable import Explorer
@testable import Measure
@testable import Screen

@Suite("Accuracy on the screen")
struct AccuracyOnScreenTests {
  @Test("says where it was not measured, and has no interval there", arguments: Pane.allCases)
  func nowhere(pane: Pane) {
    for (columns, rows) in [(40, 10), (80, 24), (100, 30), (120, 40), (200, 60)] {
      var state = Example.explored(columns: columns, rows: rows, keys: [.shiftLeft])
      state.answer()
      if pane == .plane { state.press(.character("a")) }
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
