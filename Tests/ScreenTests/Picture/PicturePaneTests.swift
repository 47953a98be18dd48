import Explorer
import Measure
import Testing

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
    let theme = Theme(Appearance(colors: colors))
    return PicturePane(state: state, theme: theme, columns: columns, rows: rows).panel()
  }

  @Test("shows each pixel as half a cell, the upper one as foreground")
  func halves() {
    var state = Example.start(side: 32)
    // Rows alternate between white and black.
    let rgb = (0..<32 * 32).flatMap { [UInt8](repeating: $0 / 32 % 2 == 0 ? 255 : 0, count: 3) }
    state.tell { $0.fed = FedPicture(side: 32, rgb: rgb) }
    let panel = PicturePane(
      state: state, theme: Theme(Appearance()), columns: 32, rows: 16
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
      (40, "32×32 · crop 0.875 of 640×480"), (22, "32×32, shown 22×22"),
    ])
  func crop(columns: Int, title: String) {
    var state = Example.start(side: 32)
    let crop = PictureCrop(width: 640, height: 480, share: 0.875, side: 420)
    state.tell {
      $0.fed = FedPicture(side: 32, rgb: [UInt8](repeating: 0, count: 32 * 32 * 3), crop: crop)
    }
    let pane = PicturePane(state: state, theme: Theme(Appearance()), columns: columns, rows: 20)
    #expect(pane.panel().title == title)
  }

  @Test("repeats pixels as often as the pane has room for, in its middle")
  func repeated() {
    let canvas = panel(fed: 4, 15, 6).inside
    // Three times 4 are 12 pixels: 12 columns, 6 rows, one column left free.
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

  @Test("leaves the half below an odd last row to the terminal")
  func odd() {
    let canvas = panel(fed: 33, 40, 17).inside
    #expect(canvas[4, 16].style == Style(foreground: 196))
  }

  @Test("shows brightness where colours are few")
  func ramp() {
    let text = panel(fed: 32, 32, 16, colors: 16).inside.text()
    // Red is brighter than blue.
    #expect(text.hasPrefix(String(repeating: "░", count: 16)))
    #expect(panel(fed: 32, 32, 16, colors: 0).inside.cells.allSatisfy { $0.style == .plain })
  }
}
