import Testing

@testable import Reports

@Suite("The line that shows progress")
struct ProgressLineTests {
  private let line = ProgressLine(title: "evaluate", unit: "pictures", total: 10_000, before: 500)

  @Test("tells how much, how fast and how long, of this run's own speed")
  func whole() {
    #expect(
      line.text(done: 4500, seconds: 5, columns: 100)
        == "evaluate ▕█████████████▌                ▏ 45 %  4 500 of 10 000 pictures  800/s  0:07 left"
    )
  }

  @Test("never is longer than there is room, and leaves the bar out first", arguments: 0...120)
  func room(columns: Int) {
    let text = line.text(done: 9999, seconds: 3600, columns: columns)
    #expect(text.count <= columns)
    #expect(text.contains("▕") == (columns >= 69))
  }

  @Test("has no speed before the first one is done")
  func start() {
    #expect(
      line.text(done: 500, seconds: 2, columns: 40) == "evaluate 5 %  500 of 10 000 pictures")
  }

  @Test(
    "writes times as people do",
    arguments: [(0.2, "0:01"), (59.5, "1:00"), (750, "12:30"), (11_100, "3:05:00"), (1e300, "–")])
  func clock(seconds: Double, text: String) {
    #expect(ProgressLine.clock(seconds) == text)
  }
}
