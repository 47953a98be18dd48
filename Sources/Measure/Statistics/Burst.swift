import Engine

/// One network run back to back: how every latency of this program is taken.
///
/// After a rest or another network, caches and the processor's clock are cold: the first runs only warm
/// them up. Then whole runs are timed, from an input in memory to logits in memory, without the layer
/// clocks. Layers are timed in further runs, since reading the clocks takes a large share of a run of
/// some microseconds. Networks that are compared have their bursts in turns.
struct Burst {
  /// Nanoseconds of each counted run.
  private(set) var runs: [UInt64] = []
  /// Runs with the layer clocks, each whole and layer by layer; empty where layers were not asked for.
  private(set) var clocked: [ClockedRun] = []

  /// Nanoseconds of a run that read the layer clocks.
  struct ClockedRun {
    let run: UInt64
    let layers: [UInt64]
  }

  /// Runs that don't count go on for this long.
  private static let warmUp = Duration.milliseconds(2)
  /// Counted runs go on for this long. Short bursts and many of them tell more than the reverse, since
  /// runs of one burst resemble each other.
  private static let length = Duration.milliseconds(8)
  private static let counts = 3...25
  private static let clockedLength = Duration.milliseconds(4)
  private static let clockedCounts = 1...12

  /// Takes a burst.
  ///
  /// - Parameters:
  ///   - network: to be measured.
  ///   - count: how many runs are counted, with the layer clocks as many again; nil for as many as fit into a
  ///     burst.
  ///   - timingLayers: whether to time layers, too.
  ///   - load: puts the input into the network: a part of each run.
  ///   - isCancelled: asked between layers.
  /// - Returns: nil where it was cancelled.
  static func take(
    of network: Network, runs count: Int? = nil, timingLayers: Bool, load: () -> Void,
    isCancelled: () -> Bool = { false }
  ) -> Burst? {
    let run = { time(network, load: load, isCancelled: isCancelled) }
    guard repeated(1...Int.max, for: warmUp, run) != nil,
      let runs = repeated(count.map { $0...$0 } ?? counts, for: length, run)
    else { return nil }
    guard timingLayers else { return Burst(runs: runs) }
    let clocked = repeated(count.map { $0...$0 } ?? clockedCounts, for: clockedLength) {
      time(network, timingLayers: true, load: load, isCancelled: isCancelled)
        .map { ClockedRun(run: $0, layers: network.layerNanoseconds) }
    }
    return clocked.map { Burst(runs: runs, clocked: $0) }
  }

  /// Nanoseconds of one run, from an input in memory to logits in memory; nil where it was cancelled.
  static func time(
    _ network: Network, timingLayers: Bool = false, load: () -> Void,
    isCancelled: () -> Bool = { false }
  ) -> UInt64? {
    var isFinished = false
    let took = nanoseconds(of: {
      load()
      isFinished = network.run(timingLayers: timingLayers, isCancelled: isCancelled)
    })
    return isFinished ? took : nil
  }

  /// Works for a fifth of a second: processors raise their clock only under load.
  static func raiseClock(isStopped: () -> Bool = { false }, by work: () -> Void) {
    let begun = ContinuousClock.now
    repeat { work() } while !isStopped() && ContinuousClock.now - begun < .milliseconds(200)
  }

  /// What a piece of work gives, again and again for so long; nil once it gives nothing.
  private static func repeated<Result>(
    _ counts: ClosedRange<Int>, for length: Duration, _ work: () -> Result?
  ) -> [Result]? {
    let begun = ContinuousClock.now
    var results: [Result] = []
    while results.count < counts.lowerBound
      || (results.count < counts.upperBound && ContinuousClock.now - begun < length)
    {
      guard let result = work() else { return nil }
      results.append(result)
    }
    return results
  }
}

extension [Burst.ClockedRun] {
  /// One for each layer; empty where there was no run.
  var layerLatencies: [LayerLatency?] {
    (first?.layers ?? []).indices.map { layer in
      LayerLatency(nanoseconds: map { $0.layers[layer] })
    }
  }
}

/// Times a piece of work: nanoseconds on the monotonic clock.
func nanoseconds(of work: () -> Void) -> UInt64 {
  let begun = ContinuousClock.now
  work()
  return (ContinuousClock.now - begun).nanoseconds
}

extension Duration {
  var nanoseconds: UInt64 {
    UInt64(components.seconds) * 1_000_000_000 + UInt64(components.attoseconds / 1_000_000_000)
  }

  var milliseconds: Double { Double(nanoseconds) / 1e6 }
}
