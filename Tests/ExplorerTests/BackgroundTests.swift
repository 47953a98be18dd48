import Measure
import MobileNet
import Testing

@testable import Explorer

@Suite("Work in the background")
struct BackgroundTests {
  private var opened: State {
    var state = Example.start()
    state.answer()
    state.type("a")
    return state
  }

  @Test("is asked for by opening its pane, and the figures stay good")
  func asked() throws {
    var state = Example.start()
    state.answer()
    let before = state
    var effects: [Effect] = []
    effects += reduce(&state, .key(.backspace))
    state.type("a")
    #expect(before.request.background == nil)
    guard case .answerMap(let grid) = state.request.background else {
      Issue.record("no work asked for")
      return
    }
    #expect(
      grid.picture == 0 && grid.weights == state.family && grid.full == state.choice.setting.full)
    #expect(grid.alphas.map(\.thousandths) == Array(stride(from: 250, through: 1000, by: 50)))
    #expect(grid.sides == [32, 48, 64, 80, 96, 112, 128])
    #expect(state.figures.generation == before.figures.generation)
    #expect(state.figures.current == before.figures.current)
  }

  @Test("stays the same when the setting moves on the plane")
  func stays() {
    var state = opened
    let work = state.request.background
    state.press(.left, .down)
    #expect(state.request.background == work)
  }

  @Test("over large base sides takes larger steps; a side of its own ends the plane")
  func sides() {
    for (base, count) in [(512, 16), (224, 13), (100, 6), (32, 1)] {
      let sides = ShownPlane(Example.start(side: 32, base: base)).grid?.sides ?? []
      #expect(sides.count == count)
      #expect(sides.first == 32 && sides.last == base)
      #expect(sides == sides.sorted())
    }
  }

  @Test("is not asked for where nothing is predicted")
  func nothing() {
    #expect(ShownPlane(Example.start(variant: .standard)).grid == nil)
    #expect(ShownPlane(Example.start(classes: 1000)).grid == nil)
  }

  @Test("is taken while its picture and weights are looked at, and dropped with them")
  func dropped() throws {
    var state = opened
    let grid = try #require(ShownPlane(state).grid)
    var snapshot = state.figures.current
    snapshot.background = .answerMap(AnswerMap(grid))
    _ = reduce(&state, .snapshot(snapshot))
    #expect(ShownPlane(state).answers == AnswerMap(grid))

    state.press(.left)
    #expect(ShownPlane(state).answers == AnswerMap(grid))
    state.type("i")
    #expect(ShownPlane(state).answers == nil)
    snapshot.generation = state.figures.generation
    _ = reduce(&state, .snapshot(snapshot))
    #expect(ShownPlane(state).answers == nil)
  }
}
