import Explorer
import Reports

/// The strip of the tour: what it says, and the key that it has just pressed.
///
///     ─ tour ──────────────────────────────────────────── 3 of 14 ─
///      α first: every layer keeps only a share of its channels.
///      presses ←
struct TourStrip {
  @Shared var state: State
  let tour: TourState
  let theme: Theme

  private var columns: Int { state.view.columns }

  func draw(on canvas: inout Canvas, row: Int) {
    canvas.write(String(repeating: "─", count: columns), at: 0, row, theme.style(.focus))
    let pause = tour.isPaused ? " · paused" : ""
    canvas.write(" tour\(pause) ", at: 1, row, theme.style(.strong))
    canvas.write(
      " \(tour.stop + 1) of \(TourStop.count) ", endingBefore: columns - 1, row, theme.style(.faint)
    )
    let rows = state.view.stripRows - 1
    let key = tour.lastKey.map { theme.spelled("presses \(FooterLine.name(of: $0))") }
    let sentence = theme.spelled(visible(tour.sentence(state))).wrapped(to: columns - 4)
    let style = theme.style(.strong)
    let lines = sentence.prefix(rows - (key == nil ? 0 : 1))
    for (place, line) in lines.enumerated() { canvas.write(line, at: 2, row + 1 + place, style) }
    if let key, rows > lines.count {
      canvas.write(key, at: 2, row + 1 + lines.count, theme.style(.key))
    }
  }
}
