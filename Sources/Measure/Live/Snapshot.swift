import Engine
import MobileNet
import Weights

/// What the engine's thread is asked to show: the newest request replaces every older one.
public struct Request: Equatable, Sendable {
  /// Counts key presses that change the network; answers to an older one are dropped.
  public var generation: Int
  /// The network asked for.
  public var setting: Setting
  /// Which picture of those the program was started with.
  public var picture: Int
  /// What to run on, as far as it fits the setting.
  public var weights: WeightFamily
  public var threads: Int
  public var instructionSet: InstructionSet
  public var precision: Precision
  /// Whether to stop measuring once there is a first result.
  public var isPaused: Bool
  /// What the present network is compared with, instead of with itself at α = ρ = 1.
  public var pinned: Pinned?
  /// What to do besides, if anything.
  public var background: BackgroundWork?
  /// The layer to look inside, as its place in the architecture. Nil while nobody looks: then nothing is
  /// computed or copied for it.
  public var inside: Int?
  /// Whether to tell what in the picture speaks for each of the best five answers; else nothing is computed
  /// for it either.
  public var wantsActivations = false

  public init(
    generation: Int, setting: Setting, picture: Int, weights: WeightFamily, threads: Int,
    instructionSet: InstructionSet, precision: Precision = .float32, isPaused: Bool,
    pinned: Pinned? = nil, background: BackgroundWork? = nil, inside: Int? = nil
  ) {
    self.generation = generation
    self.setting = setting
    self.picture = picture
    self.weights = weights
    self.threads = threads
    self.instructionSet = instructionSet
    self.precision = precision
    self.isPaused = isPaused
    self.pinned = pinned
    self.background = background
    self.inside = inside
  }
}

/// All that the engine knows of one request so far: overwritten as it learns more, never queued.
public struct Snapshot: Equatable, Sendable {
  /// That of the request this answers.
  public var generation: Int
  /// Milliseconds from the request to its first logits.
  public var buildMilliseconds: Double?
  /// The pixels the network is fed.
  public var fed: FedPicture?
  /// What its decoder had to guess at or to overlook, in one line.
  public var pictureNotice: String?
  /// Layers of the architecture, as far as they have finished at least once: the others are nil.
  public var layers: [LayerLatency?] = []
  /// Whole runs, input to logits, without the layer clocks; at first a single one with them.
  public var latency: LatencySummary?
  /// The median of the runs that the layers were timed in.
  public var clockedMilliseconds: Double?
  /// Whole runs at α = ρ = 1, in bursts that alternate with those of the present setting.
  public var fullLatency: LatencySummary?
  /// Sum of the layers' medians at α = ρ = 1.
  public var fullLayersMilliseconds: Double?
  /// The best twenty; empty where nothing was trained or no run has finished.
  public var predictions: [Prediction] = []
  static let mostPredictions = 20
  /// The classes ranked best first (indices of the logits), for changes of rank; empty likewise.
  public var ranking: [Int] = []
  /// Bytes of the arena that holds the feature maps, now and at α = ρ = 1.
  public var activationBytes: Int?
  /// The same at α = ρ = 1.
  public var fullActivationBytes: Int?
  /// What one core can do at best with this instruction set, measured on registers alone.
  public var peakMultiplyAddsPerSecond: Double?
  /// Figures have settled: the engine sleeps.
  public var isSettled = false
  /// The SHA-256 of the built-in weights where these are the ones asked for: measured accuracy
  /// belongs to one checksum. Known soon after the first result.
  public var builtInChecksum: String?
  /// What is known of the pinned network.
  public var pinned: PinnedFigures?
  /// What the background work has found so far, whatever the setting was meanwhile.
  public var background: BackgroundResult?
  /// The layer that was asked for, as it ran for this picture.
  public var inside: Inside?
  /// What in the picture speaks for each of the best five; empty unless it was asked for.
  public var activations: [ClassActivation] = []
  /// Why the weights that would have answered can't be used, in one line: seeded ones run in their
  /// place.
  public var weightsFailure: String?
  /// Why this request could not be answered, in one line.
  public var failure: String?

  /// Of nothing known yet.
  public init(generation: Int) {
    self.generation = generation
  }

  /// The sum of the layers' medians, once all of them have been timed.
  public var layersMilliseconds: Double? {
    let medians = layers.compactMap { $0?.median }
    guard !layers.isEmpty, medians.count == layers.count else { return nil }
    return medians.reduce(0, +)
  }

  /// What the runs that the layers were timed in take beyond their layers: loading the input, and what
  /// lies between the layers.
  public var gapMilliseconds: Double? {
    guard let clockedMilliseconds, let layersMilliseconds else { return nil }
    return clockedMilliseconds - layersMilliseconds
  }
}

/// The very pixels the network is fed, before normalisation: side × side, R G B, rounded to bytes.
public struct FedPicture: Equatable, Sendable {
  /// Of the square, in pixels.
  public let side: Int
  /// side · side · 3 values, row by row, channel fastest.
  public let rgb: [UInt8]
  /// What it was cut out of; nil where that is not known.
  public let crop: PictureCrop?
  /// All of the picture, to show around these pixels what was cut off; nil where nothing was, or where
  /// it is not known yet.
  public var whole: WholePicture?

  public init(
    side: Int, rgb: [UInt8], crop: PictureCrop? = nil, whole: WholePicture? = nil
  ) {
    precondition(rgb.count == side * side * 3, "a fed picture has side × side × 3 values")
    self.side = side
    self.rgb = rgb
    self.crop = crop
    self.whole = whole
  }
}

/// The square in the middle of a picture that a network is fed.
public struct PictureCrop: Equatable, Sendable {
  /// Of the whole picture, in pixels.
  public let width: Int
  public let height: Int
  /// The share of the shorter side that is kept.
  public let share: Double
  /// Of the square, in pixels of the picture.
  public let side: Int

  /// Whether anything is left out.
  public var cuts: Bool { max(width, height) > side }
}

/// A picture before its crop, made small to be looked at.
public struct WholePicture: Equatable, Sendable {
  public let columns: Int
  public let rows: Int
  /// rows × columns × R G B.
  public let rgb: [UInt8]

  public init(columns: Int, rows: Int, rgb: [UInt8]) {
    precondition(rgb.count == columns * rows * 3, "a picture has columns × rows × 3 values")
    (self.columns, self.rows, self.rgb) = (columns, rows, rgb)
  }
}
