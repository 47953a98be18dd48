import Testing

@testable import Measure

@Suite("The histogram of runs")
struct LatencyHistogramTests {
  @Test("counts every run once, and those far off apart")
  func counts() {
    let samples = (0..<100).map { UInt64(1_000_000 + 1000 * $0) } + [9_000_000, 50_000_000]
    let histogram = LatencyHistogram(sorted: samples)
    #expect(histogram.low == 1)
    #expect(histogram.high < 1.2)
    #expect(histogram.beyond == 2)
    #expect(histogram.counts.reduce(0, +) + histogram.beyond == samples.count)
    // Evenly spread runs fill the bins evenly, up to where they end.
    let filled = histogram.counts.filter { $0 > 0 }
    #expect(filled.allSatisfy { (2...7).contains($0) }, "\(histogram.counts)")
  }

  @Test("of runs that all took the same has one bin")
  func alike() {
    let histogram = LatencyHistogram(sorted: [5000, 5000, 5000])
    #expect(histogram.counts[0] == 3 && histogram.beyond == 0)
    #expect(histogram.low < histogram.high)
  }

  @Test("belongs to every summary of runs")
  func summary() throws {
    let summary = try #require(LatencySummary(nanoseconds: [3000, 1000, 2000]))
    #expect(summary.histogram == LatencyHistogram(sorted: [1000, 2000, 3000]))
  }
}
