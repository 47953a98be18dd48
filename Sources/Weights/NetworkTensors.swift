import MobileNet

/// The tensors that every format of ours stores alike: all weights, γ and β, and the classifier.
struct NetworkTensors {
  let convolutions: [ConvolutionTensors]
  let classifierWeight: Tensor
  let classifierBias: Tensor

  /// The names of these tensors for an architecture.
  static func names(of architecture: Architecture) -> [String] {
    architecture.layers.filter(\.kind.hasBatchNorm).flatMap {
      ["\($0.name).weight", "\($0.name).bn.gamma", "\($0.name).bn.beta"]
    } + ["classifier.weight", "classifier.bias"]
  }

  init(convolutions: [ConvolutionTensors], classifierWeight: Tensor, classifierBias: Tensor) {
    self.convolutions = convolutions
    self.classifierWeight = classifierWeight
    self.classifierBias = classifierBias
  }

  /// Takes them out of a file, each with the shape that the architecture's layers have.
  init(_ file: SafetensorsFile, _ architecture: Architecture) throws(WeightsError) {
    var convolutions: [ConvolutionTensors] = []
    for layer in architecture.layers where layer.kind.hasBatchNorm {
      let name = layer.name
      let channels = [layer.output.channels]
      convolutions.append(
        ConvolutionTensors(
          name: name, weight: try file.tensor("\(name).weight", shape: layer.weightShape),
          gamma: try file.tensor("\(name).bn.gamma", shape: channels),
          beta: try file.tensor("\(name).bn.beta", shape: channels)))
    }
    self.convolutions = convolutions
    let inputs = architecture.layers.last?.input.channels ?? 0
    let classes = architecture.setting.classes
    classifierWeight = try file.tensor("classifier.weight", shape: [classes, inputs])
    classifierBias = try file.tensor("classifier.bias", shape: [classes])
  }
}
