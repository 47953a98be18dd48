import Explorer
import Measure
import MobileNet

extension Painter {
  /// Every layer with its shape, costs and time; the selected one marked, and always in sight.
  mutating func paintLayers(_ area: Area) {
    let table = layerTable(area)
    let columns = LayerColumns(area.inner, wide: area.inner.columns >= 100)
    let rows = state.layerRows
    let last = min(rows.count, table.first + table.rows.rows)
    let note = "\(table.first + 1)–\(last) of \(rows.count)"
    frame(.layers, area, title: "layers", note: note)
    paintHeadings(columns, row: table.headings)
    let longest = rows.compactMap { $0.share?.value }.max() ?? 0
    for index in table.first..<max(table.first, last) {
      let line = table.rows.row + index - table.first
      paint(rows[index], columns, line, longest: longest)
      if index == state.view.selectedLayer {
        canvas.write("▸", column: area.inner.column, row: line, style: Theme.name)
        let marked = Area(
          column: columns.name, row: line, columns: columns.latency - columns.name, rows: 1)
        canvas.mark(marked, row: line, .reverse)
      }
    }
    if let details = table.details { paintDetailLines(details) }
  }

  /// Where the table's rows stand, and which layer is the first in sight.
  func layerTable(_ area: Area) -> LayerTable {
    let inner = area.inner
    let isZoomed = layout.composition == .single(.layers)
    let detailRows = isZoomed && inner.rows >= 14 ? 5 : 0
    // Without room to spare, the headings stand in the frame.
    let isTight = inner.rows < 9
    let rows = inner.rows(from: isTight ? 0 : 1, count: inner.rows - detailRows - (isTight ? 0 : 1))
    let count = state.architecture.layers.count
    let centred = state.view.selectedLayer - rows.rows / 2
    let first = max(0, min(centred, count - rows.rows))
    let details = detailRows > 0 ? inner.rows(from: inner.rows - detailRows + 1) : nil
    return LayerTable(
      headings: isTight ? area.row : inner.row, rows: rows, first: first, details: details)
  }

  private mutating func paintHeadings(_ columns: LayerColumns, row: Int) {
    let style = Theme.column
    canvas.write(" kind ", column: columns.kind - 1, row: row, style: style)
    canvas.write(" output ", before: columns.output + 1, row: row, style: style)
    if let channels = columns.channels {
      canvas.write(" channels ", before: channels + 1, row: row, style: style)
    }
    canvas.write(" params ", before: columns.parameters + 1, row: row, style: style)
    canvas.write(" mult-adds ", before: columns.multiplyAdds + 1, row: row, style: style)
    canvas.write(" ms ", before: columns.latency + 1, row: row, style: style)
    canvas.write(" share ", before: columns.share + 1, row: row, style: style)
  }

  private mutating func paint(
    _ row: LayerRow, _ columns: LayerColumns, _ line: Int, longest: Double
  ) {
    let layer = row.layer
    let output = layer.output
    canvas.write(layer.name, column: columns.name, row: line)
    canvas.write(layer.shortKind, column: columns.kind, row: line)
    canvas.write(
      "\(output.height)×\(output.width)×\(output.channels)", before: columns.output, row: line)
    if let channels = columns.channels {
      canvas.write(
        "\(layer.input.channels) → \(output.channels)", before: channels, row: line)
    }
    canvas.write(figure(layer.parameters), before: columns.parameters, row: line)
    canvas.write(figure(layer.multiplyAdds), before: columns.multiplyAdds, row: line)
    guard let latency = row.latency else {
      return canvas.write("–", before: columns.latency, row: line, style: Theme.note)
    }
    let style = Theme.figure(isStale: latency.isStale)
    canvas.write(
      milliseconds(latency.value.median), before: columns.latency, row: line, style: style)
    guard let share = row.share, longest > 0 else { return }
    canvas.write(
      bar(share.value / longest, width: columns.barWidth, unicode: appearance.unicode),
      column: columns.bar, row: line, style: Theme.bar(layer.kind, isStale: share.isStale))
    canvas.write(percent(share.value), before: columns.share, row: line, style: style)
  }

  private func figure(_ count: Int) -> String {
    count == 0 ? "·" : count < 10_000 ? grouped(count) : compact(Double(count))
  }

  /// Three decimals while they fit: columns of times line up by the point.
  private func milliseconds(_ value: Double) -> String {
    value < 99.9995 ? fixed(value, 3) : fixed(value, 1)
  }
}

/// Where the rows of the layers' table stand.
struct LayerTable: Equatable {
  let headings: Int
  let rows: Area
  /// The layer in the first row.
  let first: Int
  /// Lines for the selected layer, where it has no pane of its own.
  let details: Area?
}

/// Where the columns of the layers stand; numbers end before theirs.
private struct LayerColumns {
  let name: Int
  let kind: Int
  let output: Int
  let channels: Int?
  let parameters: Int
  let multiplyAdds: Int
  let latency: Int
  let bar: Int
  let barWidth: Int
  let share: Int

  init(_ inner: Area, wide: Bool) {
    name = inner.column + 2
    kind = name + 13
    output = kind + 8 + 14
    channels = wide ? output + 14 : nil
    parameters = (channels ?? output) + 9
    multiplyAdds = parameters + (inner.columns >= 76 ? 11 : 8)
    latency = multiplyAdds + 9
    let end = inner.column + inner.columns
    share = end
    bar = latency + 1
    barWidth = max(0, end - 8 - bar)
  }
}

extension Layer {
  fileprivate var shortKind: String {
    let size = "\(kernel)×\(kernel)"
    switch kind {
    case .conv: return "conv \(size)"
    case .depthwise: return "dw \(size)"
    case .pointwise: return "pw \(size)"
    case .pool: return "pool"
    case .linear: return "linear"
    }
  }
}
