import MobileNet

/// A MobileNet v1 in a TFLite file: float, or quantised and then dequantised to float32.
///
/// Batch norms are folded into the weights and one bias for each channel: γ = 1, β = the bias, mean
/// 0, deviation 1 say the same. Activations' scales are ignored, but that of the input tells the
/// preprocessing. The operators are followed from the graph's input to its output; tensors' names
/// and order mean nothing.
struct TFLiteNetwork {
  private let model: TFLiteModel
  private let architecture: Architecture
  private let convolutions: [Step]
  private let classifier: Step
  let description: WeightDescription

  /// A convolution or the classifier, with its constants.
  private struct Step {
    let operation: TFLiteOperator
    let weight: TFLiteTensor
    let bias: TFLiteTensor?
  }

  init(_ model: TFLiteModel) throws(WeightsError) {
    var walk = Walk(model)
    try walk.follow()
    self.model = model
    convolutions = Array(walk.steps.dropLast())
    classifier = walk.steps[walk.steps.count - 1]
    architecture = try TFLiteNetwork.architecture(model, walk)
    for (step, layer) in zip(walk.steps, architecture.layers.filter { $0.kind != .pool }) {
      try TFLiteNetwork.check(step, layer, model)
    }
    let window = architecture.layers.first { $0.kind == .pool }?.kernel ?? 0
    if let pool = walk.pool, try !TFLiteOptions.isGlobal(pool, window: window, model) {
      throw .notMobileNet(
        file: model.buffer.file,
        problem: "operator \(pool.index) is no mean over all \(window)×\(window) places")
    }
    let setting = architecture.setting
    let file = model.buffer.file
    description = WeightDescription(
      name: WeightDescription.name(ofFile: file), origin: file,
      format: classifier.weight.isQuantised ? .tfliteQuantised : .tflite, padding: .same,
      baseSide: setting.baseSide, widths: setting.alpha...setting.alpha,
      classes: ClassLabel.conventional(setting.classes),
      preprocessing: try TFLiteNetwork.preprocessing(model))
  }

