import Engine
import FoundationEssentials
import Measure
import MobileNet

extension SweepResult {
  /// The contract `mobilenet-explorer/sweep/1`: one JSON object.
  ///
  /// - Parameter others: sweeps of other hosts, to be set beside this one.
  /// - Returns: the object as text.
  /// - Throws: nothing but what the encoder may throw.
  public func json(against others: [SweepResult] = []) throws -> String {
    try encodeJSON(SweepJSON(self, against: others))
  }

  /// The same of the settings that no faster one beats, with their accuracy; verdicts on neighbours
  /// are left out, for here they are none.
  public func json(frontier known: [KnownAccuracy]) throws -> String {
    try encodeJSON(SweepJSON(self, frontier: known))
  }

  /// Reads what `json()` gives, as a file holds it.
  public static func read(path: String) throws(MeasureError) -> SweepResult {
    try read(bytes: ResultFile.contents(of: path), file: path)
  }

  /// Reads what `json()` gives from the bytes of a file, which errors call `file`.
  static func read(bytes: [UInt8], file: String) throws(MeasureError) -> SweepResult {
    let json: SweepJSON = try decodeJSON(bytes, file: file)
    guard let result = json.result else {
      throw .notAResult(file: file, problem: "its figures can't be true")
    }
    return result
  }

  /// One line a setting, RFC 4180, with a line of names; further columns for each other host.
  public func csv(against others: [SweepResult] = []) -> String {
    var names = SweepLine.names
    for number in others.indices.map({ $0 + 2 }) {
      names += ",host\(number),host\(number)_ratio,host\(number)_ratio_low,host\(number)_ratio_high"
    }
    let precisions = points.map(\.precision)
    names += ",precision" + precisions.quantisationNames
    let comparisons = others.map(comparisons)
    let lines = points.enumerated().map { place, point in
      var fields = fields(of: point)
      for (other, column) in zip(others, comparisons) {
        let comparison = column[place]
        let ends = [comparison?.interval?.low, comparison?.interval?.high]
        fields += [quotedCSVField(other.host.name), field(comparison?.ratio)] + ends.map(field)
      }
      fields += [point.precision.name] + precisions.quantisationFields(of: point.precision)
      return fields.joined(separator: ",")
    }
    return ([names] + lines).joined(separator: "\n")
  }

  /// The settings that no faster one beats, with their accuracy in further columns.
  public func csv(frontier known: [KnownAccuracy]) -> String {
    let precisions = points.map(\.precision)
    let lines = frontier(known).map { point in
      (fields(of: point) + SweepLine.fields(of: accuracy(of: point, known))
        + [point.precision.name] + precisions.quantisationFields(of: point.precision))
        .joined(separator: ",")
    }
    let names = "\(SweepLine.names),\(SweepLine.accuracyNames),precision"
    return ([names + precisions.quantisationNames] + lines).joined(separator: "\n")
  }

  private func fields(of point: Point) -> [String] {
    SweepLine.fields(
      point.alpha, point.side, point.variant, point.threads,
      work: [point.multiplyAdds, point.parameters], point.latency, point.medianInterval)
  }

  private func field(_ value: Double?) -> String { SweepLine.field(value) }
}

extension AccuracySurface.Basis {
  /// How it is known, in data: a published figure names its source.
  var word: String {
    switch self {
    case .measured: "measured"
    case .interpolated: "interpolated"
    case .published(let source): "published: \(source.rawValue)"
    }
  }
}

private struct SweepJSON: Codable, SchemaNamed {
  static let expectedSchema = "mobilenet-explorer/sweep/1"
  var schema = SweepJSON.expectedSchema
  let host: Host
  let weights: WeightsJSON
  let rounds: Int
  let results: [PointJSON]
  let verdicts: [VerdictJSON]
  let against: [AgainstJSON]?
  /// How many pictures were run for the accuracies that were measured.
  let top1Pictures: [Int]?

