import Explorer
import Measure
import MobileNet
import Reports

/// The layers: shapes, costs, and how much of the work and of the time each takes, in one scale.
///
///     ├▸layers ─── kind ─── output ─────── params mult-adds ──── µs work ▒ time █ ───┤
///     │ conv0      conv 3×3 32×32×24          648     664 k     10.3 ▒     █▋  2.4 % │
///     │▸block1.dw  dw   3×3 32×32×24          216     221 k     13.1 ▏     ██▏ 3.0 % │
///     │ 29 layers                       1 949 200    44.0 M      381 of 386          │
///     └────────────── block1.dw sees 7×7 of 64×64 · by order, s sorts · 1–5 of 29 ──┘
struct LayersPane: PaneDrawing {
  let place: PanePlace

  private enum Field: Hashable, Sendable {
    case name, kind, stride, padding, input, output, sees, parameters, multiplyAdds, best
    case time, work, bar, workShare, share, peak, pinned, factor, verdict
  }

  private var layerRows: [LayerRow] { state.figures.layerRows(by: state.view.layerOrder) }

  /// The rows in the window, so scrolled that the selected one lies in its middle where it can; below them
  /// stands the total.
  private func window(_ layers: [LayerRow]) -> Range<Int> {
    let room = rows < Self.leastWithTotal ? rows : rows - 1
    let selected = layers.firstIndex { $0.index == state.view.selectedLayer } ?? 0
    let first = max(0, min(selected - (room - 1) / 2, layers.count - room))
    return first..<min(layers.count, first + max(0, room))
  }

  /// With fewer rows there is no total.
  private static let leastWithTotal = 3

  func target(at column: Int, _ row: Int) -> Target? {
    let layers = layerRows
    let window = window(layers)
    let place = window.lowerBound + row
    return window.contains(place) ? .layer(layers[place].index) : nil
  }

  /// The heads of what the layers can be sorted by; that of the names has none, as its place is the title's.
  func target(onHead column: Int) -> Target? {
    let table = table(unit(of: layerRows))
    let field = table.places.first { $0.value.contains(column) }?.key
    return field.flatMap { Self.orders[$0] }.map(Target.layerOrder)
  }

  private static let orders: [Field: LayerOrder] = [
    .time: .time, .bar: .time, .share: .time, .work: .work, .workShare: .work, .multiplyAdds: .work,
    .parameters: .parameters, .peak: .peak,
  ]

  func panel() -> Panel {
    var canvas = Canvas(columns: columns, rows: rows)
    let layers = layerRows
    let window = window(layers)
    let scale = barScale(layers)
    let unit = unit(of: layers)
    let table = table(unit)
    for place in window {
      let row = place - window.lowerBound
      let isSelected = layers[place].index == state.view.selectedLayer
      drawStructure(layers[place], isSelected, table, row, on: &canvas)
      drawWork(layers[place], scale, table, row, on: &canvas)
      drawTimes(layers[place], scale, unit, table, row, on: &canvas)
      if state.choice.pinned != nil {
        drawPinned(layers[place], unit, table, row, on: &canvas)
      }
    }
    if rows >= Self.leastWithTotal {
      let isWhole = rows > layers.count + 1
      drawTotals(unit, table, isWhole ? layers.count + 1 : rows - 1, on: &canvas)
    }
    return Panel(
      title: "layers", headings: table.headings, note: note(window, of: layers.count),
      inside: canvas)
  }

