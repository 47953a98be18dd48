import Explorer

/// What covers the panes: the help, or the command that recreates the screen.
struct OverlayPane {
  let state: State
  let theme: Theme
  /// Of the screen.
  let columns: Int
  let rows: Int

  func draw(_ overlay: Overlay, on canvas: inout Canvas) {
    switch overlay {
    case .help: drawBox("keys", help, "Esc closes", on: &canvas)
    case .command(let command): drawBox("command", lines(of: command), "Esc closes", on: &canvas)
    }
  }

  /// A line of an overlay, in pieces of one style each.
  private typealias Line = [(text: String, role: Role)]

  private func drawBox(
    _ title: String, _ lines: [Line], _ note: String, on canvas: inout Canvas
  ) {
    let frame = frame(lines)
    let height = frame.inside.rows
    let first = min(state.view.overlayScroll, max(0, lines.count - height))
    var inside = Canvas(columns: frame.inside.columns, rows: height)
    let margin = (inside.columns - (lines.map(cells).max() ?? 0)) / 2
    for (row, line) in lines.dropFirst(first).prefix(height).enumerated() {
      var column = margin
      for (text, role) in line {
        column = inside.write(text, at: column, row, theme.style(role))
      }
    }
    var frames = Frames()
    frames.add(frame, theme.style(.focus))
    frames.draw(on: &canvas)
    let rest = lines.count - first - height
    let scrolled = first + rest > 0 ? "j k scroll · \(note)" : note
    Panel(title: title, note: scrolled, inside: inside)
      .draw(on: &canvas, frame: frame, isFocused: false, theme: theme)
  }

  /// As wide as the screen, so that it cuts no figure; no slivers of panes above and below.
  private func frame(_ lines: [Line]) -> Area {
    let height = lines.count + 2 > rows - 4 ? rows : lines.count + 2
    return Area(column: 0, row: (rows - height) / 2, columns: columns, rows: height)
  }

  private func cells(_ line: Line) -> Int { line.reduce(0) { $0 + $1.text.cellCount } }

  private func lines(of command: String) -> [Line] {
    let text = visible(command).wrapped(to: columns - 6).map { [($0, Role.plain)] }
    return [[]] + text + [[], [("It recreates this screen.", .faint)]]
  }

  // The help: bindings in two columns where they fit, sentences across.

  private var help: [Line] {
    let room = min(columns - 4, 124)
    let half = (room - Self.gutter) / 2
    let halves = halves(room: half)
    let inTwo =
      half >= keysWidth + 2 + Self.narrowest
      && (halves.count <= rows - 4 - notes(room).count || room >= 100)
    let bindings = inTwo ? halves : keys(state.keyBindings, room: room)
    return bindings + [[]] + notes(bindings.map(cells).max() ?? room)
  }

  private static let gutter = 3
  /// What the keys do is broken into lines of at least so many cells.
  private static let narrowest = 12

  private var keysWidth: Int {
    state.keyBindings.map { theme.spelled($0.shown).cellCount }.max() ?? 0
  }

  private func notes(_ room: Int) -> [Line] {
    State.helpNotes.flatMap { note in
      theme.spelled(note).wrapped(to: room).map { [($0, Role.faint)] }
    }
  }

  private func halves(room: Int) -> [Line] {
    let bindings = state.keyBindings
    // The first half gets as many bindings as make both equally long.
    let lengths = bindings.map { keys([$0], room: room).count }
    let half = (lengths.reduce(0, +) + 1) / 2
    var count = 0
    var length = 0
    while count < bindings.count, length < half {
      length += lengths[count]
      count += 1
    }
    let left = keys(Array(bindings.prefix(count)), room: room)
    let right = keys(Array(bindings.dropFirst(count)), room: room)
    return (0..<max(left.count, right.count)).map { row in
      let line = row < left.count ? left[row] : []
      let blanks = String(repeating: " ", count: max(0, room - cells(line)) + Self.gutter)
      return line + [(blanks, .plain)] + (row < right.count ? right[row] : [])
    }
  }

  private func keys(_ bindings: [KeyBinding], room: Int) -> [Line] {
    let width = keysWidth
    return bindings.flatMap { binding -> [Line] in
      let sentence = binding.sentence.wrapped(to: max(Self.narrowest, room - width - 2))
      return sentence.enumerated().map { place, text in
        let shown = place == 0 ? theme.spelled(binding.shown) : ""
        let blanks = String(repeating: " ", count: width + 2 - shown.cellCount)
        return [(shown, .key), (blanks, .plain), (text, .plain)]
      }
    }
  }
}
