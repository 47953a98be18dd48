import MobileNet

/// A separable network of one width as another library saves it: safetensors with that library's
/// names. Padding, ε and preprocessing are the library's; a configuration beside the file refines
/// them. The tensors themselves tell α and the number of classes.
struct Checkpoint: SafetensorsNetwork {
  private let file: SafetensorsFile
  private let convention: Convention
  private let configuration: CheckpointConfiguration
  private let architecture: Architecture
  private let labels: [ClassLabel]

  /// What a library does in all its MobileNets.
  struct Convention: Sendable {
    /// Each is asked in turn whether a file follows it.
    static let all = [huggingFace, timm]

    let format: WeightFormat
    let names: NetworkNames
    /// Tensors that training needs and inference does not: each batch norm's count of batches.
    let counters: [String]
    let padding: PaddingRule
    let epsilon: Float
    /// The side where no configuration tells another.
    let side = 224
    let preprocessing = Preprocessing.plain
    /// How the library's files of JSON beside the checkpoint are read.
    let readers: [CheckpointFile: CheckpointConfiguration.Reader]

    /// - Parameters:
    ///   - format: what the library is called.
    ///   - places: what a convolution and its batch norm are called, in order of execution.
    ///   - padding: of all convolutions.
    ///   - epsilon: of all batch norms.
    ///   - readers: one for each kind of file beside the checkpoint.
    init(
      format: WeightFormat, places: [(convolution: String, norm: String)], padding: PaddingRule,
      epsilon: Float, readers: [CheckpointFile: CheckpointConfiguration.Reader]
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
      self.readers = readers
    }

    /// Whether a file has this library's first two convolutions.
    func admits(_ file: SafetensorsFile) -> Bool {
      names.convolutions.prefix(2).allSatisfy { file.shape(of: $0.weight) != nil }
    }
  }

  static var title: String {
    "the names of \(alternatives(Convention.all.map(\.format.rawValue)))"
  }

  /// What Hugging Face calls the first convolution of a network that was saved without its head.
  private static let backbone = "conv_stem.convolution.weight"

  static func admits(_ file: SafetensorsFile) -> Bool {
    Convention.all.contains { $0.admits(file) } || file.shape(of: backbone) != nil
  }

  /// Reads what the names and shapes of the tensors tell.
  init(_ file: SafetensorsFile) throws(WeightsError) {
    guard let convention = Convention.all.first(where: { $0.admits(file) }) else {
      throw .half(file: file.name, .backbone)
    }
    self.file = file
    self.convention = convention
    configuration = try CheckpointConfiguration(beside: file.name, for: convention)
    try file.requireNames(
      convention.names.withoutStatistics + convention.names.statistics,
      optional: convention.counters)
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

  func source() throws(WeightsError) -> WeightSource {
    let tensors = try NetworkTensors(file, convention.names, architecture)
    let statistics = try SingleWidthStatistics(
      file, convention.names, architecture,
      epsilon: configuration.epsilon ?? convention.epsilon)
    return WeightSource(description, tensors, .single(statistics), bytes: file.bytes)
  }

  /// The network that the tensors' shapes describe.
  private static func architecture(
    _ file: SafetensorsFile, _ convention: Convention, _ configuration: CheckpointConfiguration
  ) throws(WeightsError) -> Architecture {
    let channels = convention.names.convolutions.map { file.shape(of: $0.weight)?.first ?? 0 }
    let alpha = try WidthMultiplier(ofSeparableChannels: channels, file: file.name)
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

extension WeightSource {
  /// More classes than any network in use has.
  static let maximumClasses = 100_000
}
