/// What the operators of a chain are in a MobileNet: arithmetic on the picture, 27 convolutions, the
/// pool and the classifier.
struct TFLiteLayers {
  /// Before the first convolution.
  private(set) var arithmetic: [TFLiteOperator] = []
  /// The convolutions and the classifier.
  private(set) var steps: [Step] = []
  private(set) var pool: TFLiteOperator?

  /// A convolution or the classifier, with its constants.
  struct Step {
    let operation: TFLiteOperator
    let weight: TFLiteTensor
    let bias: TFLiteTensor?
  }

  private let model: TFLiteModel
  private let chain: TFLiteChain
  private var hasEnded = false

  /// `conv0` and 13 blocks of two.
  private static let convolutionCount = 27

  private var hasPooled: Bool { pool != nil }
  private var isImage: Bool { model.tensors[model.input].shape.last == 3 }
  /// True also for a file that holds a classifier alone, so that the error can say so.
  private var hasClassifier: Bool {
    steps.count == TFLiteLayers.convolutionCount + 1 || !isImage && steps.count == 1
  }

  init(_ model: TFLiteModel, _ chain: TFLiteChain) throws(WeightsError) {
    self.model = model
    self.chain = chain
    for operation in chain.operators { try take(operation) }
    guard isImage || steps.count > 1 else { throw .half(file: model.buffer.file, .head) }
    let convolutions = TFLiteLayers.convolutionCount
    guard steps.count != convolutions else { throw .half(file: model.buffer.file, .backbone) }
    try require(
      steps.count == convolutions + 1 && hasPooled,
      "\(steps.count) convolutions, where \(convolutions) and a classifier are expected")
  }

  private mutating func take(_ operation: TFLiteOperator) throws(WeightsError) {
    guard let kind = operation.kind else {
      throw model.buffer.unlike(
        operation.isCompiledForEdgeTPU
          ? "it was compiled for an Edge TPU, which keeps the weights to itself"
          : "\(operation.title), is no part of one")
    }
    try TFLiteOptions.checkType(operation, kind, model.buffer)
    guard operation.outputs.count == 1 else {
      throw model.buffer.malformed("\(operation.title), has \(operation.outputs.count) outputs")
    }
    switch kind {
    case .convolution, .depthwise, .fullyConnected: try step(operation, kind)
    case .add, .subtract, .multiply, .divide:
      try require(steps.isEmpty && !hasPooled, "\(operation.title), stands between the layers")
      arithmetic.append(operation)
    case .averagePool, .mean:
      try require(
        !hasPooled && [0, TFLiteLayers.convolutionCount].contains(steps.count),
        "\(operation.title), pools between the layers")
      pool = operation
    case .quantize, .dequantize: if steps.isEmpty { arithmetic.append(operation) }
    case .reshape, .squeeze: try checkOrder(operation)
    case .softmax:
      guard steps.count != TFLiteLayers.convolutionCount || !hasPooled else {
        throw .half(file: model.buffer.file, .backbone)
      }
      try require(hasClassifier && !hasEnded, "\(operation.title), stands between the layers")
      let beta = try TFLiteOptions.softmaxBeta(operation)
      try require(beta == 1, "\(operation.title), has the beta \(beta), not 1")
      hasEnded = true
    }
  }

  private mutating func step(
    _ operation: TFLiteOperator, _ kind: TFLiteOperator.Kind
  ) throws(WeightsError) {
    try require(!hasClassifier, "\(operation.title), stands behind the classifier")
    let isClassifier = hasPooled || steps.count == TFLiteLayers.convolutionCount
    let isDepthwise = !isClassifier && steps.count % 2 == 1
    // A classifier alone meets its 1×1 convolution first, on pooled features.
    try require(
      (kind == .depthwise) == isDepthwise && (kind != .fullyConnected || isClassifier),
      "\(operation.title), is no \(isDepthwise ? "depthwise " : "")convolution")
    guard operation.inputs.count >= 2, let weight = try chain.constant(operation, 1) else {
      throw model.buffer.malformed("\(operation.title), has no weights")
    }
    steps.append(
      Step(operation: operation, weight: weight, bias: try chain.constant(operation, 2)))
  }

  /// A reshape changes nothing as long as the channels stay the last axis.
  private func checkOrder(_ operation: TFLiteOperator) throws(WeightsError) {
    let shapes = [operation.inputs[0], operation.outputs[0]].compactMap(\.self)
      .map { model.tensors[$0].shape }
    try require(
      shapes.count == 2 && shapes[0].last == shapes[1].last,
      "\(operation.title), makes \(shapes[1]) of \(shapes[0])")
  }

  /// Refuses a network of another structure.
  private func require(
    _ isSound: Bool, _ problem: @autoclosure () -> String
  ) throws(WeightsError) {
    if !isSound { throw model.buffer.unlike(problem()) }
  }
}
