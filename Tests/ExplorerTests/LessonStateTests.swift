import Engine
import Lessons
import MobileNet
import Testing
import Weights

@testable import Explorer
@testable import Measure

@Suite("A lesson in the explorer")
struct LessonStateTests {
  private static let text = """
    # Two dials
    What they cost.

    ## Half as wide
    ```set
    alpha 1
    side 128
    view layers
    ```
    How much of the work is left?
    ```ask
    multiply-adds factor at alpha 0.5
    options 0.5 0.25 0.125
    ```
    ### Then
    {actual} is left, at α = 0.5 {multiply-adds at alpha 0.5}.

    ## Its time
    And how long does it take here, in milliseconds?
    ```ask
    latency at alpha 0.5
    number
    ```
    ### Then
    You said {guess}, it is {actual}.

    ## Get below
    ```set
    view maps
    layer block3.dw
    ```
    Make it small.
    ```until
    multiply-adds < 20 M
    ```
    ### Then
    Here {here.multiply-adds}.
    """

  private func playing(_ text: String = text, rows: Int = 24) throws -> State {
    var state = Example.start(catalogue: Example.measured)
    _ = reduce(&state, .resize(columns: 80, rows: rows))
    state.answer()
    state.press(.character("3"), .down)
    state.answer()
    let words = LessonWords(
      pictures: ["espresso.jpg"],
      view: [.init("view", .oneOf(["layers", "maps"])), .init("layer", .layer)],
      limits: state.family.limits)
    let lesson = try LessonReader(words, file: "dials").lesson(Array(text.utf8))
    _ = reduce(&state, .lessons([lesson], begin: 0))
    return state
  }

  private func type(_ keys: String, in state: inout State) {
    for key in keys { state.press(.character(key)) }
  }

  @Test("goes where the step stands, and back where the explorer was")
  func leaves() throws {
    var state = try playing()
    #expect(state.choice.setting.alpha == .one && state.choice.setting.side == 128)
    #expect(state.view.stripRows == 5 && state.view.paneRows == 19 && !state.view.takesTurns)
    // All other keys work.
    state.press(.character("1"), .character("c"))
    #expect(state.choice.setting.alpha == Example.width(250))
    state.press(.escape)
    #expect(state.lesson.playing == nil && state.view.stripRows == 0)
    #expect(state.choice.setting.alpha == Example.width(750) && state.choice.setting.side == 112)
    #expect(state.view.activation == nil)
  }

  @Test("comes back to the step that was left, with what was answered")
  func returns() throws {
    var state = try playing()
    type("))", in: &state)
    state.press(.enter, .character("}"), .escape)
    _ = reduce(&state, .key(.character("T")))
    #expect(state.view.overlay == .lessons)
    state.press(.enter)
    #expect(state.lesson.present?.step == 1 && state.view.overlay == nil)
    #expect(state.lesson.present?.outcomes.count == 1)
  }

  @Test("a guess is locked once, then judged by what is computed")
  func locks() throws {
    var state = try playing()
    state.press(.enter)
    #expect(state.lesson.present?.outcome == nil)
    type("))", in: &state)
    #expect(state.lesson.present?.option == 1)
    state.press(.enter)
    guard case .locked(.number(0.25), .number(let actual)?)? = state.lesson.present?.outcome else {
      Issue.record("not locked: \(String(describing: state.lesson.present))")
      return
    }
    #expect((0.25..<0.28).contains(actual))
    // It stays as it is.
    let before = state.lesson
    type("((", in: &state)
    state.press(.enter)
    #expect(state.lesson == before)
  }

