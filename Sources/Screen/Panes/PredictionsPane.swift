import Explorer
import Measure

extension Painter {
  /// The five most probable classes, with what has changed against the setting before.
  mutating func paintPredictions(_ area: Area) {
    frame(.predictions, area, title: "predictions")
    let inner = area.inner
    if case .unavailable(let reason) = state.predictionsAvailability {
      return paintReason(reason, inner)
    }
    let columns = PredictionColumns(inner)
    var first = 0
    if inner.rows > 5 {
      paintHeadings(columns, inner)
      first = 1
    }
    for (place, row) in state.predictionRows.enumerated() where first + place < inner.rows {
      paint(row, columns, inner.row + first + place)
    }
    if state.predictionRows.isEmpty, state.current.failure == nil {
      canvas.write("…", column: inner.column, row: inner.row, style: Theme.note)
    }
  }

  private mutating func paintReason(_ reason: String, _ inner: Area) {
    let lines = wrapped(visible(reason), width: inner.columns)
    let top = inner.row + max(0, (inner.rows - lines.count) / 2)
    for (place, line) in lines.enumerated() where place < inner.rows {
      canvas.write(
        line, column: inner.column + (inner.columns - line.count) / 2, row: top + place,
        style: Theme.note)
    }
  }

  private mutating func paintHeadings(_ columns: PredictionColumns, _ inner: Area) {
    canvas.write("class", column: columns.label, row: inner.row, style: Theme.column)
    canvas.write("p", before: columns.probability, row: inner.row, style: Theme.column)
    canvas.write("change", before: columns.change, row: inner.row, style: Theme.column)
    canvas.write("rank", before: columns.rank, row: inner.row, style: Theme.column)
  }

  private mutating func paint(_ row: PredictionRow, _ columns: PredictionColumns, _ line: Int) {
    let style = Theme.figure(isStale: row.isStale)
    canvas.write("\(row.rank)", column: columns.label - 3, row: line, style: style)
    let label = visible(row.prediction.shortLabel).clipped(columns.labelWidth)
    canvas.write(label, column: columns.label, row: line, style: style)
    var barStyle = Theme.probability
    barStyle.attributes.formUnion(style.attributes)
    canvas.write(
      bar(row.prediction.probability, width: columns.barWidth, unicode: appearance.unicode),
      column: columns.bar, row: line, style: barStyle)
    canvas.write(
      percent(row.prediction.probability), before: columns.probability, row: line, style: style)
    if columns.hasChange, let change = row.probabilityChange {
      canvas.write(points(change), before: columns.change, row: line, style: style)
    }
    if let change = row.rankChange {
      canvas.write(change.symbol, before: columns.rank, row: line, style: style)
    }
  }
}

/// Where the columns of the predictions stand; numbers end before theirs.
private struct PredictionColumns {
  let label: Int
  let labelWidth: Int
  let bar: Int
  let barWidth: Int
  let probability: Int
  let change: Int
  let rank: Int
  let hasChange: Bool

  init(_ inner: Area) {
    let end = inner.column + inner.columns
    hasChange = inner.columns >= 60
    rank = end
    change = rank - 7
    // "100.0 %", then the change of probability where there is room, then that of rank.
    probability = hasChange ? change - 9 : rank - 6
    label = inner.column + 3
    labelWidth = max(8, min(26, (inner.columns - 20) / 2))
    bar = label + labelWidth + 1
    barWidth = max(0, probability - 8 - bar)
  }
}

extension Prediction {
  /// The label up to the first comma: what stands behind it are synonyms.
  public var shortLabel: String {
    label.split(separator: ",", maxSplits: 1).first.map(String.init) ?? label
  }
}

extension RankChange {
  fileprivate var symbol: String {
    switch self {
    case .same: "="
    case .up(let places): "▴\(places)"
    case .down(let places): "▾\(places)"
    case .new: "new"
    }
  }
}

/// Words in lines of at most `width` characters; a longer word gets a line of its own.
func wrapped(_ text: String, width: Int) -> [String] {
  var lines: [String] = []
  var line = ""
  for word in text.split(separator: " ") {
    if !line.isEmpty, line.count + 1 + word.count > width {
      lines.append(line)
      line = ""
    }
    line += line.isEmpty ? String(word) : " \(word)"
  }
  return line.isEmpty ? lines : lines + [line]
}
