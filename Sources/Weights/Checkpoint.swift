import MobileNet

/// A separable network of one width as another library saves it: safetensors with that library's
/// names. Padding, ε and preprocessing are the library's; a configuration beside the file refines
/// them. The tensors themselves tell α and the number of classes.
struct Checkpoint {
  let file: SafetensorsFile
  let convention: Convention
  let configuration: CheckpointConfiguration
  private let architecture: Architecture
  private let labels: [ClassLabel]

  /// What a library does in all its MobileNets.
  struct Convention: Sendable {
    let format: WeightFormat
    let names: NetworkNames
    /// Tensors that training needs and inference does not: each batch norm's count of batches.
    let counters: [String]
    let padding: PaddingRule
    let epsilon: Float
    /// The side where no configuration tells another.
    let side = 224
    let preprocessing = Preprocessing.plain
  }

  /// The convention that a file follows, if it is one of these.
  static func convention(of file: SafetensorsFile) -> Convention? {
    [Convention.huggingFace, .timm].first {
      file.shape(of: $0.names.convolutions[0].weight) != nil
        && file.shape(of: $0.names.convolutions[1].weight) != nil
    }
  }

  /// Reads what the names and shapes of the tensors tell.
  init(
    file: SafetensorsFile, convention: Convention, configuration: CheckpointConfiguration
  ) throws(WeightsError) {
    try file.requireNames(
      convention.names.withoutStatistics + convention.names.statistics,
      optional: convention.counters)
    self.file = file
    self.convention = convention
    self.configuration = configuration
    architecture = try Checkpoint.architecture(file, convention, configuration)
    let classes = architecture.setting.classes
    labels = try configuration.labels(classes) ?? ClassLabel.conventional(classes)
  }

  var description: WeightDescription {
    let setting = architecture.setting
    return WeightDescription(
      name: WeightDescription.name(ofFile: file.name), origin: file.name,
      format: convention.format, padding: setting.padding, baseSide: setting.baseSide,
      widths: setting.alpha...setting.alpha, classes: labels,
      preprocessing: configuration.preprocessing ?? convention.preprocessing,
      preprocessingOrigin: configuration.preprocessing == nil ? .assumed : .file,
      resampling: configuration.resampling)
  }

  /// Reads the tensors.
  func source() throws(WeightsError) -> WeightSource {
    let tensors = try NetworkTensors(file, convention.names, architecture)
    let statistics = try SingleWidthStatistics(
      file, convention.names, architecture,
      epsilon: configuration.epsilon ?? convention.epsilon)
    return WeightSource(
      description: description,
      convolutions: tensors.convolutions, classifierWeight: tensors.classifierWeight,
      classifierBias: tensors.classifierBias, statistics: .single(statistics), bytes: file.bytes)
  }

  /// The network that the tensors' shapes describe.
  private static func architecture(
    _ file: SafetensorsFile, _ convention: Convention, _ configuration: CheckpointConfiguration
  ) throws(WeightsError) -> Architecture {
    let channels = convention.names.convolutions.map { file.shape(of: $0.weight)?.first ?? 0 }
    guard let alpha = WidthMultiplier(ofSeparableChannels: channels) else {
      throw .notMobileNet(
        file: file.name, problem: "no width multiplier up to 1 gives layers of \(channels) channels"
      )
    }
    let shape = file.shape(of: convention.names.classifierWeight) ?? []
    guard let classes = shape.first, (1...WeightSource.maximumClasses).contains(classes) else {
      throw .notMobileNet(
        file: file.name, problem: "the classifier's weight has the shape \(shape)")
    }
    let side = configuration.side ?? convention.side
    let architecture = Architecture(
      Setting(
        alpha: alpha, side: side, baseSide: side,
        padding: configuration.padding ?? convention.padding, classes: classes))
    // Before anything is made for each class: the file must hold them.
    let expected = [classes, architecture.layers.last?.input.channels ?? 0]
    guard shape == expected else {
      throw .wrongShape(
        file: file.name, tensor: convention.names.classifierWeight, expected: expected,
        found: shape)
    }
    return architecture
  }
}

extension Checkpoint.Convention {
  /// `MobileNetV1ForImageClassification` of Hugging Face's transformers: TensorFlow's padding, and
  /// ε as in Google's training. Source: configuration_mobilenet_v1.py, modeling_mobilenet_v1.py.
  static let huggingFace = Checkpoint.Convention(
    format: .huggingFace,
    places: ["mobilenet_v1.conv_stem"].map { ("\($0).convolution", "\($0).normalization") }
      + (0..<26).map {
        ("mobilenet_v1.layer.\($0).convolution", "mobilenet_v1.layer.\($0).normalization")
      },
    padding: .same, epsilon: 0.001)

  /// `mobilenetv1_100` of timm, whose stages begin where the map shrinks: PyTorch's padding and ε.
  /// Source: timm/models/efficientnet.py, `_gen_mobilenet_v1`.
  static let timm = Checkpoint.Convention(
    format: .timm,
    places: [("conv_stem", "bn1")]
      + [1, 2, 2, 6, 2].enumerated().flatMap { stage, blocks in
        (0..<blocks).map { "blocks.\(stage).\($0)" }
      }.flatMap { [("\($0).conv_dw", "\($0).bn1"), ("\($0).conv_pw", "\($0).bn2")] },
    padding: .symmetric, epsilon: 1e-5)

  /// `places`: what a convolution and its batch norm are called.
  private init(
    format: WeightFormat, places: [(convolution: String, norm: String)], padding: PaddingRule,
    epsilon: Float
  ) {
    self.format = format
    names = NetworkNames(
      convolutions: places.map { convolution, norm in
        NetworkNames.Convolution(
          weight: "\(convolution).weight", gamma: "\(norm).weight", beta: "\(norm).bias",
          mean: "\(norm).running_mean", variance: "\(norm).running_var")
      })
    counters = places.map { "\($0.norm).num_batches_tracked" }
    self.padding = padding
    self.epsilon = epsilon
  }
}

extension WeightSource {
  /// More classes than any network in use has.
  static let maximumClasses = 100_000
}
