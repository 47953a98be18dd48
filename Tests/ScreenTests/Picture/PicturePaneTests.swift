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
    let theme = Theme(Appearance(colors: colors))
    return PicturePane(
      place: PanePlace(state: state, theme: theme, columns: columns, rows: rows)
    ).panel()
  }

  @Test("shows each pixel as half a cell, the upper one as foreground")
  func halves() {
    var state = Example.start(side: 32)
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
      (40, "32×32 · crop 0.875 of 640×480"), (22, "32×32, shown 22×22"),
    ])
  func crop(columns: Int, title: String) {
    var state = Example.start(side: 32)
    let crop = PictureCrop(width: 640, height: 480, share: 0.875, side: 420)
    state.tell {
      $0.fed = FedPicture(side: 32, rgb: [UInt8](repeating: 0, count: 32 * 32 * 3), crop: crop)
    }
    let pane = PicturePane(
      place: PanePlace(state: state, theme: Theme(Appearance()), columns: columns, rows: 20))
    #expect(pane.panel().title == title)
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
    return PicturePane(
      place: PanePlace(
        state: state, theme: Theme(Appearance(colors: colors)), columns: columns, rows: rows)
    ).panel()
  }

  @Test("draws a frame around what is fed, and what the crop cuts off dimmed beyond it")
  func frame() {
    let canvas = framed(80, 24).inside
    // 32 pixels of 48 rows; 48 more at each side, of which 24 find room, and 16 above and below, of which 8.
    let row = (0..<80).map { canvas[$0, 12].style.foreground }
    #expect(row[24..<56].allSatisfy { $0 == 196 })
    #expect(row[23] == 231 && row[56] == 231)
    let dimmed = Set(row[0..<23] + row[57...])
    #expect(dimmed.isSubset(of: [16, 17, 18]), "\(dimmed)")
    #expect(canvas[40, 0].style.foreground != 196)
    #expect(canvas[40, 3].style.background == 231 && canvas[40, 4].style.foreground == 196)
  }

  @Test("makes room for the frame only where the picture is made smaller anyway")
  func room() {
    // 32 pixels fill the rows: nothing is left above; at the sides there is room.
    let full = framed(50, 16).inside
    #expect(full[25, 0].style.foreground == 196 && full[8, 8].style.foreground == 231)
    // 64 pixels in 32: what the network sees keeps three quarters.
    let small = framed(32, 16, fed: 64)
    #expect(small.title.contains("shown 24×24"))
    #expect(small.inside[16, 1].style.background == 231)
    // A small pane is the network's alone.
    let least = framed(62, 15, fed: 64)
    #expect(least.title.contains("shown 30×30"))
    #expect(least.inside[15, 7] == .blank && least.inside[16, 7].style.foreground == 196)
  }

  @Test("frames by brightness where colours are few")
  func framedRamp() {
    let lines = framed(80, 24, colors: 0).inside.text().split(separator: "\n")
    #expect(lines[12].contains("█" + String(repeating: "░", count: 32) + "█"))
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
