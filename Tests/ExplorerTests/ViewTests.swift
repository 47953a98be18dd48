import Measure
import MobileNet
import Testing

@testable import Explorer

@Suite("What is looked at")
struct ViewTests {
  @Test("no way of looking asks for a run")
  func noRequests() {
    var state = Example.start()
    #expect(state.type("jjkgGyyz?") == [.copyCommand])
    #expect(state.press(.pageDown, .pageUp, .home, .end, .escape, .tab, .shiftTab, .escape).isEmpty)
    #expect(reduce(&state, .pointed(.layer(3))).isEmpty)
    #expect(reduce(&state, .pointed(.pane(.cost))).isEmpty)
    #expect(reduce(&state, .scrolled(by: 3, over: .layers)).isEmpty)
    #expect(state.figures.generation == 0)
  }

  @Test("layers: by one, by a page, to the ends, never beyond")
  func layers() {
    var state = Example.start()
    var seen: [Int] = []
    for key: Key in [
      .character("k"), .character("j"), .pageDown, .pageDown, .pageUp, .end, .character("j"),
      .pageDown, .character("k"), .character("g"), .character("G"), .home,
    ] {
      state.press(key)
      seen.append(state.view.selectedLayer)
    }
    #expect(seen == [0, 1, 6, 11, 6, 28, 28, 28, 27, 0, 28, 0])
  }

  @Test("a page of the zoomed layers is as long as the screen shows")
  func zoomedPage() {
    var state = Example.start()
    state.press(.character("z"), .pageDown)
    #expect(state.view.selectedLayer == 12)
  }

  @Test("the wheel moves through the layers")
  func wheel() {
    var state = Example.start()
    _ = reduce(&state, .scrolled(by: 3, over: .layers))
    #expect(state.view.selectedLayer == 3)
    _ = reduce(&state, .scrolled(by: -9, over: .layers))
    #expect(state.view.selectedLayer == 0)
  }

  @Test("Tab and Shift-Tab go round the panes, a zoomed screen with them")
  func focus() {
    var state = Example.start()
    #expect(state.view.focus == .layers)
    state.press(.tab)
    #expect(state.view.focus == .setting)
    state.press(.shiftTab, .shiftTab)
    #expect(state.view.focus == .cost)
    #expect(state.view.zoomed == nil)
    state.type("z")
    #expect(state.view.zoomed == .cost)
    state.press(.tab)
    #expect(state.view.zoomed == .layers)
    state.type("z")
    #expect(state.view.zoomed == nil)
  }

  @Test("Esc only closes: the overlay first, then the zoomed pane, then nothing")
  func escape() {
    var state = Example.start()
    let start = state
    state.type("z?")
    #expect(state.view.overlay == .help)
    state.press(.escape)
    #expect(state.view.overlay == nil)
    #expect(state.view.zoomed == .layers)
    state.press(.escape)
    #expect(state == start)
    #expect(state.press(.escape).isEmpty)
    #expect(state == start)
  }

  @Test("the command shown is always that of the screen")
  func commandFollows() {
    var state = Example.start()
    state.answer()
    state.type("iy")
    #expect(RecreatingCommand(state).text.hasSuffix(" espresso.jpg"))
    #expect(state.view.overlay == .command)
    var failed = Snapshot(generation: state.figures.generation)
    failed.failure = "espresso.jpg: not a picture"
    _ = reduce(&state, .snapshot(failed))
    #expect(!RecreatingCommand(state).text.hasSuffix(" espresso.jpg"))
    #expect(state.view.overlay == .command)
  }

  @Test("a click takes the focus, selects a layer, or closes an overlay and no more")
  func click() {
    var state = Example.start()
    _ = reduce(&state, .pointed(.pane(.picture)))
    #expect(state.view.focus == .picture)
    _ = reduce(&state, .pointed(.layer(99)))
    #expect(state.view.focus == .layers)
    #expect(state.view.selectedLayer == 28)
    state.type("?")
    _ = reduce(&state, .pointed(.layer(2)))
    #expect(state.view.overlay == nil)
    #expect(state.view.selectedLayer == 28)
  }

  @Test("M gives the mouse to the terminal and takes it back, and the command says so")
  func mouse() {
    var state = Example.start()
    var expected = state
    expected.view.usesMouse = false
    #expect(state.type("M") == [.mouse(false)])
    #expect(state == expected)
    #expect(RecreatingCommand(state).arguments.contains("--no-mouse"))
    #expect(state.type("M") == [.mouse(true)])
    #expect(state == Example.start())
  }

