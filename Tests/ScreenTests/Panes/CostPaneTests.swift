import Testing

@testable import Explorer
@testable import Measure
@testable import Screen

@Suite("The cost pane")
struct CostPaneTests {
  private func text(columns: Int, rows: Int, _ change: (inout Snapshot) -> Void) -> String {
    var state = Example.explored(columns: columns, rows: rows)
    state.view.focus = .cost
    state.tell(change)
    return draw(state, appearance: Appearance()).text()
  }

  @Test("says that the host is busy, and the best run, which that disturbs least")
  func busy() {
    for (columns, rows) in [(80, 24), (120, 40), (200, 60)] {
      let text = text(columns: columns, rows: rows) { snapshot in
        snapshot.latency = LatencySummary(
          minimum: 0.4, p10: 0.8, median: 0.9, p90: 2, runs: 300,
          interval: MedianInterval(low: 0.85, high: 0.95))
      }
      #expect(text.contains("busy"))
      #expect(columns < 100 || text.contains("best 0.400 ms"), "\(columns)×\(rows)")
    }
  }

  @Test(
    "shows how the runs are spread where it fills the screen", arguments: [(80, 24), (120, 40)])
  func histogram(columns: Int, rows: Int) {
    var state = Example.explored(columns: columns, rows: rows)
    state.view.focus = .cost
    #expect(!draw(state, appearance: Appearance()).text().contains("Runs here"))
    state.press(.character("z"))
    let text = draw(state, appearance: Appearance()).text()
    #expect(text.contains("Runs here, from the best one on:"))
    #expect(text.contains("12 runs beyond"))
  }
}
