import Explorer
import Measure
import MobileNet
import Reports

/// The figures on the screen that can be explained, and the one that is.
struct ExplainedFigures {
  @Shared var state: State
  /// In reading order.
  let places: [FigurePlace]

  /// `panesOf` is the screen without an explanation on it.
  init(_ state: State, panesOf canvas: Canvas) {
    let state = state.shown
    self.state = state
    places = canvas.figures.filter { Explanation($0.figure, in: state) != nil }
      .sorted { ($0.row, $0.columns.lowerBound) < ($1.row, $1.columns.lowerBound) }
  }

  init(_ state: State) {
    self.init(state, panesOf: ScreenPainter(state, Appearance()).panes())
  }

  /// The explained one; that of the selected layer, or the first of the focused pane, where none was
  /// chosen yet, or where the chosen one has left the screen.
  var current: FigurePlace? {
    if case .figure(let figure, let nth)? = state.view.explained,
      case let own = places.filter({ $0.figure == figure }), let last = own.last
    {
      return nth < own.count ? own[nth] : last
    }
    let focused = Composition(state).panes[state.view.focused]
    if state.view.focused == .layers,
      let chosen = places.first(where: {
        $0.figure == .layer(state.view.selectedLayer, .parameters)
      })
    {
      return chosen
    }
    return places.first { focused?.contains($0.columns.lowerBound, $0.row) == true } ?? places.first
  }

  func place(at column: Int, _ row: Int) -> FigurePlace? {
    places.first { $0.row == row && $0.columns.contains(column) }
  }

  /// What asks for a place: one setting's accuracy, say, may stand in several.
  func target(_ place: FigurePlace) -> Target {
    let own = places.filter { $0.figure == place.figure }
    return .figure(place.figure, nth: own.firstIndex(of: place) ?? 0)
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
    let text = Self.lines(explanation, place.figure).flatMap {
      theme.spelled($0).wrapped(to: width - 4)
    }
    let histogram = explanation.latency?.histogram
    let bars = histogram == nil || canvas.rows < 20 ? 0 : 4
    let most = max(3, canvas.rows / 2 - 1)
    let height = min(most, text.count + bars + 2)
    let isAbove = place.row >= canvas.rows / 2
    let frame = Area(
      column: 0, row: isAbove ? 1 : canvas.rows - 1 - height, columns: width, rows: height)
    var inside = Canvas(columns: width - 2, rows: height - 2)
    inside.write(lines: text.map { (Words($0), theme.style(.plain)) }, at: 1, from: 0)
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

  /// The formula, the runs behind it, the notes.
  static func lines(_ explanation: Explanation, _ figure: FigureName) -> [String] {
    var lines = [explanation.recipe.text(figure)]
    if let latency = explanation.latency {
      let figures = latency.quantiles(Figure.milliseconds)
      let interval = latency.interval.map {
        "; the median lies within \($0.text(.milliseconds)) ms with 95 % confidence"
      }
      lines.append("\(Figure.counted(latency.runs, "run")): \(figures)\(interval ?? "").")
    }
    return lines + explanation.notes.map(visible)
  }
}
