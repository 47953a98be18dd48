import Explorer
import Measure
import MobileNet

extension Painter {
  /// The selected layer in a pane of its own.
  mutating func paintDetails(_ area: Area) {
    canvas.frame(
      area, title: state.selectedLayer.title, style: Theme.frame, titleStyle: Theme.title)
    paint(detailLines, in: area.inner)
  }

  /// The selected layer below the table, its title first.
  mutating func paintDetailLines(_ area: Area) {
    paint([state.selectedLayer.title] + detailLines, in: area)
  }

  private mutating func paint(_ lines: [String], in area: Area) {
    for (place, line) in lines.enumerated() where place < area.rows {
      canvas.write(line.clipped(area.columns), column: area.column, row: area.row + place)
    }
  }

  /// Its formulas with this network's numbers, what a full convolution would take, its speed.
  private var detailLines: [String] {
    let details = state.selectedLayer
    return [formulas(details), comparison(details), speed(details)].compactMap(\.self)
  }

  private func formulas(_ details: LayerDetails) -> String? {
    guard let multiplyAdds = details.multiplyAdds, let parameters = details.parameters else {
      return "the mean over all positions of each channel: no parameters, no multiplications"
    }
    let product =
      "\(multiplyAdds.symbols) = \(multiplyAdds.numbers) = \(grouped(multiplyAdds.value)) multiply-adds"
    let weights =
      "parameters \(parameters.symbols) = \(parameters.numbers) = \(grouped(parameters.value))"
    return multiplyAdds.symbols == parameters.symbols ? product : "\(product);  \(weights)"
  }

  private func comparison(_ details: LayerDetails) -> String? {
    guard let comparison = details.comparison else { return nil }
    let size = "\(comparison.kernel)×\(comparison.kernel)"
    let standard = compact(Double(comparison.standardMultiplyAdds))
    let separable = compact(Double(comparison.separableMultiplyAdds))
    let share =
      "1/\(comparison.outputChannels) + 1/\(comparison.kernel)² = \(fixed(comparison.ratio, 3))"
    if details.layer.kind == .conv {
      return "depthwise and pointwise would take \(separable): \(share) of it"
    }
    return
      "a standard \(size) to \(comparison.outputChannels) channels: \(standard); "
      + "depthwise and pointwise: \(separable), \(share) of it"
  }

  private func speed(_ details: LayerDetails) -> String? {
    guard let latency = details.latency, !latency.isStale else { return nil }
    var text = "\(significant(latency.value.median)) ms, best \(significant(latency.value.minimum))"
    if let throughput = details.throughput {
      text += ": \(compact(throughput.value)) multiply-adds/s"
    }
    if let share = details.shareOfPeak {
      text += ", \(percent(share.value)) of what the cores can do"
    }
    return text
  }
}