  /// With `frontier` the settings that no faster one beats alone, and without verdicts.
  init(
    _ result: SweepResult, against others: [SweepResult] = [],
    frontier known: [KnownAccuracy]? = nil
  ) {
    host = result.host
    weights = WeightsJSON(result.weights)
    rounds = result.plannedRounds
    let points = known.map(result.frontier) ?? result.points
    results = points.map { point in
      PointJSON(point, accuracy: known.flatMap { result.accuracy(of: point, $0) })
    }
    verdicts = known == nil ? result.neighbours.map(VerdictJSON.init) : []
    against = others.isEmpty ? nil : others.map { AgainstJSON(result, $0) }
    top1Pictures = known.map { known in
      Set(points.flatMap { result.pictures(of: $0, known) }).sorted()
    }
  }

  /// Nil where the figures can't be true.
  var result: SweepResult? {
    let points = results.compactMap(\.point)
    guard points.count == results.count, (1...100_000).contains(rounds) else { return nil }
    return SweepResult(
      host: host, weights: weights.weights, plannedRounds: rounds, points: points)
  }
}

private struct PointJSON: Codable {
  let alpha: Double
  let side: Int
  let variant: String
  /// Absent in files of programs that knew float32 only.
  let precision: String?
  let weightBits: Int?
  let scales: String?
  let threads: Int
  let multiplyAdds: Int
  let parameters: Int
  let latencyMs: LatencyJSON?
  let medianIntervalMs: [Double]?
  let roundsNs: [[UInt64]]
  let top1: Double?
  let top1Interval: [Double]?
  let top5: Double?
  let top1Basis: String?

  init(_ point: SweepResult.Point, accuracy: AccuracySurface.Accuracy?) {
    alpha = point.alpha.value
    side = point.side
    variant = point.variant.rawValue
    precision = point.precision.name
    weightBits = point.precision.quantisation?.weightBits
    scales = point.precision.quantisation?.scales.rawValue
    threads = point.threads
    multiplyAdds = point.multiplyAdds
    parameters = point.parameters
    latencyMs = point.latency.map { LatencyJSON($0, withP10: true) }
    medianIntervalMs = point.medianInterval.map { [$0.low, $0.high].map(toNanoseconds) }
    roundsNs = point.rounds
    top1 = accuracy?.top1
    top1Interval = accuracy?.measuredInterval.map { [$0.low, $0.high].map(toMillionths) }
    top5 = accuracy?.top5
    top1Basis = accuracy?.basis.word
  }

  var point: SweepResult.Point? {
    let hour: UInt64 = 3_600_000_000_000
    guard let alpha = WidthMultiplier(json: alpha), let variant = Variant(rawValue: variant),
      let precision = Precision(data: precision, weightBits: weightBits, scales: scales),
      Setting.sides.contains(side), (1...100_000).contains(threads), multiplyAdds > 0,
      parameters > 0,
      roundsNs.allSatisfy({ !$0.isEmpty && $0.allSatisfy((1...hour).contains) })
    else { return nil }
    return SweepResult.Point(
      alpha: alpha, side: side, variant: variant, precision: precision, threads: threads,
      multiplyAdds: multiplyAdds, parameters: parameters, rounds: roundsNs)
  }
}

/// Two settings one step apart, by their places in `results`.
private struct VerdictJSON: Codable {
  let first: Int
  let second: Int
  /// The second latency as a multiple of the first.
  let ratio: Double
  let interval: [Double]?
  let verdict: String

  init(_ pair: SweepResult.Neighbours) {
    first = pair.first
    second = pair.second
    ratio = toMillionths(pair.comparison.ratio)
    interval = pair.comparison.interval.map { [$0.low, $0.high].map(toMillionths) }
    verdict = pair.comparison.verdict.rawValue
  }
}

/// Another host's latencies as multiples of this one's.
private struct AgainstJSON: Codable {
  let host: Host
  let weights: WeightsJSON
  let results: [RatioJSON]

  struct RatioJSON: Codable {
    /// Place in `results`.
    let result: Int
    let ratio: Double
    let interval: [Double]?
    let verdict: String
  }

  init(_ own: SweepResult, _ other: SweepResult) {
    host = other.host
    weights = WeightsJSON(other.weights)
    results = own.comparisons(with: other).enumerated().compactMap { place, comparison in
      comparison.map {
        RatioJSON(
          result: place, ratio: toMillionths($0.ratio),
          interval: $0.interval.map { [$0.low, $0.high].map(toMillionths) },
          verdict: $0.verdict.rawValue)
      }
    }
  }
}
