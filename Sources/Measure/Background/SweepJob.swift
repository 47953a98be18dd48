import MobileNet

/// Measures a grid of latencies, one turn of one setting a piece.
final class SweepJob: BackgroundJob {
  private var grid: LatencyGrid
  private let sweep: Sweep

  let needsQuiet = true
  var isDone: Bool { grid.isComplete }
  var result: BackgroundResult { .latencyGrid(grid) }

  init(_ plan: LatencyGrid.Plan, library: Library) {
    grid = LatencyGrid(plan)
    sweep = Sweep(library.sweepPlan(plan)) { library.choose(plan.weights, for: $0).panels }
  }

  func step(isCancelled: () -> Bool) {
    guard let place = sweep.step(isCancelled) else { return }
    grid.latencies[place] = sweep.result.points[place].latency
    grid.turnsDone += 1
  }
}
