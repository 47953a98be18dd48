import Engine
import Measure
import MobileNet
import Testing
import Weights

@testable import Explorer

/// Four settings: α 0.5 and 1 at side 64, then at side 128. The third is slower than the second and
/// right less often, so it is not on the front.
@Suite("The state of the frontier by itself")
struct FrontierStateTests {
  private static let grid = LatencyMap.Grid(
    weights: Example.builtIn, full: Example.start().choice.setting,
    alphas: [500, 1000].map(Example.width), sides: [64, 128], threads: 1, instructionSet: .avx2,
    rounds: 2)
  private static let known = KnownAccuracy(
    family: Example.builtIn, surface: Example.surface, checksum: "ab")

  private static func map(turns: Int = 8, _ times: [Double?] = [1, 4, 5, 10]) -> LatencyMap {
    var map = LatencyMap(grid)
    map.latencies = times.map { $0.map(Example.latency) }
    map.turnsDone = turns
    return map
  }

  /// Measured, with nothing selected.
  private static func measured(
    turns: Int = 8, _ known: KnownAccuracy? = known,
    _ change: (inout FrontierState) -> Void = { _ in }
  ) -> FrontierState {
    var state = FrontierState()
    state.follow(grid, known, live: [])
    state.take(map(turns: turns))
    state.follow(grid, known, live: [])
    change(&state)
    return state
  }

  @Test(
    "is walked along the front, from what the present setting costs or from what is selected",
    arguments: [
      (FrontierCommand.walk(1), 2, nil, 1), (.walk(-1), 2, nil, 0), (.walk(-1), 0.5, nil, 0),
      (.walk(1), 100, nil, 3), (.walk(1), 0, 1, 3), (.walk(-1), 0, 1, 0), (.walk(9), 0, 0, 3),
      (.walk(-9), 0, 3, 0), (.walk(1), 0, 2, 3), (.walk(-1), 0, 2, 1), (.walkAll(1), 4, nil, 2),
      (.walkAll(-1), 0, 3, 2), (.walkAll(9), 0, 0, 3), (.first, 0, 3, 0), (.last, 0, nil, 3),
      (.walk(1), 0, 99, 0), (.enter, 0, 2, 2), (.enter, 0, nil, nil),
    ] as [(FrontierCommand, Double, Int?, Int?)])
  func walking(command: FrontierCommand, present: Double, selected: Int?, expected: Int?) {
    var state = Self.measured { $0.selected = selected }
    let before = state
    #expect(state.perform(command, from: present) == nil)
    var wanted = before
    wanted.selected = expected
    #expect(state == wanted, "\(command)")
  }

  @Test("keeps what was measured of the other precision, whose front stands beside")
  func precisions() {
    var int8 = Self.grid
    int8.precision = .int8
    var state = Self.measured()
    let float = state.shown
    state.follow(int8, nil, live: [], others: [Self.known].compactMap(\.self))
    #expect(state.shown?.grid == int8 && state.shown?.measured == 0)
    #expect(state.other == float && state.other?.front(.latency) == [0, 1, 3])
    state.follow(Self.grid, Self.known, live: [])
    #expect(state.shown == float && state.other?.grid == int8)
    // Measured again, each setting in its turn.
    state.take(Self.map(turns: 1, [2, nil, nil, nil]))
    state.follow(Self.grid, Self.known, live: [])
    #expect(state.shown?.points.map { $0.latency?.median } == [2, 4, 5, 10])
    // Other weights, or another base side: neither stands for this network.
    var other = Self.grid
    other.threads = 2
    state.follow(other, Self.known, live: [])
    #expect(state.other == nil)
  }