  /// Reads the tensors.
  func source() throws(WeightsError) -> WeightSource {
    var constants = TFLiteConstants(model.buffer)
    var tensors: [ConvolutionTensors] = []
    var channels: [Int] = []
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
      channels.append(count)
    }
    guard let last = architecture.layers.last else { throw .unknownFormat(file: model.buffer.file) }
    let total = channels.reduce(0, +)
    return WeightSource(
      description: description, convolutions: tensors,
      classifierWeight: try constants.weight(classifier.weight, last, shape: last.weightShape),
      classifierBias: try constants.bias(
        classifier.bias, "classifier.bias", channels: architecture.setting.classes),
      statistics: .single(
        SingleWidthStatistics(
          means: Array(repeating: 0, count: total), deviations: Array(repeating: 1, count: total),
          channels: channels)),
      bytes: model.buffer.bytes)
  }

  /// A quantised input tells it: real = (pixel − zero point) · scale, where int8 counts from −128.
  /// Else −1 … 1, as Google's float networks were trained.
  private static func preprocessing(
    _ model: TFLiteModel
  ) throws(WeightsError) -> Preprocessing {
    let input = model.tensors[model.input]
    guard input.isQuantised,
      let stored = try input.quantization(channels: 1, axis: 0, model.buffer)
    else { return .plain }
    let zero = Float(stored.zeroPoints[0]) + (input.element == .int8 ? 128 : 0)
    return Preprocessing(
      mean: SIMD3(repeating: zero / 255), std: SIMD3(repeating: 1 / (255 * stored.scales[0])),
      crop: Preprocessing.plain.crop)
  }

  // MARK: - The shape of the network

  /// The network that the input's and the weights' shapes describe.
  private static func architecture(
    _ model: TFLiteModel, _ walk: Walk
  ) throws(WeightsError) -> Architecture {
    let shape = model.tensors[model.input].shape
    guard shape.count == 4, shape[0] == 1, shape[1] == shape[2], shape[3] == 3,
      Setting.sides.contains(shape[1])
    else {
      throw .notMobileNet(
        file: model.buffer.file,
        problem: "the input has the shape \(shape), not [1, side, side, 3] with a side in 32…512")
    }
    switch model.tensors[model.input].element {
    case .float32, .uint8, .int8: break
    case .float16, .int32, nil:
      throw .notMobileNet(
        file: model.buffer.file, problem: "the input is neither float32 nor uint8 nor int8")
    }
    let shapes = walk.steps.map(\.weight.shape)
    // The output channels come first, but last in a depthwise filter.
    let channels = shapes.enumerated().dropLast().map { index, shape in
      (index % 2 == 1 ? shape.last : shape.first) ?? 0
    }
    let classes = shapes.last?.first ?? 0
    guard let alpha = WidthMultiplier(ofSeparableChannels: channels) else {
      throw .notMobileNet(
        file: model.buffer.file,
        problem: "no width multiplier up to 1 gives layers of \(channels) channels")
    }
    // Each class takes eight weights or more, and each of them a byte or more.
    let limit = min(WeightSource.maximumClasses, model.buffer.bytes.count / 8)
    guard classes > 0, classes <= limit else {
      throw .notMobileNet(file: model.buffer.file, problem: "the classifier has \(classes) classes")
    }
    return Architecture(Setting(alpha: alpha, side: shape[1], baseSide: shape[1], classes: classes))
  }

  /// Whether an operator does what the layer does.
  private static func check(
    _ step: Step, _ layer: Layer, _ model: TFLiteModel
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
      throw .notMobileNet(
        file: model.buffer.file,
        problem: "operator \(step.operation.index), \(layer.name), has \(problem)")
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

  // MARK: - Following the operators

  /// Goes from the graph's input to its output, one operator after the other.
  private struct Walk {
    let model: TFLiteModel
    var steps: [Step] = []
    private var current: Int
    private(set) var pool: TFLiteOperator?
    /// Constants behind a DEQUANTIZE, by the place of what it gives.
    private var constants: [Int: Int] = [:]
    /// What operators have given already: a tensor is written once.
    private var written: Set<Int>

    /// `conv0` and 13 blocks of two.
    private static let convolutionCount = 27

    private var hasPooled: Bool { pool != nil }

    init(_ model: TFLiteModel) {
      self.model = model
      current = model.input
      written = [model.input]
    }

    mutating func follow() throws(WeightsError) {
      for operation in model.operators { try take(operation) }
      guard current == model.output else {
        throw malformed("the operators do not lead from the graph's input to its output")
      }
      let isImage = model.tensors[model.input].shape.last == 3
      guard isImage || steps.count > 1 else { throw .half(file: model.buffer.file, .head) }
      guard steps.count != Walk.convolutionCount else {
        throw .half(file: model.buffer.file, .backbone)
      }
      guard steps.count == Walk.convolutionCount + 1, hasPooled else {
        throw .notMobileNet(
          file: model.buffer.file,
          problem: "\(steps.count) convolutions, where \(Walk.convolutionCount) and a classifier "
            + "are expected")
      }
    }

    private mutating func take(_ operation: TFLiteOperator) throws(WeightsError) {
      guard let kind = operation.kind else {
        throw .notMobileNet(
          file: model.buffer.file,
          problem: "operator \(operation.index) has the code \(operation.code)")
      }
      guard written.insert(operation.output).inserted,
        model.tensors[operation.output].data == nil
      else { throw malformed("operator \(operation.index) writes a tensor that is there already") }
      guard let input = operation.inputs[0] else {
        throw malformed("operator \(operation.index) has no input")
      }
      if kind == .dequantize, input != current {
        guard model.tensors[input].data != nil else {
          throw malformed("operator \(operation.index) reads a tensor that nothing has written")
        }
        constants[operation.output] = input
        return
      }
      guard input == current else {
        throw malformed("operator \(operation.index) does not follow the one before it")
      }
      current = operation.output
      try TFLiteOptions.checkType(operation, kind, model.buffer)
      switch kind {
      case .convolution, .depthwise, .fullyConnected: try step(operation, kind)
      case .averagePool, .mean:
        guard !hasPooled, [0, Walk.convolutionCount].contains(steps.count) else {
          throw malformed("operator \(operation.index) pools between the layers")
        }
        pool = operation
      case .reshape, .squeeze, .quantize, .dequantize: break
      case .softmax:
        guard steps.count != Walk.convolutionCount || !hasPooled else {
          throw .half(file: model.buffer.file, .backbone)
        }
      }
    }

    private mutating func step(
      _ operation: TFLiteOperator, _ kind: TFLiteOperator.Kind
    ) throws(WeightsError) {
      let isClassifier = hasPooled || steps.count == Walk.convolutionCount
      let isDepthwise = !isClassifier && steps.count % 2 == 1
      guard (kind == .depthwise) == isDepthwise, kind != .fullyConnected || isClassifier else {
        // A classifier alone meets its 1×1 convolution first, on pooled features.
        throw .notMobileNet(
          file: model.buffer.file,
          problem: "operator \(operation.index) is no \(isDepthwise ? "depthwise " : "")convolution"
        )
      }
      guard operation.inputs.count >= 2, let weight = try constant(operation, 1) else {
        throw malformed("operator \(operation.index) has no weights")
      }
      steps.append(
        Step(operation: operation, weight: weight, bias: try constant(operation, 2)))
    }

    /// A constant input, through the DEQUANTIZE before it; nil where it is left out.
    private func constant(
      _ operation: TFLiteOperator, _ place: Int
    ) throws(WeightsError) -> TFLiteTensor? {
      guard operation.inputs.indices.contains(place), let index = operation.inputs[place] else {
        return nil
      }
      let tensor = model.tensors[constants[index] ?? index]
      guard tensor.data != nil else {
        throw malformed(
          "\(quoted(tensor.name)), an operand of operator \(operation.index), is empty")
      }
      return tensor
    }

    private func malformed(_ problem: String) -> WeightsError {
      model.buffer.malformed(problem)
    }
  }
}
