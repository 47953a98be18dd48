import Engine
import Explorer
import Measure
import MobileNet
import Reports

/// Accuracy against what it costs: all settings of the grid, the front that no cheaper one beats, and
/// the present setting moving among them. Where no accuracy was measured: latency against size.
///
///     ┌▸frontier: top-1 over latency, 2 threads, log ────────────────────────────────┐
///     │     │                                                                        │
///     │     │                                                                   ○⠃⣤  │
///     │     │                                                   ⢀⣀⣀⡠○○⠉⣛⡀⠰⠞⠋⠁        │
///     │     │                       ⣀○○⠁   ⣀   ⣤⢻⣦⡄⣛⣈⠱⠶⠶⠈⠉                           │
///     │ 20 %┤ ○⡠⠤○⠉⠉ ⠉                                                               │
///     │     └───┬───────────┬──────────┬──────────────┬──────────┬──────────┬─────── │
///     │      0.05 ms     0.1 ms     0.2 ms         0.5 ms      1 ms       2 ms       │
///     │ ◆ here α 0.75 side 64: top-1 32.7 % (31.8–33.6), 0.441 ms                    │
struct FrontierPane: PaneDrawing {
  let place: PanePlace

  private var view: FrontierState { state.frontier }

  func panel() -> Panel {
    var canvas = Canvas(columns: columns, rows: rows)
    guard let frontier = state.frontier.shown else {
      return Panel(title: "frontier", inside: canvas)
    }
    let lines = sentences(frontier)
    if let plot = plot(frontier) { draw(plot, frontier, on: &canvas) }
    for (row, line) in lines.enumerated() {
      drawLine(line, at: rows - lines.count + row, on: &canvas)
    }
    return Panel(title: title(frontier), note: progress(frontier), inside: canvas)
  }

  /// The sentences below the plot.
  var spoken: [String] {
    state.frontier.shown.map { sentences($0).compactMap { $0.wordings.first?.text } } ?? []
  }

  /// The place of the point that a click means: the nearest one within a few cells.
  func target(at column: Int, _ row: Int) -> Target? {
    guard let frontier = state.frontier.shown, let plot = plot(frontier) else { return nil }
    let distances = frontier.points.indices.compactMap { place -> (place: Int, distance: Int)? in
      guard let point = position(frontier.points[place], frontier) else { return nil }
      let cell = plot.cell(point)
      // A cell is about twice as high as wide.
      let (dx, dy) = (cell.column - column, 2 * (cell.row - row))
      return (place, dx * dx + dy * dy)
    }
    guard let nearest = distances.min(by: { $0.distance < $1.distance }), nearest.distance <= 20
    else { return nil }
    return .frontierPoint(nearest.place)
  }

  // MARK: The plane

  /// Where there is no accuracy, latency stands on the vertical axis and can't be the cost, too.
  private func cost(_ frontier: Frontier) -> SettingCost {
    !frontier.hasAccuracy && view.cost == .latency ? .multiplyAdds : view.cost
  }

  /// Whether either axis is a time: else nothing is said of milliseconds and threads.
  private func showsTime(_ frontier: Frontier) -> Bool {
    !frontier.hasAccuracy || cost(frontier) == .latency
  }

  private func position(_ point: Frontier.Point, _ frontier: Frontier) -> (x: Double, y: Double)? {
    guard let x = point.cost(cost(frontier)).map(onAxis) else { return nil }
    let y = frontier.hasAccuracy ? point.accuracy?.top1 : point.latency?.median
    return y.map { (x, $0) }
  }

  /// Maps stand on the axis in KiB, so that its marks are round.
  private func onAxis(_ amount: Double) -> Double {
    view.cost == .maps ? amount / 1024 : amount
  }

  private var present: (x: Double, y: Double?, isStale: Bool)? {
    guard let frontier = state.frontier.shown, let x = state.figures.cost(cost(frontier)) else {
      return nil
    }
    if frontier.hasAccuracy { return (onAxis(x.value), presentAccuracy?.top1, x.isStale) }
    let latency = state.figures.latency
    return (onAxis(x.value), latency?.value.median, x.isStale || latency?.isStale == true)
  }

  private var presentAccuracy: AccuracySurface.Accuracy? {
    if case .known(let accuracy) = state.accuracy { return accuracy }
    return state.knownAccuracy?.accuracy(
      alpha: state.choice.setting.alpha, side: state.choice.setting.side)
  }

  private func front(of frontier: Frontier) -> [(x: Double, y: Double)] {
    frontier.front(cost(frontier)).compactMap { position(frontier.points[$0], frontier) }
  }