  @Test("without accuracies is walked through all points that have a cost")
  func unmeasured() {
    var state = Self.measured(nil)
    var seen: [Int?] = []
    for command: FrontierCommand in [.first, .walk(1), .walk(1), .walk(1), .last] {
      _ = state.perform(command, from: 0)
      seen.append(state.selected)
    }
    #expect(seen == [0, 1, 2, 3, 3])
    var closed = FrontierState()
    _ = closed.perform(.walk(1), from: 0)
    _ = closed.perform(.last, from: 0)
    #expect(closed == FrontierState())
  }

  @Test("charges another cost on request, and forgets the budget of the one before")
  func costs() {
    var state = Self.measured { $0.answered = 4.5 }
    var costs: [SettingCost] = []
    for _ in 0..<5 {
      _ = state.perform(.nextCost, from: 0)
      costs.append(state.cost)
      #expect(state.answered == nil)
    }
    #expect(costs == [.multiplyAdds, .parameters, .memory, .maps, .latency])
    _ = state.perform(.toggleScale, from: 0)
    #expect(state == Self.measured { $0.isLogarithmic = false })
  }

  @Test(
    "takes six characters of a budget, one point among them",
    arguments: [
      ("12", "12"), ("1.5.5", "1.55"), ("..", "."), ("1234567", "123456"), ("12345.7", "12345."),
      ("12<", "1"), ("<", ""), ("", ""),
    ])
  func typing(keys: String, expected: String) {
    var state = Self.measured()
    _ = state.perform(.askBudget, from: 0)
    for key in keys { _ = state.perform(key == "<" ? .eraseDigit : .digit(key), from: 0) }
    #expect(state == Self.measured { $0.budget = expected })
    _ = state.perform(.closeBudget, from: 0)
    #expect(state == Self.measured())
    // A line that is closed takes nothing.
    _ = state.perform(.digit("1"), from: 0)
    _ = state.perform(.eraseDigit, from: 0)
    #expect(state == Self.measured())
  }

