import Explorer
import Measure
import MobileNet

/// What the network costs, here and at α = ρ = 1 or pinned, beside what the paper's formulas predict.
struct CostPane {
  let state: State
  let theme: Theme
  let columns: Int
  let rows: Int

  private enum Field: Hashable, Sendable {
    case name, here, reference, factor, note
  }

  /// A line as it is spelled.
  private struct Line {
    var name: String
    var here: Measured<String>?
    var reference: Measured<String>?
    var factor: Measured<String>?
    /// Wordings, longest first.
    var notes: [String] = []
    var isNoteStale = false
  }

  func panel() -> Panel {
    var canvas = Canvas(columns: columns, rows: rows)
    let table = self.table
    for (row, line) in lines.prefix(rows).enumerated() {
      table.write(line.name, left: .name, on: &canvas, row, theme.style(.plain))
      write(line.here, .here, table, row, on: &canvas)
      write(line.reference, .reference, table, row, on: &canvas)
      write(line.factor, .factor, table, row, on: &canvas)
      table.write(
        fitting(line.notes.map(theme.spelled), table.width(.note)), left: .note, on: &canvas, row,
        theme.style(line.isNoteStale ? .stale : .faint))
    }
    drawSentences(from: lines.count + 1, on: &canvas)
    return Panel(title: "cost", headings: table.headings, inside: canvas)
  }

  /// Where the pane fills the screen: what the figures are made of.
  private func drawSentences(from start: Int, on canvas: inout Canvas) {
    guard rows > start + 2 else { return }
    let other = state.pinned == nil ? "at α = ρ = 1" : "pinned"
    let series = [("here", state.latency), (other, state.referenceLatency)]
    let latencies = series.compactMap { place, latency in
      latency.map { sentence($0.value, place, theme.figure(isStale: $0.isStale)) }
    }
    let meanings = [
      "", "Multiply-adds: one multiply and one add together count 1.",
      "Parameters: the weights of all filters and of the classifier.",
      "Memory: weights as built and the maps between layers, 4 bytes each.",
    ].map { ($0, theme.style(.faint)) }
    var row = start
    for (text, style) in latencies + meanings {
      let lines = text.isEmpty ? [""] : text.wrapped(to: columns - 2)
      for line in lines {
        canvas.write(line, at: 1, row, style)
        row += 1
      }
    }
  }

  private func sentence(
    _ latency: LatencySummary, _ place: String, _ style: Style
  ) -> (String, Style) {
    let figures = [
      ("best", latency.minimum), ("p10", latency.p10), ("median", latency.median),
      ("p90", latency.p90),
    ].map { "\($0) \(Figure.significant($1))" }.joined(separator: ", ")
    let runs = Figure.grouped(latency.runs)
    let interval = latency.interval.map { ", the median within \($0.text) with 95 % confidence" }
    return ("Latency \(place), \(runs) runs: \(figures) ms\(interval ?? "").", style)
  }

  private var table: Table<Field> {
    Table(
      [
        Column(.name, "", width: 13, upTo: 14, .left),
        // At most "~9 999 ms", "999.9 MB", "~0.612 ms".
        Column(.here, "here", width: 9, upTo: 10),
        Column(.reference, state.pinned == nil ? "α=ρ=1" : "pinned", width: 9, upTo: 10),
        Column(.factor, "factor", width: 6, upTo: 7),
        Column(.note, columns > 60 ? "" : "formula", width: 12, upTo: 40, .left),
      ],
      priority: [.name, .here, .factor, .reference, .note], width: columns)
  }

  private func write(
    _ text: Measured<String>?, _ field: Field, _ table: Table<Field>, _ row: Int,
    on canvas: inout Canvas
  ) {
    guard let text else { return }
    table.write(
      text.value, right: field, on: &canvas, row, theme.figure(isStale: text.isStale))
  }

  /// All there is to say; where lines are few, the most important ones.
  private var lines: [Line] {
    let spelled = CostQuantity.allCases.map { line(state.costRow($0)) }
    guard rows >= 7 else { return spelled }
    return Array(spelled.prefix(2)) + apart + Array(spelled.dropFirst(2)) + accuracy
  }

  private func line(_ row: CostRow) -> Line {
    Line(
      name: name(row.quantity),
      here: spelled(row.here, row.quantity, isProvisional: isProvisional(state.latency, row)),
      reference: spelled(
        row.reference, row.quantity, isProvisional: isProvisional(state.referenceLatency, row)),
      factor: row.factor.map { Measured(Figure.factor($0.value), isStale: $0.isStale) },
      notes: row.formula.map(notes) ?? notes(row),
      isNoteStale: row.formula == nil && row.here?.isStale == true)
  }

  private func name(_ quantity: CostQuantity) -> String {
    switch quantity {
    case .multiplyAdds: "multiply-adds"
    case .parameters: "parameters"
    case .memory: "memory"
    case .latency: "latency"
    case .layersSummed: "layers summed"
    }
  }

