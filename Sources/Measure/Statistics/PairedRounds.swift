/// Two networks whose bursts alternate: the present one and the one it is compared with.
///
/// A round is one burst of each. What disturbs the host lasts longer than that, so it meets both
/// networks alike and the ratio of a round is free of it; runs of one burst resemble each other, so a
/// round counts once however many runs it has.
struct PairedRounds {
  /// How many are kept.
  private let limit: Int
  /// The present latency as a multiple of the other one.
  private(set) var ratios: [Double] = []
  /// The same for each layer of the present network: empty where the other has no such layer.
  private var layers: [[LayerPair]] = []

  /// The best times of a present layer and of the other network's of that name, in nanoseconds.
  private struct LayerPair {
    let present: Double
    let other: Double
  }

  init(limit: Int = 60) {
    self.limit = limit
  }

  /// Takes a round.
  ///
  /// - Parameters:
  ///   - present: the burst of the present network.
  ///   - other: the burst of the other network.
  ///   - pairs: for each present layer the place of the other network's layer of that name.
  mutating func append(_ present: Burst, _ other: Burst, pairs: [Int?]) {
    guard let best = present.best, let otherBest = other.best else { return }
    ratios.append(Double(best) / Double(otherBest))
    if layers.isEmpty { layers = Array(repeating: [], count: pairs.count) }
    let (own, others) = (present.layerBests, other.layerBests)
    for (place, partner) in pairs.enumerated() where place < own.count {
      guard let partner, partner < others.count, own[place] > 0, others[partner] > 0 else {
        continue
      }
      layers[place].append(LayerPair(present: Double(own[place]), other: Double(others[partner])))
      if layers[place].count > limit { layers[place].removeFirst() }
    }
    if ratios.count > limit { ratios.removeFirst() }
  }

  /// Whole runs; nil before the first round.
  var comparison: Comparison? { Comparison(ratios: ratios) }

  /// One for each present layer that has a counterpart.
  var layerComparisons: [Comparison?] {
    layers.map { pairs in
      guard let shortest = pairs.map({ min($0.present, $0.other) }).min() else { return nil }
      return Comparison(
        ratios: pairs.map { $0.present / $0.other },
        margin: Verdict.margin(layerNanoseconds: shortest))
    }
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

extension Burst {
  /// The best run, in nanoseconds: what disturbs a run only ever adds to it.
  var best: UInt64? { runs.min() }

  /// Each layer's best time, in nanoseconds.
  var layerBests: [UInt64] {
    guard let first = clocked.first else { return [] }
    return clocked.dropFirst().reduce(first.layers) { bests, run in
      zip(bests, run.layers).map { min($0, $1) }
    }
  }
}
