import MobileNet

/// A MobileNet v1 in a TFLite file: float, or quantised and then dequantised to float32, with its own
/// integers beside that.
///
/// Batch norms are folded into the weights and one bias for each channel, which is the same as γ = 1,
/// β = the bias, mean 0 and deviation 1. The scales of activations belong to the integers alone, except
/// the input's: it tells the preprocessing, and so does arithmetic before the first convolution. Names and
/// order of the tensors do not matter.
struct TFLiteNetwork: WeightFile {
  private let model: TFLiteModel
  private let architecture: Architecture
  private let convolutions: [TFLiteLayers.Step]
  private let classifier: TFLiteLayers.Step
  private let integers: OwnIntegers?
  let description: WeightDescription

  init(_ model: TFLiteModel) throws(WeightsError) {
    let chain = try TFLiteChain(model)
    let layers = try TFLiteLayers(model, chain)
    self.model = model
    convolutions = Array(layers.steps.dropLast())
    classifier = layers.steps[layers.steps.count - 1]
    architecture = try TFLiteNetwork.architecture(model, layers.steps)
    for (step, layer) in zip(layers.steps, architecture.layers.filter { $0.kind != .pool }) {
      try TFLiteNetwork.check(step, layer, model)
    }
    let window = architecture.layers.first { $0.kind == .pool }?.kernel ?? 0
    if let pool = layers.pool, try !TFLiteOptions.isGlobal(pool, window: window, model) {
      throw model.buffer.unlike("\(pool.title), is no mean over all \(window)×\(window) places")
    }
    let setting = architecture.setting
    let file = model.buffer.file
    let input = try TFLitePreprocessing(model, chain, layers.arithmetic)
    var described = WeightDescription(
      name: WeightDescription.name(ofFile: file), origin: file,
      format: classifier.weight.isQuantised ? .tfliteQuantised : .tflite, padding: .same,
      baseSide: setting.baseSide, widths: setting.alpha...setting.alpha,
      classes: try TFLiteNetwork.classes(setting.classes, model),
      preprocessing: input.preprocessing, preprocessingOrigin: input.origin)
    do throws(TFLiteIntegers.Problem) {
      integers = try TFLiteIntegers(model, architecture.layers).read(
        layers.steps, pool: layers.pool)
      if integers != nil { described.integers = .own }
    } catch {
      integers = nil
      described.integers = .unusable(error.words)
    }
    description = described
  }

  func source() throws(WeightsError) -> WeightSource {
    var constants = TFLiteConstants(model.buffer)
    var tensors: [ConvolutionTensors] = []
    let layers = architecture.layers.filter(\.kind.hasBatchNorm)
    for (layer, step) in zip(layers, convolutions) {
      let count = layer.output.channels
      tensors.append(
        ConvolutionTensors(
          name: layer.name,
          weight: try constants.weight(step.weight, layer, shape: layer.weightShape),
          gamma: Tensor(
            name: "\(layer.name).gamma", shape: [count],
            values: Array(repeating: 1, count: count)),
          beta: try constants.bias(step.bias, "\(layer.name).bias", channels: count)))
    }
    guard let last = architecture.layers.last else { throw .unknownFormat(file: model.buffer.file) }
    let weight = try constants.weight(classifier.weight, last, shape: last.weightShape)
    let bias = try constants.bias(
      classifier.bias, "classifier.bias", channels: last.output.channels)
    let network = NetworkTensors(
      convolutions: tensors, classifierWeight: weight, classifierBias: bias)
    let channels = layers.map(\.output.channels)
    let total = channels.reduce(0, +)
    let statistics = SingleWidthStatistics(
      means: Array(repeating: 0, count: total), deviations: Array(repeating: 1, count: total),
      channels: channels)
    return WeightSource(
      description, network, .single(statistics), bytes: model.buffer.bytes, integers: integers)
  }

