import Explorer
import Measure
import MobileNet
import Reports

/// The layers in order of execution: shapes, costs, times.
///
///     ├▸layers ─── kind ─── output ─────── params mult-adds ───── µs ───────── share ┤
///     │ conv0      conv 3×3 32×32×24          648     664 k     10.3 █▋        2.4 % │
///     │▸block1.dw  dw   3×3 32×32×24          216     221 k     13.1 ██▏       3.0 % │
///     └────────────────────────────────────────────────────────────────── 1–6 of 29 ─┘
struct LayersPane: PaneDrawing {
  let place: PanePlace

  private enum Field: Hashable, Sendable {
    case name, kind, stride, padding, input, output, parameters, multiplyAdds, best
    case time, bar, share, pinned, factor, verdict
  }

  /// The layers in the window, so scrolled that the selected one lies in its middle where it can.
  private var visibleLayers: Range<Int> {
    let count = state.figures.architecture.layers.count
    let first = max(0, min(state.view.selectedLayer - (rows - 1) / 2, count - rows))
    return first..<min(count, first + max(0, rows))
  }

  func target(at column: Int, _ row: Int) -> Target? {
    let index = visibleLayers.lowerBound + row
    return visibleLayers.contains(index) ? .layer(index) : nil
  }

  func panel() -> Panel {
    var canvas = Canvas(columns: columns, rows: rows)
    let layers = state.figures.layerRows
    let window = visibleLayers
    let scale = barScale(layers)
    let unit = unit(of: layers)
    let table = table(unit)
    for index in window {
      let row = index - window.lowerBound
      let isSelected = index == state.view.selectedLayer
      drawStructure(layers[index].layer, isSelected, table, row, on: &canvas)
      drawTimes(layers[index], scale, unit, table, row, on: &canvas)
      if state.choice.pinned != nil {
        drawPinned(layers[index].pinned, unit, table, row, on: &canvas)
      }
    }
    if rows >= layers.count + 2 { drawTotals(unit, table, layers.count + 1, on: &canvas) }
    let range = "\(window.lowerBound + 1)–\(window.upperBound) of \(layers.count)"
    return Panel(
      title: "layers", headings: table.headings, note: window.isEmpty ? nil : range,
      inside: canvas)
  }

  /// One unit for all times of the table, whatever part of it is in sight.
  private func unit(of layers: [LayerRow]) -> TimeUnit {
    TimeUnit(
      for: layers.flatMap { layer in
        [layer.latency, layer.pinned?.latency].compactMap { $0?.value.median }
      })
  }

  private func table(_ unit: TimeUnit) -> Table<Field> {
    let isPaired = state.choice.pinned != nil
    return Table(
      [
        // "block13.conv", else "classifier" and "block13.dw".
        Column(.name, "", width: state.choice.setting.variant == .standard ? 12 : 10, .left),
        Column(.kind, "kind", width: 8, .left),
        Column(.stride, "stride", width: 6, .left),
        Column(.padding, "pad", width: 7, .left),
        Column(.input, "input", width: 11, .left),
        Column(.output, "output", width: 11, .left),
        Column(.parameters, "params", width: 9),
        Column(.multiplyAdds, "mult-adds", width: 9),
        Column(.best, "best \(unit.symbol)", width: 8),
        Column(.time, unit.symbol, width: 8),
        Column(.pinned, "pinned", width: 8),
        Column(.factor, "factor", width: 7),
        Column(.verdict, "", width: 6, .left),
        Column(.bar, "", width: columns < 100 ? 4 : 12, upTo: 24, .left),
        Column(.share, "share", width: 7),
      ],
      priority: isPaired
        ? [.name, .time, .pinned, .factor, .verdict, .kind, .output, .multiplyAdds]
        : [.name, .time, .share, .multiplyAdds, .parameters, .output, .kind, .bar],
      extras: isPaired
        ? [.parameters, .share, .bar, .input] : [.input, .best, .stride, .padding],
      width: columns)
  }

  private func drawStructure(
    _ layer: Layer, _ isSelected: Bool, _ table: Table<Field>, _ row: Int,
    on canvas: inout Canvas
  ) {
    let style = theme.style(isSelected ? .strong : .plain)
    if isSelected { canvas.write("▸", at: 0, row, theme.style(.focus)) }
    table.write(layer.name, left: .name, on: &canvas, row, style)
    table.write(layer.kindAndKernel, left: .kind, on: &canvas, row, style)
    table.write("  \(layer.stride)", left: .stride, on: &canvas, row, style)
    table.write(layer.padding.spelled, left: .padding, on: &canvas, row, style)
    table.write(layer.input.spelled, left: .input, on: &canvas, row, style)
    table.write(layer.output.spelled, left: .output, on: &canvas, row, style)
    let parameters = Figure.grouped(layer.parameters)
    table.write(parameters, right: .parameters, on: &canvas, row, style)
    let multiplyAdds = Figure.count(Double(layer.multiplyAdds))
    table.write(multiplyAdds, right: .multiplyAdds, on: &canvas, row, style)
  }

