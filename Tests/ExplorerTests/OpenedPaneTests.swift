import Measure
import MobileNet
import Testing

@testable import Explorer

@Suite("A pane opened in the place of the layers")
struct OpenedPaneTests {
  private func opened(columns: Int = 120, rows: Int = 40) -> State {
    var state = Example.start()
    _ = reduce(&state, .resize(columns: columns, rows: rows))
    state.type("a")
    return state
  }

  @Test("takes the focus; its key and Esc bring the layers back")
  func opens() {
    let start = Example.start()
    for close: Key in [.character("a"), .escape] {
      var state = start
      state.type("a")
      #expect(state.view.lower == .plane)
      #expect(state.view.focus == .plane)
      state.press(close)
      #expect(state == start)
    }
  }

  @Test("gives way to another one")
  func replaced() {
    var state = opened()
    state.perform(.view(.open(.frontier)))
    #expect(state.view.lower == .frontier)
    #expect(state.view.focus == .frontier)
  }

  @Test("is walked to by Tab before the layers, and leaves the focus where it is when it closes")
  func tab() {
    var state = opened()
    state.press(.tab)
    #expect(state.view.focus == .layers)
    state.press(.tab)
    #expect(state.view.focus == .setting)
    state.press(.shiftTab, .shiftTab)
    #expect(state.view.focus == .plane)
    state.press(.shiftTab)
    #expect(state.view.focus == .cost)
    state.press(.escape)
    #expect(state.view.lower == .layers)
    #expect(state.view.focus == .cost)
  }

  @Test("goes along with a zoomed screen; Esc leaves the zoom first")
  func zoomed() {
    var state = opened()
    state.press(.character("z"))
    #expect(state.view.zoomed == .plane)
    state.press(.escape)
    #expect(state.view.zoomed == nil)
    #expect(state.view.lower == .plane)
  }

  @Test("fills a screen without room for it: nothing to zoom, and Esc closes it")
  func filling() {
    var state = opened(columns: 80, rows: 24)
    #expect(state.view.takesTurns)
    let before = state
    state.press(.enter)
    #expect(state == before)
    #expect(!Help(state).bindings.contains { $0.commands[.enter] != nil })
    state.press(.escape)
    #expect(state.view.lower == .layers)
    #expect(!state.view.takesTurns)
  }

  @Test("hides the keys of layers that it covers, which do nothing then")
  func layerKeys() {
    var state = opened(columns: 80, rows: 24)
    let before = state
    state.type("jG")
    state.press(.pageDown)
    _ = reduce(&state, .scrolled(by: 2, over: state.view.focus))
    #expect(state == before)
    #expect(!Help(state).bindings.contains { $0.commands[.character("j")] != nil })
  }
}
