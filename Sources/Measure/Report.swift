import Engine
import MobileNet
import Pictures
import Weights

/// One setting in full: what it is, what it costs, how long it takes here, what it answers.
public struct Report: Equatable, Sendable {
  /// What was built.
  public let architecture: Architecture
  /// Those that ran: fewer than were asked for where the system gave no more.
  public let threads: Int
  public let instructionSet: InstructionSet
  /// What it ran on.
  public let weights: WeightsInUse
  /// nil where the input was a tensor instead of a picture.
  public let image: ImageInUse?
  /// From the request, with the picture and the weights in memory, to the first logits.
  public let buildMilliseconds: Double
  /// Whole runs, without the layer clocks.
  public let latency: LatencySummary
  /// One for each layer of the architecture.
  public let layers: [LayerLatency]
  /// Bytes of the arena that holds the feature maps.
  public let activationBytes: Int
  /// Best five; empty where nothing was trained.
  public let predictions: [Prediction]
  /// One for each class.
  public let logits: [Float]

  /// The picture that the network looked at.
  public struct ImageInUse: Encodable, Equatable, Sendable {
    /// As it was given.
    public let path: String
    /// Pixels of the whole picture, after turning.
    public let width: Int
    public let height: Int
  }
}

/// What a report is asked about.
public struct ReportRequest: Sendable {
  /// The network asked for.
  public var setting: Setting
  /// What it runs on, where that fits the setting.
  public var source: WeightSource
  public var threads: Int
  public var instructionSet: InstructionSet
  /// Timed runs, at least one.
  public var runs: Int
  /// What it looks at.
  public var input: Input
  /// Of the random weights that stand in where none were trained.
  public var seed: UInt64

  /// What the network is fed.
  public enum Input: Sendable {
    /// A picture, cropped and resized as the weights ask for.
    case picture(Picture, path: String)
    /// side × side × 3 values, normalised as the network is fed.
    case tensor([Float])
  }

  public init(
    setting: Setting, source: WeightSource, threads: Int, instructionSet: InstructionSet,
    runs: Int, input: Input, seed: UInt64 = defaultSeed
  ) {
    self.setting = setting
    self.source = source
    self.threads = threads
    self.instructionSet = instructionSet
    self.runs = runs
    self.input = input
    self.seed = seed
  }

  /// side × side × 3 values, normalised: what the network is fed.
  public var tensor: [Float] {
    switch input {
    case .tensor(let values): values
    case .picture(let picture, _):
      source.preprocessing.normalised(
        picture.input(side: setting.side, crop: source.preprocessing.crop))
    }
  }
}

extension Report {
  /// Builds the network, runs it and sums up.
  public init(_ request: ReportRequest) {
    let begun = ContinuousClock.now
    let packed = PackedWeights(loaded: [request.source], seed: request.seed)
    let choice = packed.choose(
      WeightFamily(request.source.description), for: request.setting)
    let network = Network(
      panels: choice.panels, instructionSet: request.instructionSet, threads: request.threads)
    network.rebuild(request.setting)
    let input = request.tensor
    let load = { network.load(input: input) }
    load()
    _ = network.run()
    let build = ContinuousClock.now - begun
    guard
      let burst = Burst.take(of: network, runs: request.runs, timingLayers: true, load: load),
      let latency = LatencySummary(nanoseconds: burst.runs)
    else { preconditionFailure("a report has a run, and nothing cancels it") }
    let logits = network.logits

    architecture = network.architecture
    threads = network.threads
    instructionSet = request.instructionSet
    weights = WeightsInUse(choice.source, trained: choice.predicts)
    image = ImageInUse(request.input)
    buildMilliseconds = build.milliseconds
    self.latency = latency
    layers = burst.clocked.layerLatencies.compactMap(\.self)
    activationBytes = network.arenaBytes
    self.logits = logits
    let ranking = Prediction.ranking(of: logits)
    predictions =
      choice.predicts
      ? Prediction.best(5, logits: logits, ranking: ranking, classes: choice.source.classes) : []
  }
}

extension Report.ImageInUse {
  init?(_ input: ReportRequest.Input) {
    guard case .picture(let picture, let path) = input else { return nil }
    self.init(path: path, width: picture.width, height: picture.height)
  }
}

/// How a figure came about: what it may be relied on for.
public enum Provenance: String, Sendable {
  /// By the user.
  case chosen
  /// From the architecture, or from other figures, by arithmetic.
  case computed
  /// On this host, by this program; accuracy on named pictures.
  case measured
  /// Between measured figures.
  case interpolated
  /// By others, who are named.
  case published
  /// In the file of the weights.
  case trained
}