  /// The labels that the file brings along; those of ImageNet as they are called everywhere.
  private static func classes(
    _ count: Int, _ model: TFLiteModel
  ) throws(WeightsError) -> [ClassLabel] {
    let conventional = ClassLabel.conventional(count)
    guard let labels = model.metadata.labels else { return conventional }
    guard labels.count == count else {
      throw .badMetadata(
        file: model.buffer.file, key: "labels", problem: "names \(labels.count) of \(count) classes"
      )
    }
    let alike = zip(labels, conventional).count { label, known in
      let first = label.lowercased().prefix { $0 != "," }
      return !first.isEmpty && known.name.lowercased().hasPrefix(first)
    }
    return 10 * alike >= 9 * count ? conventional : labels.map { ClassLabel(id: "", name: $0) }
  }

  // MARK: - The shape of the network

  /// The network that the input's and the weights' shapes describe.
  private static func architecture(
    _ model: TFLiteModel, _ steps: [TFLiteLayers.Step]
  ) throws(WeightsError) -> Architecture {
    let shape = model.tensors[model.input].shape
    guard shape.count == 4, shape[0] == 1, shape[1] == shape[2], shape[3] == 3,
      Setting.sides.contains(shape[1])
    else {
      throw model.buffer.unlike(
        "the input has the shape \(shape), not [1, side, side, 3] with a side in 32…512")
    }
    switch model.tensors[model.input].element {
    case .float32, .uint8, .int8: break
    case .float16, .int32, nil:
      throw model.buffer.unlike("the input is neither float32 nor uint8 nor int8")
    }
    let shapes = steps.map(\.weight.shape)
    // The output channels come first, but last in a depthwise filter.
    let channels = shapes.enumerated().dropLast().map { index, shape in
      (index % 2 == 1 ? shape.last : shape.first) ?? 0
    }
    let classes = shapes.last?.first ?? 0
    let alpha = try WidthMultiplier(ofSeparableChannels: channels, file: model.buffer.file)
    // Each class takes eight weights or more, and each of them a byte or more.
    let limit = min(WeightSource.maximumClasses, model.buffer.bytes.count / 8)
    guard classes > 0, classes <= limit else {
      throw model.buffer.unlike("the classifier has \(classes) classes")
    }
    return Architecture(Setting(alpha: alpha, side: shape[1], baseSide: shape[1], classes: classes))
  }

  /// Whether an operator does what the layer does.
  private static func check(
    _ step: TFLiteLayers.Step, _ layer: Layer, _ model: TFLiteModel
  ) throws(WeightsError) {
    let found = TFLiteOptions.Convolution(step.operation)
    let expected = TFLiteNetwork.shape(of: layer, step.operation.kind)
    guard step.weight.shape == expected else {
      throw .wrongShape(
        file: model.buffer.file, tensor: step.weight.name, expected: expected,
        found: step.weight.shape)
    }
    let problem = try found.difference(from: layer)
    if let problem {
      throw model.buffer.unlike("\(step.operation.title) (\(layer.name)), has \(problem)")
    }
  }

  /// TFLite's layout of a layer's weights.
  private static func shape(of layer: Layer, _ kind: TFLiteOperator.Kind?) -> [Int] {
    let (inputs, outputs) = (layer.input.channels, layer.output.channels)
    return switch layer.kind {
    case .conv, .pointwise: [outputs, layer.kernel, layer.kernel, inputs]
    case .depthwise: [1, layer.kernel, layer.kernel, outputs]
    case .linear: kind == .fullyConnected ? [outputs, inputs] : [outputs, 1, 1, inputs]
    case .pool: []
    }
  }
}

extension TFLiteNetwork: WeightFileFormat {
  static let title = "TFLite"
  static let readable = "TFLite"
  static let ending = ".tflite"

  /// The identifier of the schema's version 3 stands behind the distance to the root.
  static func admits(start: [UInt8]) -> Bool {
    start.dropFirst(4).starts(with: "TFL3".utf8)
  }

  static func open(_ bytes: FileBytes, file: String) throws(WeightsError) -> any WeightFile {
    try TFLiteNetwork(TFLiteModel(bytes, file: file))
  }
}

extension WeightFormat {
  /// Google's float networks of 2018.
  public static let tflite = WeightFormat("TFLite", published: .float2018)
  /// Google's quantised networks of 2018.
  public static let tfliteQuantised = WeightFormat("TFLite, quantised", published: .quantised2018)
}
