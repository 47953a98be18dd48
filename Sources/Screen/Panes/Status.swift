import Explorer
import Measure
import Reports

/// What the engine is doing, in a mark and a few words.
struct Status {
  let text: Words
  private let role: Role

  init(_ state: State) {
    let runs = state.figures.current.latency?.runs ?? 0
    let count = Words(Figure.counted(runs, "run"), .runs)
    if state.figures.current.failure != nil {
      (text, role) = ("! failed", .alert)
    } else if state.choice.isPaused && runs > 0 {
      (text, role) = ("‖ paused, \(count)", .alert)
    } else if state.figures.current.isSettled {
      (text, role) = ("● \(count)", .plain)
    } else {
      (text, role) = (runs > 0 ? "○ \(count)" : "○ running", .plain)
    }
  }

  /// How long it took until the network could run.
  static func built(_ state: State) -> Dated<Words> {
    if let fresh = state.figures.current.buildMilliseconds {
      return Dated("built in \(Figure.milliseconds(fresh), .build)")
    }
    let before = state.figures.previous?.snapshot.buildMilliseconds
    let time = before.map(Figure.milliseconds) ?? Figure.missing
    return Dated("built in \(time, .build)", isStale: before != nil)
  }

  func draw(endingBefore column: Int, _ row: Int, on canvas: inout Canvas, theme: Theme) {
    canvas.write(text, endingBefore: column, row, theme.style(role))
  }
}
