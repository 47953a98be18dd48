import Measure
import MobileNet
import Testing

@testable import Explorer

@Suite("What a command line looks at")
struct ViewChoiceTests {
  @Test(
    "is a point in one way of writing it",
    arguments: [
      ("0.5@96", "0.5@96"), (".5@96", "0.5@96"), ("1@32", "1@32"), ("0.375@0", "0.375@0"),
    ])
  func points(text: String, expected: String) {
    #expect(PlanePoint(text)?.description == expected)
    #expect(PlanePoint(expected) == PlanePoint(text))
  }

  @Test(
    "is no point where anything is missing or too much",
    arguments: ["", "@", "0.5", "0.5@", "@96", "0.5@96@1", "0.5@x", "2@96", "0.5 @96", "0.5@9.5"])
  func noPoints(text: String) {
    #expect(PlanePoint(text) == nil)
  }

  @Test("writes a width as short as it is")
  func widths() {
    #expect(
      [1000, 500, 250, 375, 10, 1].map { Example.width($0).shortDecimal }
        == ["1", "0.5", "0.25", "0.375", "0.01", "0.001"])
  }

  @Test("at first is what nothing was asked of, and looking at it changes nothing")
  func usual() {
    let start = Example.start()
    #expect(start.viewChoice == ViewChoice())
    var looked = start
    looked.look(at: ViewChoice())
    #expect(looked == start)
  }

  @Test("leaves out a layer and a point that are not there")
  func missing() {
    var choice = ViewChoice()
    choice.opened = .frontier
    choice.layer = "block99.dw"
    choice.point = PlanePoint(alpha: Example.width(501), side: 64)
    var state = Example.start()
    state.look(at: choice)
    #expect(state.view.selectedLayer == 0 && state.frontier.selected == nil)
    choice.point = PlanePoint(alpha: Example.width(500), side: 64)
    state.look(at: choice)
    #expect(state.viewChoice.point == choice.point)
  }

  @Test("has a budget in the unit of its axis", arguments: SettingCost.allCases)
  func budgets(cost: SettingCost) {
    var choice = ViewChoice()
    (choice.opened, choice.axis, choice.budget) = (.frontier, cost, 12)
    var state = Example.start()
    state.look(at: choice)
    #expect(state.frontier.answered == 12 * cost.budgetUnit)
    #expect(state.viewChoice == choice)
    // A budget belongs to the frontier: elsewhere it is none.
    choice.opened = .layers
    var elsewhere = Example.start()
    elsewhere.look(at: choice)
    #expect(elsewhere.frontier.answered == nil)
  }
}
