/// The newest bursts of one setting: whole runs, and the layers of further ones.
struct Samples {
  /// How many runs are kept; the explorer rests once it has as many.
  private let limit: Int
  private(set) var bursts: [Burst] = []

  init(limit: Int = 300) {
    self.limit = limit
  }

  /// Takes a burst; the oldest ones go where the others are enough.
  mutating func append(_ burst: Burst) {
    bursts.append(burst)
    while let oldest = bursts.first, runs - oldest.runs.count >= limit { bursts.removeFirst() }
  }

  /// Whole runs that count.
  var runs: Int { bursts.reduce(0) { $0 + $1.runs.count } }
  /// Bursts that a figure is taken from at least: what disturbs the host may last as long as one.
  private static let enough = 8
  /// Whether measuring on would tell nothing more.
  var isSettled: Bool {
    bursts.count >= Self.enough && (runs >= limit || latency?.isSteady == true)
  }
  var latency: LatencySummary? { LatencySummary(bursts: bursts.map(\.runs)) }

  private var clocked: [Burst.ClockedRun] { bursts.flatMap(\.clocked) }

  /// One for each layer; empty before the first run that timed them.
  var layerLatencies: [LayerLatency?] { clocked.layerLatencies }

  /// Sum of the layers' medians in milliseconds.
  var layersMilliseconds: Double? {
    let latencies = layerLatencies
    return latencies.isEmpty ? nil : latencies.reduce(0) { $0 + ($1?.median ?? 0) }
  }

  /// The median of the runs that the layers were timed in, in milliseconds.
  var clockedMilliseconds: Double? {
    LatencySummary(nanoseconds: clocked.map(\.run))?.median
  }
}
