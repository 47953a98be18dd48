import Explorer
import Measure
import MobileNet
import Reports

/// What the network costs, here and at α = ρ = 1 or pinned, beside what the paper's formulas predict.
///
///     ├ cost ───────────── here ── α=ρ=1  factor formula ─────┤
///     │ multiply-adds    26.7 M    186 M   0.144 0.141 α²ρ²   │
///     │ parameters       1.95 M   3.39 M   0.576 0.563 α²     │
///     │ memory           7.9 MB  13.8 MB   0.574 maps 33 kB   │
///     │ latency        0.441 ms  2.60 ms   0.169 0.437–0.443  │
struct CostPane: PaneDrawing {
  let place: PanePlace

  private enum Field: Hashable, Sendable {
    case name, here, reference, factor, note
  }

  /// A line as it is spelled.
  private struct Line {
    var name: String
    /// What its figures are called; nil for lines without any to explain.
    var figure: ((FigureName.CostColumn) -> FigureName)?
    var here: Dated<String>?
    var reference: Dated<String>?
    var factor: Dated<String>?
    /// Wordings, longest first.
    var notes: [Words] = []
    var isNoteStale = false
  }

  func panel() -> Panel {
    var canvas = Canvas(columns: columns, rows: rows)
    let table = self.table
    for (row, line) in lines.prefix(rows).enumerated() {
      table.write(line.name, left: .name, on: &canvas, row, theme.style(.plain))
      write(line.here, .here, line.figure?(.here), table, row, on: &canvas)
      write(line.reference, .reference, line.figure?(.reference), table, row, on: &canvas)
      write(line.factor, .factor, line.figure?(.factor), table, row, on: &canvas)
      if let start = table.places[.note]?.lowerBound {
        canvas.write(
          fitting(line.notes.map(theme.spelled), table.width(.note)), at: start, row,
          theme.style(line.isNoteStale ? .stale : .faint))
      }
    }
    drawSentences(from: lines.count + 1, on: &canvas)
    return Panel(title: "cost", headings: table.headings, inside: canvas)
  }

  /// Where the pane fills the screen: what the figures are made of.
  private func drawSentences(from start: Int, on canvas: inout Canvas) {
    guard rows > start + 2 else { return }
    let other = state.choice.pinned == nil ? "at α = ρ = 1" : "pinned"
    let series: [(String, FigureName.CostColumn, Dated<LatencySummary>?)] = [
      ("here", .here, state.figures.latency), (other, .reference, state.figures.referenceLatency),
    ]
    let latencies = series.compactMap { place, column, latency in
      latency.map { sentence($0.value, place, column, theme.figure(isStale: $0.isStale)) }
    }
    var end = write(latencies, from: start, on: &canvas)
    end = drawHistogram(from: end + 1, on: &canvas)
    let meanings: [(Words, Style)] = [
      "Multiply-adds: one multiply and one add together count 1.",
      "Parameters: the weights of all filters and of the classifier.",
      "Memory: weights as built and the maps between layers, 4 bytes each.",
      "The formulas hold for most layers: the picture's 3 channels and the classes do not shrink, "
        + "and no layer has fewer than 8 channels.",
    ].map { ($0, theme.style(.faint)) }
    _ = write(meanings, from: end + 1, on: &canvas)
  }

  /// Returns the row behind the last line.
  private func write(
    _ sentences: [(words: Words, style: Style)], from start: Int, on canvas: inout Canvas
  ) -> Int {
    let lines = sentences.flatMap { words, style in
      words.wrapped(to: columns - 2).map { (words: $0, style: style) }
    }
    canvas.write(lines: lines, at: 1, from: start)
    return start + lines.count
  }

  /// Of the runs here, where there is room; returns the row behind it.
  private func drawHistogram(from start: Int, on canvas: inout Canvas) -> Int {
    guard let latency = state.figures.latency, let histogram = latency.value.histogram,
      rows >= start + 5
    else { return start }
    canvas.write("Runs here, from the best one on:", at: 1, start, theme.style(.faint))
    let height = min(8, max(3, rows - start - 10))
    HistogramPlot(
      histogram: histogram, width: columns > 110 ? 3 : columns >= 76 ? 2 : 1, height: height
    ).draw(at: 1, start + 1, on: &canvas, theme, isStale: latency.isStale)
    return start + height + 2
  }

