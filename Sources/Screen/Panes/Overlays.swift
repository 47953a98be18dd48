import Explorer

extension Painter {
  /// What covers the panes until Esc.
  mutating func paint(_ overlay: Overlay) {
    switch overlay {
    case .help: paintHelp()
    case .command(let command): paintCommand(command)
    }
  }

  /// Every key that works; two columns where they fit.
  private mutating func paintHelp() {
    let bindings = state.keyBindings
    let keyWidth = (bindings.map(\.shown.count).max() ?? 0) + 2
    let width = keyWidth + (bindings.map(\.sentence.count).max() ?? 0)
    let lines = bindings.map { $0.shown.left(keyWidth) + $0.sentence } + State.helpNotes
    let columns = min(canvas.columns, max(width, State.helpNotes.map(\.count).max() ?? 0) + 4)
    let area = centred(columns: columns, rows: lines.count + 2)
    let inner = open(area, title: "keys", note: "Esc closes")
    let first = max(0, min(state.view.overlayScroll, lines.count - inner.rows))
    for (place, line) in lines.dropFirst(first).prefix(inner.rows).enumerated() {
      let row = inner.row + place
      canvas.write(line.clipped(inner.columns), column: inner.column, row: row)
      if first + place < bindings.count {
        let keys = Area(
          column: inner.column, row: row, columns: min(keyWidth, inner.columns), rows: 1)
        canvas.mark(keys, row: row, .bold)
      }
    }
  }

  private mutating func paintCommand(_ command: String) {
    let width = min(canvas.columns - 4, max(46, command.count))
    let lines = wrapped(visible(command), width: width)
    let area = centred(columns: width + 4, rows: lines.count + 2)
    let inner = open(area, title: "the command that recreates this screen", note: "Esc closes")
    for (place, line) in lines.enumerated() where place < inner.rows {
      canvas.write(line, column: inner.column, row: inner.row + place, width: inner.columns)
    }
  }

  private func centred(columns: Int, rows: Int) -> Area {
    let rows = min(rows, canvas.rows)
    let columns = min(columns, canvas.columns)
    return Area(
      column: (canvas.columns - columns) / 2, row: (canvas.rows - rows) / 2, columns: columns,
      rows: rows)
  }

  private mutating func open(_ area: Area, title: String, note: String) -> Area {
    canvas.clear(area)
    canvas.frame(
      area, title: title, note: note, style: Theme.frame, titleStyle: Theme.focusedTitle)
    return area.inner
  }
}
