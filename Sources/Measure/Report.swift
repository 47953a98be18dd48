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
  public let precision: Precision
  /// What it ran on.
  public let weights: WeightsInUse
  /// Whether these are a quantised file's own integers, which int8 computes with.
  public var usesOwnIntegers = false
  /// nil where the input was a tensor instead of a picture.
  public let image: ImageInUse?
  /// From the request, with the picture and the weights in memory, to the first logits; nil where it was
  /// not measured yet.
  public let buildMilliseconds: Double?
  /// Whole runs, without the layer clocks; nil likewise.
  public let latency: LatencySummary?
  /// One for each layer of the architecture; nil likewise.
  public let layers: [LayerLatency?]
  /// Best five; empty where nothing was trained.
  public let predictions: [Prediction]
  /// One for each class; empty where nobody has kept them.
  public let logits: [Float]
  /// How often the network is right, and how often it is at α = ρ = 1; nil where nobody knows it.
  public let top1: KnownTop1?
  public let fullTop1: KnownTop1?
  /// What it is compared with; nil where nothing was pinned.
  public let pinned: PinnedReport?

  /// The picture that the network looked at.
  public struct ImageInUse: Encodable, Equatable, Sendable {
    /// As it was given.
    public let path: String
    /// Pixels of the whole picture, after turning.
    public let width: Int
    public let height: Int

    public init(path: String, width: Int, height: Int) {
      (self.path, self.width, self.height) = (path, width, height)
    }
  }

  /// Of figures that were measured elsewhere, one for each layer.
  public init(
    architecture: Architecture, threads: Int, instructionSet: InstructionSet,
    precision: Precision = .float32, weights: WeightsInUse, image: ImageInUse?,
    buildMilliseconds: Double?,
    latency: LatencySummary?, layers: [LayerLatency?], predictions: [Prediction],
    logits: [Float] = [], top1: KnownTop1? = nil, fullTop1: KnownTop1? = nil,
    pinned: PinnedReport? = nil
  ) {
    precondition(layers.count == architecture.layers.count, "a place for each layer")
    self.architecture = architecture
    self.threads = threads
    self.instructionSet = instructionSet
    self.precision = precision
    self.weights = weights
    self.image = image
    self.buildMilliseconds = buildMilliseconds
    self.latency = latency
    self.layers = layers
    self.predictions = predictions
    self.logits = logits
    self.top1 = top1
    self.fullTop1 = fullTop1
    self.pinned = pinned
  }

  /// Bytes of the arena that holds the feature maps.
  public var activationBytes: Int {
    architecture.arenaBytes(threads: threads, precision: precision)
  }
  /// What it costs by arithmetic.
  public var costs: SettingCosts {
    SettingCosts(architecture, threads: threads, precision: precision)
  }

  /// The same network at α = ρ = 1.
  public var fullArchitecture: Architecture { Architecture(architecture.setting.full) }
  /// What that costs.
  public var fullCosts: SettingCosts {
    SettingCosts(fullArchitecture, threads: threads, precision: precision)
  }
}

/// A network that a report's own one is compared with, on the same picture.
public struct PinnedReport: Equatable, Sendable {
  /// What was measured of both, in turns.
  public let figures: PinnedFigures
  /// The class that it finds most probable; nil where it predicts nothing, or has not answered yet.
  public let answer: Prediction?
  /// How often it is right; nil where nobody knows it.
  public let top1: KnownTop1?

  public init(figures: PinnedFigures, answer: Prediction?, top1: KnownTop1?) {
    (self.figures, self.answer, self.top1) = (figures, answer, top1)
  }

  /// What was built.
  public var architecture: Architecture { Architecture(figures.pinned.setting) }
  /// What it costs by arithmetic.
  public var costs: SettingCosts {
    SettingCosts(
      architecture, threads: figures.pinned.threads, precision: figures.pinned.precision)
  }

  /// Whether both find the same class most probable; nil where one of them has no answer.
  public func agrees(with own: Prediction?) -> Bool? {
    guard let own, let answer else { return nil }
    // Lists of classes may differ; their WordNet ids mean the same.
    return own.id.isEmpty || answer.id.isEmpty ? own.label == answer.label : own.id == answer.id
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
  public var precision: Precision
  /// Timed runs, at least one; beside a pinned network the rounds in which both take turns.
  public var runs: Int
  /// What it looks at.
  public var input: Input
  /// Of the random weights that stand in where none were trained.
  public var seed: UInt64
  /// What has been measured of the built-in weights, of whichever version.
  public var surfaces = AccuracySurfaces()
  /// What to compare with; only where the input is a picture.
  public var pinned: Pinned?
  /// Its weights, where these are others.
  public var pinnedSource: WeightSource?

  /// What the network is fed.
  public enum Input: Sendable {
    /// A picture, cropped and resized as the weights ask for.
    case picture(Picture, path: String)
    /// side × side × 3 values, normalised as the network is fed.
    case tensor([Float])
  }

  public init(
    setting: Setting, source: WeightSource, threads: Int, instructionSet: InstructionSet,
    precision: Precision = .float32, runs: Int, input: Input, seed: UInt64 = defaultSeed
  ) {
    self.setting = setting
    self.source = source
    self.threads = threads
    self.instructionSet = instructionSet
    self.precision = precision
    self.runs = runs
    self.input = input
    self.seed = seed
  }

  /// side × side × 3 values, normalised: what the network is fed.
  public var tensor: [Float] { tensor(side: setting.side, source.preprocessing) }

  /// What another network is fed of the same picture.
  func tensor(side: Int, _ preprocessing: Preprocessing) -> [Float] {
    switch input {
    case .tensor(let values): values
    case .picture(let picture, _):
      preprocessing.normalised(picture.input(side: side, crop: preprocessing.crop))
    }
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
