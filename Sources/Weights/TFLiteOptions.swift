import MobileNet

/// What an operator's table of options says. Fields and defaults: schema.fbs.
enum TFLiteOptions {
  /// The union's codes of the options; operators without any may leave them out.
  static func checkType(
    _ operation: TFLiteOperator, _ kind: TFLiteOperator.Kind, _ buffer: FlatBuffer
  ) throws(WeightsError) {
    let code: UInt8? =
      switch kind {
      case .convolution: 1
      case .depthwise: 2
      case .averagePool: 5
      case .fullyConnected: 8
      case .softmax, .reshape, .mean, .squeeze, .dequantize, .quantize: nil
      }
    guard code == nil || operation.optionsType == code else {
      throw buffer.malformed(
        "operator \(operation.index) has options of the kind \(operation.optionsType)")
    }
  }

  /// Whether a pool takes the mean over a whole map of `window` rows and columns.
  static func isGlobal(
    _ pool: TFLiteOperator, window: Int, _ model: TFLiteModel
  ) throws(WeightsError) -> Bool {
    if pool.kind == .averagePool {
      guard let options = pool.options else { return false }
      let filter = [
        try options.number(3, default: Int32(0)), try options.number(4, default: Int32(0)),
      ]
      return filter == [Int32(window), Int32(window)]
    }
    // MEAN has its axes as a constant: rows and columns.
    guard pool.inputs.count == 2, let place = pool.inputs[1],
      let data = model.tensors[place].data, data.count == 8
    else { return false }
    let axes = [
      try model.buffer.number(at: data.lowerBound, as: Int32.self),
      try model.buffer.number(at: data.lowerBound + 4, as: Int32.self),
    ]
    return axes == [1, 2]
  }

  /// The options of a convolution, a depthwise one or a fully connected layer.
  struct Convolution {
    private let kind: TFLiteOperator.Kind?
    private let options: FlatTable?

    init(_ operation: TFLiteOperator) {
      kind = operation.kind
      options = operation.options
    }

    /// What an operator does otherwise than the layer, in a few words.
    func difference(from layer: Layer) throws(WeightsError) -> String? {
      let (activation, expected) = (try activation(), layer.kind == .linear ? 0 : 6)
      if activation != expected {
        return activation == 0 ? "no activation" : "another activation than it should"
      }
      guard kind != .fullyConnected else { return nil }
      let padding = try number(0, default: Int8(0))
      // A 1×1 filter reaches nowhere: SAME and VALID are one.
      if padding != 0, layer.kernel > 1 || padding != 1 { return "padding \(padding), not SAME" }
      let strides = [try number(1, default: Int32(0)), try number(2, default: Int32(0))]
      if strides != [Int32(layer.stride), Int32(layer.stride)] {
        return "strides \(strides), not \(layer.stride)"
      }
      let first = kind == .depthwise ? 5 : 4
      let dilations = [
        try number(first, default: Int32(1)), try number(first + 1, default: Int32(1)),
      ]
      if dilations != [1, 1] { return "dilations \(dilations)" }
      return nil
    }

    /// The upper end of what the fused activation lets through: 0 for none, 6 for ReLU6, −1 for
    /// any other.
    private func activation() throws(WeightsError) -> Int {
      let field =
        switch kind {
        case .fullyConnected: 0
        case .depthwise: 4
        default: 3
        }
      return switch try number(field, default: Int8(0)) {
      case 0: 0
      case 3: 6
      default: -1
      }
    }

    private func number<Number: FixedWidthInteger & BitwiseCopyable>(
      _ field: Int, default value: Number
    ) throws(WeightsError) -> Number {
      try options?.number(field, default: value) ?? value
    }
  }
}
