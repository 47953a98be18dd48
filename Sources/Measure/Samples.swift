/// The newest timed runs of one setting: whole runs and each of their layers.
struct Samples {
  /// How many are kept; the explorer rests once it has as many.
  private let limit: Int

  private(set) var runs: [UInt64] = []
  /// One series a layer, as long as `runs`.
  private var layers: [[UInt64]] = []
  /// Where the next run goes once the limit is reached.
  private var oldest = 0

  init(limit: Int = 300) {
    self.limit = limit
  }

  /// Takes the nanoseconds of one run and of each of its layers.
  mutating func append(run: UInt64, layers times: [UInt64]) {
    if layers.count != times.count {
      self = Samples(limit: limit)
      layers = Array(repeating: [], count: times.count)
    }
    if runs.count < limit {
      runs.append(run)
      for (layer, time) in times.enumerated() { layers[layer].append(time) }
    } else {
      runs[oldest] = run
      for (layer, time) in times.enumerated() { layers[layer][oldest] = time }
      oldest = (oldest + 1) % limit
    }
  }

  var isFull: Bool { runs.count == limit }
  var latency: LatencySummary? { LatencySummary(nanoseconds: runs) }
  var layerLatencies: [LayerLatency?] { layers.map(LayerLatency.init(nanoseconds:)) }
  /// Sum of the layers' medians in milliseconds.
  var layersMilliseconds: Double? {
    runs.isEmpty ? nil : layerLatencies.reduce(0) { $0 + ($1?.median ?? 0) }
  }
}