  private func plot(_ frontier: Frontier) -> Plot? {
    let height = rows - sentences(frontier).count
    guard height >= 5, columns >= 24 else { return nil }
    let present = self.present
    let scale = view.isLogarithmic ? Axis.Scale.logarithmic : .linear
    let isShare = frontier.hasAccuracy
    // What is known of either axis, so that points to come find their places.
    let full = cost(frontier) == .latency ? state.figures.fullLatency?.value.median : nil
    let xs = frontier.points.compactMap { $0.cost(cost(frontier)).map(onAxis) }
    let ys =
      frontier.points.compactMap { isShare ? $0.accuracy?.top1 : $0.latency?.median }
      + (present?.y.map { [$0] } ?? [])
    let others = view.comparable.map(front) ?? []
    return Plot(
      x: Axis(xs + [full, present?.x].compactMap(\.self) + others.map(\.x), scale),
      y: isShare ? Axis(ys + others.map(\.y), .linear, beginsAtZero: false) : Axis(ys, scale),
      columns: columns, rows: height,
      xLabel: { self.tick($0, cost(frontier)) },
      yLabel: { isShare ? "\(Figure.tick($0 * 100)) %" : "\(Figure.tick($0)) ms" })
  }

  private func draw(_ plot: Plot, _ frontier: Frontier, on canvas: inout Canvas) {
    plot.drawAxes(on: &canvas, theme: theme)
    plot.drawDots(
      frontier.points.compactMap { position($0, frontier) }, theme.style(.faint),
      unicode: theme.unicode, on: &canvas)
    if frontier.hasAccuracy {
      if let other = view.comparable {
        let front = self.front(of: other)
        plot.drawLine(front, theme.style(.faint), unicode: theme.unicode, on: &canvas)
        for point in front { plot.drawMark("×", at: point, theme.style(.faint), on: &canvas) }
      }
      let front = self.front(of: frontier)
      plot.drawLine(front, theme.style(.bar), unicode: theme.unicode, on: &canvas)
      for point in front { plot.drawMark("○", at: point, theme.style(.bar), on: &canvas) }
    }
    if let point = state.frontier.selectedPoint, let place = position(point, frontier) {
      plot.drawMark("●", at: place, theme.style(.focus), on: &canvas)
    }
    if let present {
      plot.drawMark(
        "◆", at: (present.x, present.y ?? plot.y.low),
        theme.style(present.isStale ? .stale : .focus), on: &canvas)
    }
  }

  // MARK: The words

  private func title(_ frontier: Frontier) -> Words {
    let worth = frontier.hasAccuracy ? "top-1" : "latency"
    let scale = view.isLogarithmic ? "log" : "linear"
    let over = "\(worth) over \(name(cost(frontier)))"
    let threads = showsTime(frontier) ? ", \(Figure.counted(state.choice.threads, "thread"))" : ""
    return fitting(
      ["frontier: \(over)\(threads), \(scale)", "frontier: \(over), \(scale)", "frontier"]
        as [Words],
      columns - 2)
  }

  private func name(_ cost: SettingCost) -> String {
    switch cost {
    case .latency: "latency"
    case .multiplyAdds: "multiply-adds"
    case .parameters: "parameters"
    case .memory: "memory"
    case .maps: "int8 maps"
    }
  }

  private func tick(_ amount: Double, _ cost: SettingCost) -> String {
    switch cost {
    case .latency: "\(Figure.tick(amount)) ms"
    case .multiplyAdds, .parameters: Figure.tick(amount)
    case .memory: "\(Figure.tick(amount / 1e6)) MB"
    case .maps: "\(Figure.tick(amount)) KiB"
    }
  }

  /// How far the sweep is, and what it waits for.
  private func progress(_ frontier: Frontier) -> Words {
    let settings = Figure.counted(frontier.points.count, "setting")
    let rounds = frontier.grid.rounds
    if frontier.isComplete { return "\(settings), \(Figure.counted(rounds, "round"))" }
    let place =
      frontier.roundsDone == 0
      ? "\(frontier.turnsDone) of \(settings)"
      : "round \(frontier.roundsDone + 1) of \(rounds)"
    if state.choice.isPaused { return "sweep paused at \(place), Space goes on" }
    // Nothing else is measured while the live figures settle.
    if !state.figures.current.isSettled { return "waits for this setting: \(place)" }
    return "sweep: \(place)"
  }

  /// A line below the plot: a mark, then words, longest wording first.
  private typealias Line = (mark: String, role: Role, wordings: [Words])