  /// What the selected layer sees, what the table is sorted by, and which part of it is in sight.
  private func note(_ window: Range<Int>, of count: Int) -> Words? {
    guard !window.isEmpty else { return nil }
    let range: Words = "\(window.lowerBound + 1)–\(window.upperBound) of \(count)"
    let side = state.choice.setting.side
    let layer = state.figures.layer(at: state.view.selectedLayer)
    let seen = min(layer.field.side, side)
    let figure = FigureName.layer(state.view.selectedLayer, .sees)
    let sees: Words = "sees \("\(seen)×\(seen)", figure) of \(side)×\(side)"
    let sorted: Words = "by \(state.view.layerOrder.title), s sorts"
    return fitting(
      [
        ["\(layer.name) \(sees)", sorted, range], [sees, sorted, range], [sees, range],
        [range],
      ].map { $0.joined(separator: " · ") }.map(theme.spelled), columns - 6)
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
    let bars = columns < 100 ? 6 : 14
    return Table(
      [
        // "block13.conv", else "classifier" and "block13.dw".
        Column(.name, "", width: state.choice.setting.variant == .standard ? 12 : 10, .left),
        Column(.kind, "kind", width: 8, .left),
        Column(.stride, "stride", width: 6, .left),
        Column(.padding, "pad", width: 7, .left),
        Column(.input, "input", width: 11, .left),
        Column(.output, "output", width: outputWidth, .left),
        Column(.sees, "sees", width: 7, .left),
        Column(.parameters, "params", width: 9),
        Column(.multiplyAdds, "mult-adds", width: 9),
        Column(.best, "best \(unit.symbol)", width: 8),
        Column(.time, unit.symbol, width: 7),
        Column(.work, "work", width: 4, upTo: bars, .left),
        Column(.workShare, "", width: 6),
        Column(.bar, "time", width: 4, upTo: bars, .left),
        Column(.share, "", width: 6),
        Column(.peak, "peak", width: 6),
        Column(.pinned, "pinned", width: 8),
        Column(.factor, "factor", width: 7),
        Column(.verdict, "", width: 6, .left),
      ],
      priority: isPaired
        ? [.name, .time, .pinned, .factor, .verdict, .output, .kind, .multiplyAdds]
        : [.name, .time, .share, .multiplyAdds, .work, .bar, .parameters, .output, .kind],
      extras: isPaired
        ? [.parameters, .share, .input]
        : [.workShare, .peak, .sees, .input, .best, .stride, .padding],
      width: columns)
  }

  private func drawStructure(
    _ entry: LayerRow, _ isSelected: Bool, _ table: Table<Field>, _ row: Int,
    on canvas: inout Canvas
  ) {
    let layer = entry.layer
    let style = theme.style(isSelected ? .strong : .plain)
    if isSelected { canvas.write("▸", at: 0, row, theme.style(.focus)) }
    table.write(layer.name, left: .name, on: &canvas, row, style)
    table.write(layer.kindAndKernel, left: .kind, on: &canvas, row, style)
    table.write("  \(layer.stride)", left: .stride, on: &canvas, row, style)
    table.write(layer.padding.spelled, left: .padding, on: &canvas, row, style)
    table.write(layer.input.spelled, left: .input, on: &canvas, row, style)
    table.write(layer.output.spelled, left: .output, on: &canvas, row, style)
    let seen = min(layer.field.side, state.choice.setting.side)
    table.write("\(seen)×\(seen)", left: .sees, on: &canvas, row, style)
    if let place = table.places[.sees] { canvas.note(.layer(entry.index, .sees), in: place, row) }
    let parameters = Figure.grouped(layer.parameters)
    table.write(
      parameters, right: .parameters, on: &canvas, row, style, .layer(entry.index, .parameters))
    let multiplyAdds = Figure.count(Double(layer.multiplyAdds))
    table.write(
      multiplyAdds, right: .multiplyAdds, on: &canvas, row, style,
      .layer(entry.index, .multiplyAdds))
  }

  private var outputWidth: Int {
    state.figures.architecture.layers.map { $0.output.spelled.cellCount }.max() ?? 0
  }

  /// How much of the multiply-adds it takes, in the scale of the times.
  private func drawWork(
    _ layer: LayerRow, _ scale: Double, _ table: Table<Field>, _ row: Int,
    on canvas: inout Canvas
  ) {
    table.write(
      theme.workBar(layer.workShare / scale, width: table.width(.work)), left: .work, on: &canvas,
      row,
      theme.style(.border))
    table.write(
      Figure.percent(layer.workShare), right: .workShare, on: &canvas, row, theme.style(.plain),
      .layer(layer.index, .workShare))
  }

