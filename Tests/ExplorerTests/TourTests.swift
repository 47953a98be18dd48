import MobileNet
import Testing

@testable import Explorer

@Suite("The tour")
struct TourTests {
  private func begun(loops: Bool = false) -> State {
    var state = Example.start(catalogue: Example.measured)
    _ = reduce(&state, .resize(columns: 80, rows: 24))
    state.answer()
    _ = reduce(&state, .tour(loops: loops))
    return state
  }

  @Test("plays to its end, a key or a stop at a tick, and leaves")
  func plays() {
    var state = begun()
    var seen: Set<String> = []
    var ticks = 0
    var panes: Set<Pane> = []
    while ticks < 200 {
      ticks += 1
      seen.insert(state.lesson.tour?.sentence(state) ?? "")
      panes.insert(state.view.lower)
      let effects = reduce(&state, .tick)
      if effects == [.quit] { break }
      #expect(
        effects.contains {
          if case .timer(.some) = $0 { true } else { false }
        })
      state.answer()
    }
    #expect(seen.count >= TourStop.count)
    #expect(panes == [.layers, .plane, .frontier, .maps, .roofline])
    #expect(ticks == TourStop.all.reduce(TourStop.count) { $0 + $1.keys.count })
  }

  @Test("takes about two minutes")
  func length() {
    let seconds = TourStop.all.reduce(0) { sum, stop in
      sum + stop.seconds + (stop.keys.isEmpty ? 0 : 2 + 0.8 * Double(stop.keys.count - 1))
    }
    #expect((100...150).contains(seconds))
  }

  @Test("pauses, steps on, and steps back to where a stop began")
  func steers() {
    var state = begun()
    #expect(reduce(&state, .key(.character(" "))) == [.timer(seconds: nil)])
    #expect(state.choice.isPaused == false)
    state.press(.right, .right, .right)
    #expect(state.lesson.tour?.stop == 3)
    let setting = state.choice.setting
    #expect(setting.alpha == Example.width(750))
    state.press(.right)
    #expect(state.choice.setting.alpha == Example.width(500))
    state.press(.left)
    #expect(state.choice.setting == setting && state.lesson.tour?.stop == 3)
    #expect(state.lesson.tour?.isPaused == true)
  }

  @Test("any other key ends it and acts")
  func takesOver() {
    var state = begun()
    state.press(.character("1"))
    #expect(state.lesson.tour == nil && state.view.stripRows == 0)
    #expect(state.choice.setting.alpha == Example.width(250))
  }

  @Test("begins anew where it is to")
  func loops() {
    var state = begun(loops: true)
    let first = state.choice
    for _ in 0..<TourStop.all.reduce(TourStop.count, { $0 + $1.keys.count }) {
      #expect(reduce(&state, .tick) != [.quit])
    }
    #expect(state.lesson.tour?.stop == 0 && state.choice == first)
  }
}