  private func drawLine(_ line: Line, at row: Int, on canvas: inout Canvas) {
    canvas.write(line.mark, at: 1, row, theme.style(line.role == .faint ? .bar : line.role))
    let text = fitting(line.wordings.map(theme.spelled), columns - 4)
    canvas.write(text, at: 3, row, theme.style(line.role == .faint ? .faint : .plain))
  }

  private func sentences(_ frontier: Frontier) -> [Line] {
    var lines: [Line] = [("◆", Role.focus, here(frontier))]
    if let point = state.frontier.selectedPoint {
      lines.append(("●", .focus, chosen(point, frontier)))
    }
    if let wordings = perhaps(frontier) ?? beyond(frontier) {
      lines.append(("○", .faint, wordings))
    }
    if let other = view.comparable {
      let precision = other.grid.precision
      lines.append(("×", .faint, ["the front \(precision.place)", Words("\(precision)")]))
    }
    if let wordings = published(frontier) { lines.append(("·", .faint, wordings)) }
    if let budget = view.budget {
      let unit = unit(view.cost)
      let typed: Words = "the most accurate setting within \(budget)_ \(unit)?"
      lines.append(("?", .key, [typed, "within \(budget)_ \(unit)?", "\(budget)_ \(unit)"]))
    } else if state.frontier.selectedPoint == nil {
      lines.append(legend(frontier))
    }
    return lines
  }

  /// Where accuracies are others' figures: whose.
  private func published(_ frontier: Frontier) -> [Words]? {
    for point in frontier.points {
      guard case .published(let source)? = point.accuracy?.basis else { continue }
      // Behind its place the source says which list of figures.
      let list = source.rawValue.split(separator: ",").dropFirst().joined(separator: ",")
      return [
        "top-1 as published for such files, not measured: \(source.rawValue)",
        "top-1 as published: \(source.rawValue)", "top-1 as published (\(list.dropFirst()))",
        "top-1 as published for such files",
      ]
    }
    return nil
  }

  private func here(_ frontier: Frontier) -> [Words] {
    let here = state.choice.setting
    let setting = "α \(here.alpha) side \(here.side)"
    let latency = state.figures.latency.map {
      Words(Figure.milliseconds($0.value.median), .cost(.latency, .here))
    }
    let costs = costs(
      .init(alpha: here.alpha, side: here.side), state.figures.costs, latency, frontier)
    guard frontier.hasAccuracy else {
      return [
        "here \(setting): \(costs.joined(separator: ", ")); no accuracy was measured for these weights",
        "here \(setting): \(costs[0]); accuracy not measured", "here \(costs[0])",
      ]
    }
    let missing: Words = "accuracy not measured here"
    let share = presentAccuracy.map { $0.named(Words($0.sentence)) } ?? missing
    let short = presentAccuracy.map { $0.named(Words($0.shortSentence)) } ?? missing
    return [
      "here \(setting): \(share), \(costs.joined(separator: ", "))",
      "here \(setting): \(share), \(costs[0])", "\(setting): \(share), \(costs[0])",
      "\(share), \(costs[0])", "\(short), \(costs[0])", costs[0],
    ]
  }

  /// What a setting costs, that of the axis first; times only where an axis is one.
  private func costs(
    _ place: FigureName.SettingPlace, _ costs: SettingCosts, _ latency: Words?, _ frontier: Frontier
  ) -> [Words] {
    let time = latency ?? Words(Figure.missing)
    let amount = { (text: String, cost: SettingCost) in Words(text, .setting(place, .cost(cost))) }
    let work: Words =
      "\(amount(Figure.count(Double(costs.multiplyAdds)), .multiplyAdds)) multiply-adds"
    let size: Words = "\(amount(Figure.count(Double(costs.parameters)), .parameters)) parameters"
    let own: Words =
      switch cost(frontier) {
      case .latency, .multiplyAdds: work
      case .parameters: size
      case .memory: "\(amount(Figure.bytes(Double(costs.memory)), .memory)) of memory"
      case .maps: "\(amount(Figure.kibibytes(costs.maps), .maps)) of int8 maps"
      }
    if showsTime(frontier) { return [time, own] }
    return [own, own == work ? size : work]
  }

  private func costs(_ point: Frontier.Point, _ frontier: Frontier) -> [Words] {
    let place = place(point)
    let latency = point.latency.map {
      Words(Figure.milliseconds($0.median), .setting(place, .cost(.latency)))
    }
    return costs(place, point.costs, latency, frontier)
  }

