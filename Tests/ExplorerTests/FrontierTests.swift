import Measure
import MobileNet
import Testing

@testable import Explorer

@Suite("The frontier")
struct FrontierTests {
  @Test("joins the points that no cheaper one beats")
  func front() {
    let costs: [Double?] = [4, 1, 2, 3, 2, nil, 5, 1]
    let values: [Double?] = [0.9, 0.3, 0.5, 0.5, 0.4, 1, nil, 0.3]
    #expect(ParetoFront.places(costs: costs, values: values) == [1, 2, 0])
    #expect(ParetoFront.places(costs: [], values: []).isEmpty)
    #expect(ParetoFront.places(costs: [nil], values: [1]).isEmpty)
  }

  /// The frontier is open and measured: wider and larger settings take longer and are better.
  private func opened(
    times: (Setting) -> Double = { $0.alpha.value * Double($0.side) }
  ) -> State {
    var state = Example.start(alpha: 500, side: 64, catalogue: Example.measured)
    state.answer()
    state.press(.character("f"))
    // Which weights run is told a little later.
    var snapshot = state.figures.current
    snapshot.builtInChecksum = "ab"
    _ = reduce(&state, .snapshot(snapshot))
    state.tell(.latencyMap(latencyMap(state.frontierGrid, times)))
    return state
  }

  private func latencyMap(_ grid: LatencyMap.Grid, _ times: (Setting) -> Double) -> LatencyMap {
    var map = LatencyMap(grid)
    for (place, setting) in grid.settings.enumerated() {
      map.latencies[place] = Example.latency(times(setting))
    }
    map.turnsDone = grid.turns
    return map
  }

  @Test("shows the live figure of a setting that is measured live: one setting, one figure")
  func oneFigure() throws {
    var state = opened()
    let place = try #require(state.frontierGrid.settings.firstIndex(of: state.choice.setting))
    let full = try #require(state.frontierGrid.settings.firstIndex(of: state.choice.setting.full))
    #expect(state.frontier.shown?.points[place].latency == state.figures.latency?.value)
    #expect(state.frontier.shown?.points[full].latency == state.figures.fullLatency?.value)
    // A single run is no figure yet.
    state.tell { $0.latency?.runs = 1 }
    #expect(state.frontier.shown?.points[place].latency?.median == 32)
  }

