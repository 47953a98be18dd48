import Engine
import MobileNet
import Weights

/// One layer as it ran for the present picture: what went in, what came out, and what it computed with.
public struct Inside: Sendable {
  /// The layer's place in the architecture.
  public let index: Int
  public let layer: Layer
  /// How exactly it computed. In int8 the maps are the bytes that the engine held, times their step.
  public let precision: Precision
  /// What goes in; of the first layer the normalised picture.
  public let input: FeatureMaps
  /// What comes out, after batch norm and ReLU6.
  public let output: FeatureMaps
  /// What the sum of products is multiplied with, for each output channel: the batch norm, folded as the
  /// engine folds it. 1 in the classifier; empty for the pool.
  public let scale: [Float]
  /// What is added then: in the classifier the bias. Empty for the pool.
  public let shift: [Float]
  /// The network's answer, one value for each class, before softmax.
  public let logits: [Float]
  /// The output channels, those of the largest mean first; in the classifier the classes by their logits.
  public let strongest: [Int]
  /// The mean of each output channel.
  public let means: [Float]
  /// The largest absolute value that comes out.
  public let peak: Float
  /// The layer's stored weights, of which it uses a slice; nil for the pool.
  private let weights: Tensor?

  init(
    _ observed: ObservedLayer, _ layer: Layer, weights: Tensor?, logits: [Float],
    precision: Precision = .float32
  ) {
    index = observed.index
    (self.layer, self.precision) = (layer, precision)
    input = FeatureMaps(layer.input, observed.input)
    output = FeatureMaps(layer.output, observed.output)
    (scale, shift) = (observed.scale, observed.shift)
    (self.weights, self.logits) = (weights, logits)
    let means = output.means
    strongest = means.indices.sorted { (-means[$0], $0) < (-means[$1], $1) }
    peak = output.values.reduce(0) { max($0, $1.magnitude) }
    self.means = means
  }

  /// The weights that an output channel is computed with, as they are stored: inputs × taps, the taps row
  /// by row; of a depthwise channel its nine. Empty for the pool.
  public func weights(of channel: Int) -> [Float] {
    guard let weights else { return [] }
    let row = weights.shape.dropFirst().reduce(1, *)
    let inputs = layer.kind == .depthwise ? 1 : layer.input.channels
    let used = inputs * layer.kernel * layer.kernel
    return weights.values(channel * row..<channel * row + used)
  }
}

extension Inside: Equatable {
  /// The weights are not looked at: without them the same maps would not come out.
  public static func == (one: Inside, other: Inside) -> Bool {
    (one.index, one.layer, one.logits) == (other.index, other.layer, other.logits)
      && (one.input, one.output) == (other.input, other.output)
      && (one.scale, one.shift) == (other.scale, other.shift)
  }
}

extension TimedNetwork {
  /// One run, on this thread, that keeps what goes in and out of some layers.
  ///
  /// - Parameter layers: places in the architecture.
  /// - Returns: these layers in order of execution.
  func lookInside(_ layers: [Int]) -> [Inside] {
    let observed = network.run(observing: layers)
    let logits = network.logits
    let architecture = network.architecture
    return observed.map { layer in
      Inside(
        layer, architecture.layers[layer.index],
        weights: choice.source.weights(of: layer.index, in: architecture), logits: logits,
        precision: network.precision)
    }
  }
}

extension WeightSource {
  /// The stored weights of a layer; nil for the pool.
  fileprivate func weights(of index: Int, in architecture: Architecture) -> Tensor? {
    switch architecture.layers[index].kind {
    case .conv, .depthwise, .pointwise:
      convolutions[architecture.layers[..<index].count(where: \.kind.hasBatchNorm)].weight
    case .linear: classifierWeight
    case .pool: nil
    }
  }
}