  private func sentence(
    _ latency: LatencySummary, _ place: String, _ column: FigureName.CostColumn, _ style: Style
  ) -> (Words, Style) {
    let figures = latency.quantiles(Figure.significant)
    let figure = FigureName.cost(.latency, column)
    let runs = Words(Figure.counted(latency.runs, "run"), figure)
    let interval: Words =
      latency.interval.map {
        ", the median within \($0.text(.milliseconds), figure) with 95 % confidence"
      } ?? ""
    return ("Latency \(place), \(runs): \("\(figures) ms", figure)\(interval).", style)
  }

  private var table: Table<Field> {
    Table(
      [
        Column(.name, "", width: 13, .left),
        // At most "999.9 MB", "~0.612 ms", "≈100.0 %".
        Column(.here, "here", width: 9),
        Column(.reference, state.choice.pinned == nil ? "α=ρ=1" : "pinned", width: 8, upTo: 9),
        Column(.factor, "factor", width: 7),
        Column(.note, columns > 60 ? "" : "formula", width: 12, upTo: 80, .left),
      ],
      priority: [.name, .here, .factor, .reference, .note], width: columns)
  }

  private func write(
    _ text: Dated<String>?, _ field: Field, _ figure: FigureName?, _ table: Table<Field>,
    _ row: Int,
    on canvas: inout Canvas
  ) {
    guard let text else { return }
    table.write(
      text.value, right: field, on: &canvas, row, theme.figure(isStale: text.isStale), figure)
  }

  /// All there is to say; where lines are few, the most important ones.
  private var lines: [Line] {
    let isLong = rows >= 7
    return CostQuantity.allCases.filter { isLong || !Self.details.contains($0) }
      .map { line(state.figures.costRow($0)) } + (isLong ? accuracy : [])
  }

  /// What only a pane with room shows.
  private static let details: [CostQuantity] = [.biases, .batchNorm]

  private func line(_ row: CostRow) -> Line {
    Line(
      name: (Self.details.contains(row.quantity) ? "+ " : "") + row.quantity.name,
      figure: { .cost(row.quantity, $0) },
      here: spelled(
        row.here, row.quantity, isProvisional: isProvisional(state.figures.latency, row)),
      reference: spelled(
        row.reference, row.quantity,
        isProvisional: isProvisional(state.figures.referenceLatency, row)),
      factor: row.factor.map { Dated(Figure.factor($0.value), isStale: $0.isStale) },
      notes: row.formula.map { notes($0, row.quantity) } ?? notes(row),
      isNoteStale: row.formula == nil && row.here?.isStale == true)
  }

  private func spelled(
    _ value: Dated<Double>?, _ quantity: CostQuantity, isProvisional: Bool
  ) -> Dated<String> {
    guard let value else { return Dated(Figure.missing) }
    let text =
      switch quantity {
      case .multiplyAdds, .parameters, .biases, .batchNorm: Figure.count(value.value)
      case .memory: Figure.bytes(value.value)
      case .latency, .layersSummed:
        (isProvisional ? "~" : "") + Figure.milliseconds(value.value)
      }
    return Dated(text, isStale: value.isStale)
  }

  private func isProvisional(_ latency: Dated<LatencySummary>?, _ row: CostRow) -> Bool {
    switch row.quantity {
    case .multiplyAdds, .parameters, .biases, .batchNorm, .memory: false
    case .latency, .layersSummed: latency?.value.isProvisional ?? true
    }
  }

  private func notes(_ formula: CostFormula, _ quantity: CostQuantity) -> [Words] {
    let value = Words(Figure.factor(formula.value), .cost(quantity, .formula))
    let plain: [Words] = [
      "formula \(formula.symbols) \(value)", "\(value) \(formula.symbols)", value,
    ]
    guard isHeld else { return plain }
    // Why the factor is larger than the formula says.
    return [
      "formula \(formula.symbols) \(value); at least 8 channels a layer",
      "\(formula.symbols) \(value), at least 8 channels",
    ] + plain.dropFirst()
  }

  private func notes(_ row: CostRow) -> [Words] {
    switch row.quantity {
    case .multiplyAdds, .parameters: []
    case .biases: apart("the classifier's")
    case .batchNorm: apart("γ and β")
    case .memory: memoryNotes
    case .latency where state.choice.pinned != nil: verdictNotes(row.comparison)
    case .latency: state.figures.latency.map { latencyNotes($0.value) } ?? []
    case .layersSummed:
      state.figures.gapMilliseconds.map { gap in
        let time = Words(Figure.milliseconds(gap.value), .costPart(.gap))
        return ["gap to their runs \(time)", "gap \(time)"]
      } ?? []
    }
  }

