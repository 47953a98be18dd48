import MobileNet

/// What a format calls the tensors of a network: one entry for each convolution, in order of
/// execution, and the classifier.
struct NetworkNames: Sendable {
  struct Convolution: Sendable {
    let weight: String
    let gamma: String
    let beta: String
    let mean: String
    let variance: String
  }

  let convolutions: [Convolution]
  var classifierWeight = "classifier.weight"
  var classifierBias = "classifier.bias"

  /// The convolutions of a separable network, wherever they are called.
  init(convolutions: [Convolution]) {
    self.convolutions = convolutions
  }

  /// The names of our own formats: those of the layers.
  init(_ architecture: Architecture) {
    convolutions = architecture.layers.filter(\.kind.hasBatchNorm).map {
      Convolution(
        weight: "\($0.name).weight", gamma: "\($0.name).bn.gamma", beta: "\($0.name).bn.beta",
        mean: "\($0.name).bn.mean", variance: "\($0.name).bn.var")
    }
  }

  /// All weights, γ and β, and the classifier.
  var withoutStatistics: [String] {
    convolutions.flatMap { [$0.weight, $0.gamma, $0.beta] } + [classifierWeight, classifierBias]
  }

  /// The batch norms' means and variances.
  var statistics: [String] { convolutions.flatMap { [$0.mean, $0.variance] } }
}

extension NetworkTensors {
  /// Takes them out of a file, each with the shape that the architecture's layers have.
  init(
    _ file: SafetensorsFile, _ names: NetworkNames, _ architecture: Architecture
  ) throws(WeightsError) {
    let layers = architecture.layers.filter(\.kind.hasBatchNorm)
    convolutions = try zip(layers, names.convolutions).map { (layer, names) throws(WeightsError) in
      let channels = [layer.output.channels]
      return ConvolutionTensors(
        name: layer.name, weight: try file.tensor(names.weight, shape: layer.weightShape),
        gamma: try file.tensor(names.gamma, shape: channels),
        beta: try file.tensor(names.beta, shape: channels))
    }
    let inputs = architecture.layers.last?.input.channels ?? 0
    let classes = architecture.setting.classes
    classifierWeight = try file.tensor(names.classifierWeight, shape: [classes, inputs])
    classifierBias = try file.tensor(names.classifierBias, shape: [classes])
  }
}

extension SingleWidthStatistics {
  /// Reads means and variances; deviations are √(variance + ε).
  init(
    _ file: SafetensorsFile, _ names: NetworkNames, _ architecture: Architecture, epsilon: Float
  ) throws(WeightsError) {
    let layers = architecture.layers.filter(\.kind.hasBatchNorm)
    var means: [Float] = []
    var deviations: [Float] = []
    for (layer, names) in zip(layers, names.convolutions) {
      let shape = [layer.output.channels]
      means += try file.tensor(names.mean, shape: shape).values()
      let values = try file.tensor(names.variance, shape: shape).values()
      if let index = values.firstIndex(where: { $0 < 0 || $0 + epsilon <= 0 }) {
        throw .notPositive(file: file.name, tensor: names.variance, index: index)
      }
      deviations += values.map { ($0 + epsilon).squareRoot() }
    }
    self.init(means: means, deviations: deviations, channels: layers.map(\.output.channels))
  }
}
