import Engine
import Measure
import MobileNet
import Weights

/// A figure, and whether it belongs to the setting before: then it is drawn dimmed.
public struct Dated<Value: Equatable & Sendable>: Equatable, Sendable {
  public let value: Value
  /// Whether it is the setting's before this one.
  public let isStale: Bool

  public init(_ value: Value, isStale: Bool = false) {
    self.value = value
    self.isStale = isStale
  }

  func map<Other>(_ transform: (Value) -> Other) -> Dated<Other> {
    Dated<Other>(transform(value), isStale: isStale)
  }
}

/// A setting that has answered, with its answer.
public struct Answered: Equatable, Sendable {
  /// What had been chosen.
  public let choice: Choice
  public let architecture: Architecture
  public let snapshot: Snapshot
}

/// What the chosen network is, by arithmetic, and what was measured of it.
///
/// The one gatekeeper of fresh and stale: whoever shows a measured figure asks here, and gets this
/// setting's value where there is one, else that of the setting before, marked stale.
public struct Figures: Equatable, Sendable {
  /// What the figures are of.
  var choice: Choice
  /// The weights chosen.
  public internal(set) var family: WeightFamily
  /// What the picture shows, where that is known.
  public internal(set) var truth: RightAnswer?

  /// Of the chosen setting: new in the frame of the key press.
  public internal(set) var architecture: Architecture
  /// The same network at α = ρ = 1.
  public internal(set) var fullArchitecture: Architecture
  /// Nil where nothing is pinned.
  public internal(set) var pinnedArchitecture: Architecture?

  /// Counts changes of the network; a snapshot of another generation is dropped.
  public internal(set) var generation = 0
  /// What the engine has told of this generation so far.
  public internal(set) var current: Snapshot
  /// The last setting before this one that has answered: shown dimmed until its successor's figures
  /// come in, then what changes of rank and probability are counted against.
  public internal(set) var previous: Answered?
  /// That of the built-in weights, once the engine has told it.
  public internal(set) var builtInChecksum: String?

  init(_ choice: Choice, in catalogue: Catalogue) {
    self.choice = choice
    family = catalogue.weights[choice.weights]
    truth = RightAnswer(catalogue.pictures[choice.picture], among: family)
    architecture = Architecture(choice.setting)
    fullArchitecture = Architecture(choice.setting.full)
    pinnedArchitecture = choice.pinned.map { Architecture($0.setting) }
    current = Snapshot(generation: 0)
  }

  /// Brings all in line with what is chosen now: structure is new at once, the figures of another
  /// network become those of the setting before.
  mutating func follow(_ choice: Choice, in catalogue: Catalogue) {
    let before = self.choice
    self.choice = choice
    if choice.pinned != before.pinned {
      pinnedArchitecture = choice.pinned.map { Architecture($0.setting) }
    }
    guard !choice.runsLike(before) else { return }
    if hasAnswered {
      previous = Answered(choice: before, architecture: architecture, snapshot: current)
    }
    if (choice.picture, choice.weights) != (before.picture, before.weights) {
      family = catalogue.weights[choice.weights]
      truth = RightAnswer(catalogue.pictures[choice.picture], among: family)
    }
    if choice.setting != before.setting {
      architecture = Architecture(choice.setting)
      fullArchitecture = Architecture(choice.setting.full)
    }
    generation += 1
    current = Snapshot(generation: generation)
  }

  /// There is a latency and, where there is anything to predict, a prediction.
  private var hasAnswered: Bool {
    let predicts = current.weightsFailure == nil && family.fits(architecture.setting)
    return current.latency != nil && (!predicts || !current.predictions.isEmpty)
  }

  /// Takes the engine's news of this generation.
  mutating func take(_ snapshot: Snapshot) {
    precondition(snapshot.generation == generation, "older news are dropped before")
    current = snapshot
    if let checksum = snapshot.builtInChecksum { builtInChecksum = checksum }
  }

  // MARK: Fresh or stale

  func dated<Value>(_ value: (Snapshot) -> Value?) -> Dated<Value>? {
    if let fresh = value(current) { return Dated(fresh) }
    return previous.flatMap { value($0.snapshot) }.map { Dated($0, isStale: true) }
  }

  /// A figure of α = ρ = 1 outlives a change of α or ρ only: another network's would not be its.
  func datedFull<Value>(_ value: (Snapshot) -> Value?) -> Dated<Value>? {
    guard let shown = dated(value) else { return nil }
    let isOther =
      previous?.architecture.setting.full != fullArchitecture.setting
      || previous?.choice.precision != choice.precision
    return shown.isStale && isOther ? nil : shown
  }

  /// The pixels the network is fed.
  public var fedPicture: Dated<FedPicture>? { dated(\.fed) }
  /// Whole runs, input to logits.
  public var latency: Dated<LatencySummary>? { dated(\.latency) }
  /// Whole runs at α = ρ = 1.
  public var fullLatency: Dated<LatencySummary>? { datedFull(\.fullLatency) }
  /// The sum of the layers' medians.
  public var layersMilliseconds: Dated<Double>? { dated(\.layersMilliseconds) }
  /// The same at α = ρ = 1.
  public var fullLayersMilliseconds: Dated<Double>? { datedFull(\.fullLayersMilliseconds) }
  /// What a run takes beyond its layers.
  public var gapMilliseconds: Dated<Double>? { dated(\.gapMilliseconds) }
  /// Bytes of the feature maps.
  public var activationBytes: Dated<Int>? { dated(\.activationBytes) }

  /// What the present setting is charged with on the frontier; nil until it has answered.
  public func cost(_ cost: SettingCost) -> Dated<Double>? {
    cost == .latency ? latency?.map(\.median) : costs[cost].map { Dated($0) }
  }

  /// What the present setting costs by arithmetic.
  public var costs: SettingCosts {
    SettingCosts(architecture, threads: choice.threads, precision: choice.precision)
  }

  /// Bytes of the weights as built, of this setting or of the one before.
  public func weightBytes(isStale: Bool) -> Int {
    let (built, precision) = self.built(isStale: isStale)
    return built.weightBytes(in: precision)
  }

  /// The network of this setting or of the one before, and how exactly it computes.
  func built(isStale: Bool) -> (Architecture, Precision) {
    guard isStale, let previous else { return (architecture, choice.precision) }
    return (previous.architecture, previous.choice.precision)
  }
}