  private func drawTimes(
    _ layer: LayerRow, _ scale: Double, _ unit: TimeUnit, _ table: Table<Field>, _ row: Int,
    on canvas: inout Canvas
  ) {
    guard let latency = layer.latency else {
      for field in [Field.time, .best, .share] {
        table.write(Figure.missing, right: field, on: &canvas, row, theme.style(.faint))
      }
      return
    }
    let style = theme.figure(isStale: latency.isStale)
    let mark = isProvisional(latency) ? "~" : ""
    let (median, best) = (latency.value.median, latency.value.minimum)
    table.write(
      mark + unit.figure(median), right: .time, on: &canvas, row, style)
    table.write(unit.figure(best), right: .best, on: &canvas, row, style)
    let share = layer.share.map { Figure.percent($0.value) } ?? Figure.missing
    table.write(share, right: .share, on: &canvas, row, style)
    if let share = layer.share?.value {
      table.write(
        theme.bar(share / scale, width: table.width(.bar)), left: .bar, on: &canvas, row,
        theme.style(latency.isStale ? .staleBar : .bar))
    }
  }

  /// The pinned network's layer of that name, and how the present one compares with it.
  private func drawPinned(
    _ pinned: PinnedLayer?, _ unit: TimeUnit, _ table: Table<Field>, _ row: Int,
    on canvas: inout Canvas
  ) {
    let time = pinned?.latency.map { unit.figure($0.value.median) }
    table.write(
      time ?? Figure.missing, right: .pinned, on: &canvas, row,
      theme.figure(isStale: pinned?.latency?.isStale ?? true))
    let comparison = pinned?.comparison
    table.write(
      comparison.map { Figure.factor($0.ratio) } ?? Figure.missing, right: .factor, on: &canvas,
      row,
      theme.style(comparison == nil ? .faint : .plain))
    table.write(
      comparison?.word ?? "", left: .verdict, on: &canvas, row,
      theme.style(comparison?.role ?? .faint))
  }

  /// Below the last layer, where there is room.
  private func drawTotals(
    _ unit: TimeUnit, _ table: Table<Field>, _ row: Int, on canvas: inout Canvas
  ) {
    let architecture = state.figures.architecture
    let style = theme.style(.strong)
    table.write("all layers", left: .name, on: &canvas, row, style)
    let parameters = Figure.grouped(architecture.parameters)
    table.write(parameters, right: .parameters, on: &canvas, row, style)
    let multiplyAdds = Figure.count(Double(architecture.multiplyAdds))
    table.write(multiplyAdds, right: .multiplyAdds, on: &canvas, row, style)
    if let sum = state.figures.layersMilliseconds {
      let figure = sum.isStale ? theme.style(.stale) : style
      let mark = state.figures.latency?.value.isProvisional ?? true ? "~" : ""
      table.write(
        mark + unit.figure(sum.value), right: .time, on: &canvas, row, figure)
    }
  }

  /// A layer's times are those of its runs.
  private func isProvisional(_ latency: Dated<LayerLatency>) -> Bool {
    let snapshot = latency.isStale ? state.figures.previous?.snapshot : state.figures.current
    return snapshot?.latency?.isProvisional ?? true
  }

  /// The share of a full bar: the largest, rounded up so that bars keep still while figures settle.
  private func barScale(_ layers: [LayerRow]) -> Double {
    let largest = layers.compactMap { $0.share?.value }.max() ?? 0
    return max(0.05, (largest * 20).rounded(.up) / 20)
  }
}

extension Layer {
  /// `dw   3×3`: the kinds' names as wide as the longest.
  fileprivate var kindAndKernel: String {
    switch kind {
    case .conv: "conv \(kernel)×\(kernel)"
    case .depthwise: "dw   \(kernel)×\(kernel)"
    case .pointwise: "pw   \(kernel)×\(kernel)"
    case .pool: kernel > 9 ? "pool \(kernel)" : "pool \(kernel)×\(kernel)"
    case .linear: "linear"
    }
  }
}

extension Shape {
  fileprivate var spelled: String { "\(height)×\(width)×\(channels)" }
}

extension Padding {
  /// Top, right, bottom, left; one figure where they are alike.
  fileprivate var spelled: String {
    let isEven = top == bottom && left == right && top == left
    return isEven ? "\(top)" : "\(top) \(right) \(bottom) \(left)"
  }
}