  @Test("says what is surely within a budget and what perhaps, and follows the measurement")
  func certainty() throws {
    // Of each setting's interval ± 1 % are known, and 2 % are left to its place in memory.
    var state = opened { Double($0.side) - 40 * (1 - $0.alpha.value) }
    state.type("$77")
    state.press(.enter)
    let answer = try #require(state.frontier.budgetAnswer)
    let points = try #require(state.frontier.shown?.points)
    let surely = points[try #require(answer.surely)]
    let perhaps = points[try #require(answer.perhaps)]
    #expect(try #require(surely.latency?.median) * 1.01 * 1.02 <= 77)
    #expect(try #require(perhaps.latency?.median) * 1.01 * 1.02 > 77)
    #expect(try #require(perhaps.latency?.median) * 0.99 / 1.02 <= 77)
    #expect(try #require(perhaps.accuracy?.top1) > #require(surely.accuracy?.top1))
    #expect(state.frontier.selected == answer.surely)

    // Everything turns out to be a tenth faster: what was perhaps within it is surely so.
    state.tell(
      .latencyMap(
        latencyMap(state.frontierGrid) { 0.9 * (Double($0.side) - 40 * (1 - $0.alpha.value)) }))
    let sharper = try #require(state.frontier.budgetAnswer)
    #expect(state.frontier.selected == sharper.surely && sharper.surely != answer.surely)
  }

  @Test("asks for a sweep as the present network runs, and takes what it finds")
  func sweep() throws {
    var state = Example.start()
    state.answer()
    #expect(state.frontier.shown == nil)
    let effects = state.press(.character("f"))
    guard case .latencyMap(let grid) = state.request.background else {
      Issue.record("no sweep is asked for")
      return
    }
    #expect(effects == [.request(state.request)])
    #expect(
      grid.threads == state.choice.threads && grid.alphas.count == 16 && grid.sides.count == 7)
    // α = ρ = 1 is measured live.
    #expect(state.frontier.shown?.points.count == 112 && state.frontier.shown?.measured == 1)
    var map = LatencyMap(grid)
    map.latencies[3] = Example.latency(7)
    map.turnsDone = 1
    state.tell(.latencyMap(map))
    #expect(state.frontier.shown?.measured == 2)
    #expect(state.frontier.shown?.points[3].cost(.latency) == 7)
    // Moving keeps it; more threads measure anew.
    state.press(.left)
    #expect(state.frontier.shown?.measured == 1)
    state.press(.character("t"))
    #expect(state.frontier.shown?.measured == 0)
    state.tell(.latencyMap(map))
    #expect(state.frontier.shown?.measured == 0)
    state.press(.escape)
    #expect(state.request.background == nil)
  }

  @Test("is walked along with keys, and Enter goes to the chosen setting")
  func walking() throws {
    var state = opened()
    let frontier = try #require(state.frontier.shown)
    let front = frontier.front(.latency)
    state.press(.character("g"))
    #expect(state.frontier.selected == front.first)
    state.press(.character("j"), .character("j"), .character("k"))
    #expect(state.frontier.selected == front[1])
    state.press(.end, .enter)
    let last = try #require(front.last.map { frontier.points[$0] })
    #expect(state.choice.setting.alpha == last.alpha && state.choice.setting.side == last.side)
    #expect(state.frontier.shown?.points.count == frontier.points.count)
    state.press(.pageUp)
    #expect(state.frontier.selected != front.last)
    _ = reduce(&state, .pointed(.frontierPoint(5)))
    #expect(state.frontier.selected == 5)
    #expect(state.choice.setting.alpha == last.alpha)
    // The second click goes there.
    _ = reduce(&state, .pointed(.frontierPoint(5)))
    let fifth = frontier.points[5]
    #expect(state.choice.setting.alpha == fifth.alpha && state.choice.setting.side == fifth.side)
  }

  @Test("begins to walk beside the present setting")
  func start() throws {
    var state = opened()
    state.press(.character("j"))
    let next = try #require(state.frontier.selectedPoint?.cost(.latency))
    state.press(.character("k"))
    let before = try #require(state.frontier.selectedPoint?.cost(.latency))
    let present = try #require(state.figures.cost(.latency)?.value)
    #expect(next > present && before <= present)
  }

  @Test("answers a typed budget with the most accurate setting within it")
  func budget() throws {
    var state = opened()
    let setting = state.choice.setting
    state.type("$47.5x")
    #expect(state.frontier.budget == "47.5" && state.frontier.cost == .latency)
    state.press(.backspace, .backspace, .enter)
    #expect(state.frontier.budget == nil)
    let point = try #require(state.frontier.selectedPoint)
    let latency = try #require(point.latency?.median)
    #expect(latency <= 47 && state.frontier.answered == 47)
    let better = state.frontier.shown?.points.filter {
      ($0.latency?.median ?? .infinity) <= 47
        && ($0.accuracy?.top1 ?? 0) > (point.accuracy?.top1 ?? 1)
    }
    #expect(better?.isEmpty == true)
    #expect(state.choice.setting == setting)
    state.press(.enter)
    #expect(state.choice.setting.alpha == point.alpha && state.choice.setting.side == point.side)
  }

  @Test("asks for a budget on the axis shown, and opens for it")
  func otherCosts() throws {
    var state = opened()
    state.type("x$20")
    state.press(.enter)
    let point = try #require(state.frontier.selectedPoint)
    #expect(state.frontier.answered == 20e6 && point.costs.multiplyAdds <= 20_000_000)
    let better = state.frontier.shown?.points.filter {
      $0.costs.multiplyAdds <= 20_000_000 && ($0.accuracy?.top1 ?? 0) > (point.accuracy?.top1 ?? 1)
    }
    #expect(better?.isEmpty == true)
    state.type("x")
    #expect(state.frontier.answered == nil && state.frontier.cost == .parameters)
    state.type("$0.001")
    state.press(.enter)
    #expect(state.view.message == "nothing is that small: no setting has only 0.001 M parameters")
    state.press(.escape)
    #expect(state.view.lower == .layers)
    state.type("$")
    #expect(state.view.lower == .frontier && state.frontier.budget == "")
  }

  @Test("the line for a budget owns its keys; elsewhere digits are widths and Enter goes")
  func entryLine() {
    var state = opened()
    state.press(.character("g"))
    let before = state
    state.type("$hjqyi?1 ")
    var expected = before
    expected.frontier.budget = "1"
    #expect(state == expected)
    state.press(.left, .down, .tab, .pageDown)
    #expect(state == expected)
    state.press(.escape)
    #expect(state == before)
    state.type("1")
    #expect(state.choice.setting.alpha == Example.width(250))
  }

  @Test("says where no setting is fast enough, and takes only numbers")
  func impossible() {
    var state = opened()
    state.type("$..1")
    #expect(state.frontier.budget == ".1")
    state.press(.enter)
    #expect(
      state.view.message == "nothing is that fast: no setting runs within 0.1 ms here")
    #expect(state.frontier.budget == nil && state.frontier.selected == nil)
    for typed in ["0", ".", "0."] {
      state.type("$\(typed)")
      state.press(.enter)
      #expect(
        state.view.message == "nothing is that fast: no setting runs within 0 ms here")
    }
    state.type("$12345678")
    #expect(state.frontier.budget == "123456")
    state.press(.escape)
    #expect(state.frontier.budget == nil && state.view.lower == .frontier)
    let before = state
    state.type("$")
    state.press(.enter)
    #expect(state == before)
  }

  @Test("without a measured accuracy claims none")
  func unmeasured() {
    var state = Example.start(variant: .standard)
    state.answer()
    state.press(.character("f"))
    #expect(state.frontier.shown?.hasAccuracy == false)
    state.type("$9")
    state.press(.enter)
    #expect(state.view.message?.hasPrefix("no accuracy was measured") == true)
    // Only what is measured live has a latency yet.
    state.press(.character("j"))
    #expect(state.frontier.selectedPoint?.latency == state.figures.latency?.value)
  }
}

extension State {
  fileprivate mutating func tell(_ change: (inout Snapshot) -> Void) {
    var snapshot = self.figures.current
    change(&snapshot)
    _ = reduce(&self, .snapshot(snapshot))
  }

  /// The engine tells what its background work has found.
  fileprivate mutating func tell(_ result: BackgroundResult) {
    var snapshot = self.figures.current
    snapshot.background = result
    _ = reduce(&self, .snapshot(snapshot))
  }
}
