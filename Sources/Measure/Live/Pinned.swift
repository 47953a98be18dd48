import Engine
import MobileNet
import Weights

/// A network that was pinned: the present one is compared with it, on the present picture.
public struct Pinned: Equatable, Sendable {
  /// The network as it was when it was pinned.
  public var setting: Setting
  /// What it runs on.
  public var weights: WeightFamily
  public var threads: Int
  public var instructionSet: InstructionSet
  public var precision: Precision

  public init(
    setting: Setting, weights: WeightFamily, threads: Int, instructionSet: InstructionSet,
    precision: Precision = .float32
  ) {
    self.setting = setting
    self.weights = weights
    self.threads = threads
    self.instructionSet = instructionSet
    self.precision = precision
  }
}

/// What is known of a pinned network, and of the present one beside it.
public struct PinnedFigures: Equatable, Sendable {
  /// Whose figures these are.
  public let pinned: Pinned
  /// The pixels it is fed.
  public var fed: FedPicture?
  /// One for each of its own layers.
  public var layers: [LayerLatency?] = []
  /// Whole runs, in turns with those of the present network.
  public var latency: LatencySummary?
  /// The sum of its layers' medians.
  public var layersMilliseconds: Double?
  /// Bytes of the arena that holds the feature maps.
  public var activationBytes: Int?
  /// Its probability of each class of the present network, 0…1: nil for a class it does not know;
  /// empty where it predicts nothing.
  public var probabilities: [Double?] = []
  /// The present latency as a multiple of the pinned one.
  public var comparison: Comparison?
  /// The same for each layer of the present network; nil where the pinned one has none of its name.
  public var layerComparisons: [Comparison?] = []

  /// Of nothing measured yet.
  public init(pinned: Pinned) { self.pinned = pinned }
}
