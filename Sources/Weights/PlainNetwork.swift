import MobileNet

/// A plain network of one width: the tensors of `NetworkTensors`, and for each convolution
/// `LAYER.bn.mean` and `LAYER.bn.var`.
///
/// The metadata hold one JSON object, `spec`, with `variant`, `alpha`, `classes`, `padding`, `eps`
/// (of the batch norm) and `side`. Labels are not told; pixels are scaled to −1…1, the crop is 7/8.
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

  /// What the metadata tell, where the file holds the tensors that they speak of.
  func description() throws(WeightsError) -> WeightDescription {
    let names = NetworkNames(Architecture(setting))
    try file.requireNames(names.withoutStatistics + names.statistics)
    let found = file.shape(of: names.classifierBias) ?? []
    guard found == [setting.classes] else {
      throw .wrongShape(
        file: file.name, tensor: names.classifierBias, expected: [setting.classes], found: found)
    }
    return describe()
  }

  /// One label for each class, so the file must be known to hold them.
  private func describe() -> WeightDescription {
    WeightDescription(
      name: (try? spec.string("name")) ?? file.name, origin: file.name, format: .plain,
      variant: setting.variant, padding: setting.padding, baseSide: setting.baseSide,
      widths: setting.alpha...setting.alpha, classes: ClassLabel.numbered(setting.classes),
      preprocessing: .plain, preprocessingOrigin: .file)
  }

  /// Reads the tensors.
  func source() throws(WeightsError) -> WeightSource {
    let architecture = Architecture(setting)
    let names = NetworkNames(architecture)
    try file.requireNames(names.withoutStatistics + names.statistics)
    let tensors = try NetworkTensors(file, names, architecture)
    return source(tensors, try statistics(architecture))
  }

  func source(
    _ tensors: NetworkTensors, _ statistics: SingleWidthStatistics
  ) -> WeightSource {
    WeightSource(
      description: describe(),
      convolutions: tensors.convolutions, classifierWeight: tensors.classifierWeight,
      classifierBias: tensors.classifierBias, statistics: .single(statistics), bytes: file.bytes)
  }

  func statistics(_ architecture: Architecture) throws(WeightsError) -> SingleWidthStatistics {
    try SingleWidthStatistics(file, NetworkNames(architecture), architecture, epsilon: epsilon)
  }
}
