import MobileNet

@testable import Weights

extension WeightSource {
  /// A slice of a wider plain network: every kernel is a prefix of the wide file's, while batch norm,
  /// the classifier's bias and the metadata are those of the slice's own file.
  static func slice(path: String, ofWide widePath: String) throws -> WeightSource {
    let wide = try read(path: widePath)
    let file = try SafetensorsFile(path: path)
    let spec = try PlainNetwork.Spec(file)
    let architecture = Architecture(spec.setting)
    let layers = architecture.layers.filter(\.kind.hasBatchNorm)
    // With zeros behind it, as long as the wide network's.
    func widened(_ name: String, _ wide: Tensor) throws -> Tensor {
      let values = try file.tensor(name).values()
      let zeros = Array(repeating: Float(0), count: wide.count - values.count)
      return Tensor(name: name, shape: wide.shape, values: values + zeros)
    }
    let convolutions = try zip(layers, wide.convolutions).map { layer, stored in
      ConvolutionTensors(
        name: layer.name, weight: stored.weight,
        gamma: try widened("\(layer.name).bn.gamma", stored.gamma),
        beta: try widened("\(layer.name).bn.beta", stored.beta))
    }
    let statistics = try SingleWidthStatistics(
      file, NetworkNames(architecture), architecture, epsilon: spec.epsilon)
    return WeightSource(
      WeightDescription(
        name: path, origin: path, format: .plain, variant: spec.setting.variant,
        padding: spec.setting.padding, baseSide: spec.setting.baseSide,
        widths: spec.setting.alpha...spec.setting.alpha,
        classes: ClassLabel.numbered(spec.setting.classes), preprocessing: .plain),
      NetworkTensors(
        convolutions: convolutions, classifierWeight: wide.classifierWeight,
        classifierBias: try file.tensor("classifier.bias", shape: [spec.setting.classes])),
      .single(statistics), bytes: file.bytes)
  }
}
