import Engine
import Measure
import MobileNet

/// The frontier as it is looked at: the points, the axis, the cursor, and a budget that was asked for.
public struct FrontierState: Equatable, Sendable {
  /// The points since the frontier was opened last.
  public internal(set) var shown: Frontier?
  /// The same settings in the precision before this one, with what was measured of them since then; else in
  /// float32, or beside float32 in int8.
  public internal(set) var other: Frontier?
  /// What the axis shows.
  public internal(set) var cost = SettingCost.latency
  /// Whether the axis of cost is logarithmic.
  public internal(set) var isLogarithmic = true
  /// A place in the points.
  public internal(set) var selected: Int?
  /// The line on which a budget is typed, while it is open: a cost on the axis shown.
  public internal(set) var budget: String?
  /// The budget that the selected point answers, in the cost's own unit: the selection moves along as
  /// the measurements grow sharper.
  public internal(set) var answered: Double?

  /// Brings the points in line with what is open and chosen.
  ///
  /// - Parameters:
  ///   - grid: the settings to show.
  ///   - known: how often these weights are right: the engine tells a little later which weights run.
  ///   - live: fresh figures of settings that are measured live.
  ///   - others: how often they are right in other precisions.
  mutating func follow(
    _ grid: LatencyMap.Grid, _ known: KnownAccuracy?, live: [Frontier.LiveLatency],
    others: [KnownAccuracy] = []
  ) {
    if shown?.grid != grid {
      let before = shown
      shown = other?.grid == grid ? other : Frontier(grid, known)
      other = before?.grid.with(grid.precision) == grid ? before : nil
      selected = nil
      answered = nil
    }
    shown?.follow(known, live: live)
    let usual: Precision = grid.precision == .float32 ? .int8 : .float32
    if other == nil, let known = others.first(where: { $0.precision == usual }) {
      other = Frontier(grid.with(usual), known)
    }
    let precision = other?.grid.precision
    other?.follow(others.first { $0.precision == precision }, live: [])
    followBudget()
  }

  mutating func take(_ map: LatencyMap) { shown?.take(map) }

  /// The point under the cursor.
  public var selectedPoint: Frontier.Point? {
    guard let shown, let selected, shown.points.indices.contains(selected) else { return nil }
    return shown.points[selected]
  }

  /// The settings in the other precision, where their front on the present axis is known and another one
  /// than that shown.
  public var comparable: Frontier? {
    guard let shown, let other, shown.hasAccuracy, other.hasAccuracy,
      cost == .latency || cost == .memory, other.front(cost).count > 1
    else { return nil }
    return other
  }

  /// What answers the budget that was asked for.
  public var budgetAnswer: BudgetAnswer? {
    answered.flatMap { shown?.mostAccurate(within: $0, cost) }
  }

  /// Selects what answers the budget now.
  private mutating func followBudget() {
    guard let answer = budgetAnswer else { return }
    selected = answer.surely ?? answer.perhaps
  }
}

/// What the keys of the frontier ask for.
public enum FrontierCommand: Hashable, Sendable {
  /// Along the front: +1 is dearer.
  case walk(Int)
  /// Through all points.
  case walkAll(Int)
  case first
  case last
  /// Goes to the selected setting.
  case enter
  case nextCost
  case toggleScale
  /// A budget is to be typed; the frontier opens for its answer.
  case askBudget
  /// A digit of it, or the point.
  case digit(Character)
  case eraseDigit
  case answerBudget
  case closeBudget
}

extension FrontierState {
  /// Does what a key asks for.
  ///
  /// - Parameters:
  ///   - command: `enter` is not for here: the setting is not a part of the frontier.
  ///   - present: what the present setting costs, where a walk begins; 0 where nobody knows.
  /// - Returns: a sentence for the status line where there is something to say.
  mutating func perform(_ command: FrontierCommand, from present: Double) -> String? {
    switch command {
    case .walk(let steps): walk(steps, among: frontWalk, from: present)
    case .walkAll(let steps):
      walk(steps, among: shown?.ordered(by: cost) ?? [], from: present)
    case .first: select(frontWalk.first)
    case .last: select(frontWalk.last)
    case .enter: break
    case .nextCost:
      cost = following(cost)
      answered = nil
    case .toggleScale: isLogarithmic.toggle()
    case .askBudget: budget = ""
    case .digit(let digit): type(digit)
    case .eraseDigit: budget = budget.map { String($0.dropLast()) }
    case .closeBudget: budget = nil
    case .answerBudget:
      let typed = budget ?? ""
      budget = nil
      return answer(typed)
    }
    return nil
  }

  mutating func select(_ place: Int?) {
    guard let place else { return }
    selected = place
    answered = nil
  }

  /// The front, or all points where there is no accuracy to make one of.
  private var frontWalk: [Int] {
    guard let shown else { return [] }
    return shown.hasAccuracy ? shown.front(cost) : shown.ordered(by: cost)
  }

  /// From the selected point, or from what the present setting costs.
  private mutating func walk(_ steps: Int, among places: [Int], from present: Double) {
    guard let shown, !places.isEmpty else { return }
    if let selected, let place = places.firstIndex(of: selected) {
      return select(places[min(max(0, place + steps), places.count - 1)])
    }
    let start = selectedPoint?.cost(cost) ?? present
    let costs = { [cost] (place: Int) in shown.points[place].cost(cost) ?? 0 }
    select(
      steps > 0
        ? places.first { costs($0) > start } ?? places.last
        : places.last { costs($0) < start } ?? places.first)
  }

