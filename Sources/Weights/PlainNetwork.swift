import MobileNet

/// A plain network of one width: the tensors of `NetworkTensors`, and for each convolution
/// `LAYER.bn.mean` and `LAYER.bn.var`.
///
/// The metadata hold one JSON object, `spec`, with `variant`, `alpha`, `classes`, `padding`, `eps`
/// (of the batch norm) and `side`. Of labels and preprocessing the format tells nothing.
struct PlainNetwork {
  let file: SafetensorsFile
  private let spec: Metadata
  let setting: Setting
  private let epsilon: Float

  static func isFormat(of file: SafetensorsFile) -> Bool {
    file.metadata["spec"] != nil
  }

  /// Reads the metadata.
  init(_ file: SafetensorsFile) throws(WeightsError) {
    let spec = try Metadata(of: file, inside: "spec")
    let side = try spec.side("side")
    self.file = file
    self.spec = spec
    setting = Setting(
      alpha: try spec.width("alpha"), side: side, baseSide: side, variant: try spec.variant(),
      padding: try spec.padding(), classes: try spec.positiveInteger("classes"))
    epsilon = Float(try spec.number("eps", in: 0...1))
  }

  /// Reads the tensors.
  func source() throws(WeightsError) -> WeightSource {
    let architecture = Architecture(setting)
    let layers = architecture.layers.filter(\.kind.hasBatchNorm)
    try file.requireNames(
      NetworkTensors.names(of: architecture)
        + layers.flatMap { ["\($0.name).bn.mean", "\($0.name).bn.var"] })
    let tensors = try NetworkTensors(file, architecture)
    return source(tensors, try statistics(layers))
  }

  func source(
    _ tensors: NetworkTensors, _ statistics: SingleWidthStatistics
  ) -> WeightSource {
    WeightSource(
      name: (try? spec.string("name")) ?? file.name, origin: file.name, isTrained: true,
      variant: setting.variant, padding: setting.padding, baseSide: setting.baseSide,
      widths: setting.alpha...setting.alpha, classes: ClassLabel.numbered(setting.classes),
      preprocessing: .plain, convolutions: tensors.convolutions,
      classifierWeight: tensors.classifierWeight, classifierBias: tensors.classifierBias,
      statistics: .single(statistics), bytes: file.bytes)
  }

  func statistics(_ layers: [Layer]) throws(WeightsError) -> SingleWidthStatistics {
    var means: [Float] = []
    var deviations: [Float] = []
    for layer in layers {
      let shape = [layer.output.channels]
      means += try file.tensor("\(layer.name).bn.mean", shape: shape).values()
      let variance = try file.tensor("\(layer.name).bn.var", shape: shape)
      let values = variance.values()
      if let index = values.firstIndex(where: { $0 < 0 || $0 + epsilon <= 0 }) {
        throw .notPositive(file: file.name, tensor: variance.name, index: index)
      }
      deviations += values.map { ($0 + epsilon).squareRoot() }
    }
    return SingleWidthStatistics(
      means: means, deviations: deviations, channels: layers.map(\.output.channels))
  }
}
