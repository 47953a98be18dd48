import Measure
import MobileNet
import Testing

@testable import Explorer

@Suite("What is looked at")
struct ViewTests {
  @Test("no way of looking asks for a run")
  func noRequests() {
    var state = Example.start()
    #expect(state.type("jjkgGyyz?").isEmpty)
    #expect(state.press(.pageDown, .pageUp, .home, .end, .escape, .tab, .shiftTab, .escape).isEmpty)
    #expect(reduce(&state, .pointed(.layer(3))).isEmpty)
    #expect(reduce(&state, .pointed(.pane(.cost))).isEmpty)
    #expect(reduce(&state, .scrolled(by: 3)).isEmpty)
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
    #expect(seen == [0, 1, 7, 13, 7, 28, 28, 28, 27, 0, 28, 0])
  }

  @Test("a page of the zoomed layers is as long as the screen shows")
  func zoomedPage() {
    var state = Example.start()
    state.press(.character("z"), .pageDown)
    #expect(state.view.selectedLayer == 14)
  }

  @Test("the wheel moves through the layers")
  func wheel() {
    var state = Example.start()
    _ = reduce(&state, .scrolled(by: 3))
    #expect(state.view.selectedLayer == 3)
    _ = reduce(&state, .scrolled(by: -9))
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
