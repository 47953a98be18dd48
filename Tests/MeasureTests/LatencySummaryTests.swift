import Testing

@testable import Measure

@Suite("A latency summary")
struct LatencySummaryTests {
  @Test("is the order statistics of its runs, in milliseconds")
  func quantiles() {
    let samples = (1...11).reversed().map { UInt64($0) * 1_000_000 }
    #expect(
      LatencySummary(nanoseconds: samples)
        == LatencySummary(minimum: 1, p10: 2, median: 6, p90: 10, runs: 11))
  }

  @Test("interpolates between neighbours")
  func interpolation() {
    #expect(LatencySummary(nanoseconds: [2_000_000, 1_000_000])?.median == 1.5)
  }

  @Test("does not exist without a run")
  func empty() {
    #expect(LatencySummary(nanoseconds: []) == nil)
    #expect(LayerLatency(nanoseconds: []) == nil)
  }

  @Test("is provisional below five runs")
  func provisional() {
    var summary = LatencySummary(minimum: 1, p10: 1, median: 1, p90: 1, runs: 4)
    #expect(summary.isProvisional)
    summary.runs = 5
    #expect(!summary.isProvisional)
  }

  @Test("is steady when p90 − p10 is at most 5 % of the median, over twenty runs")
  func steady() {
    var summary = LatencySummary(minimum: 1, p10: 1, median: 1, p90: 1.04, runs: 20)
    #expect(summary.isSteady)
    summary.p90 = 1.06
    #expect(!summary.isSteady)
    summary.p90 = 1
    summary.runs = 19
    #expect(!summary.isSteady)
  }
}

@Suite("Samples")
struct SamplesTests {
  @Test("keep the newest runs only")
  func newest() {
    var samples = Samples(limit: 3)
    for run in 1...5 { samples.append(run: UInt64(run) * 1_000_000, layers: [UInt64(run)]) }
    #expect(samples.isFull)
    #expect(samples.latency?.minimum == 3)
    #expect(samples.latency?.runs == 3)
    #expect(samples.layerLatencies.count == 1)
    #expect(samples.layerLatencies[0]?.minimum == 3e-6)
  }

  @Test("sum the layers' medians")
  func sum() {
    var samples = Samples()
    #expect(samples.layersMilliseconds == nil)
    samples.append(run: 9_000_000, layers: [1_000_000, 2_000_000])
    samples.append(run: 9_000_000, layers: [3_000_000, 2_000_000])
    #expect(samples.layersMilliseconds == 4)
  }
}
