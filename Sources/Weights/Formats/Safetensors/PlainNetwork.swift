import MobileNet

/// A plain network of one width: the tensors of `NetworkTensors`, and for each convolution
/// `LAYER.bn.mean` and `LAYER.bn.var`.
///
/// The metadata hold one JSON object, `spec`, with `variant`, `alpha`, `classes`, `padding`, `eps`
/// (of the batch norm) and `side`. Labels are not told; pixels are scaled to −1…1, the crop is 7/8.
struct PlainNetwork: SafetensorsNetwork {
  private let file: SafetensorsFile
  private let spec: Spec
  private let names: NetworkNames

  static let title = "a plain network"

  static func admits(_ file: SafetensorsFile) -> Bool {
    file.metadata["spec"] != nil
  }

  /// What the metadata tell.
  struct Spec {
    let name: String?
    let setting: Setting
    let epsilon: Float

    init(_ file: SafetensorsFile) throws(WeightsError) {
      let spec = try Metadata(of: file, inside: "spec")
      let side = try spec.side("side")
      name = try? spec.string("name")
      setting = Setting(
        alpha: try spec.width("alpha"), side: side, baseSide: side, variant: try spec.variant(),
        padding: try spec.padding(), classes: try spec.positiveInteger("classes"))
      epsilon = Float(try spec.number("eps", in: 0...1))
    }
  }

  init(_ file: SafetensorsFile) throws(WeightsError) {
    self.file = file
    spec = try Spec(file)
    names = NetworkNames(Architecture(spec.setting))
    try file.requireNames(names.withoutStatistics + names.statistics)
    // Before a label is made for each class: the file must hold them.
    let found = file.shape(of: names.classifierWeight) ?? []
    guard found.first == spec.setting.classes else {
      throw .wrongShape(
        file: file.name, tensor: names.classifierWeight,
        expected: [spec.setting.classes] + found.dropFirst(), found: found)
    }
  }

  var description: WeightDescription {
    let setting = spec.setting
    return WeightDescription(
      name: spec.name ?? file.name, origin: file.name, format: .plain, variant: setting.variant,
      padding: setting.padding, baseSide: setting.baseSide, widths: setting.alpha...setting.alpha,
      classes: ClassLabel.numbered(setting.classes), preprocessing: .plain,
      preprocessingOrigin: .file)
  }

  func source() throws(WeightsError) -> WeightSource {
    let architecture = Architecture(spec.setting)
    let tensors = try NetworkTensors(file, names, architecture)
    let statistics = try SingleWidthStatistics(file, names, architecture, epsilon: spec.epsilon)
    return WeightSource(description, tensors, .single(statistics), bytes: file.bytes)
  }
}

extension WeightFormat {
  /// One width, in the names of the layers.
  public static let plain = WeightFormat("plain network")
}