  @Test("a raw click is not the reducer's to read")
  func rawClick() {
    var state = Example.start()
    state.view.message = "here"
    let before = state
    #expect(state.press(.click(column: 3, row: 4), .wheelDown(column: 1, row: 1)).isEmpty)
    #expect(state == before)
  }

  @Test("a message goes with the next key")
  func message() {
    var state = Example.start()
    state.view.message = "here"
    _ = reduce(&state, .resize(columns: 90, rows: 30))
    #expect(state.view.message == "here")
    state.press(.backspace)
    #expect(state.view.message == nil)
  }
}

@Suite("A view by itself")
struct ViewPartTests {
  private func view(
    _ columns: Int = 120, _ rows: Int = 40, _ change: (inout View) -> Void = { _ in }
  ) -> View {
    var view = View(columns: columns, rows: rows)
    change(&view)
    return view
  }

  private func expect(
    _ command: ViewCommand, on view: View, gives change: (inout View) -> Void,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    var (found, expected) = (view, view)
    found.perform(command, layers: Array(0..<29))
    change(&expected)
    #expect(found == expected, "\(command)", sourceLocation: sourceLocation)
  }

  @Test("steps through the layers inside their ends, and not where they are not seen")
  func layers() {
    let middle = view { $0.selectedLayer = 10 }
    expect(.layerStep(1), on: middle) { $0.selectedLayer = 11 }
    expect(.layerStep(-99), on: middle) { $0.selectedLayer = 0 }
    expect(.layerPage(1), on: view { $0.selectedLayer = 4 }) { $0.selectedLayer = 24 }
    expect(.layerPage(-2), on: middle) { $0.selectedLayer = 0 }
    expect(.firstLayer, on: middle) { $0.selectedLayer = 0 }
    expect(.lastLayer, on: middle) { $0.selectedLayer = 28 }
    // A zoomed table of 28 rows, and one that has room for none.
    expect(.layerPage(-1), on: view { ($0.selectedLayer, $0.zoomed) = (28, .layers) }) {
      $0.selectedLayer = 0
    }
    expect(.layerPage(1), on: view(80, 10) { $0.zoomed = .layers }) { $0.selectedLayer = 1 }
    for command: ViewCommand in [.layerStep(1), .layerPage(1), .firstLayer, .lastLayer] {
      expect(command, on: view(80, 24) { ($0.lower, $0.selectedLayer) = (.plane, 3) }) { _ in }
    }
    // Beside an opened pane they are seen.
    expect(.layerStep(1), on: view { $0.lower = .plane }) { $0.selectedLayer = 1 }
  }

  @Test("steps down the table as it is sorted, and to neighbours in the order of execution")
  func sorted() {
    let layers = [7, 3, 9] + Array(0..<3) + Array(4..<7) + [8]
    var view = view { $0.selectedLayer = 3 }
    view.perform(.layerStep(1), layers: layers)
    #expect(view.selectedLayer == 9)
    view.perform(.neighbouringLayer(-1), layers: layers)
    #expect(view.selectedLayer == 8)
    view.perform(.firstLayer, layers: layers)
    #expect(view.selectedLayer == 7)
  }

  @Test("has the first of the sorted layers chosen, so that it is in sight")
  func sortedTop() {
    var state = Example.start()
    state.answer()
    state.press(.end, .character("s"), .character("s"))
    let largest = state.figures.architecture.layers.map(\.multiplyAdds).max()
    let chosen = state.figures.architecture.layers[state.view.selectedLayer]
    #expect(state.view.layerOrder == .work && chosen.multiplyAdds == largest)
  }

  @Test("goes round the panes, a zoomed one along, the opened one before the layers")
  func focus() {
    expect(.focusStep(1), on: view()) { $0.focus = .setting }
    expect(.focusStep(-1), on: view { $0.focus = .setting }) { $0.focus = .layers }
    expect(.focusStep(1), on: view { ($0.lower, $0.focus) = (.frontier, .cost) }) {
      $0.focus = .frontier
    }
    expect(.focusStep(1), on: view { ($0.lower, $0.focus) = (.frontier, .frontier) }) {
      $0.focus = .layers
    }
    // Layers that have lost their place.
    expect(.focusStep(1), on: view(80, 24) { ($0.lower, $0.focus) = (.frontier, .layers) }) {
      $0.focus = .setting
    }
    expect(.focusStep(1), on: view { $0.zoomed = .layers }) {
      ($0.focus, $0.zoomed) = (.setting, .setting)
    }
  }

