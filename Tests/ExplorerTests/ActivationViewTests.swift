import Testing

@testable import Explorer
@testable import Measure

@Suite("The class activation over the picture")
struct ActivationViewTests {
  private func answered(_ keys: String) -> State {
    var state = Example.start()
    state.type(keys)
    state.answer()
    var snapshot = state.figures.current
    snapshot.fed = FedPicture(side: 1, rgb: [1, 2, 3])
    snapshot.activations = (0..<5).map {
      ClassActivation(rows: 1, columns: 1, values: [Float(9 - $0)], bias: 0)
    }
    _ = reduce(&state, .snapshot(snapshot))
    return state
  }

  @Test("is of each answer in turn, then of the difference, then none")
  func cycle() {
    var state = Example.start()
    var seen: [ActivationView?] = []
    for _ in 0..<7 {
      state.type("c")
      seen.append(state.view.activation)
    }
    #expect(seen == ActivationView.allCases + [nil])
    #expect(ActivationView.allCases.map(\.place) == [0, 1, 2, 3, 4, 0])
  }

  @Test("is asked of the engine once, and no more when it is over")
  func requests() {
    var state = Example.start()
    #expect(!state.request.wantsActivations)
    #expect(state.type("c").count == 1 && state.request.wantsActivations)
    #expect(state.type("ccccc").isEmpty)
    #expect(state.type("c").count == 1 && !state.request.wantsActivations)
  }

  @Test("is shown with the names of its classes")
  func shown() {
    #expect(ShownActivation(answered("")) == nil)
    let third = ShownActivation(answered("ccc"))
    #expect(third?.activation.logit == 7 && third?.answer.label == "class 5")
    #expect(third?.other == nil)
    let difference = ShownActivation(answered("cccccc"))
    #expect(difference?.activation.logit == 1)
    #expect(difference?.answer.label == "class 7" && difference?.other?.label == "class 3")
  }

  @Test("of the setting before goes along with its picture only")
  func stale() {
    var state = answered("c")
    state.press(.left)
    #expect(ShownActivation(state) != nil && state.figures.fedPicture?.isStale == true)
    var snapshot = state.figures.current
    snapshot.fed = FedPicture(side: 1, rgb: [3, 2, 1])
    _ = reduce(&state, .snapshot(snapshot))
    #expect(ShownActivation(state) == nil)
  }

  @Test("is recreated by a command", arguments: ActivationView.allCases)
  func command(activation: ActivationView) {
    var choice = ViewChoice()
    choice.activation = activation
    var state = Example.start()
    state.look(at: choice)
    #expect(state.viewChoice == choice)
    #expect(RecreatingCommand(state).text.contains("--activation \(activation.rawValue)"))
  }
}
