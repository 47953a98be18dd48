import Lessons
import Testing
import Weights

@testable import Explorer
@testable import Measure
@testable import Screen

@Suite("The strip of a lesson and of the tour")
struct LessonStripTests {
  private static let text = """
    # Thinner layers
    What α takes away.

    ## Half as wide
    ```set
    alpha 1
    side 128
    ```
    Every layer keeps **half** of its channels. A pointwise layer multiplies each channel that comes in with \
    each that goes out. How much of the work is left?
    ```ask
    multiply-adds factor at alpha 0.5
    options 0.5 0.25 0.125
    ```
    ### Then
    {actual}: `α²`, and a little more, because the first layer and the depthwise ones fall with α alone.

    ## Get below
    Find one.
    ```until
    multiply-adds < 40 M
    side >= 96
    ```
    """

  private func playing(_ columns: Int, _ rows: Int, keys: [Key] = []) throws -> State {
    var state = Example.explored(columns: columns, rows: rows)
    let words = LessonWords(pictures: [], view: [], limits: state.family.limits)
    let lesson = try LessonReader(words, file: "thinner").lesson(Array(Self.text.utf8))
    _ = reduce(&state, .lessons([lesson], begin: 0))
    state.answer()
    state.press(keys)
    return state
  }

  private static let sizes = [(80, 24), (120, 40), (200, 60), (40, 10)]

  @Test("a question, its answer, a task", arguments: sizes)
  func lesson(columns: Int, rows: Int) throws {
    let size = "\(columns)x\(rows)"
    var state = try playing(columns, rows, keys: [.character(")"), .character(")")])
    try Golden.expect(state, "lesson-asks-\(size)")
    state.press(.enter)
    try Golden.expect(state, "lesson-tells-\(size)")
    state.press(.character("}"))
    while state.lesson.present?.step == 0 { state.press(.character("}")) }
    state.answer()
    state.press(.character("2"))
    state.answer()
    try Golden.expect(state, "lesson-task-\(size)")
  }

  @Test("without Unicode and colours")
  func ascii() throws {
    let state = try playing(80, 24, keys: [.character(")"), .character(")"), .enter])
    try Golden.expect(state, "lesson-ascii", appearance: Appearance(colors: 0, glyphs: .ascii))
  }

  @Test("the list of lessons, with what was done", arguments: sizes)
  func list(columns: Int, rows: Int) throws {
    let state = try playing(
      columns, rows, keys: [.character(")"), .enter, .escape, .character("T")])
    try Golden.expect(state, "lessons-\(columns)x\(rows)")
  }

  @Test("the tour says a sentence and shows its keys", arguments: sizes)
  func tour(columns: Int, rows: Int) throws {
    var state = Example.explored(columns: columns, rows: rows)
    _ = reduce(&state, .tour(loops: false))
    for _ in 0..<4 { _ = reduce(&state, .tick) }
    state.answer()
    try Golden.expect(state, "tour-\(columns)x\(rows)")
    let rows = state.view.stripRows - 1
    // Every sentence fits, its key beside it.
    for stop in 0..<TourStop.count {
      state.lesson.tour?.stop = stop
      let lines = state.lesson.tour?.sentence(state).wrapped(to: columns - 4).count ?? 0
      #expect(columns < 80 || lines + 1 <= rows, "stop \(stop)")
    }
  }
}
