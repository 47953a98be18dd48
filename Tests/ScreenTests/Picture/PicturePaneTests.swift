import MobileNet
import Testing

@testable import Explorer
@testable import Measure
@testable import Screen

@Suite("The picture pane")
struct PicturePaneTests {
  /// A pane of that size for a picture whose left half is red, whose right half is blue.
  private func panel(fed side: Int, _ columns: Int, _ rows: Int, colors: Int = 256) -> Panel {
    var state = Example.start(side: max(32, side))
    state.tell { snapshot in
      snapshot.fed = FedPicture(
        side: side,
        rgb: (0..<side * side).flatMap { $0 % side < side / 2 ? [255, 0, 0] : [0, 0, 255] })
    }
    state.view.focus = .picture
    let theme = Theme(Appearance(colors: colors))
    return PicturePane(
      place: PanePlace(state: state, theme: theme, columns: columns, rows: rows)
    ).panel()
  }

  @Test("without colours bright is what has most ink, or on a light ground least")
  func inks() {
    var state = Example.start(side: 32)
    state.tell { $0.fed = FedPicture(side: 32, rgb: Array(repeating: 255, count: 32 * 32 * 3)) }
    state.view.focus = .picture
    for (ground, ink) in [(Appearance.Ground.dark, "█"), (.unknown, "█"), (.light, " ")] {
      let theme = Theme(Appearance(colors: 0, ground: ground))
      let panel = PicturePane(place: PanePlace(state: state, theme: theme, columns: 22, rows: 11))
        .panel()
      #expect(panel.inside[11, 5].scalar == ink.unicodeScalars.first, "\(ground)")
    }
  }

  @Test("a layer is boxed only on a picture of its own side", arguments: [32, 64, 128])
  func otherSide(side: Int) {
    for index in [0, 12, 26, 28] {
      var state = Example.start(alpha: 250, side: side)
      state.answer()
      state.view.selectedLayer = index
      for key: Key in [.character("0"), .down, .down, .down, .character("v"), .up, .character("p")]
      {
        state.press(key)
        // The picture is that of the setting before.
        #expect(!draw(state, appearance: Appearance()).text().isEmpty)
      }
    }
    for layer in Architecture(Setting(side: 512, baseSide: 512, classes: 9)).layers {
      #expect(layer.pixelsSeen(ofPictureSide: side).upperBound <= side)
    }
  }

  @Test("shows each pixel as half a cell, the upper one as foreground")
  func halves() {
    var state = Example.start(side: 32)
    state.view.focus = .picture
    // Rows alternate between white and black.
    let rgb = (0..<32 * 32).flatMap { [UInt8](repeating: $0 / 32 % 2 == 0 ? 255 : 0, count: 3) }
    state.tell { $0.fed = FedPicture(side: 32, rgb: rgb) }
    let panel = PicturePane(
      place: PanePlace(state: state, theme: Theme(Appearance()), columns: 32, rows: 16)
    ).panel()
    let expected = Cell("▀", Style(foreground: 231, background: 16))
    #expect(panel.inside.cells.allSatisfy { $0 == expected })
    #expect(panel.title == "picture 32×32, as fed")
  }

  @Test(
    "tells what the crop has cut off, as far as there is room",
    arguments: [
      (80, "picture 32×32, as fed · crop 0.875: the middle 420×420 of 640×480"),
      (60, "picture 32×32, as fed · crop 0.875 of 640×480"),
      (40, "32×32, as fed · crop 0.875 of 640×480"), (24, "32×32, shown 24×24"),
    ])
  func crop(columns: Int, title: String) {
    var state = Example.start(side: 32)
    let crop = PictureCrop(width: 640, height: 480, share: 0.875, side: 420)
    state.tell {
      $0.fed = FedPicture(side: 32, rgb: [UInt8](repeating: 0, count: 32 * 32 * 3), crop: crop)
    }
    let pane = PicturePane(
      place: PanePlace(state: state, theme: Theme(Appearance()), columns: columns, rows: 20))
    #expect(pane.panel().title.text == title)
  }

  /// Red, with what a crop of one half leaves around it in blue.
  private func framed(_ columns: Int, _ rows: Int, fed side: Int = 32, colors: Int = 256) -> Panel {
    var state = Example.start(side: side)
    let whole = WholePicture(
      columns: 8, rows: 4, rgb: (0..<32).flatMap { _ in [0, 0, 255] as [UInt8] })
    state.tell {
      $0.fed = FedPicture(
        side: side, rgb: (0..<side * side).flatMap { _ in [255, 0, 0] as [UInt8] },
        crop: PictureCrop(width: 800, height: 400, share: 0.5, side: 200), whole: whole)
    }
    state.view.focus = .picture
    return PicturePane(
      place: PanePlace(
        state: state, theme: Theme(Appearance(colors: colors)), columns: columns, rows: rows)
    ).panel()
  }

  @Test("draws a frame around what is fed, and what the crop cuts off dimmed beyond it")
  func frame() {
    let canvas = framed(80, 24).inside
    // Three quarters of 48 rows are 36 pixels; 54 more at each side, of which 22 find room, and 18 above and
    // below, of which 6.
    let row = (0..<80).map { canvas[$0, 12].style.foreground }
    #expect(row[22..<58].allSatisfy { $0 == 196 })
    #expect(row[21] == 231 && row[58] == 231)
    let dimmed = Set(row[0..<21] + row[59...])
    #expect(dimmed.isSubset(of: [16, 17, 18]), "\(dimmed)")
    #expect(canvas[40, 0].style.foreground != 196)
    #expect(canvas[40, 2].style.background == 231 && canvas[40, 3].style.foreground == 196)
  }