  private func place(_ point: Frontier.Point) -> FigureName.SettingPlace {
    .init(alpha: point.alpha, side: point.side)
  }

  /// `top-1 32.7 % (31.8–33.6)`; nil where nobody knows.
  private func share(_ point: Frontier.Point) -> Words? {
    point.accuracy.map {
      $0.named(
        Words($0.sentence), top1: .setting(place(point), .top1),
        interval: .setting(place(point), .top1Interval))
    }
  }

  private func chosen(_ point: Frontier.Point, _ frontier: Frontier) -> [Words] {
    let setting = "α \(point.alpha) side \(point.side)"
    let costs = costs(point, frontier)
    let share: Words = share(point).map { "\($0), " } ?? ""
    let facts: Words = "\(setting): \(share)\(costs[0])"
    let answer = answer(frontier)
    let isFront = frontier.front(cost(frontier)).contains { frontier.points[$0] == point }
    let note = frontier.hasAccuracy && !isFront ? " (a cheaper one is better)" : ""
    return [
      "\(answer)\(facts), \(costs[1])\(note)  Enter goes there",
      "\(answer)\(facts)  Enter goes there",
      "\(answer)\(facts)", "\(brief(answer))\(facts.map(brief))", facts,
    ]
  }

  /// How sure it is that the selected point runs within the budget, and whether it is the last word.
  private func answer(_ frontier: Frontier) -> String {
    guard let budget = view.answered.map(spelled), let answer = state.frontier.budgetAnswer else {
      return ""
    }
    guard view.cost == .latency else { return "within \(budget): " }
    let certainty = answer.surely == nil ? "perhaps" : "surely"
    let so = frontier.roundsDone == 0 ? " so far" : ""
    return "\(certainty) within \(budget)\(so): "
  }

  /// A more accurate setting that may run within the budget as well.
  private func perhaps(_ frontier: Frontier) -> [Words]? {
    guard let budget = view.answered.map(spelled), let answer = state.frontier.budgetAnswer,
      answer.surely != nil, let perhaps = answer.perhaps
    else { return nil }
    let point = frontier.points[perhaps]
    let setting = "α \(point.alpha) side \(point.side)"
    let share: Words = share(point).map { ": \($0)" } ?? ""
    let time: Words =
      point.latency?.interval.map {
        ", \($0.text(.milliseconds), .setting(place(point), .latencyInterval)) ms"
      } ?? ""
    return [
      "perhaps within \(budget): \(setting)\(share)\(time)",
      "perhaps \(setting)\(share)", "perhaps \(setting)",
    ]
  }

  /// What the budget keeps out: the cheapest of the more accurate settings.
  private func beyond(_ frontier: Frontier) -> [Words]? {
    guard let budget = view.answered.map(spelled), let answer = state.frontier.budgetAnswer,
      (answer.surely ?? answer.perhaps) != nil
    else { return nil }
    guard let next = answer.next else {
      return ["the budget does not bind: no setting here is more accurate", "nothing binds"]
    }
    let point = frontier.points[next]
    let setting = "α \(point.alpha) side \(point.side)"
    let share: Words = share(point).map { ": \($0)" } ?? ""
    let cost = costs(point, frontier)[0]
    return [
      "\(budget) bind: the next beyond is \(setting)\(share), \(cost)",
      "it binds; next beyond: \(setting)\(share), \(cost.map(brief))",
      "binds; next: \(setting)\(share), \(cost.map(brief))", "binds; next: \(setting)",
      "next: \(setting)",
    ]
  }

  /// Without what the title says of the axis already.
  private func brief(_ text: String) -> String {
    text.replacing(" of \(name(view.cost))", with: "").replacing(" \(name(view.cost))", with: "")
  }

  /// A budget as it was typed, with its unit.
  private func spelled(_ budget: Double) -> String {
    "\(Figure.short(budget / view.cost.budgetUnit)) \(unit(view.cost))"
  }

  private func unit(_ cost: SettingCost) -> String {
    switch cost {
    case .latency: "ms"
    case .multiplyAdds, .parameters: "M \(name(cost))"
    case .memory: "MB of memory"
    case .maps: "KiB of int8 maps"
    }
  }

  private func legend(_ frontier: Frontier) -> Line {
    frontier.hasAccuracy
      ? (
        "○", .faint,
        [
          "no cheaper setting is better: j k walk along them; $ asks for a budget",
          "no cheaper setting is better", "the front",
        ]
      ) : ("·", .faint, ["j k walk through the settings", "settings"])
  }
}
