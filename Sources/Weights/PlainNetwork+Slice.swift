import MobileNet

extension WeightSource {
  /// A slice of a wider plain network, for tests: every kernel is a prefix of the wide file's, while
  /// batch norm, the classifier's bias and the metadata are those of the slice's own file.
  package static func slice(
    path: String, ofWide widePath: String
  ) throws(WeightsError) -> WeightSource {
    let wide = try PlainNetwork(SafetensorsFile(path: widePath)).source()
    return try PlainNetwork(SafetensorsFile(path: path)).slice(of: wide)
  }
}

extension PlainNetwork {
  fileprivate func slice(of wide: WeightSource) throws(WeightsError) -> WeightSource {
    let architecture = Architecture(setting)
    let layers = architecture.layers.filter(\.kind.hasBatchNorm)
    var convolutions: [ConvolutionTensors] = []
    for (layer, stored) in zip(layers, wide.convolutions) {
      convolutions.append(
        ConvolutionTensors(
          name: layer.name, weight: stored.weight,
          gamma: try widened("\(layer.name).bn.gamma", from: layer.output.channels, stored.gamma),
          beta: try widened("\(layer.name).bn.beta", from: layer.output.channels, stored.beta)))
    }
    let tensors = NetworkTensors(
      convolutions: convolutions, classifierWeight: wide.classifierWeight,
      classifierBias: try file.tensor("classifier.bias", shape: [setting.classes]))
    return source(tensors, try statistics(architecture))
  }

  /// A tensor of the slice with zeros behind it, as long as the wide network's.
  private func widened(
    _ name: String, from channels: Int, _ wide: Tensor
  ) throws(WeightsError) -> Tensor {
    let values = try file.tensor(name, shape: [channels]).values()
    let zeros = Array(repeating: Float(0), count: wide.count - channels)
    return Tensor(name: name, shape: wide.shape, values: values + zeros)
  }
}