  // MARK: A budget

  /// At most six characters, one point among them.
  private mutating func type(_ digit: Character) {
    guard let typed = budget, typed.count < 6, digit != "." || !typed.contains(".") else { return }
    budget = typed + String(digit)
  }

  private mutating func answer(_ typed: String) -> String? {
    guard let shown, !typed.isEmpty else { return nil }
    var text = typed.hasPrefix(".") ? "0\(typed)" : typed
    if text.hasSuffix(".") { text.removeLast() }
    guard let number = Double(text) else { return nil }
    guard shown.hasAccuracy else {
      return "no accuracy was measured for these weights: no setting is the most accurate"
    }
    answered = number * cost.budgetUnit
    selected = nil
    followBudget()
    guard selected == nil else { return nil }
    // Before every setting has had its turn the question stays: its answer may still come.
    if cost != .latency || shown.roundsDone > 0 { answered = nil }
    return nothingWithin(text, shown)
  }

  private func nothingWithin(_ text: String, _ shown: Frontier) -> String {
    switch cost {
    case .latency:
      shown.roundsDone > 0
        ? "nothing is that fast: no setting runs within \(text) ms here"
        : "nothing is that fast so far: no setting measured yet runs within \(text) ms here"
    case .multiplyAdds: "nothing is that small: no setting takes only \(text) M multiply-adds"
    case .parameters: "nothing is that small: no setting has only \(text) M parameters"
    case .memory: "nothing is that small: no setting takes only \(text) MB of memory"
    case .maps: "nothing is that small: no setting takes only \(text) KiB of int8 maps"
    }
  }
}

extension PaneEntry {
  static let frontier = PaneEntry(
    opening: [
      KeyBinding(
        "f", footer: "f frontier", "the frontier: accuracy against what it costs here",
        [.character("f"): .view(.open(.frontier))]),
      budgetKey(),
    ],
    whileFocused: [
      KeyBinding(
        "j k", footer: "j k walk", "along the front: settings that no cheaper one beats",
        [.character("j"): .frontier(.walk(1)), .character("k"): .frontier(.walk(-1))]),
      KeyBinding(
        "PgUp PgDn", "through all settings",
        [.pageDown: .frontier(.walkAll(1)), .pageUp: .frontier(.walkAll(-1))]),
      KeyBinding(
        "g G  Home End", "first and last of the front",
        [
          .character("g"): .frontier(.first), .home: .frontier(.first),
          .character("G"): .frontier(.last), .end: .frontier(.last),
        ]),
      KeyBinding(
        "Enter", footer: "Enter go there", "to the chosen setting", [.enter: .frontier(.enter)]),
    ],
    whileSeen: [
      KeyBinding(
        "x", footer: "x cost", "cost: latency, work, parameters, memory, int8 maps",
        [.character("x"): .frontier(.nextCost)]),
      KeyBinding(
        "L", footer: "L log", "axes linear or logarithmic",
        [.character("L"): .frontier(.toggleScale)]),
      budgetKey(footer: "$ budget"),
    ],
    background: { .latencyMap($0.frontierGrid) })

  private static func budgetKey(footer: String? = nil) -> KeyBinding {
    KeyBinding(
      "$", footer: footer, "a budget: which setting within it is the most accurate",
      [.character("$"): .frontier(.askBudget)])
  }

  /// The keys of the line on which a budget is typed: it owns them all.
  static let budgetKeys = [
    KeyBinding(
      "0 … 9 .", footer: "0-9 . budget", "a budget on the axis shown",
      Dictionary(
        uniqueKeysWithValues: "0123456789.".map { (.character($0), .frontier(.digit($0))) })),
    KeyBinding(
      "Backspace", footer: "Backspace", "takes a digit back", [.backspace: .frontier(.eraseDigit)]),
    KeyBinding(
      "Enter", footer: "Enter answers", "finds the most accurate setting within it",
      [.enter: .frontier(.answerBudget)]),
    KeyBinding("Esc", footer: "Esc leaves", "asks for nothing", [.escape: .frontier(.closeBudget)]),
  ]
}

extension LatencyMap.Grid {
  /// The same settings in another precision.
  fileprivate func with(_ precision: Precision) -> LatencyMap.Grid {
    var grid = self
    grid.precision = precision
    return grid
  }
}

extension State {
  /// The grid that is measured while the frontier is open: the plane, as the present network runs.
  var frontierGrid: LatencyMap.Grid {
    LatencyMap.Grid(
      weights: family, full: choice.setting.full, alphas: family.planeWidths,
      sides: choice.setting.planeSides, threads: choice.threads,
      instructionSet: choice.instructionSet, precision: choice.precision)
  }

  /// Fresh figures of this setting, of the pinned one where it runs alike, and of α = ρ = 1: one setting
  /// has one figure on one screen.
  var liveLatencies: [Frontier.LiveLatency] {
    let (setting, current) = (choice.setting, figures.current)
    var live = [(setting.full, current.fullLatency), (setting, current.latency)]
    if let pinned = choice.pinned, current.pinned?.pinned == pinned,
      pinned.setting.full == setting.full, pinned.weights == family,
      pinned.threads == choice.threads, pinned.instructionSet == choice.instructionSet,
      pinned.precision == choice.precision
    {
      live.insert((pinned.setting, current.pinned?.latency), at: 0)
    }
    return live.compactMap { setting, latency in
      latency.flatMap {
        $0.isProvisional ? nil : Frontier.LiveLatency(setting: setting, latency: $0)
      }
    }
  }
}
