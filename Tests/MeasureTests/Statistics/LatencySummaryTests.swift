import Testing
import Weights

@testable import Measure

@Suite("A latency summary")
struct LatencySummaryTests {
  @Test("is the order statistics of its runs, in milliseconds")
  func quantiles() {
    let samples = (1...11).reversed().map { UInt64($0) * 1_000_000 }
    var summary = LatencySummary(nanoseconds: samples)
    #expect(summary?.interval != nil)
    summary?.interval = nil
    summary?.histogram = nil
    #expect(summary == LatencySummary(minimum: 1, p10: 2, median: 6, p90: 10, runs: 11))
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

  @Test("says that the host is busy where p90 exceeds twice the median, over five runs")
  func busy() {
    var summary = LatencySummary(minimum: 1, p10: 1, median: 1, p90: 2.01, runs: 5)
    #expect(summary.isHostBusy)
    summary.p90 = 2
    #expect(!summary.isHostBusy)
    summary = LatencySummary(minimum: 1, p10: 1, median: 1, p90: 3, runs: 4)
    #expect(!summary.isHostBusy)
    // Half of the runs are disturbed, too.
    summary = LatencySummary(minimum: 1, p10: 2, median: 2.01, p90: 3, runs: 5)
    #expect(summary.isHostBusy)
  }

  @Test("has an interval from five runs on, which contains the median")
  func interval() throws {
    #expect(LatencySummary(bursts: [[1, 2], [3, 4]])?.interval == nil)
    var random = SplitMix(state: 3)
    for bursts in 1...20 {
      let runs = (0..<bursts).map { _ in
        let slowdown = Double.random(in: 1...3, using: &random)
        return (0..<5).map { _ in UInt64(Double.random(in: 1e6...2e6, using: &random) * slowdown) }
      }
      let summary = try #require(LatencySummary(bursts: runs))
      let interval = try #require(summary.interval)
      #expect(interval.low <= summary.median && summary.median <= interval.high)
      #expect(summary.minimum <= interval.low)
    }
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
  private func burst(_ runs: [UInt64], layers: [[UInt64]] = []) -> Burst {
    Burst(runs: runs, clocked: layers.map { Burst.ClockedRun(run: $0.reduce(1, +), layers: $0) })
  }

  @Test("keep the newest bursts only, and as many runs as are enough")
  func newest() {
    var samples = Samples(limit: 4)
    for run in 1...5 as ClosedRange<UInt64> {
      samples.append(burst([run * 1_000_000, run * 1_000_000], layers: [[run]]))
    }
    #expect(samples.runs == 4)
    #expect(samples.latency?.minimum == 4)
    #expect(samples.layerLatencies.count == 1)
    #expect(samples.layerLatencies[0]?.minimum == 4e-6)
  }

  @Test("settle with eight bursts that are steady, or with as many runs as are kept")
  func settling() {
    var steady = Samples(limit: 300)
    for _ in 0..<7 { steady.append(burst([1000, 1001, 1002])) }
    #expect(!steady.isSettled)
    steady.append(burst([1000, 1001, 1002]))
    #expect(steady.isSettled)

    var restless = Samples(limit: 30)
    for _ in 0..<9 { restless.append(burst([1000, 2000, 3000])) }
    #expect(!restless.isSettled)
    restless.append(burst([1000, 2000, 3000]))
    #expect(restless.isSettled)
  }

  @Test("time layers in runs of their own, whose time is told apart")
  func layers() {
    var samples = Samples()
    #expect(samples.layersMilliseconds == nil && samples.clockedMilliseconds == nil)
    samples.append(burst([9_000_000], layers: [[1_000_000, 2_000_000], [3_000_000, 2_000_000]]))
    #expect(samples.latency?.runs == 1 && samples.latency?.median == 9)
    #expect(samples.layersMilliseconds == 4)
    #expect(samples.clockedMilliseconds == 4.000001)
  }
}