  private func spelled(
    _ value: Measured<Double>?, _ quantity: CostQuantity, isProvisional: Bool
  ) -> Measured<String> {
    guard let value else { return Measured(Figure.missing) }
    let text =
      switch quantity {
      case .multiplyAdds, .parameters: Figure.count(value.value)
      case .memory: Figure.bytes(value.value)
      case .latency, .layersSummed:
        (isProvisional ? "~" : "") + Figure.milliseconds(value.value)
      }
    return Measured(text, isStale: value.isStale)
  }

  private func isProvisional(_ latency: Measured<LatencySummary>?, _ row: CostRow) -> Bool {
    switch row.quantity {
    case .multiplyAdds, .parameters, .memory: false
    case .latency, .layersSummed: latency?.value.isProvisional ?? true
    }
  }

  private func notes(_ formula: CostFormula) -> [String] {
    let value = Figure.factor(formula.value)
    return ["formula \(formula.symbols) \(value)", "\(value) \(formula.symbols)", value]
  }

  private func notes(_ row: CostRow) -> [String] {
    switch row.quantity {
    case .multiplyAdds, .parameters: []
    case .memory: memoryNotes
    case .latency where state.pinned != nil: verdictNotes(row.comparison)
    case .latency: state.latency.map { latencyNotes($0.value) } ?? []
    case .layersSummed:
      state.gapMilliseconds.map { gap in
        let time = Figure.milliseconds(gap.value)
        return ["gap to their runs \(time)", "gap \(time)"]
      } ?? []
    }
  }

  private var memoryNotes: [String] {
    guard let maps = state.activationBytes else { return [] }
    let built = maps.isStale ? state.previous?.architecture : state.architecture
    let mapBytes = Figure.bytes(Double(maps.value))
    let weightBytes = Figure.bytes(Double((built ?? state.architecture).weightBytes))
    return ["weights \(weightBytes), maps \(mapBytes)", "maps \(mapBytes)"]
  }

  /// Where the median lies, or that it means little.
  private func latencyNotes(_ latency: LatencySummary) -> [String] {
    if latency.isHostBusy {
      let slowest = "a tenth of the runs above \(Figure.milliseconds(latency.p90))"
      return ["host busy: \(slowest)", "host busy"]
    }
    guard let interval = latency.interval else { return [] }
    let best = "best \(Figure.milliseconds(latency.minimum))"
    return ["95 % interval \(interval.text), \(best)", "\(interval.text), \(best)", interval.text]
  }

  /// What the costs buy: the share of pictures that are recognised.
  private var accuracy: [Line] {
    switch state.accuracy {
    case .known(let here):
      let other = state.referenceAccuracy
      let pictures = Figure.grouped(state.accuracySurface?.pictures ?? 0)
      let interval = here.intervalText
      return [
        Line(
          name: "top-1", here: Measured(here.top1Text),
          reference: other.map { Measured($0.top1Text) },
          factor: other.map { Measured(Figure.points(here.top1 - $0.top1)) },
          notes: ["\(interval) % of \(pictures) pictures", "\(interval) %"])
      ]
    case .outside(let sides):
      return [
        Line(
          name: "top-1", here: Measured(Figure.missing),
          notes: ["measured only at \(sides)", sides])
      ]
    case .ofOtherWeights:
      return [
        Line(
          name: "top-1", here: Measured(Figure.missing),
          notes: ["measured on other weights", "other weights"])
      ]
    case nil: return []
    }
  }

  /// Whether the present latency differs from the pinned one.
  private func verdictNotes(_ comparison: Comparison?) -> [String] {
    guard let comparison, let interval = comparison.interval else {
      return ["not compared yet", Figure.missing]
    }
    let range = "\(Figure.factor(interval.low))–\(Figure.factor(interval.high))"
    let word = comparison.word
    return ["\(word), 95 % interval of the factor \(range)", "\(word) \(range)", word]
  }

  /// What does not count among the parameters.
  private var apart: [Line] {
    let (here, reference) = (state.architecture, state.referenceArchitecture)
    let counts = [
      ("+ biases", here.biases, reference.biases, "the classifier's"),
      ("+ batch norm", here.batchNormParameters, reference.batchNormParameters, "γ and β"),
    ]
    return counts.map { name, here, reference, what in
      Line(
        name: name, here: Measured(Figure.count(Double(here))),
        reference: Measured(Figure.count(Double(reference))),
        factor: reference > 0
          ? Measured(Figure.factor(Double(here) / Double(reference))) : nil,
        notes: ["\(what), counted apart", "\(what), apart", "apart"])
    }
  }
}

extension MedianInterval {
  /// Its two ends, in the unit of the figure: `0.381–0.390`.
  var text: String { "\(Figure.significant(low))–\(Figure.significant(high))" }
}

extension Comparison {
  /// What the verdict says of the present network beside the pinned one.
  var word: String {
    switch verdict {
    case .different: ratio < 1 ? "faster" : "slower"
    case .same: "same"
    case .unknown: Figure.missing
    }
  }

  /// A colour for that word.
  var role: Role {
    switch verdict {
    case .different: ratio < 1 ? .rise : .fall
    case .same, .unknown: .plain
    }
  }
}