  /// 4 ms are known to 1 %, and 2 % are left to the place in memory: surely 4.12, perhaps 3.88.
  @Test(
    "answers a budget with what is surely within it, else with what is perhaps",
    arguments: [
      ("4.5", 4.5, 1, (1, nil, 3)), ("4.1", 4.1, 0, (0, 1, 3)), ("3.9", 3.9, 0, (0, 1, 3)),
      ("3.8", 3.8, 0, (0, nil, 1)),
      ("1.", 1, 0, (nil, 0, 1)), ("999", 999, 3, (3, nil, nil)),
    ] as [(String, Double, Int, (Int?, Int?, Int?))])
  func answers(
    typed: String, budget: Double, selected: Int, answer: (surely: Int?, perhaps: Int?, next: Int?)
  ) {
    var state = Self.measured { $0.budget = typed }
    #expect(state.perform(.answerBudget, from: 0) == nil)
    let expected = Self.measured { ($0.answered, $0.selected) = (budget, selected) }
    #expect(state == expected)
    #expect(
      state.budgetAnswer
        == BudgetAnswer(surely: answer.surely, perhaps: answer.perhaps, next: answer.next))
    // A step by hand leaves the answer.
    _ = state.perform(.first, from: 0)
    #expect(state.answered == nil && state.budgetAnswer == nil)
  }

  @Test(
    "says in a sentence where nothing is within a budget",
    arguments: [
      (SettingCost.latency, ".5", "nothing is that fast: no setting runs within 0.5 ms here"),
      (.latency, ".", "nothing is that fast: no setting runs within 0 ms here"),
      (.multiplyAdds, "1.", "nothing is that small: no setting takes only 1 M multiply-adds"),
      (.parameters, "0.01", "nothing is that small: no setting has only 0.01 M parameters"),
      (.memory, "0.5", "nothing is that small: no setting takes only 0.5 MB of memory"),
      (.maps, "4", "nothing is that small: no setting takes only 4 KiB of int8 maps"),
      (.latency, "", nil),
    ] as [(SettingCost, String, String?)])
  func nothing(cost: SettingCost, typed: String, sentence: String?) {
    var state = Self.measured { ($0.cost, $0.budget) = (cost, typed) }
    #expect(state.perform(.answerBudget, from: 0) == sentence)
    #expect(state == Self.measured { $0.cost = cost })
  }

  @Test("answers a budget on every axis, with the cheapest of the more accurate settings beyond it")
  func axes() throws {
    let points = try #require(Self.measured().shown?.points)
    for cost in SettingCost.allCases {
      var state = Self.measured { $0.cost = cost }
      // A little more than the first setting costs: a latency's place in memory is a part of it.
      let budget = try #require(points[0].cost(cost)) * 1.1
      state.budget = "\(budget / cost.budgetUnit)"
      _ = state.perform(.answerBudget, from: 0)
      let answer = try #require(state.budgetAnswer)
      let best = points[try #require(answer.surely)]
      #expect(state.selected == answer.surely && (best.cost(cost) ?? .infinity) <= budget)
      let next = points[try #require(answer.next)]
      #expect(try #require(next.cost(cost)) > budget)
      #expect(try #require(next.accuracy?.top1) > #require(best.accuracy?.top1))
      let between = points.filter {
        $0.accuracy?.top1 ?? 0 > best.accuracy?.top1 ?? 1
          && $0.cost(cost) ?? .infinity < next.cost(cost) ?? 0
      }
      #expect(between.isEmpty, "\(cost)")
    }
  }

  @Test("keeps a question open until every setting has had its turn")
  func open() {
    var state = Self.measured(turns: 3) { $0.budget = "0.5" }
    #expect(
      state.perform(.answerBudget, from: 0)
        == "nothing is that fast so far: no setting measured yet runs within 0.5 ms here")
    #expect(state == Self.measured(turns: 3) { $0.answered = 0.5 })
    state.take(Self.map([0.4, 4, 5, 10]))
    state.follow(Self.grid, Self.known, live: [])
    #expect(state.selected == 0)
  }

  @Test("claims no most accurate setting where no accuracy is known")
  func unknown() {
    var state = Self.measured(nil) { $0.budget = "5" }
    #expect(
      state.perform(.answerBudget, from: 0)
        == "no accuracy was measured for these weights: no setting is the most accurate")
    #expect(state == Self.measured(nil))
  }

  @Test("begins anew on another grid, and stays on the same one")
  func grids() {
    var state = Self.measured { ($0.selected, $0.cost) = (2, .parameters) }
    let before = state
    state.follow(Self.grid, Self.known, live: [])
    #expect(state == before)
    var other = Self.grid
    other.threads = 2
    state.take(LatencyMap(other))
    #expect(state == before)
    state.answered = 5
    state.follow(other, Self.known, live: [])
    #expect(state.selected == nil && state.answered == nil && state.cost == .parameters)
    #expect(state.shown?.measured == 0 && state.shown?.turnsDone == 0)
  }

  @Test("counts rounds, and shows what is measured live before what the sweep has found")
  func points() throws {
    let rounds = try (0...9).map { try #require(Self.measured(turns: $0).shown) }
    #expect(rounds.map(\.roundsDone) == [0, 0, 0, 0, 1, 1, 1, 1, 2, 2])
    #expect(rounds.map(\.isComplete).firstIndex(of: true) == 8)
    var state = Self.measured()
    let live = Frontier.LiveLatency(
      setting: Self.grid.settings[1], latency: Example.latency(3))
    state.follow(Self.grid, Self.known, live: [live])
    let medians = { (state: FrontierState) in state.shown?.points.map { $0.latency?.median } }
    #expect(medians(state) == [1, 3, 5, 10])
    state.follow(Self.grid, Self.known, live: [])
    #expect(medians(state) == [1, 4, 5, 10])
    #expect(state.shown?.front(.latency) == [0, 1, 3])
    state.selected = 4
    #expect(state.selectedPoint == nil)
  }
}