  private func drawTimes(
    _ layer: LayerRow, _ scale: Double, _ unit: TimeUnit, _ table: Table<Field>, _ row: Int,
    on canvas: inout Canvas
  ) {
    guard let latency = layer.latency else {
      for field in [Field.time, .best, .share, .peak] {
        table.write(Figure.missing, right: field, on: &canvas, row, theme.style(.faint))
      }
      return
    }
    let style = theme.figure(isStale: latency.isStale)
    let mark = isProvisional(latency) ? "~" : ""
    let (median, best) = (latency.value.median, latency.value.minimum)
    table.write(
      mark + unit.figure(median), right: .time, on: &canvas, row, style, .layer(layer.index, .time))
    table.write(
      unit.figure(best), right: .best, on: &canvas, row, style, .layer(layer.index, .best))
    let share = layer.share.map { Figure.percent($0.value) } ?? Figure.missing
    table.write(share, right: .share, on: &canvas, row, style, .layer(layer.index, .timeShare))
    let peak = layer.shareOfPeak.map { Figure.percent($0.value) } ?? Figure.missing
    table.write(peak, right: .peak, on: &canvas, row, style, .layer(layer.index, .peakShare))
    if let share = layer.share?.value {
      table.write(
        theme.bar(share / scale, width: table.width(.bar)), left: .bar, on: &canvas, row,
        theme.style(latency.isStale ? .staleBar : .bar))
    }
  }

  /// The pinned network's layer of that name, and how the present one compares with it.
  private func drawPinned(
    _ entry: LayerRow, _ unit: TimeUnit, _ table: Table<Field>, _ row: Int,
    on canvas: inout Canvas
  ) {
    let pinned = entry.pinned
    let time = pinned?.latency.map { unit.figure($0.value.median) }
    table.write(
      time ?? Figure.missing, right: .pinned, on: &canvas, row,
      theme.figure(isStale: pinned?.latency?.isStale ?? true), .layer(entry.index, .pinned))
    let comparison = pinned?.comparison
    table.write(
      comparison.map { Figure.factor($0.ratio) } ?? Figure.missing, right: .factor, on: &canvas,
      row,
      theme.style(comparison == nil ? .faint : .plain), .layer(entry.index, .factor))
    table.write(
      comparison?.word ?? "", left: .verdict, on: &canvas, row,
      theme.style(comparison?.role ?? .faint))
  }

  /// The sum of all layers, and what a whole run takes: its gap to the sum is not the layers'.
  private func drawTotals(
    _ unit: TimeUnit, _ table: Table<Field>, _ row: Int, on canvas: inout Canvas
  ) {
    let architecture = state.figures.architecture
    let style = theme.style(.strong)
    table.write("\(architecture.layers.count) layers", left: .name, on: &canvas, row, style)
    let parameters = Figure.grouped(architecture.parameters)
    table.write(parameters, right: .parameters, on: &canvas, row, style, .total(.parameters))
    let multiplyAdds = Figure.count(Double(architecture.multiplyAdds))
    table.write(multiplyAdds, right: .multiplyAdds, on: &canvas, row, style, .total(.multiplyAdds))
    if let sum = state.figures.layersMilliseconds {
      let figure = sum.isStale ? theme.style(.stale) : style
      let mark = state.figures.latency?.value.isProvisional ?? true ? "~" : ""
      table.write(
        mark + unit.figure(sum.value), right: .time, on: &canvas, row, figure, .total(.time))
    }
    // Over the bars' columns, which have nothing to sum up.
    guard let whole = state.figures.latency, let start = table.places[.work]?.lowerBound,
      let end = table.places[.bar]?.upperBound
    else { return }
    let text = "of \(unit.figure(whole.value.median)) \(unit.symbol)"
    if text.cellCount <= end - start {
      let last = canvas.write(text, at: start, row, theme.figure(isStale: whole.isStale))
      let figure = start + 3..<last - unit.symbol.cellCount - 1
      canvas.note(.total(.best), in: figure, row)
    }
  }

  /// A layer's times are those of its runs.
  private func isProvisional(_ latency: Dated<LayerLatency>) -> Bool {
    let snapshot = latency.isStale ? state.figures.previous?.snapshot : state.figures.current
    return snapshot?.latency?.isProvisional ?? true
  }

  /// The share of a full bar: the largest, rounded up so that bars keep still while figures settle.
  private func barScale(_ layers: [LayerRow]) -> Double {
    let largest = layers.flatMap { [$0.workShare, $0.share?.value ?? 0] }.max() ?? 0
    return max(0.05, (largest * 20).rounded(.up) / 20)
  }
}

extension LayerOrder {
  /// As the table names it.
  var title: String {
    switch self {
    case .order: "order"
    case .time: "time"
    case .work: "work"
    case .parameters: "parameters"
    case .peak: "share of the peak"
    }
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
