/// Two networks run in turns, round by round: the present one and the one it is compared with.
///
/// A round is one burst of runs. What disturbs the host lasts longer than that, so it meets both
/// networks alike and the ratio of a round is free of it; runs of one burst resemble each other, so a
/// round counts once however many runs it has.
struct PairedRounds {
  /// How many are kept.
  private let limit: Int
  /// The present latency as a multiple of the other one.
  private(set) var ratios: [Double] = []
  /// The same for each layer of the present network: empty where the other has no such layer.
  private var layers: [[Double]] = []
  /// Where the next round goes once the limit is reached.
  private var oldest = 0

  init(limit: Int = 60) {
    self.limit = limit
  }

  /// Takes a round.
  ///
  /// - Parameters:
  ///   - present: best times of the present network in this round, of its layers and of a run.
  ///   - other: the same of the other network.
  ///   - pairs: for each present layer the place of the other network's layer of that name.
  mutating func append(_ present: RoundTimes, _ other: RoundTimes, pairs: [Int?]) {
    let layerRatios = pairs.enumerated().map { place, partner in
      partner.flatMap { ratio(present.layers[place], other.layers[$0]) }
    }
    guard let ratio = ratio(present.run, other.run) else { return }
    if ratios.count < limit {
      ratios.append(ratio)
      if layers.isEmpty { layers = Array(repeating: [], count: pairs.count) }
      for (place, ratio) in layerRatios.enumerated() { layers[place].append(ratio ?? .nan) }
    } else {
      ratios[oldest] = ratio
      for (place, ratio) in layerRatios.enumerated() { layers[place][oldest] = ratio ?? .nan }
      oldest = (oldest + 1) % limit
    }
  }

  private func ratio(_ present: UInt64, _ other: UInt64) -> Double? {
    present > 0 && other > 0 ? Double(present) / Double(other) : nil
  }

  /// Whole runs; nil before the first round.
  var comparison: Comparison? { Comparison(ratios: ratios) }

  /// One for each present layer that has a counterpart.
  var layerComparisons: [Comparison?] {
    layers.map { Comparison(ratios: $0.filter { $0.isFinite }) }
  }

  /// Rounds that settle most verdicts.
  static let enough = 20
  /// Whether more rounds would tell nothing more: the verdict is clear, or there are as many as are
  /// kept.
  var isSettled: Bool {
    guard ratios.count >= Self.enough else { return false }
    return comparison?.verdict == .different || ratios.count >= limit
  }
}

/// The best nanoseconds of one round: what disturbs a run only ever adds to it.
struct RoundTimes {
  private(set) var run = UInt64.max
  private(set) var layers: [UInt64] = []

  /// Takes one run and the times of its layers.
  mutating func append(run: UInt64, layers: [UInt64]) {
    self.run = min(self.run, run)
    self.layers = self.layers.isEmpty ? layers : zip(self.layers, layers).map { min($0, $1) }
  }
}
