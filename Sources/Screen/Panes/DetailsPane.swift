import Explorer
import Measure
import MobileNet
import Reports

/// The selected layer: its formulas with this network's numbers put in, and its speed.
///
///     │ D_K² · M · D_F² = 3² · 24 · 32² = 221 184 multiply-adds; D_K² · M = 3² · 24 = 216 …
///     │ a standard 3×3 in their place: 10.6 M; depthwise and pointwise: 1.40 M, 1/48 + …
///     │ 13.1 µs, best 12.7 µs: 16.9 G multiply-adds/s, 14 % of 2 cores' peak
struct DetailsPane: PaneDrawing {
  let place: PanePlace

  func panel() -> Panel {
    let details = LayerDetails(state)
    var canvas = Canvas(columns: columns, rows: rows)
    let lines = sentences(details).flatMap { text, style in
      theme.spelled(text).wrapped(to: columns - 2).map { (text: $0, style: style) }
    }
    canvas.write(lines: lines, at: 1, from: 0)
    return Panel(title: details.title, inside: canvas)
  }

  private func sentences(_ details: LayerDetails) -> [(String, Style)] {
    let structure = (costs(details) + comparison(details)).map { ($0, theme.style(.plain)) }
    return structure + [speed(details)]
  }

  private func costs(_ details: LayerDetails) -> [String] {
    guard let multiplyAdds = details.multiplyAdds, let parameters = details.parameters else {
      return ["no multiplications: it adds up \(details.layer.input.area) positions per channel"]
    }
    let first = "\(spelled(multiplyAdds)) multiply-adds"
    let second = "\(spelled(parameters)) parameters"
    let both = "\(first);  \(second)"
    return both.cellCount <= columns - 2 ? [both] : [first, second]
  }

  private func spelled(_ formula: LayerFormula) -> String {
    let text = "\(formula.symbols) = \(formula.numbers) = \(Figure.grouped(formula.value))"
    // A full stop in place of the product's dot would read as a decimal point.
    return theme.unicode ? text : text.replacing("·", with: "*")
  }

  private func comparison(_ details: LayerDetails) -> [String] {
    guard let comparison = details.comparison else { return [] }
    let (kernel, outputs) = (comparison.kernel, comparison.outputChannels)
    let ratio =
      "1/\(outputs) + 1/\(kernel)² = \(Figure.factor(comparison.ratio))"
    let standard = Figure.count(Double(comparison.standardMultiplyAdds))
    let separable = Figure.count(Double(comparison.separableMultiplyAdds))
    return details.layer.kind == .conv
      ? ["depthwise and pointwise in its place: \(separable), \(ratio) of it"]
      : [
        "a standard \(kernel)×\(kernel) in their place: \(standard); "
          + "depthwise and pointwise: \(separable), \(ratio) of it"
      ]
  }

  private func speed(_ details: LayerDetails) -> (String, Style) {
    guard let latency = details.latency else {
      return ("not timed yet", theme.style(.faint))
    }
    var text = Figure.milliseconds(latency.value.median)
    text += ", best \(Figure.milliseconds(latency.value.minimum))"
    if let throughput = details.throughput {
      text += ": \(Figure.significant(throughput.value / 1e9)) G multiply-adds/s"
    }
    if let share = details.shareOfPeak {
      let cores = state.choice.threads == 1 ? "one core's" : "\(state.choice.threads) cores'"
      text += ", \(Figure.fixed(share.value * 100, decimals: 0)) % of \(cores) peak"
    }
    return (text, theme.figure(isStale: latency.isStale))
  }
}
