import Engine
import Measure
import MobileNet
import Testing

@testable import Explorer

@Suite("The reducer")
struct ReducerTests {
  let start = Example.start()

  @Test("asks for the first request when it starts")
  func first() {
    let request = Request(
      generation: 0, setting: start.choice.setting, picture: 0, weights: start.family, threads: 1,
      instructionSet: .avx2, isPaused: false)
    #expect(start.start() == [.request(request)])
  }

  @Test("one step narrower asks for one run, and changes nothing else")
  func narrower() {
    var state = start
    let effects = reduce(&state, .key(.left))
    var expected = start
    expected.choice.setting.alpha = Example.width(950)
    expected.figures.choice = expected.choice
    expected.figures.architecture = Architecture(expected.choice.setting)
    expected.figures.generation = 1
    expected.figures.current = Snapshot(generation: 1)
    #expect(state == expected)
    #expect(effects == [.request(expected.request)])
  }

  @Test("keeps the last setting that has answered, to be shown dimmed")
  func previous() {
    var state = start
    state.answer()
    let answered = state
    state.press(.left)
    let kept = Answered(
      choice: answered.figures.choice, architecture: answered.figures.architecture,
      snapshot: answered.figures.current)
    #expect(state.figures.previous == kept)
    #expect(state.figures.current == Snapshot(generation: 1))
    // The second press comes before the first one's answer: the answered setting stays.
    state.press(.left)
    #expect(state.figures.previous == kept)
    // A latency without the predictions to come is no answer yet.
    var half = Example.answer(to: state)
    half.predictions = []
    half.ranking = []
    _ = reduce(&state, .snapshot(half))
    state.press(.left)
    #expect(state.figures.previous == kept)
  }

  @Test("drops a snapshot of an older generation")
  func staleSnapshot() {
    var state = start
    let late = Example.answer(to: state)
    state.press(.left)
    let before = state
    #expect(reduce(&state, .snapshot(late)).isEmpty)
    #expect(state == before)
  }

  @Test("takes a snapshot of its own generation, and asks for nothing")
  func freshSnapshot() {
    var state = start
    let snapshot = Example.answer(to: state)
    let effects = reduce(&state, .snapshot(snapshot))
    var expected = start
    expected.figures.current = snapshot
    expected.choice.readablePicture = 0
    expected.figures.choice = expected.choice
    #expect(state == expected)
    #expect(effects.isEmpty)
  }

  @Test("pausing keeps the generation and the figures, and tells the engine")
  func pause() {
    var state = start
    state.answer()
    let answered = state
    let effects = state.press(.character(" "))
    var expected = answered
    expected.choice.isPaused = true
    expected.figures.choice = expected.choice
    #expect(state == expected)
    #expect(effects == [.request(expected.request)])
    #expect(state.press(.character(" ")) == [.request(answered.request)])
    #expect(state == answered)
  }

  @Test("a change while paused asks for a run that stops after its first result")
  func changeWhilePaused() {
    var state = start
    state.press(.character(" "))
    let effects = state.press(.left)
    #expect(state.figures.generation == 1)
    #expect(effects == [.request(state.request)])
    #expect(state.request.isPaused)
  }

  @Test("quits without changing anything")
  func quit() {
    var state = start
    #expect(state.type("q") == [.quit])
    #expect(state == start)
  }

  @Test("a key without a meaning changes nothing", arguments: [Key.backspace, .character("d")])
  func unknown(key: Key) {
    var state = start
    #expect(reduce(&state, .key(key)).isEmpty)
    #expect(state == start)
  }

  @Test("resizing changes the size alone")
  func resize() {
    var state = start
    #expect(reduce(&state, .resize(columns: 120, rows: 40)).isEmpty)
    var expected = start
    expected.view.columns = 120
    expected.view.rows = 40
    #expect(state == expected)
  }
}

@Suite("A picture that can't be read")
struct UnreadablePictureTests {
  private func failure(_ state: State) -> Action {
    var snapshot = Snapshot(generation: state.figures.generation)
    snapshot.failure = "bad.png: not a picture"
    return .snapshot(snapshot)
  }

  @Test("is a message, and the explorer goes on with the one it had")
  func goesOn() {
    var state = Example.start()
    state.answer()
    let answered = state
    state.type("i")
    let effects = reduce(&state, failure(state))
    var expected = answered
    expected.figures.generation = 2
    expected.figures.current = Snapshot(generation: 2)
    expected.figures.previous = Answered(
      choice: answered.figures.choice, architecture: answered.figures.architecture,
      snapshot: answered.figures.current)
    expected.choice.attemptedPicture = 1
    expected.figures.choice = expected.choice
    expected.view.message = "bad.png: not a picture"
    #expect(state == expected)
    #expect(effects == [.request(expected.request)])
  }

  @Test("keeps what else was changed meanwhile")
  func keepsSetting() {
    var state = Example.start()
    state.answer()
    state.press(.character("i"), .left, .left)
    _ = reduce(&state, failure(state))
    #expect(state.choice.picture == 0)
    #expect(state.choice.setting.alpha == Example.width(900))
  }

  @Test("doesn't bar the way to the next one, and is tried again in its turn")
  func nextOne() {
    var state = Example.start()
    state.answer()
    state.type("i")
    _ = reduce(&state, failure(state))
    state.type("i")
    #expect(state.choice.picture == 2)
    state.answer()
    state.type("ii")
    #expect(state.choice.picture == 1)
  }

  @Test("two pictures, one of them bad: each press tries again")
  func onlyOneGood() {
    var state = Example.start(
      catalogue: Catalogue(
        pictures: Array(Example.catalogue.pictures.prefix(2)), weights: [Example.builtIn],
        instructionSets: [.avx2], maximumThreads: 1))
    state.answer()
    for _ in 0..<3 {
      state.type("i")
      #expect(state.choice.picture == 1)
      _ = reduce(&state, failure(state))
      #expect(state.choice.picture == 0)
    }
  }

  @Test("is said, where there is none to go back to, and asks for nothing")
  func none() {
    var state = Example.start()
    let action = failure(state)
    #expect(reduce(&state, action).isEmpty)
    #expect(state.view.message == "bad.png: not a picture")
    #expect(state.figures.current.failure == "bad.png: not a picture")
    // The message goes with the next key, and telling the same again doesn't bring it back.
    state.type("j")
    _ = reduce(&state, action)
    #expect(state.view.message == nil)
    state.type("i")
    #expect(state.choice.picture == 1)
  }

  @Test("a picture that was decoded with a warning is told of once")
  func warnedPicture() {
    var state = Example.start()
    var snapshot = Snapshot(generation: state.figures.generation)
    snapshot.fed = FedPicture(side: 1, rgb: [1, 2, 3])
    snapshot.pictureNotice = "a.jpg: decoded with a warning: a gap"
    _ = reduce(&state, .snapshot(snapshot))
    #expect(state.view.message == "a.jpg: decoded with a warning: a gap")
    _ = reduce(&state, .key(.left))
    snapshot.generation = state.figures.generation
    _ = reduce(&state, .snapshot(snapshot))
    #expect(state.view.message == nil)
  }

  @Test("a failure that is not the picture's leaves the picture")
  func otherFailure() {
    var state = Example.start()
    state.answer()
    state.type("i")
    var snapshot = Snapshot(generation: state.figures.generation)
    snapshot.fed = FedPicture(side: 1, rgb: [0, 0, 0])
    snapshot.failure = "no memory"
    #expect(reduce(&state, .snapshot(snapshot)).isEmpty)
    #expect(state.choice.picture == 1)
    #expect(state.view.message == "no memory")
  }
}