  @Test("keeps the frame where it is at every side", arguments: [32, 33, 48, 64, 97, 112])
  func sameFrame(side: Int) {
    let canvas = framed(32, 16, fed: side).inside
    #expect(canvas[16, 1].style.background == 231 && canvas[16, 2].style.foreground == 196)
    #expect(canvas[3, 8].style.foreground == 231 && canvas[4, 8].style.foreground == 196)
    #expect(!canvas.cells.contains(.blank))
    // A small pane is the network's alone.
    let least = framed(62, 15, fed: side).inside
    #expect(least[15, 7] == .blank && least[16, 0].style.foreground == 196)
  }

  @Test("draws fewer pixels than there are cells as larger blocks, each of one colour")
  func blocks() {
    var state = Example.start(side: 32)
    state.view.focus = .picture
    var rgb: [UInt8] = []
    for row in 0..<32 {
      for column in 0..<32 { rgb += [UInt8(column * 8), UInt8(row * 8), 128] }
    }
    state.tell { $0.fed = FedPicture(side: 32, rgb: rgb) }
    let pane = PicturePane(
      place: PanePlace(state: state, theme: Theme(Appearance()), columns: 40, rows: 20))
    let canvas = pane.panel().inside
    #expect(!canvas.cells.contains(.blank))
    // Neighbours that are drawn from one pixel are alike.
    for column in 1..<40 where column * 32 / 40 == (column - 1) * 32 / 40 {
      #expect((0..<20).allSatisfy { canvas[column, $0] == canvas[column - 1, $0] }, "\(column)")
    }
  }

  @Test("shows the middle pixel for pixel where that was asked for")
  func detail() {
    var state = Example.start(side: 64)
    state.view.focus = .picture
    let rgb = (0..<64 * 64).flatMap { place -> [UInt8] in
      let isMiddle = (21..<43).contains(place % 64) && (21..<43).contains(place / 64)
      return isMiddle ? [255, 0, 0] : [0, 0, 255]
    }
    state.tell { $0.fed = FedPicture(side: 64, rgb: rgb) }
    state.press(.character("x"))
    let panel = PicturePane(
      place: PanePlace(state: state, theme: Theme(Appearance()), columns: 22, rows: 11)
    ).panel()
    #expect(panel.title == "22×22 of 64×64")
    #expect(panel.inside.cells.allSatisfy { $0.style.foreground == 196 })
  }

  @Test(
    "draws a box around what the selected layer's middle value sees, while the layers have the focus"
  )
  func box() throws {
    var state = Example.start(side: 64)
    state.tell { $0.fed = FedPicture(side: 64, rgb: [UInt8](repeating: 200, count: 64 * 64 * 3)) }
    let drawn = { (state: State) -> Canvas in
      PicturePane(
        place: PanePlace(state: state, theme: Theme(Appearance()), columns: 64, rows: 32)
      ).panel().inside
    }
    state.view.selectedLayer = try #require(
      state.figures.architecture.layers.firstIndex { $0.name == "block3.dw" })
    // 19 pixels: 24 … 42 at side 64, of which two rows share a cell.
    let seen = state.figures.architecture.layers[state.view.selectedLayer]
      .pixelsSeen(ofPictureSide: 64)
    let canvas = drawn(state)
    #expect(canvas[seen.lowerBound, seen.lowerBound / 2].scalar == "┌")
    #expect(canvas[seen.upperBound - 1, (seen.upperBound - 1) / 2].scalar == "┘")
    #expect(canvas.cells.count { "┌┐└┘".unicodeScalars.contains($0.scalar) } == 4)
    state.view.focus = .cost
    #expect(drawn(state).cells.allSatisfy { $0.scalar == "▀" })
  }

  @Test("frames by brightness where colours are few")
  func framedRamp() {
    let lines = framed(80, 24, colors: 0).inside.text().split(separator: "\n")
    #expect(lines[12].contains("█" + String(repeating: "░", count: 36) + "█"))
  }

  @Test("repeats pixels as often as the pane has room for, in its middle")
  func repeated() {
    let canvas = panel(fed: 4, 15, 6).inside
    // 12 pixels: 12 columns, 6 rows, one column left free.
    #expect(
      canvas.text().split(separator: "\n").allSatisfy {
        $0 == " " + String(repeating: "▀", count: 12)
      })
    #expect(canvas[6, 0].style.foreground == 196)
    #expect(canvas[7, 0].style.foreground == 21)
  }

  @Test("averages what is larger than the pane, and says so")
  func averaged() {
    let panel = panel(fed: 64, 22, 10)
    #expect(panel.title == "64×64, shown 20×20")
    #expect(panel.inside[1, 0] == Cell("▀", Style(foreground: 196, background: 196)))
    #expect(panel.inside[20, 9] == Cell("▀", Style(foreground: 21, background: 21)))
    #expect(panel.inside[21, 0] == .blank)
  }

  @Test("shows brightness where colours are few")
  func ramp() {
    let text = panel(fed: 32, 32, 16, colors: 16).inside.text()
    // Red is brighter than blue.
    #expect(text.hasPrefix(String(repeating: "░", count: 16)))
    #expect(panel(fed: 32, 32, 16, colors: 0).inside.cells.allSatisfy { $0.style == .plain })
  }
}