  private var memoryNotes: [Words] {
    guard let arena = state.figures.activationBytes else { return [] }
    let parts = Figure.bytes(
      sum: Double(state.figures.weightBytes(isStale: arena.isStale)), Double(arena.value))
    let maps: Words = "maps \(parts.second, .costPart(.maps))"
    return ["weights \(parts.first, .costPart(.weights)), \(maps)", maps]
  }

  /// Whether a layer keeps 8 channels where the multiplier would leave it fewer.
  private var isHeld: Bool {
    let setting = state.choice.setting
    let alpha = setting.alpha.value
    let share = setting.rhoRule == .filters ? alpha * setting.rho * setting.rho : alpha
    return state.figures.fullArchitecture.layers.contains { layer in
      layer.kind != .linear && Double(layer.output.channels) * share < 8
    }
  }

  /// Where the median lies, or that it means little.
  private func latencyNotes(_ latency: LatencySummary) -> [Words] {
    let best: Words = "best \(Figure.milliseconds(latency.minimum), .costPart(.best))"
    let range = latency.interval.map {
      Words($0.text(TimeUnit(of: latency.median)), .costPart(.interval))
    }
    if latency.isHostBusy {
      let slowest = "a tenth of the runs above \(Figure.milliseconds(latency.p90))"
      // The best run is what a busy host disturbs least.
      return ["host busy: \(slowest), \(best)", "host busy, \(best)", "busy, \(best)", "host busy"]
    }
    guard let range else { return [] }
    return ["95 % interval \(range), \(best)", "\(range), \(best)", range]
  }

  /// What the costs buy: the share of pictures that are recognised.
  private var accuracy: [Line] {
    switch state.accuracy {
    case .known(let here):
      let other = state.referenceAccuracy
      let grounds = here.grounds(pictures: state.accuracySurface?.pictures ?? 0)
        .map { here.named(Words($0)) }
      let points = other.map { Words(here.pointsText(against: $0), .accuracy(.factor)) }
      return [
        Line(
          name: "top-1", figure: { .accuracy($0) }, here: Dated(here.top1Text),
          reference: other.map { Dated($0.top1Text) },
          // A difference in points is no factor.
          // Where it was interpolated, between which settings is more than the difference.
          notes: points.map { points in
            grounds.prefix(here.isInterpolated ? 3 : 2).map { "\(points), \($0)" } + grounds
          } ?? grounds)
      ]
    case .outside(let sides):
      return [
        Line(
          name: "top-1", here: Dated(Figure.missing),
          notes: ["measured only at \(sides)", Words(sides)])
      ]
    case .ofOtherWeights:
      return [
        Line(
          name: "top-1", here: Dated(Figure.missing),
          notes: ["measured on other weights", "other weights"])
      ]
    case nil: return []
    }
  }

  /// Whether the present latency differs from the pinned one.
  private func verdictNotes(_ comparison: Comparison?) -> [Words] {
    guard let comparison, let interval = comparison.interval else {
      return ["not compared yet", Words(Figure.missing)]
    }
    let range = Words(Figure.range(interval, Figure.factor), .costPart(.factorInterval))
    let word = comparison.word
    return ["\(word), 95 % interval of the factor \(range)", "\(word) \(range)", Words(word)]
  }

  /// What does not count among the parameters.
  private func apart(_ what: String) -> [Words] {
    ["\(what), counted separately", "\(what), separate", "separate"]
  }
}

extension LatencySummary {
  /// `best 0.428, p10 0.432, median 0.441, p90 0.446`, each as it is spelled.
  func quantiles(_ spelling: (Double) -> String) -> String {
    [("best", minimum), ("p10", p10), ("median", median), ("p90", p90)]
      .map { "\($0) \(spelling($1))" }.joined(separator: ", ")
  }
}

extension MedianInterval {
  /// Its two ends, in the unit of the figure: `0.381–0.390`.
  func text(_ unit: TimeUnit) -> String { "\(unit.figure(low))–\(unit.figure(high))" }
}

extension Comparison {
  /// A colour for that word.
  var role: Role {
    switch verdict {
    case .different: ratio < 1 ? .rise : .fall
    case .same, .unknown: .plain
    }
  }
}
