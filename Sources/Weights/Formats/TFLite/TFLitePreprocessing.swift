/// What a TFLite file says of the way from a picture's pixels to the first convolution.
///
/// - A quantised input takes the pixels as they are: real = (pixel − zero point) · scale, where int8
///   counts from −128.
/// - Metadata that tell how a float input is made are believed.
/// - Arithmetic with constants before the first convolution (Keras's Rescaling and Normalization) works
///   on pixels of 0…255; or of 0…1, if with 0…255 the result were far from what networks are fed.
/// - A QUANTIZE behind a float input tells the range of values that it was made for.
/// - Where the file tells nothing: −1…1, as Google's float networks were trained.
struct TFLitePreprocessing {
  private(set) var preprocessing = Preprocessing.plain
  private(set) var origin = PreprocessingOrigin.assumed

  init(
    _ model: TFLiteModel, _ chain: TFLiteChain, _ arithmetic: [TFLiteOperator]
  ) throws(WeightsError) {
    var computed = Line()
    for operation in arithmetic { try computed.follow(operation, chain, model.buffer) }
    let input = model.tensors[model.input]
    if input.isQuantised, let pixels = try Line(dequantising: input, model.buffer) {
      try take(computed.after(pixels), model.buffer)
    } else if let told = Line(model.metadata) {
      try take(computed.after(told), model.buffer)
    } else if !computed.isIdentity {
      let bytes = computed.after(Line(scale: SIMD3(repeating: 255)))
      let isFar = bytes.reach > Line.usualReach && computed.reach <= Line.usualReach
      try take(isFar ? computed : bytes, model.buffer)
    } else if let first = arithmetic.first, first.kind == .quantize,
      let line = try Line(dequantising: model.tensors[first.outputs[0]], model.buffer),
      let usual = Line.usual.first(where: { $0.isNear(line) })
    {
      try take(usual, model.buffer)
    }
  }

  /// `line`: from pixels of 0…1 to what the network is fed.
  private mutating func take(_ line: Line, _ buffer: FlatBuffer) throws(WeightsError) {
    let std = 1 / line.scale
    let mean = -line.shift / line.scale
    let isSound = (0..<3).allSatisfy {
      mean[$0].magnitude <= 1000 && (1e-6...1000).contains(std[$0].magnitude)
    }
    guard isSound else {
      throw buffer.unlike("what it computes of the pixels is no mean and no deviation")
    }
    preprocessing = Preprocessing(
      mean: SIMD3<Float>(mean), std: SIMD3<Float>(std), crop: Preprocessing.plain.crop)
    origin.values = .file
  }
}

/// scale · x + shift, for R, G and B.
private struct Line: Equatable {
  var scale = SIMD3<Double>(repeating: 1)
  var shift = SIMD3<Double>(repeating: 0)

  /// Above any usual input: with ImageNet's mean and deviation values reach 2.7.
  static let usualReach = 4.0
  /// From pixels of 0…1 to −1…1, to 0…1 and to 0…255.
  static let usual = [
    Line(scale: SIMD3(repeating: 2), shift: SIMD3(repeating: -1)), Line(),
    Line(scale: SIMD3(repeating: 255)),
  ]
}

extension Line {
  /// What the codes 0…255 of a quantised tensor stand for; nil where it has no scale.
  init?(dequantising tensor: TFLiteTensor, _ buffer: FlatBuffer) throws(WeightsError) {
    guard let stored = try tensor.quantization(channels: 1, axis: 0, buffer) else { return nil }
    let zero = Double(stored.zeroPoints[0]) + (tensor.element == .int8 ? 128 : 0)
    let step = Double(stored.scales[0])
    self.init(scale: SIMD3(repeating: 255 * step), shift: SIMD3(repeating: -zero * step))
  }

  /// What the metadata tell; nil where they tell nothing.
  init?(_ metadata: TFLiteMetadata) {
    guard metadata.mean != nil || metadata.std != nil else { return nil }
    let std = SIMD3<Double>(metadata.std ?? SIMD3(repeating: 1))
    self.init(
      scale: 255 / std, shift: -SIMD3<Double>(metadata.mean ?? SIMD3(repeating: 0)) / std)
  }

  var isIdentity: Bool { self == Line() }

  /// The largest magnitude that a pixel of 0…1 leads to.
  var reach: Double {
    (0..<3).map { max(shift[$0].magnitude, (scale[$0] + shift[$0]).magnitude) }.max() ?? 0
  }

  /// Whether both are the same but for the error of a calibration.
  func isNear(_ other: Line) -> Bool {
    (0..<3).allSatisfy { channel in
      let tolerance = 0.06 * scale[channel].magnitude
      return (shift[channel] - other.shift[channel]).magnitude < tolerance
        && (scale[channel] - other.scale[channel]).magnitude < tolerance
    }
  }

  /// The line that does the other one first, then this.
  func after(_ first: Line) -> Line {
    Line(scale: scale * first.scale, shift: scale * first.shift + shift)
  }

  /// What an operator makes of it.
  mutating func follow(
    _ operation: TFLiteOperator, _ chain: TFLiteChain, _ buffer: FlatBuffer
  ) throws(WeightsError) {
    guard operation.kind != .quantize, operation.kind != .dequantize else { return }
    let activation = TFLiteOptions.Activation(
      code: try operation.options?.number(ArithmeticField.activation, default: Int8(0)) ?? 0)
    guard activation == .none else {
      throw buffer.unlike("\(operation.title), has the activation \(activation)")
    }
    guard let place = chain.constantPlace(operation),
      let tensor = try chain.constant(operation, place)
    else { throw buffer.malformed("\(operation.title), has no constant operand") }
    var constants = TFLiteConstants(buffer)
    let operand = SIMD3<Double>(try constants.colour(tensor))
    switch operation.kind {
    case .add: shift += operand
    case .subtract where place == 1: shift -= operand
    case .subtract: self = Line(scale: -scale, shift: operand - shift)
    case .multiply: self = Line(scale: scale * operand, shift: shift * operand)
    case .divide where place == 1: self = Line(scale: scale / operand, shift: shift / operand)
    default: throw buffer.unlike("\(operation.title), divides by the pixels")
    }
  }
}