  @Test("of another setting the time is measured, and told when it is there")
  func measures() throws {
    var state = try playing()
    state.press(.character("}"))
    #expect(state.lesson.present?.step == 1)
    guard case .probes(let probes)? = state.request.background else {
      Issue.record("nothing is asked for")
      return
    }
    #expect(probes.subjects.map(\.setting.alpha) == [Example.width(500)])
    type(":2.5", in: &state)
    #expect(KeyBinding.entered(state) != nil)
    state.press(.enter)
    #expect(state.lesson.present?.outcome == .locked(guess: .number(2.5), actual: nil))
    // The locked page waits; what the engine finds is the answer.
    let effects = reduce(&state, .snapshot(found(5, of: probes, in: state)))
    #expect(state.lesson.present?.outcome == .locked(guess: .number(2.5), actual: .number(5)))
    #expect(
      effects.contains {
        if case .answered = $0 { true } else { false }
      })
    #expect(state.request.background == nil)
    let lines = try #require(ShownLesson(state)).pages.joined()
    #expect(lines.contains { $0 == .text([Span("You said 2.50 ms, it is 5.00 ms.")]) })
    // With more threads it would be another figure.
    state.press(.character("t"))
    #expect(state.request.background != nil)
  }

  @Test("a step sets the precision, asks of another one, and gives back what was before")
  func precisions() throws {
    let few = Precision.int8(Quantisation(weightBits: 4, scales: .channel))
    var state = try playing(
      """
      # Bits

      ## Four
      ```set
      weight-bits 4
      ```
      How long with one scale?
      ```ask
      latency at scales tensor
      number
      ```
      ## More
      Still four.
      """)
    #expect(state.choice.precision == few && state.request.precision == few)
    guard case .probes(let probes)? = state.request.background else {
      Issue.record("nothing is asked for")
      return
    }
    let shared = Precision.int8(Quantisation(weightBits: 4, scales: .tensor))
    #expect(probes.subjects.map(\.precision) == [shared])
    type(":2", in: &state)
    state.press(.enter)
    // What was found of other precisions stays where the present one changes.
    state.press(.character("P"))
    _ = reduce(&state, .snapshot(found(5, of: probes, in: state)))
    #expect(state.lesson.present?.outcome == .locked(guess: .number(2), actual: .number(5)))
    for _ in 0..<5 where state.lesson.present?.step == 0 { state.press(.character("}")) }
    #expect(state.lesson.present?.step == 1 && state.choice.precision == few)
    state.press(.escape)
    #expect(state.choice.precision == .float32)
  }

  private func found(_ milliseconds: Double, of probes: Probes, in state: State) -> Snapshot {
    var snapshot = Example.answer(to: state)
    snapshot.isSettled = true
    snapshot.background = .probes(
      probes.subjects.map {
        Probes.Finding(
          subject: $0, latency: Example.latency(milliseconds), layers: [], predictions: [])
      })
    return snapshot
  }

  @Test("a task is done where its conditions hold, and stays done")
  func task() throws {
    var state = try playing()
    state.press(.character("}"), .character("}"))
    #expect(state.view.lower == .maps)
    #expect(state.figures.layer(at: state.view.selectedLayer).name == "block3.dw")
    #expect(state.lesson.present?.outcome == nil)
    state.press(.character("1"))
    guard case .done(let scene)? = state.lesson.present?.outcome else {
      Issue.record("not done")
      return
    }
    #expect(scene.choice.alpha == Example.width(250))
    state.press(.character("4"))
    #expect(state.lesson.present?.outcome == .done(scene))
    // The last step's end is the lesson's, which says what was passed by.
    state.press(.character("}"))
    #expect(state.lesson.playing == nil)
    #expect(state.view.message == "“Two dials” ends, 2 still open: T comes back")
  }

  @Test("goes back step by step, and through pages before that")
  func pages() throws {
    var state = try playing()
    type("))", in: &state)
    state.press(.enter)
    #expect(state.lesson.present?.page == 1)
    state.press(.character("{"))
    #expect(state.lesson.present?.page == 0 && state.lesson.present?.step == 0)
    state.press(.character("}"), .character("}"))
    #expect(state.lesson.present?.step == 1)
    state.press(.character("{"))
    #expect(state.lesson.present?.step == 0)
  }

  @Test("another picture changes nothing of a step about its own")
  func pictures() throws {
    let asking = """
      # One picture
      A question.

      ## Who
      ```set
      picture espresso.jpg
      ```
      What does it answer?
      ```ask
      answer at alpha 0.5
      options class 3, class 7
      ```
      """
    var state = try playing(asking)
    #expect(state.choice.picture == 1)
    state.press(.character("i"), .character(")"), .enter)
    guard case .locked? = state.lesson.present?.outcome else {
      Issue.record("not locked")
      return
    }
    #expect(ShownLesson(state)?.pages.last == [.waiting("… measuring it on this host")])
    // Nobody has said what the picture shows: the strip tells so once all is measured.
    var snapshot = Example.answer(to: state)
    snapshot.isSettled = true
    _ = reduce(&state, .snapshot(snapshot))
    #expect(
      ShownLesson(state)?.pages.last == [.waiting("nobody knows it of these weights: } goes on")])
  }

  @Test("the strip has pages of its rows at every size", arguments: [10, 15, 24, 40, 60])
  func sizes(rows: Int) throws {
    let state = try playing(rows: rows)
    let shown = try #require(ShownLesson(state))
    #expect(shown.pages.allSatisfy { $0.count <= max(1, state.view.stripRows - 1) })
    #expect(state.view.paneRows + state.view.stripRows == rows)
  }

  @Test("lessons are read when they are asked for first")
  func reads() {
    var state = Example.start()
    let effects = reduce(&state, .key(.character("T")))
    #expect(effects == [.readLessons])
    _ = reduce(&state, .key(.escape))
    _ = reduce(&state, .lessons([], begin: nil))
    #expect(state.view.overlay == .lessons)
  }

  @Test("a ledger holds what was answered and done")
  func ledger() throws {
    var state = try playing()
    type("))", in: &state)
    state.press(.enter)
    for _ in 0..<2 { state.press(.character("}")) }
    state.press(.character("1"))
    let lesson = try #require(state.lesson.lesson)
    var ledger = Ledger(
      lesson, version: "0", host: .present(.baseline), threads: 1,
      weights: .init(name: "built-in", sha256: nil))
    try #require(state.lesson.present).record(lesson, in: &ledger)
    #expect(ledger.answers.map(\.right) == [true])
    #expect(ledger.tasks.map(\.alpha) == [0.25])
    // Given again, it goes on at the step between, which is still open.
    let progress = LessonProgress(of: lesson, in: ledger)
    #expect(progress.step == 1 && progress.outcomes.count == 2)
    var again = Example.start(catalogue: Example.measured)
    _ = reduce(&again, .lessons([lesson], begin: 0, from: progress))
    #expect(again.lesson.present?.step == 1)
    var copy = Ledger(
      lesson, version: "0", host: .present(.baseline), threads: 1,
      weights: .init(name: "built-in", sha256: nil))
    progress.record(lesson, in: &copy)
    #expect(copy == ledger)
  }
}
