import Explorer
import Measure
import MobileNet
import Reports

/// The selected layer: a drawing of what it combines, its formulas with this network's numbers put in, its
/// speed.
///
///     ├ block2.dw: depthwise 3×3, stride 2 ─────────────────────
///     │  M = 48        48 kernels   M = 48
///     │ ┌──────┐┐┐   ┌───┐┐┐     ┌────┐┐┐
///     │ │▒▒▒   │││ * │▒▒▒│││  →  │▒   │││
///     │ └──────┘┘┘   └───┘┘┘     └────┘┘┘
///     │  32×32         D_K = 3      D_F = 16
///     │ one value sums 9 products: 3×3 of one map
///     │ D_K² · M · D_F² = 3² · 48 · 16² = 110 592 multiply-adds
///     │ 6.80 µs, best 6.60 µs: 16.3 G multiply-adds/s, 14 % of one core's peak
struct DetailsPane: PaneDrawing {
  let place: PanePlace

  /// What the drawing and the first sentences take on a screen of so many rows.
  static func leastRows(screen rows: Int) -> Int { rows >= 50 ? 12 : 10 }

  func panel() -> Panel {
    let details = LayerDetails(state)
    let drawing = LayerDrawing(layer: details.layer)
    var canvas = Canvas(columns: columns, rows: rows)
    for (row, line) in drawing.lines.enumerated() {
      canvas.write(spelled(line), at: 1, row, theme.style(.plain))
    }
    // Below the drawing; beside it in a low pane.
    let beside = LayerDrawing.columns + 3
    let isBeside = rows < 10 && columns - beside >= LayerDrawing.columns
    let (start, top) = isBeside ? (beside, 0) : (1, drawing.lines.count)
    let wrapped = sentences(details, drawing).map { text, style in
      theme.spelled(text).wrapped(to: columns - start - 1).map { (words: $0, style: style) }
    }
    canvas.write(lines: whole(wrapped, room: rows - top), at: start, from: top)
    return Panel(title: title(details), inside: canvas)
  }

  private func title(_ details: LayerDetails) -> Words {
    let layer = details.layer
    let short = "\(layer.name): \(layer.kernel)×\(layer.kernel), stride \(layer.stride)"
    return Words(fitting([details.title, short], columns - 2))
  }

  /// The first sentences that have room whole, and how many more there are.
  private func whole(
    _ sentences: [[(words: Words, style: Style)]], room: Int
  ) -> [(words: Words, style: Style)] {
    let all = sentences.flatMap(\.self)
    if all.count <= room { return all }
    var shown = sentences
    while shown.reduce(1, { $0 + $1.count }) > room, !shown.isEmpty { shown.removeLast() }
    let key = state.view.isAlone ? "" : ": z"
    let rest = ("+ \(sentences.count - shown.count) more\(key)" as Words, theme.style(.faint))
    return shown.flatMap(\.self) + [rest]
  }

  /// The most important ones first.
  private func sentences(_ details: LayerDetails, _ drawing: LayerDrawing) -> [(Words, Style)] {
    let plain = theme.style(.plain)
    let work = details.multiplyAdds.map { "\(spelled($0, .multiplyAdds)) multiply-adds" as Words }
    let size = details.parameters.map { "\(spelled($0, .parameters)) parameters" as Words }
    let facts = [Words(drawing.sentence), work].compactMap(\.self)
    let others = [sees(details.layer), size].compactMap(\.self) + comparison(details)
    return facts.map { ($0, plain) } + [speed(details)] + others.map { ($0, plain) }
  }

  private func spelled(_ formula: LayerFormula, _ field: FigureName.LayerField) -> Words {
    let value = Words(Figure.grouped(formula.value), figure(field))
    return "\(spelled("\(formula.symbols) = \(formula.numbers)")) = \(value)"
  }

  private func figure(_ field: FigureName.LayerField) -> FigureName {
    .layer(state.view.selectedLayer, field)
  }

  /// A full stop in place of the product's dot would read as a decimal point.
  private func spelled(_ text: String) -> String {
    theme.unicode ? text : text.replacing("·", with: "*")
  }

  /// The receptive field, and how much of the picture that is.
  private func sees(_ layer: Layer) -> Words {
    let side = state.choice.setting.side
    let seen = layer.field.side
    return seen < side
      ? "one value sees \("\(seen)×\(seen)", figure(.sees)) of the \(side)×\(side) pixels"
      : "one value sees all \("\(side)×\(side)", figure(.sees)) pixels, would see \(seen)×\(seen)"
  }

  /// What a standard convolution and the two that replace it combine and cost.
  private func comparison(_ details: LayerDetails) -> [Words] {
    guard let comparison = details.comparison else { return [] }
    let (kernel, outputs) = (comparison.kernel, comparison.outputChannels)
    let share = Words(Figure.factor(comparison.ratio), figure(.separableShare))
    let ratio: Words = "1/\(outputs) + 1/\(kernel)² = \(share)"
    let standard = Words(
      Figure.count(Double(comparison.standardMultiplyAdds)), figure(.standardWork))
    let separable = Words(
      Figure.count(Double(comparison.separableMultiplyAdds)), figure(.separableWork))
    return details.layer.kind == .conv
      ? ["depthwise and pointwise in its place: \(separable), \(ratio) of it"]
      : [
        "a standard \(kernel)×\(kernel) in their place: \(standard); "
          + "depthwise and pointwise: \(separable), \(ratio) of it"
      ]
  }

  private func speed(_ details: LayerDetails) -> (Words, Style) {
    guard let latency = details.latency else {
      return ("not timed yet", theme.style(.faint))
    }
    let isNarrow = columns < 60
    var text = Words(Figure.milliseconds(latency.value.median), figure(.time))
    if !isNarrow {
      text = "\(text), best \(Figure.milliseconds(latency.value.minimum), figure(.best))"
    }
    if let throughput = details.throughput {
      let rate = Words(Figure.significant(throughput.value / 1e9), figure(.rate))
      text = "\(text): \(rate) G\(isNarrow ? "" : " multiply-adds")/s"
    }
    if let share = details.shareOfPeak {
      let cores = state.choice.threads == 1 ? "one core's" : "\(state.choice.threads) cores'"
      let percent = Words(
        "\(Figure.fixed(share.value * 100, decimals: 0)) %", figure(.peakShare))
      text = "\(text), \(percent) of \(isNarrow ? "" : cores + " ")peak"
    }
    return (text, theme.figure(isStale: latency.isStale))
  }
}