  @Test("zooms the focused pane and back, where it does not fill the screen anyway")
  func zoom() {
    expect(.zoom, on: view { $0.focus = .cost }) { $0.zoomed = .cost }
    expect(.zoom, on: view { $0.zoomed = .cost }) { $0.zoomed = nil }
    expect(.zoom, on: view(71, 40)) { _ in }
    expect(.zoom, on: view(80, 24) { $0.lower = .plane }) { _ in }
  }

  @Test("opens panes in the place of the layers, and closes them: the zoom first")
  func opening() {
    expect(.open(.plane), on: view()) { ($0.lower, $0.focus) = (.plane, .plane) }
    expect(.open(.plane), on: view { $0.focus = .cost }) { ($0.lower, $0.focus) = (.plane, .plane) }
    let opened = view { ($0.lower, $0.focus) = (.plane, .plane) }
    expect(.open(.frontier), on: opened) { ($0.lower, $0.focus) = (.frontier, .frontier) }
    for command: ViewCommand in [.open(.plane), .close] {
      expect(command, on: opened) { ($0.lower, $0.focus) = (.layers, .layers) }
      // Who looks elsewhere stays there.
      expect(command, on: view { ($0.lower, $0.focus) = (.plane, .cost) }) { $0.lower = .layers }
    }
    let zoomed = view { ($0.lower, $0.focus, $0.zoomed) = (.plane, .plane, .plane) }
    expect(.close, on: zoomed) { $0.zoomed = nil }
    var small = zoomed
    (small.columns, small.rows) = (80, 24)
    expect(.close, on: small) { ($0.zoomed, $0.lower, $0.focus) = (nil, .layers, .layers) }
    expect(.close, on: view()) { _ in }
  }

  @Test("covers the panes with an overlay, from its start, and uncovers them")
  func overlays() {
    let covered = view(80, 24) { ($0.overlay, $0.overlayPlace) = (.help, 5) }
    expect(.show(.command), on: covered) { ($0.overlay, $0.overlayPlace) = (.command, 0) }
    expect(.overlayStep(-3), on: covered) { $0.overlayPlace = 2 }
    expect(.overlayPage(1), on: covered) { $0.overlayPlace = 25 }
    expect(.overlayPage(1), on: view(40, 3)) { $0.overlayPlace = 1 }
    expect(.overlayStart, on: covered) { $0.overlayPlace = 0 }
    for command: ViewCommand in [.closeOverlay, .choose] {
      expect(command, on: covered) { ($0.overlay, $0.overlayPlace) = (nil, 0) }
    }
    for (place, last, held) in [(Int.max, 9, 9), (-1, 9, 0), (4, 9, 4), (4, 0, 0)] {
      var view = view { $0.overlayPlace = place }
      view.holdOverlay(lastPlace: last)
      #expect(view.overlayPlace == held)
    }
  }

  @Test(
    "has room for all panes from 72×20 on, for an opened one beside them from 120×40 on",
    arguments: [
      (71, 24, true, true), (72, 19, true, true), (72, 20, false, true), (119, 40, false, true),
      (120, 39, false, true), (120, 40, false, false),
    ])
  func room(columns: Int, rows: Int, takesTurns: Bool, takesTurnsOpened: Bool) {
    var view = view(columns, rows)
    #expect(view.takesTurns == takesTurns && view.isAlone == takesTurns)
    view.lower = .frontier
    #expect(view.takesTurns == takesTurnsOpened)
    #expect(view.isRoomy == !takesTurnsOpened)
    view.zoomed = .picture
    #expect(view.isAlone && view.focused == .picture)
  }

  @Test(
    "keeps the selected layer through another variant, else its block, else its place",
    arguments: [
      ("conv0", Variant.standard, "conv0"), ("block2.pw", .standard, "block2.conv"),
      ("block8.pw", .shallow, "block8.pw"), ("block12.pw", .shallow, "classifier"),
      ("pool", .shallow, "pool"), ("classifier", .standard, "classifier"),
    ])
  func keeps(name: String, variant: Variant, expected: String) throws {
    let before = Architecture(Setting(side: 64, baseSide: 64, classes: 4))
    var setting = before.setting
    setting.variant = variant
    let layers = Architecture(setting).layers
    let place = try #require(before.layers.firstIndex { $0.name == name })
    var view = view { $0.selectedLayer = place }
    view.keepSelection(of: before, in: layers)
    #expect(layers[view.selectedLayer].name == expected)
  }
}
