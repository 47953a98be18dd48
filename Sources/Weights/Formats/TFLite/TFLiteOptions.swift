import MobileNet

/// What an operator's table of options says. Source of the defaults: schema.fbs.
enum TFLiteOptions {
  /// Which table of options belongs to a kind of operator: `BuiltinOptions` of the schema. The other
  /// kinds need none.
  private static let types: [TFLiteOperator.Kind: UInt8] = [
    .convolution: 1, .depthwise: 2, .averagePool: 5, .fullyConnected: 8, .softmax: 9, .add: 11,
    .multiply: 21, .subtract: 28, .divide: 29,
  ]

  /// Refuses an operator whose options are those of another kind.
  static func checkType(
    _ operation: TFLiteOperator, _ kind: TFLiteOperator.Kind, _ buffer: FlatBuffer
  ) throws(WeightsError) {
    let type = operation.optionsType
    guard [nil, type].contains(types[kind]) else {
      throw buffer.malformed("\(operation.title), has options of the kind \(type)")
    }
  }

  /// Whether a pool takes the mean over a whole map of `window` rows and columns.
  static func isGlobal(
    _ pool: TFLiteOperator, window: Int, _ model: TFLiteModel
  ) throws(WeightsError) -> Bool {
    // One place is left, whatever the strides are.
    guard model.tensors[pool.outputs[0]].shape.dropLast().allSatisfy({ $0 == 1 }) else {
      return false
    }
    if pool.kind == .averagePool {
      guard let options = pool.options else { return false }
      let filter = [
        try options.number(PoolField.filterWidth, default: Int32(0)),
        try options.number(PoolField.filterHeight, default: Int32(0)),
      ]
      // The mean of values in 0…6 lies in 0…6: these activations leave it as it is.
      let activation = Activation(code: try options.number(PoolField.activation, default: Int8(0)))
      return filter == [Int32(window), Int32(window)]
        && [.none, .relu, .relu6].contains(activation)
    }
    // MEAN has its axes as a constant: rows and columns, in any order, from the end where negative.
    guard pool.inputs.count == 2, let place = pool.inputs[1],
      let data = model.tensors[place].data, data.count == 8
    else { return false }
    let axes = try [data.lowerBound, data.lowerBound + 4].map { (place) throws(WeightsError) in
      let axis = Int(try model.buffer.number(at: place, as: Int32.self))
      return axis < 0 ? axis + 4 : axis
    }
    return axes.sorted() == [1, 2]
  }

  /// What a softmax multiplies the logits by. Without options TFLite takes 0.
  static func softmaxBeta(_ softmax: TFLiteOperator) throws(WeightsError) -> Float {
    Float(bitPattern: try softmax.options?.number(SoftmaxField.beta, default: UInt32(0)) ?? 0)
  }

  /// What is done to an operator's result. Source: `ActivationFunctionType` of the schema.
  struct Activation: Equatable, CustomStringConvertible {
    let code: Int8

    static let none = Activation(code: 0)
    static let relu = Activation(code: 1)
    static let relu6 = Activation(code: 3)

    /// As the schema calls it.
    var description: String {
      let names = ["NONE", "RELU", "RELU_N1_TO_1", "RELU6", "TANH", "SIGN_BIT"]
      return names.indices.contains(Int(code)) ? names[Int(code)] : "\(code)"
    }
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
      let activation = try activation()
      let expected: Activation = layer.kind == .linear ? .none : .relu6
      if activation != expected { return "the activation \(activation), not \(expected)" }
      guard kind != .fullyConnected else {
        let format = try number(FullyConnectedField.weightsFormat, default: Int8(0))
        return format == 0 ? nil : "its weights in an order of its own"
      }
      // Padding and strides have the same numbers in both kinds of convolution.
      let padding = try number(ConvolutionField.padding, default: Int8(0))
      // A 1×1 filter reaches nowhere: SAME and VALID are one.
      if padding != 0, layer.kernel > 1 || padding != 1 { return "padding \(padding), not SAME" }
      let strides = [
        try number(ConvolutionField.strideWidth, default: Int32(0)),
        try number(ConvolutionField.strideHeight, default: Int32(0)),
      ]
      if strides != [Int32(layer.stride), Int32(layer.stride)] {
        return "strides \(strides), not \(layer.stride)"
      }
      let dilations = try dilations()
      return dilations == [1, 1] ? nil : "dilations \(dilations)"
    }

    private func activation() throws(WeightsError) -> Activation {
      let code: Int8 =
        switch kind {
        case .fullyConnected: try number(FullyConnectedField.activation, default: 0)
        case .depthwise: try number(DepthwiseField.activation, default: 0)
        default: try number(ConvolutionField.activation, default: 0)
        }
      return Activation(code: code)
    }

    /// Along x and y.
    private func dilations() throws(WeightsError) -> [Int32] {
      kind == .depthwise
        ? [
          try number(DepthwiseField.dilationWidth, default: 1),
          try number(DepthwiseField.dilationHeight, default: 1),
        ]
        : [
          try number(ConvolutionField.dilationWidth, default: 1),
          try number(ConvolutionField.dilationHeight, default: 1),
        ]
    }

    private func number<Number: FixedWidthInteger & BitwiseCopyable>(
      _ field: some FlatField, default value: Number
    ) throws(WeightsError) -> Number {
      try options?.number(field, default: value) ?? value
    }
  }
}
