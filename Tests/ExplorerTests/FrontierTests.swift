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
    var snapshot = state.current
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
    let place = try #require(state.frontierGrid.settings.firstIndex(of: state.setting))
    let full = try #require(state.frontierGrid.settings.firstIndex(of: state.setting.full))
    #expect(state.frontier?.points[place].latency == state.latency?.value)
    #expect(state.frontier?.points[full].latency == state.fullLatency?.value)
    // A single run is no figure yet.
    state.tell { $0.latency?.runs = 1 }
    #expect(state.frontier?.points[place].latency?.median == 32)
  }

  @Test("says what is surely within a budget and what perhaps, and follows the measurement")
  func certainty() throws {
    // Of each setting's interval ± 1 % are known, and 2 % are left to its place in memory.
    var state = opened { Double($0.side) - 40 * (1 - $0.alpha.value) }
    state.type("$77")
    state.press(.enter)
    let answer = try #require(state.budgetAnswer)
    let points = try #require(state.frontier?.points)
    let surely = points[try #require(answer.surely)]
    let perhaps = points[try #require(answer.perhaps)]
    #expect(try #require(surely.latency?.median) * 1.01 * 1.02 <= 77)
    #expect(try #require(perhaps.latency?.median) * 1.01 * 1.02 > 77)
    #expect(try #require(perhaps.latency?.median) * 0.99 / 1.02 <= 77)
    #expect(try #require(perhaps.accuracy?.top1) > #require(surely.accuracy?.top1))
    #expect(state.view.frontier.selected == answer.surely)

    // Everything turns out to be a tenth faster: what was perhaps within it is surely so.
    state.tell(
      .latencyMap(
        latencyMap(state.frontierGrid) { 0.9 * (Double($0.side) - 40 * (1 - $0.alpha.value)) }))
    let sharper = try #require(state.budgetAnswer)
    #expect(state.view.frontier.selected == sharper.surely && sharper.surely != answer.surely)
  }

  @Test("asks for a sweep as the present network runs, and takes what it finds")
  func sweep() throws {
    var state = Example.start()
    state.answer()
    #expect(state.frontier == nil)
    let effects = state.press(.character("f"))
    guard case .latencyMap(let grid) = state.request.background else {
      Issue.record("no sweep is asked for")
      return
    }
    #expect(effects == [.request(state.request)])
    #expect(grid.threads == state.threads && grid.alphas.count == 16 && grid.sides.count == 7)
    #expect(state.frontier?.points.count == 112 && state.frontierPoints?.measured == 0)
    var map = LatencyMap(grid)
    map.latencies[3] = Example.latency(7)
    map.turnsDone = 1
    state.tell(.latencyMap(map))
    #expect(state.frontierPoints?.measured == 1)
    #expect(state.frontier?.points[3].cost(.latency) == 7)
    // Moving keeps it; more threads measure anew.
    state.press(.left)
    #expect(state.frontierPoints?.measured == 1)
    state.press(.character("t"))
    #expect(state.frontierPoints?.measured == 0)
    state.tell(.latencyMap(map))
    #expect(state.frontierPoints?.measured == 0)
    state.press(.escape)
    #expect(state.request.background == nil && state.frontier == nil)
  }

  @Test("is walked along with keys, and Enter goes to the chosen setting")
  func walking() throws {
    var state = opened()
    let frontier = try #require(state.frontier)
    let front = frontier.front(.latency)
    state.press(.character("g"))
    #expect(state.view.frontier.selected == front.first)
    state.press(.character("j"), .character("j"), .character("k"))
    #expect(state.view.frontier.selected == front[1])
    state.press(.end, .enter)
    let last = try #require(front.last.map { frontier.points[$0] })
    #expect(state.setting.alpha == last.alpha && state.setting.side == last.side)
    #expect(state.frontier?.points.count == frontier.points.count)
    state.press(.pageUp)
    #expect(state.view.frontier.selected != front.last)
    _ = reduce(&state, .pointed(.frontierPoint(5)))
    #expect(state.view.frontier.selected == 5)
    #expect(state.setting.alpha == last.alpha)
    // The second click goes there.
    _ = reduce(&state, .pointed(.frontierPoint(5)))
    let fifth = frontier.points[5]
    #expect(state.setting.alpha == fifth.alpha && state.setting.side == fifth.side)
  }

  @Test("begins to walk beside the present setting")
  func start() throws {
    var state = opened()
    state.press(.character("j"))
    let next = try #require(state.selectedFrontierPoint?.cost(.latency))
    state.press(.character("k"))
    let before = try #require(state.selectedFrontierPoint?.cost(.latency))
    let present = try #require(state.presentCost(.latency)?.value)
    #expect(next > present && before <= present)
  }

  @Test("answers a typed budget with the most accurate setting within it")
  func budget() throws {
    var state = opened()
    let setting = state.setting
    state.type("$47.5x")
    #expect(state.view.frontier.budget == "47.5" && state.view.frontier.cost == .latency)
    state.press(.backspace, .backspace, .enter)
    #expect(state.view.frontier.budget == nil)
    let point = try #require(state.selectedFrontierPoint)
    let latency = try #require(point.latency?.median)
    #expect(latency <= 47 && state.view.frontier.answered == 47)
    let better = state.frontier?.points.filter {
      ($0.latency?.median ?? .infinity) <= 47
        && ($0.accuracy?.top1 ?? 0) > (point.accuracy?.top1 ?? 1)
    }
    #expect(better?.isEmpty == true)
    #expect(state.setting == setting)
    state.press(.enter)
    #expect(state.setting.alpha == point.alpha && state.setting.side == point.side)
  }

  @Test("asks for a budget on the axis shown, and opens for it")
  func otherCosts() throws {
    var state = opened()
    state.type("x$20")
    state.press(.enter)
    let point = try #require(state.selectedFrontierPoint)
    #expect(state.view.frontier.answered == 20e6 && point.multiplyAdds <= 20_000_000)
    let better = state.frontier?.points.filter {
      $0.multiplyAdds <= 20_000_000 && ($0.accuracy?.top1 ?? 0) > (point.accuracy?.top1 ?? 1)
    }
    #expect(better?.isEmpty == true)
    state.type("x")
    #expect(state.view.frontier.answered == nil)
    state.type("$0.001")
    state.press(.enter)
    #expect(state.view.message == "nothing is that small: no setting has only 0.001 M parameters")
    state.press(.escape)
    #expect(state.view.lower == .layers)
    state.type("$")
    #expect(state.view.lower == .frontier && state.view.frontier.budget == "")
  }

  @Test("the line for a budget owns its keys; elsewhere digits are widths and Enter goes")
  func entryLine() {
    var state = opened()
    state.press(.character("g"))
    let before = state
    state.type("$hjqyi?1 ")
    var expected = before
    expected.view.frontier.budget = "1"
    #expect(state == expected)
    state.press(.left, .down, .tab, .pageDown)
    #expect(state == expected)
    state.press(.escape)
    #expect(state == before)
    state.type("1")
    #expect(state.setting.alpha == Example.width(250))
  }

  @Test("says where no setting is fast enough, and takes only numbers")
  func impossible() {
    var state = opened()
    state.type("$..1")
    #expect(state.view.frontier.budget == ".1")
    state.press(.enter)
    #expect(
      state.view.message == "nothing is that fast: no setting runs within 0.1 ms here")
    #expect(state.view.frontier.budget == nil && state.view.frontier.selected == nil)
    for typed in ["0", ".", "0."] {
      state.type("$\(typed)")
      state.press(.enter)
      #expect(
        state.view.message == "nothing is that fast: no setting runs within 0 ms here")
    }
    state.type("$12345678")
    #expect(state.view.frontier.budget == "123456")
    state.press(.escape)
    #expect(state.view.frontier.budget == nil && state.view.lower == .frontier)
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
    #expect(state.frontier?.hasAccuracy == false)
    state.type("$9")
    state.press(.enter)
    #expect(state.view.message?.hasPrefix("no accuracy was measured") == true)
    // Only what is measured live has a latency yet.
    state.press(.character("j"))
    #expect(state.selectedFrontierPoint?.latency == state.latency?.value)
  }
}

extension State {
  fileprivate mutating func tell(_ change: (inout Snapshot) -> Void) {
    var snapshot = current
    change(&snapshot)
    _ = reduce(&self, .snapshot(snapshot))
  }

  /// The engine tells what its background work has found.
  fileprivate mutating func tell(_ result: BackgroundResult) {
    var snapshot = current
    snapshot.background = result
    _ = reduce(&self, .snapshot(snapshot))
  }
}
