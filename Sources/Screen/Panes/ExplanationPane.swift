import Explorer
import Measure
import Reports

/// The figures on the screen that can be explained, and the one that is.
struct ExplainedFigures {
  let state: State
  /// In reading order.
  let places: [FigurePlace]

  /// `panesOf` is the screen without an explanation on it.
  init(_ state: State, panesOf canvas: Canvas) {
    self.state = state
    places = canvas.figures.filter { Explanation($0.figure, in: state) != nil }
      .sorted { ($0.row, $0.columns.lowerBound) < ($1.row, $1.columns.lowerBound) }
  }

  init(_ state: State) {
    self.init(state, panesOf: ScreenPainter(state, Appearance()).panes())
  }

  /// The explained one; that of the selected layer, or the first of the focused pane, where none was chosen yet, or where the chosen one has
  /// left the screen.
  var current: FigurePlace? {
    if case .figure(let figure)? = state.view.explained,
      let place = places.first(where: { $0.figure == figure })
    {
      return place
    }
    let focused = Composition(state.view).panes[state.view.focused]
    if state.view.focused == .layers,
      let chosen = places.first(where: {
        $0.figure == .layer(state.view.selectedLayer, .parameters)
      })
    {
      return chosen
    }
    return places.first { focused?.contains($0.columns.lowerBound, $0.row) == true } ?? places.first
  }

  func figure(at column: Int, _ row: Int) -> FigureName? {
    places.first { $0.row == row && $0.columns.contains(column) }?.figure
  }

  /// The nearest figure in a direction: on the same line, else on the next line that has one, where it lies
  /// nearest to this one's end.
  func neighbour(columns: Int, rows: Int) -> FigurePlace? {
    guard let current else { return nil }
    let end = current.columns.upperBound
    if columns != 0 {
      let line = places.filter { $0.row == current.row }
      return columns > 0
        ? line.first { $0.columns.lowerBound >= end }
        : line.last { $0.columns.upperBound <= current.columns.lowerBound }
    }
    let beyond = places.filter { rows > 0 ? $0.row > current.row : $0.row < current.row }
    let line = rows > 0 ? beyond.map(\.row).min() : beyond.map(\.row).max()
    return beyond.filter { $0.row == line }
      .min { abs($0.columns.upperBound - end) < abs($1.columns.upperBound - end) }
  }
}

/// One figure explained: what it is, the formula with its numbers, how it is known. It covers the half of the
/// screen in which the figure does not stand.
///
///     ┌ multiply-adds of block3.dw · computed ─────────────┐
///     │ D_K² · M · D_F² = 3² · 96 · 20² = 345 600          │
///     │ D_K is the kernel's side, M the channels, …        │
///     └────────────────────────────────────────────────────┘
struct ExplanationPane {
  let figures: ExplainedFigures
  let theme: Theme

  func draw(on canvas: inout Canvas) {
    guard let place = figures.current,
      let explanation = Explanation(place.figure, in: figures.state)
    else { return }
    for column in place.columns { canvas[column, place.row].style.attributes.insert(.reverse) }
    let width = canvas.columns
    let text = lines(explanation, place.figure).flatMap { theme.spelled($0).wrapped(to: width - 4) }
    let histogram = explanation.latency?.histogram
    let bars = histogram == nil || canvas.rows < 20 ? 0 : 4
    let most = max(3, canvas.rows / 2 - 1)
    let height = min(most, text.count + bars + 2)
    let isAbove = place.row >= canvas.rows / 2
    let frame = Area(
      column: 0, row: isAbove ? 1 : canvas.rows - 1 - height, columns: width, rows: height)
    var inside = Canvas(columns: width - 2, rows: height - 2)
    inside.write(lines: text.map { ($0, theme.style(.plain)) }, at: 1, from: 0)
    if let histogram, inside.rows >= text.count + bars, bars > 0 {
      HistogramPlot(histogram: histogram, width: width >= 76 ? 2 : 1, height: bars - 1)
        .draw(at: 1, text.count, on: &inside, theme, isStale: false)
    }
    var lines = Frames()
    lines.add(frame, theme.style(.focus))
    lines.draw(on: &canvas)
    Panel(
      title: "\(visible(explanation.name)) · \(explanation.provenance.rawValue)", inside: inside
    )
    .draw(on: &canvas, frame: frame, isFocused: true, theme: theme)
  }

