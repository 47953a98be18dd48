import MobileNet
import Testing

@testable import Explorer
@testable import Measure

@Suite("The state of the roofline")
struct RooflineStateTests {
  private func ceilings(_ state: State, isComplete: Bool = true) -> Ceilings {
    Ceilings(
      subject: Ceilings.Subject(
        instructionSet: state.choice.instructionSet, threads: state.choice.threads),
      peak: 50e9, levels: [Ceilings.Level(name: "memory", bytes: nil, bandwidth: 10e9)],
      roundsDone: isComplete ? Ceilings.rounds : 0)
  }

  /// With the pane open, and the present network timed.
  private func opened() -> State {
    var state = Example.start()
    state.answer()
    state.type("r")
    return state
  }

  @Test("asks for the ceilings while it is open, once for each number of threads")
  func asks() {
    var state = Example.start()
    #expect(state.request.background == nil)
    state.type("r")
    let subject = ceilings(state).subject
    #expect(state.request.background == .ceilings(subject))
    state.tell(ceilings(state, isComplete: false))
    #expect(
      ShownRoofline(state).ceilings.peak == 50e9 && state.request.background == .ceilings(subject))
    state.tell(ceilings(state))
    #expect(state.request.background == nil)
    // They outlive the pane, and other work.
    state.type("a")
    state.type("r")
    #expect(ShownRoofline(state).ceilings.isComplete && state.request.background == nil)
    let threads = state.choice.threads
    state.type("t")
    #expect(state.request.background == .ceilings(ceilings(state).subject))
    #expect(ShownRoofline(state).ceilings.peak == nil)
    while state.choice.threads != threads { state.type("t") }
    #expect(ShownRoofline(state).ceilings.isComplete)
  }

  @Test("asks again for ceilings that a layer has exceeded, once its times have settled")
  func asksAgain() {
    var state = opened()
    // The best run of every layer comes within a tenth of 50 G/s, but for one that did more.
    let work = state.figures.architecture.layers.map(\.multiplyAdds)
    let tell = { (state: inout State, share: Double, isSettled: Bool) in
      state.tell { snapshot in
        snapshot.isSettled = isSettled
        snapshot.layers = work.enumerated().map { place, work in
          let best = Double(work) / (50e9 * (place == 2 ? share : 0.1)) * 1000
          return LayerLatency(minimum: best, median: 2 * best)
        }
      }
    }
    let known = Ceilings(
      subject: ceilings(state).subject, peak: 50e9,
      levels: [Ceilings.Level(name: "memory", bytes: nil, bandwidth: 1e15)],
      roundsDone: Ceilings.rounds)
    state.tell(known)
    tell(&state, 1.2, false)
    #expect(state.request.background == nil)
    tell(&state, 1, true)
    #expect(state.request.background == nil)
    tell(&state, 1.2, true)
    #expect(state.request.background == .ceilingsAgain(known, exceeded: [.arithmetic]))
    // Measured in vain: once more. Measured better: never again.
    var again = known
    again.repeats = 1
    state.tell(again)
    #expect(state.request.background == .ceilingsAgain(again, exceeded: [.arithmetic]))
    (again.peak, again.repeats) = (61e9, 2)
    state.tell(again)
    #expect(state.request.background == nil && ShownRoofline(state).ceilings.peak == 61e9)
    // With the pane closed nothing is asked for.
    state.tell(known)
    state.type("r")
    #expect(state.request.background == nil)
  }

  @Test("has the layers' keys, the wheel and clicks: they choose the layer")
  func walks() {
    var state = opened()
    #expect(state.view.lower == .roofline && state.view.focus == .roofline)
    state.type("jj>k<")
    #expect(state.view.selectedLayer == 1)
    _ = reduce(&state, .scrolled(by: 3, over: .roofline))
    #expect(state.view.selectedLayer == 4)
    _ = reduce(&state, .pointed(.rooflinePoint(7)))
    #expect(state.view.selectedLayer == 7 && state.view.focus == .roofline)
    state.type("G")
    #expect(state.view.selectedLayer == 28)
    #expect(Help(state).bindings.contains { $0.commands[.character(">")] != nil })
    state.type("r")
    #expect(state.view.lower == .layers && state.view.selectedLayer == 28)
  }

  @Test("moves with α and ρ: a layer that is not timed yet stands where it stood, marked stale")
  func stale() {
    var state = opened()
    state.tell(ceilings(state))
    let before = ShownRoofline(state).points
    #expect(before.count == 29 && before.allSatisfy { !$0.isStale })
    #expect(before[5].value.share != nil)
    state.type("2")
    #expect(ShownRoofline(state).points == before.map { Dated($0.value, isStale: true) })
    state.tell {
      $0.layers = [LayerLatency(minimum: 1, median: 1)] + Array(repeating: nil, count: 28)
    }
    let mixed = ShownRoofline(state).points
    #expect(!mixed[0].isStale && mixed.dropFirst().allSatisfy(\.isStale))
    #expect(mixed[0].value.layer.output.channels == 16)
    state.answer()
    #expect(ShownRoofline(state).points.allSatisfy { !$0.isStale })
    #expect(ShownRoofline(state).points[5].value.intensity < before[5].value.intensity * 1.5)
    // Another variant has other layers: none of them stands for one of these.
    state.type("v")
    #expect(ShownRoofline(state).points.allSatisfy { !$0.isStale && $0.value.rate == nil })
  }

  @Test("is what a command line chooses, with the layer, and the command of key y names both")
  func command() throws {
    var state = opened()
    state.type("jjj")
    #expect(state.viewChoice.opened == .roofline && state.viewChoice.layer == "block2.dw")
    let words = RecreatingCommand(state).text
    #expect(words.contains("--view roofline --layer block2.dw"), "\(words)")
    var again = Example.start()
    again.look(at: state.viewChoice)
    #expect(again.view.lower == .roofline && again.view.selectedLayer == 3)
  }
}

extension State {
  fileprivate mutating func tell(_ change: (inout Snapshot) -> Void) {
    var snapshot = figures.current
    change(&snapshot)
    _ = reduce(&self, .snapshot(snapshot))
  }

  fileprivate mutating func tell(_ ceilings: Ceilings) {
    tell { $0.background = .ceilings(ceilings) }
  }
}
