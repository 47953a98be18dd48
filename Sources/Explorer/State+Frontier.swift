import Measure
import MobileNet
import Weights

// The frontier: which grid it shows, and what its keys do.
extension State {
  /// The grid that is measured while the frontier is open: the plane of the accuracy map, as the
  /// present network runs.
  var frontierGrid: LatencyMap.Grid {
    LatencyMap.Grid(
      weights: family, full: setting.full, alphas: planeWidths, sides: planeSides,
      threads: threads,
      instructionSet: instructionSet)
  }

  /// The points of the open frontier. Settings that are measured live show that figure: one setting has
  /// one figure on one screen.
  public var frontier: Frontier? {
    guard view.lower == .frontier, var frontier = frontierPoints, frontier.grid == frontierGrid
    else { return nil }
    for (setting, latency) in liveLatencies where latency?.isProvisional == false {
      if let latency { frontier.show(latency, of: setting) }
    }
    return frontier
  }

  /// Fresh figures of this setting, of the pinned one where it runs alike, and of α = ρ = 1.
  private var liveLatencies: [(setting: Setting, latency: LatencySummary?)] {
    let full = [(setting.full, current.fullLatency), (setting, current.latency)]
    guard let pinned, current.pinned?.pinned == pinned, pinned.setting.full == setting.full,
      pinned.weights == family, pinned.threads == threads,
      pinned.instructionSet == instructionSet
    else { return full }
    return [(pinned.setting, current.pinned?.latency)] + full
  }

  /// What answers the budget that was asked for.
  public var budgetAnswer: BudgetAnswer? {
    view.frontier.answered.flatMap { frontier?.mostAccurate(within: $0, view.frontier.cost) }
  }

  /// Brings the points in line with what is open and set.
  mutating func followFrontier() {
    guard view.lower == .frontier else { return }
    let known = knownAccuracy
    if let points = frontierPoints, points.grid == frontierGrid {
      // The engine tells a little later which weights run.
      if points.known != known { frontierPoints?.set(known) }
      followBudget()
      return
    }
    frontierPoints = Frontier(frontierGrid, known)
    view.frontier.selected = nil
    view.frontier.answered = nil
  }

  /// The point under the cursor.
  public var selectedFrontierPoint: Frontier.Point? {
    guard let frontier, let place = view.frontier.selected,
      frontier.points.indices.contains(place)
    else { return nil }
    return frontier.points[place]
  }

  /// What the present setting costs, by the live measurement; nil until it has answered.
  public func presentCost(_ cost: FrontierCost) -> Measured<Double>? {
    switch cost {
    case .latency: latency?.map(\.median)
    case .multiplyAdds: Measured(Double(architecture.multiplyAdds))
    case .parameters: Measured(Double(architecture.parameters))
    }
  }

  mutating func perform(_ command: FrontierCommand) {
    switch command {
    case .walk(let steps): walkFront(steps)
    case .walkAll(let steps):
      walk(steps, among: frontier?.ordered(by: view.frontier.cost) ?? [])
    case .first: select(frontWalk.first)
    case .last: select(frontWalk.last)
    case .enter: goToSelected()
    case .nextCost:
      let costs = FrontierCost.allCases
      let place = costs.firstIndex(of: view.frontier.cost) ?? 0
      view.frontier.cost = costs[(place + 1) % costs.count]
      view.frontier.answered = nil
    case .toggleScale: view.frontier.isLogarithmic.toggle()
    }
  }

  mutating func select(_ place: Int?) {
    guard let place else { return }
    view.frontier.selected = place
    view.frontier.answered = nil
  }

  /// The front, or all points where there is no accuracy to make one of.
  private var frontWalk: [Int] {
    guard let frontier else { return [] }
    return frontier.hasAccuracy
      ? frontier.front(view.frontier.cost) : frontier.ordered(by: view.frontier.cost)
  }

  private mutating func walkFront(_ steps: Int) { walk(steps, among: frontWalk) }

  /// From the selected point, or from what the present setting costs.
  private mutating func walk(_ steps: Int, among places: [Int]) {
    guard let frontier, !places.isEmpty else { return }
    let cost = view.frontier.cost
    if let selected = view.frontier.selected, let place = places.firstIndex(of: selected) {
      return select(places[min(max(0, place + steps), places.count - 1)])
    }
    let start = selectedFrontierPoint?.cost(cost) ?? presentCost(cost)?.value ?? 0
    let costs = { (place: Int) in frontier.points[place].cost(cost) ?? 0 }
    select(
      steps > 0
        ? places.first { costs($0) > start } ?? places.last
        : places.last { costs($0) < start } ?? places.first)
  }

  /// Opens the line for a budget, and the frontier where the answer will stand.
  mutating func askBudget() {
    if view.lower != .frontier { perform(.open(.frontier)) }
    if view.isAlone { focus(.frontier) }
    view.frontier.budget = ""
  }

  mutating func perform(_ command: BudgetCommand) {
    guard let budget = view.frontier.budget else { return }
    switch command {
    case .digit(let digit):
      // At most six characters, one point among them.
      if budget.count < 6, digit != "." || !budget.contains(".") {
        view.frontier.budget = budget + String(digit)
      }
    case .erase: view.frontier.budget = String(budget.dropLast())
    case .answer:
      view.frontier.budget = nil
      answer(budget)
    case .close: view.frontier.budget = nil
    }
  }

  private mutating func answer(_ typed: String) {
    guard let frontier, !typed.isEmpty else { return }
    var text = typed.hasPrefix(".") ? "0\(typed)" : typed
    if text.hasSuffix(".") { text.removeLast() }
    guard let number = Double(text) else { return }
    guard frontier.hasAccuracy else {
      view.message = "no accuracy was measured for these weights: no setting is the most accurate"
      return
    }
    let cost = view.frontier.cost
    view.frontier.answered = number * cost.budgetUnit
    view.frontier.selected = nil
    followBudget()
    guard view.frontier.selected == nil else { return }
    // Before every setting has had its turn the question stays: its answer may still come.
    if cost != .latency || frontier.roundsDone > 0 { view.frontier.answered = nil }
    view.message = nothingWithin(text, cost, frontier)
  }

  /// Selects what answers the budget now.
  mutating func followBudget() {
    guard let answer = budgetAnswer else { return }
    view.frontier.selected = answer.surely ?? answer.perhaps
  }

  private func nothingWithin(_ text: String, _ cost: FrontierCost, _ frontier: Frontier) -> String {
    switch cost {
    case .latency:
      frontier.roundsDone > 0
        ? "nothing is that fast: no setting runs within \(text) ms here"
        : "nothing is that fast so far: no setting measured yet runs within \(text) ms here"
    case .multiplyAdds: "nothing is that small: no setting takes only \(text) M multiply-adds"
    case .parameters: "nothing is that small: no setting has only \(text) M parameters"
    }
  }

  private mutating func goToSelected() {
    guard let point = selectedFrontierPoint else { return }
    setting.alpha = point.alpha
    setSide(point.side)
  }
}
