import Explorer
import Measure
import Reports

/// What the engine is doing, in a mark and a few words.
struct Status {
  let text: String
  private let role: Role

  init(_ state: State) {
    let runs = state.current.latency?.runs ?? 0
    let count = Figure.counted(runs, "run")
    if state.current.failure != nil {
      (text, role) = ("! failed", .alert)
    } else if state.isPaused && runs > 0 {
      (text, role) = ("‖ paused, \(count)", .alert)
    } else if state.current.isSettled {
      (text, role) = ("● \(count)", .plain)
    } else {
      (text, role) = (runs > 0 ? "○ \(count)" : "○ running", .plain)
    }
  }

  /// How long it took until the network could run.
  static func built(_ state: State) -> Measured<String> {
    if let fresh = state.current.buildMilliseconds {
      return Measured("built in \(Figure.milliseconds(fresh))")
    }
    let before = state.previous?.snapshot.buildMilliseconds
    let time = before.map(Figure.milliseconds) ?? Figure.missing
    return Measured("built in \(time)", isStale: before != nil)
  }

  func draw(endingBefore column: Int, _ row: Int, on canvas: inout Canvas, theme: Theme) {
    canvas.write(text, endingBefore: column, row, theme.style(role))
  }
}