  private func lines(_ explanation: Explanation, _ figure: FigureName) -> [String] {
    let spelling = figure.spelling
    var lines = [explanation.recipe.text(figure)]
    if let latency = explanation.latency {
      let figures = latency.quantiles(spelling)
      let interval = latency.interval.map {
        "; the median lies within \($0.text(.milliseconds)) ms with 95 % confidence"
      }
      lines.append("\(Figure.counted(latency.runs, "run")): \(figures)\(interval ?? "").")
    }
    return lines + explanation.notes.map(visible)
  }
}

extension FigureName {
  /// How its pane spells the value, but for the unit that a whole table shares.
  var spelling: (Double) -> String {
    switch self {
    case .alpha, .rho: Figure.rho
    case .side: { Figure.grouped(Int($0)) }
    case .build: Figure.milliseconds
    case .cost(let quantity, .here), .cost(let quantity, .reference): quantity.spelling
    case .cost(_, .factor), .cost(_, .formula): Figure.factor
    case .accuracy: Figure.percent
    case .layer(_, let field), .total(let field): field.spelling
    case .prediction(_, .probability), .prediction(_, .pinned): Figure.percent
    case .prediction(_, .change): Figure.points
    case .prediction(_, .moved): { Figure.grouped(Int($0)) }
    }
  }

  /// How the numbers are spelled that it is made of.
  fileprivate var parts: (Double) -> String {
    switch self {
    case .cost(let quantity, .factor): quantity.spelling
    case .cost(_, .formula): Figure.significant
    // Whole numbers, so that the written parts add up.
    case .cost(.multiplyAdds, _), .cost(.parameters, _), .cost(.memory, _), .total(.parameters),
      .total(.multiplyAdds):
      { Figure.grouped(Int($0)) }
    case .layer(_, .workShare): { Figure.grouped(Int($0)) }
    case .layer(_, .timeShare): Figure.milliseconds
    case .layer(_, .sees): { "\(Int($0))" }
    case .layer(_, .peakShare): { "\(Figure.significant($0 / 1e9)) G" }
    case .prediction(_, .probability): Figure.significant
    case .prediction(_, .change): Figure.percent
    case .rho, .side: { Figure.grouped(Int($0)) }
    case .layer(_, .parameters), .layer(_, .multiplyAdds): { Figure.grouped(Int($0)) }
    case .cost(.batchNorm, _): { Figure.grouped(Int($0)) }
    default: spelling
    }
  }
}

extension CostQuantity {
  fileprivate var spelling: (Double) -> String {
    switch self {
    case .multiplyAdds, .parameters, .biases, .batchNorm: Figure.count
    case .memory: Figure.bytes
    case .latency, .layersSummed: Figure.milliseconds
    }
  }
}

extension FigureName.LayerField {
  fileprivate var spelling: (Double) -> String {
    switch self {
    case .sees: { "\(Int($0))×\(Int($0))" }
    case .parameters: { Figure.grouped(Int($0)) }
    case .multiplyAdds: Figure.count
    case .time, .best, .pinned: Figure.milliseconds
    case .workShare, .timeShare, .peakShare: Figure.percent
    case .factor: Figure.factor
    }
  }
}

extension Recipe {
  /// The letters, the numbers, and what comes out: `D_K² · M = 3² · 96 = 864`.
  fileprivate func text(_ figure: FigureName) -> String {
    let (part, result) = (figure.parts, figure.spelling(value))
    switch self {
    case .reading: return result
    case .product(let factors):
      let symbols = factors.map { $0.symbol + $0.exponent }.joined(separator: " · ")
      let numbers = factors.map { part($0.number) + $0.exponent }.joined(separator: " · ")
      return "\(symbols) = \(numbers) = \(result)"
    case .sum(let terms):
      return terms.map { "\(part($0.number)) \($0.name)" }.joined(separator: " + ") + " = \(result)"
    case .difference(let one, let other):
      return "\(part(one.number)) \(one.name) − \(part(other.number)) \(other.name) = \(result)"
    case .quotient(let one, let other):
      return "\(part(one.number)) \(one.name) / \(part(other.number)) \(other.name) = \(result)"
    }
  }
}
