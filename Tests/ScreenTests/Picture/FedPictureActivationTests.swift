import Testing

@testable import Explorer
@testable import Measure
@testable import Screen

@Suite("The class activation over the picture")
struct FedPictureActivationTests {
  private let picture = FedPicture(side: 2, rgb: Array(repeating: 100, count: 12))
  private let activation = ClassActivation(rows: 1, columns: 2, values: [2, -2], bias: 0)

  @Test("is orange where something speaks for the class, blue where it speaks against it")
  func colours() {
    let shown = picture.showing(activation, inColours: true)
    #expect(shown.rgb == [220, 124, 16, 16, 124, 220, 220, 124, 16, 16, 124, 220])
    let nothing = ClassActivation(rows: 1, columns: 1, values: [0], bias: 0)
    #expect(picture.showing(nothing, inColours: true).rgb.allSatisfy { (79...80).contains($0) })
  }

  @Test("without colours is light where something speaks for it, and dark elsewhere")
  func greys() {
    let shown = picture.showing(activation, inColours: false)
    #expect(shown.rgb.prefix(3).allSatisfy { (99...100).contains($0) })
    #expect(shown.rgb[3...5].allSatisfy { $0 == 20 })
  }

  @Test(
    "names the class in the title",
    arguments: [(80, 24), (120, 40), (200, 60), (40, 10)], [1, 2, 6])
  func screens(size: (columns: Int, rows: Int), steps: Int) throws {
    let state = try shown(size.columns, size.rows, steps)
    try Golden.expect(state, "activation-\(steps)-\(size.columns)x\(size.rows)")
    guard size.columns == 80, steps == 1 else { return }
    try Golden.expect(state, "activation-ascii", appearance: Appearance(colors: 0, glyphs: .ascii))
  }

  private func shown(_ columns: Int, _ rows: Int, _ steps: Int) throws -> State {
    let keys = Array(repeating: Key.character("c"), count: steps)
    var state = Example.explored(columns: columns, rows: rows, keys: keys)
    if columns == 40 { state.view.focus = .picture }
    state.tell { snapshot in
      snapshot.activations = (0..<5).map { answer in
        ClassActivation(
          rows: 2, columns: 2, values: [9, 4, -2, 1].map { Float($0 - answer) }, bias: 0.25)
      }
    }
    return state
  }
}
