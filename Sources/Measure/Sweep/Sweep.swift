import Engine
import MobileNet
import Weights

/// Measures the latency of many settings in interleaved rounds: in each round every setting has its
/// turn, neighbours of the grid close together, so that whatever disturbs the host meets them alike.
///
/// It belongs to one thread.
public final class Sweep {
  /// What is known so far.
  public private(set) var result: SweepResult
  private let grid: Grid
  /// One network for each set of packed weights and number of threads, rebuilt from setting to
  /// setting.
  private var networks: [NetworkKey: Network] = [:]
  /// By precision and what they were packed from: weights by their origin, those that stand in by their
  /// variant.
  private var panels: [String: Panels] = [:]
  private var inputs: [Int: [Float]] = [:]
  private let ready: ((Setting, Precision) throws(MemoryRefused) -> Panels)?
  /// The rest of this round, the next setting last.
  private var waiting: [Int] = []

  private struct NetworkKey: Hashable {
    let panels: ObjectIdentifier
    let threads: Int
  }

  /// What is to be measured.
  public struct Grid: Sendable {
    /// What the networks run on; seeded weights stand in where none fit.
    public var weights: WeightSet
    /// Each once.
    public var settings: [Setting]
    /// Each setting is measured with each of these numbers.
    public var threads: [Int]
    /// Bursts that each point is to have.
    public var rounds: Int
    public var instructionSet: InstructionSet
    /// Each setting is measured in each of these.
    public var precisions: [Precision]
    /// Of the weights that stand in where the source has none, and of the order.
    public var seed: UInt64

    public init(
      weights: WeightSet, settings: [Setting], threads: [Int], rounds: Int,
      instructionSet: InstructionSet = .best, precisions: [Precision] = [.float32],
      seed: UInt64 = defaultSeed
    ) {
      self.weights = weights
      self.settings = settings
      self.threads = threads
      self.rounds = rounds
      self.instructionSet = instructionSet
      self.precisions = precisions
      self.seed = seed
    }

    /// Every setting in every precision with every number of threads.
    var points: [(setting: Setting, precision: Precision, threads: Int)] {
      settings.flatMap { setting in
        precisions.flatMap { precision in threads.map { (setting, precision, $0) } }
      }
    }
  }

  /// Nothing is measured yet.
  ///
  /// - Parameters:
  ///   - grid: what is to be measured.
  ///   - panels: packed weights that lie ready for each setting and precision; nil where they are to be packed as they
  ///     are needed.
  public init(_ grid: Grid, panels: ((Setting, Precision) throws(MemoryRefused) -> Panels)? = nil) {
    self.grid = grid
    ready = panels
    let points = grid.points.map { setting, precision, threads in
      let architecture = Architecture(setting)
      return SweepResult.Point(
        alpha: setting.alpha, side: setting.side, variant: setting.variant, precision: precision,
        threads: threads, multiplyAdds: architecture.multiplyAdds,
        parameters: architecture.parameters)
    }
    result = SweepResult(
      host: .present(grid.instructionSet),
      weights: WeightsInUse(grid.weights, trained: grid.weights.sources[0].isTrained),
      plannedRounds: grid.rounds, points: points)
  }

  /// Goes on where an earlier result of the same grid ended.
  ///
  /// - Parameters:
  ///   - earlier: what was read from a file.
  ///   - file: what an error calls it.
  /// - Throws: where it is of another host, other weights or settings.
  public func resume(_ earlier: SweepResult, file: String) throws(MeasureError) {
    guard earlier.host == result.host else {
      throw .anotherMeasurement(file: file, difference: "another host: \(earlier.host.name)")
    }
    guard earlier.weights.sha256 == result.weights.sha256 else {
      throw .anotherMeasurement(file: file, difference: "other weights: \(earlier.weights.name)")
    }
    guard earlier.points.count == result.points.count,
      zip(earlier.points, result.points).allSatisfy({ $0.isSame(as: $1) })
    else { throw .anotherMeasurement(file: file, difference: "other settings") }
    result.points = earlier.points
    waiting = []
  }

  /// Works until every setting has its rounds or it is stopped.
  ///
  /// - Parameters:
  ///   - isStopped: asked often.
  ///   - tell: takes what is known after each turn.
  /// - Throws: where the system refuses the memory for a network's weights; the turns before count.
  public func run(
    isStopped: () -> Bool = { false }, tell: (SweepResult) -> Void = { _ in }
  ) throws(MemoryRefused) {
    if let first = nextRound()?.first {
      let (network, load) = try network(first)
      Burst.raiseClock(isStopped: isStopped) {
        _ = Burst.time(network, load: load, isCancelled: isStopped)
      }
    }
    while try step(isStopped) != nil { tell(result) }
  }

  /// Gives the next setting its turn; its place, or nil where none was left or it was stopped.
  func step(_ isStopped: () -> Bool) throws(MemoryRefused) -> Int? {
    if waiting.isEmpty { waiting = nextRound()?.reversed() ?? [] }
    guard let place = waiting.last, let times = try turn(place, isStopped) else { return nil }
    waiting.removeLast()
    result.points[place].rounds.append(times)
    return place
  }

  /// The settings that have the fewest rounds, in this round's order; nil where all have enough.
  private func nextRound() -> [Int]? {
    guard let fewest = result.points.map(\.rounds.count).min(), fewest < grid.rounds else {
      return nil
    }
    return result.points.walk(round: fewest, seed: grid.seed)
      .filter { result.points[$0].rounds.count == fewest }
  }

  /// A burst of one setting; nil where it was stopped.
  private func turn(
    _ place: Int, _ isStopped: () -> Bool
  ) throws(MemoryRefused) -> [UInt64]? {
    let (network, load) = try network(place)
    return Burst.take(of: network, timingLayers: false, load: load, isCancelled: isStopped)?.runs
  }

  /// A network rebuilt for a setting, and what loads its input.
  private func network(
    _ place: Int
  ) throws(MemoryRefused) -> (Network, load: () -> Void) {
    let (setting, precision, threads) = grid.points[place]
    let panels = try panels(for: setting, precision)
    let key = NetworkKey(panels: ObjectIdentifier(panels), threads: threads)
    let network =
      networks[key]
      ?? Network(panels: panels, instructionSet: grid.instructionSet, threads: threads)
    networks[key] = network
    network.rebuild(setting)
    let input = input(side: setting.side)
    return (network, { network.load(input: input) })
  }

  private func input(side: Int) -> [Float] {
    let input = inputs[side] ?? Bench.noise(count: side * side * 3)
    inputs[side] = input
    return input
  }

  private func panels(
    for setting: Setting, _ precision: Precision
  ) throws(MemoryRefused) -> Panels {
    if let ready { return try ready(setting, precision) }
    let source = grid.weights.source(for: setting)
    let origin = source?.origin ?? "seeded \(setting.variant) \(setting.padding)"
    let key = "\(precision) \(origin)"
    if let known = panels[key] { return known }
    let packed = try Panels(
      source
        ?? WeightSource.seeded(
          variant: setting.variant, classes: setting.classes, seed: grid.seed,
          baseSide: setting.baseSide, padding: setting.padding), precision: precision)
    panels[key] = packed
    return packed
  }
}
