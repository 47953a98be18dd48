import MobileNet
import Testing

@testable import Screen

@Suite("A slider")
struct SliderTests {
  private let alpha = Slider.alpha(column: 1, row: 0, width: 20)
  private let rho = Slider.rho(column: 1, row: 0, width: 20)

  private func text(_ slider: Slider, _ share: Double, unicode: Bool = true) -> String {
    var canvas = Canvas(columns: 22, rows: 2)
    let theme = Theme(Appearance(glyphs: unicode ? .all : .ascii))
    slider.draw(share, on: &canvas, theme: theme)
    slider.drawLabels(on: &canvas, theme: theme)
    return canvas.text()
  }

  @Test("is filled up to its share, with marks on what is left and their names below")
  func drawn() {
    #expect(text(alpha, 0.5) == "▕██████████    ┊     ▏\n    .25  .5   .75   1\n")
    #expect(text(alpha, 0.01) == "▕▎   ┊    ┊    ┊     ▏\n    .25  .5   .75   1\n")
    #expect(text(rho, 1) == "▕████████████████████▏\n           4/7      1\n")
    #expect(text(alpha, 0.5, unicode: false).hasPrefix("[##########    ┊     ]"))
  }

  @Test("stands for the share at a cell's right end, and at a mark for just that")
  func shares() {
    #expect((1...20).map { alpha.share(at: $0, 0) } == (1...20).map { Double($0) / 20 })
    #expect(rho.share(at: 12, 0) == 4.0 / 7 && rho.share(at: 13, 0) == 13.0 / 20)
    for (column, row) in [(0, 0), (21, 0), (5, 1), (5, -1), (Int.min / 2, 0)] {
      #expect(alpha.share(at: column, row) == nil)
    }
    #expect(Slider.alpha(column: 1, row: 0, width: 0).share(at: 1, 0) == nil)
  }

  @Test("sets α to hundredths and never to 0, ρ to pixels and never below 32", arguments: 1...130)
  func values(width: Int) throws {
    let alpha = Slider.alpha(column: 0, row: 0, width: width)
    let rho = Slider.rho(column: 0, row: 0, width: width)
    let alphas = try (0..<width).map { try #require(alpha.alpha(at: $0, 0)) }
    let sides = try (0..<width).map { try #require(rho.side(at: $0, 0, baseSide: 224)) }
    #expect(alphas.allSatisfy { $0.thousandths.isMultiple(of: 10) })
    #expect(alphas == alphas.sorted() && sides == sides.sorted())
    #expect(sides.allSatisfy { (32...224).contains($0) })
    // Room for the marks: then the end is α = ρ = 1 and every mark can be hit.
    guard width >= 7 else { return }
    #expect(alphas.last == .one && sides.last == 224)
    #expect(Set([128, 160, 192]).isSubset(of: sides))
  }
}
