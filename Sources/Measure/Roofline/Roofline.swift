import Engine
import MobileNet
import Weights

/// A network's layers against this host's ceilings: how fast each one runs, how fast it could run at best,
/// and what holds it there.
///
/// After Williams, Waterman and Patterson, *Roofline: an insightful visual performance model for multicore
/// architectures* (CACM 52, 2009): a layer that does so many multiply-adds for each byte it moves can do no
/// more a second than the registers allow, nor than the bytes come in from where they lie.
public struct Roofline: Equatable, Sendable {
  public let ceilings: Ceilings
  /// One for each layer, in order of execution.
  public let points: [Point]

  /// A layer.
  public struct Point: Equatable, Sendable {
    public let layer: Layer
    /// What it moves, as the engine runs it.
    public let traffic: LayerTraffic
    /// Where its bytes come from: the nearest level that holds them; nil where no level is known.
    ///
    /// Maps have just been written, so they lie where the layer's own bytes fit. Weights are read once in a
    /// run: a layer that moves more weights than maps finds them where all that a run touches fits.
    public let level: Ceilings.Level?
    /// The median of its times; nil where it was not timed.
    public let milliseconds: Double?
    /// Multiply-adds a second that it can do at best; nil where it does none, or where a ceiling has not
    /// been measured yet.
    public let roof: Double?
    /// Which of the two ceilings is the lower one for it.
    public let ceiling: Limit?
  }

  /// What keeps a layer from being faster.
  public enum Limit: Equatable, Sendable {
    /// Multiply-adds on registers.
    case arithmetic
    /// Bytes from a level, by its name.
    case level(String)
    /// Neither: it does not come near its roof.
    case overhead
  }

  /// A layer below this share of its roof is limited by neither ceiling, but by what comes with its work:
  /// loads that repeat or wait, edges of maps, waiting for other threads.
  public static let leastShare = 0.5

  /// - Parameters:
  ///   - architecture: the network.
  ///   - milliseconds: the median of each layer's times, where there is one.
  ///   - ceilings: of the threads that it runs with, as far as they are known.
  public init(_ architecture: Architecture, milliseconds: [Double?], ceilings: Ceilings) {
    self.ceilings = ceilings
    let (threads, precision) = (ceilings.subject.threads, ceilings.subject.precision)
    let traffic = architecture.traffic(threads: threads, precision: precision)
    let run = architecture.weightBytes(in: precision) + (traffic.map(\.maps).max() ?? 0)
    points = architecture.layers.indices.map { place in
      let own = traffic[place]
      let extent = 2 * own.weights > own.bytes ? max(run, own.extent) : own.extent
      return Point(
        architecture.layers[place], own, from: ceilings.level(holding: extent),
        milliseconds: place < milliseconds.count ? milliseconds[place] : nil, ceilings)
    }
  }
}

extension Roofline.Point {
  fileprivate init(
    _ layer: Layer, _ traffic: LayerTraffic, from level: Ceilings.Level?, milliseconds: Double?,
    _ ceilings: Ceilings
  ) {
    self.layer = layer
    self.traffic = traffic
    self.milliseconds = milliseconds
    self.level = level
    let intensity = Double(layer.multiplyAdds) / Double(traffic.bytes)
    roof = intensity > 0 ? ceilings.roof(at: intensity, from: level) : nil
    guard let roof, let peak = ceilings.peak else {
      ceiling = nil
      return
    }
    ceiling = roof < peak ? level.map { .level($0.name) } : .arithmetic
  }

  /// Multiply-adds for each byte, as the engine moves them.
  public var intensity: Double { Double(layer.multiplyAdds) / Double(traffic.bytes) }

  /// The same by input and output map alone, each moved once: the textbook's figure.
  public var mapIntensity: Double { Double(layer.multiplyAdds) / Double(traffic.maps) }

  /// Multiply-adds a second; nil where it does none, or was not timed.
  public var rate: Double? {
    guard let milliseconds, milliseconds > 0, layer.multiplyAdds > 0 else { return nil }
    return Double(layer.multiplyAdds) / milliseconds * 1000
  }

  /// How near it comes to its roof: 1 is the roof.
  public var share: Double? {
    guard let rate, let roof else { return nil }
    return rate / roof
  }

  /// What limits it; nil where it does not multiply, or not all is known yet.
  public var limit: Roofline.Limit? {
    share.flatMap { $0 < Roofline.leastShare ? .overhead : ceiling }
  }
}

extension Ceilings {
  /// Multiply-adds a second that are possible at best with so many for each byte from a level; nil where
  /// either ceiling has not been measured yet. Where no level is known, the peak alone is the roof.
  public func roof(at intensity: Double, from level: Level?) -> Double? {
    guard let peak else { return nil }
    guard let level else { return peak }
    return level.bandwidth.map { min(peak, intensity * $0) }
  }

  /// Multiply-adds for each byte from which on the peak is the lower ceiling.
  public func ridge(of level: Level) -> Double? {
    guard let peak, let bandwidth = level.bandwidth else { return nil }
    return peak / bandwidth
  }
}

extension Roofline {
  /// How the layers' times are ordered, beside three things that are said to decide them: Spearman's rank
  /// correlation over all layers; nil where not all have been timed.
  public struct RankCorrelations: Equatable, Sendable {
    public let multiplyAdds: Double?
    public let parameters: Double?
    /// As the engine moves them.
    public let bytes: Double?
  }

  /// Of the layers' times with their multiply-adds, parameters and bytes.
  public var rankCorrelations: RankCorrelations { Self.ranks(of: points) }

  /// The same of points that were put together.
  public static func ranks(of points: [Point]) -> RankCorrelations {
    let times = points.compactMap(\.milliseconds)
    func correlation(_ value: (Point) -> Int) -> Double? {
      guard times.count == points.count else { return nil }
      return RankCorrelation.spearman(times, points.map { Double(value($0)) })
    }
    return RankCorrelations(
      multiplyAdds: correlation(\.layer.multiplyAdds), parameters: correlation(\.layer.parameters),
      bytes: correlation(\.traffic.bytes))
  }
}

extension Roofline {
  /// Measures a setting and this host's ceilings, the ceilings first: they raise the processor's clock. Those
  /// that a layer then exceeds are measured again.
  ///
  /// - Parameters:
  ///   - source: weights; seeded ones stand in where these don't fit the setting.
  ///   - setting: the network.
  ///   - instructionSet: its instructions.
  ///   - precision: how exactly it computes.
  ///   - threads: its threads.
  ///   - runs: timed runs.
  ///   - seed: of the seeded weights.
  /// - Returns: the roofline, and the report of the same runs.
  /// - Throws: where the system refuses the memory for the network's weights.
  public static func measure(
    _ source: WeightSource, setting: Setting, instructionSet: InstructionSet,
    precision: Precision = .float32, threads: Int, runs: Int, seed: UInt64
  ) throws(MemoryRefused) -> (roofline: Roofline, report: Report) {
    let ceilings = CeilingMeasurement.run(
      Ceilings.Subject(
        instructionSet: instructionSet, threads: threads, precision: precision))
    let input = Bench.noise(count: setting.side * setting.side * 3)
    let report = try Report(
      ReportRequest(
        setting: setting, source: source, threads: threads, instructionSet: instructionSet,
        precision: precision, runs: runs, input: .tensor(input), seed: seed))
    let roofline = Roofline(
      report.architecture, milliseconds: report.layers.map { $0?.median },
      ceilings: ceilings.raised(
        above: report.layers.map { $0?.minimum }, of: report.architecture))
    return (roofline, report)
  }
}
