import Lessons
import Measure
import Testing
import Weights

@testable import Explorer

@Suite("Guess first: the state as it may be shown")
struct StateShownTests {
  @Test("has no answers while they are hidden, and all else")
  func hidden() throws {
    var state = Example.start(catalogue: Example.measured)
    state.answer()
    state.type("h")
    state.answer()
    #expect(state.shown == state)
    state.type("H")
    let shown = state.shown
    #expect(shown.figures.predictionRows.isEmpty && shown.figures.rightRank == nil)
    #expect(shown.figures.truth == nil && shown.plane.answers == nil)
    #expect(shown.figures.latency == state.figures.latency)
    let reports = (hidden: ShownReport(shown).report, told: ShownReport(state).report)
    #expect(reports.hidden.predictions.isEmpty && !reports.told.predictions.isEmpty)
    #expect(ExportMenu(shown).exports == ExportMenu(state).exports && shown.shown == shown)
  }

  @Test("asks nothing of the engine, and leaves its news in the state")
  func effects() {
    var state = Example.start()
    state.answer()
    #expect(state.type("H") == [])
    state.type("h")
    state.answer(ranking: [3, 4])
    state.type("H")
    #expect(state.figures.predictionRows.map(\.prediction.index) == [3, 4])
  }

  @Test("is chosen, so the command has it")
  func command() {
    var state = Example.start()
    state.answer()
    state.type("H")
    #expect(RecreatingCommand(state).arguments.last == "--guess")
    var again = Example.start()
    again.look(at: state.viewChoice)
    #expect(again.view.hidesAnswers)
  }

  @Test("a lesson asks by itself: it shows answers, and hides them again when it is left")
  func lesson() throws {
    var state = Example.start()
    state.answer()
    state.type("H")
    let words = LessonWords(pictures: [], view: [], limits: state.family.limits)
    let lesson = try LessonReader(words, file: "own").lesson(
      Array("# One\n## A step\nA sentence.\n".utf8))
    _ = reduce(&state, .lessons([lesson], begin: 0))
    #expect(!state.view.hidesAnswers)
    state.type("H")
    #expect(!state.view.hidesAnswers)
    #expect(!Help(state).bindings.contains { $0.shown == "H" })
    state.press(.escape)
    #expect(state.view.hidesAnswers)
  }
}
