import Explorer
import Measure
import MobileNet

extension Painter {
  /// What the network costs here and at α = ρ = 1, the factor between them, and what the paper's
  /// formulas predict for it.
  mutating func paintCost(_ area: Area) {
    let isLarge = area.inner.columns >= 70
    frame(.cost, area, title: "cost")
    let inner = area.inner
    let columns = CostColumns(inner, isLarge: isLarge)
    var line = inner.row
    if inner.rows > 4 {
      paintHeadings(columns, row: line)
      line += 1
    } else {
      paintHeadings(columns, row: area.row)
    }
    for quantity in CostQuantity.allCases where line < inner.row + inner.rows {
      paint(state.costRow(quantity), columns, line)
      line += 1
    }
  }

  private mutating func paintHeadings(_ columns: CostColumns, row: Int) {
    canvas.write(" here ", before: columns.here + 1, row: row, style: Theme.column)
    canvas.write(" α=ρ=1 ", before: columns.full + 1, row: row, style: Theme.column)
    canvas.write(" factor ", before: columns.factor + 1, row: row, style: Theme.column)
    canvas.write(" formula ", column: columns.note - 1, row: row, style: Theme.column)
  }

  private mutating func paint(_ row: CostRow, _ columns: CostColumns, _ line: Int) {
    canvas.write(row.quantity.name, column: columns.name, row: line)
    write(row.here, row.quantity, before: columns.here, line, isProvisional: isProvisional(row))
    write(row.full, row.quantity, before: columns.full, line, isProvisional: isFullProvisional(row))
    if let factor = row.factor {
      canvas.write(
        fixed(factor.value, 3), before: columns.factor, row: line,
        style: Theme.figure(isStale: factor.isStale))
    } else {
      canvas.write("–", before: columns.factor, row: line, style: Theme.note)
    }
    canvas.write(
      note(row).clipped(columns.noteWidth), column: columns.note, row: line, style: Theme.note)
  }

  private mutating func write(
    _ figure: Measured<Double>?, _ quantity: CostQuantity, before column: Int, _ line: Int,
    isProvisional: Bool
  ) {
    guard let figure else { return canvas.write("–", before: column, row: line, style: Theme.note) }
    let text = (isProvisional ? "~" : "") + quantity.text(figure.value)
    canvas.write(text, before: column, row: line, style: Theme.figure(isStale: figure.isStale))
  }

  private func isProvisional(_ row: CostRow) -> Bool {
    row.quantity.isTime && state.latency?.value.isProvisional == true
  }

  private func isFullProvisional(_ row: CostRow) -> Bool {
    row.quantity.isTime && state.fullLatency?.value.isProvisional == true
  }

  private func note(_ row: CostRow) -> String {
    if let formula = row.formula { return "\(formula.symbols) \(fixed(formula.value, 3))" }
    switch row.quantity {
    case .multiplyAdds, .parameters: return ""
    case .memory:
      guard let maps = state.activationBytes else { return "" }
      let weights = Double(state.architecture.weightBytes)
      return "weights \(bytes(weights)), maps \(bytes(Double(maps.value)))"
    case .latency:
      guard let latency = state.latency?.value else { return "" }
      let spread = row.factorSpread.map { "± \(fixed($0, 3)), " } ?? ""
      return "\(spread)best \(significant(latency.minimum))"
    case .layersSummed:
      guard let gap = state.gapMilliseconds?.value else { return "" }
      return "gap \(significant(gap)) ms"
    }
  }
}

/// Where the columns of the costs stand; numbers end before theirs.
private struct CostColumns {
  let name: Int
  let here: Int
  let full: Int
  let factor: Int
  let note: Int
  let noteWidth: Int

  init(_ inner: Area, isLarge: Bool) {
    name = inner.column
    let nameWidth = 14
    let figureWidth = isLarge ? 13 : 9
    here = name + nameWidth + figureWidth - (isLarge ? 0 : 1)
    full = here + figureWidth
    factor = full + (isLarge ? 10 : 7)
    note = factor + (isLarge ? 4 : 2)
    noteWidth = max(0, inner.column + inner.columns - note)
  }
}

extension CostQuantity {
  fileprivate var name: String {
    switch self {
    case .multiplyAdds: "multiply-adds"
    case .parameters: "parameters"
    case .memory: "memory"
    case .latency: "latency"
    case .layersSummed: "layers, summed"
    }
  }

  fileprivate var isTime: Bool { self == .latency || self == .layersSummed }

  fileprivate func text(_ value: Double) -> String {
    switch self {
    case .multiplyAdds, .parameters: compact(value)
    case .memory: bytes(value)
    case .latency, .layersSummed: "\(significant(value)) ms"
    }
  }
}
