import MobileNet

/// Reads the whole numbers of a quantised TFLite file, as far as an int8 network can compute with them as
/// they are.
///
/// Both kinds of files are read: uint8 with one step and one zero point for a tensor (Google's of 2018), and
/// int8 with a step for each output channel (today's converter). What TFLite allows beyond that, and no
/// network with ReLU6 needs, is a problem in a few words: activations whose 0 is not their lowest code,
/// or that are cut off before their highest one.
struct TFLiteIntegers {
  private let model: TFLiteModel
  private let layers: [Layer]

  /// Why a file's integers can't be used.
  struct Problem: Error {
    let words: String
  }

  /// The codes of an activation, counted from 0.
  private struct Codes: Equatable {
    let step: Double
    let zero: Int
  }

  /// - Parameters:
  ///   - model: what the file says.
  ///   - layers: the network's, in order of execution, with the pool.
  init(_ model: TFLiteModel, _ layers: [Layer]) {
    self.model = model
    self.layers = layers
  }

  /// - Parameters:
  ///   - steps: the convolutions and the classifier, whose shapes have been checked.
  ///   - pool: between the last two of them.
  /// - Returns: nil where weights or activations are floats.
  /// - Throws: `Problem`, where the file has integers that can't be used.
  func read(
    _ steps: [TFLiteLayers.Step], pool: TFLiteOperator?
  ) throws(Problem) -> OwnIntegers? {
    guard let first = steps.first, let picture = first.operation.inputs.first.flatMap(\.self),
      model.tensors[picture].isQuantised, first.weight.isQuantised
    else { return nil }
    var codes = try self.codes(of: picture, "the picture")
    let pictureCodes = codes
    guard Float(1 / codes.step).isFinite else { throw Problem(words: "the picture's step is 0") }
    var found: [OwnIntegers.Layer] = []
    for (step, layer) in zip(steps, layers.filter { $0.kind != .pool }) {
      if layer.kind == .linear { codes = try self.codes(behind: pool, reading: codes) }
      try check(codes, areReadBy: step.operation, layer.name)
      let output = try self.codes(of: step.operation.outputs[0], "\(layer.name)'s output")
      if layer.kind != .linear { try checkReLU6(output, layer.name) }
      found.append(try self.layer(step, layer, from: codes, to: output))
      // The pool stands between the last convolution and the classifier.
      if layer.kind != .linear { codes = output }
      if layer.kind == .linear {
        return integers(
          found, pictureCodes, pool: codes, isMean: pool?.kind == .mean, logits: output)
      }
    }
    return nil
  }

  private func integers(
    _ layers: [OwnIntegers.Layer], _ picture: Codes, pool: Codes, isMean: Bool, logits: Codes
  ) -> OwnIntegers? {
    guard let classifier = layers.last else { return nil }
    return OwnIntegers(
      pictureStep: Float(picture.step), pictureZero: picture.zero,
      convolutions: Array(layers.dropLast()), poolStep: Float(pool.step),
      poolRoundsHalvesUp: !isMean, classifier: classifier, logitZero: logits.zero)
  }

  // MARK: - Activations

  private func codes(of index: Int, _ name: String) throws(Problem) -> Codes {
    let tensor = model.tensors[index]
    guard tensor.isQuantised,
      let stored = try? tensor.quantization(channels: 1, axis: 0, model.buffer)
    else { throw Problem(words: "\(name) has no sound step") }
    return Codes(
      step: Double(stored.scales[0]),
      zero: Int(stored.zeroPoints[0]) + (tensor.element == .int8 ? 128 : 0))
  }

  /// What the pool gives; its 0 is that of its input.
  private func codes(
    behind pool: TFLiteOperator?, reading codes: Codes
  ) throws(Problem) -> Codes {
    guard let pool else { return codes }
    try check(codes, areReadBy: pool, "the pool")
    let output = try self.codes(of: pool.outputs[0], "the pool's output")
    guard output.zero == 0 else {
      throw Problem(words: "the pool's output has its 0 at code \(output.zero), not at the lowest")
    }
    guard codes.step / output.step <= OwnIntegers.largestPoolRatio else {
      throw Problem(words: "the pool's output has the step \(Float(output.step))")
    }
    return output
  }

  /// Between two layers a file may count in other steps: this program does not.
  private func check(
    _ codes: Codes, areReadBy operation: TFLiteOperator, _ name: String
  ) throws(Problem) {
    guard let input = operation.inputs.first.flatMap(\.self),
      try self.codes(of: input, "\(name)'s input") == codes
    else { throw Problem(words: "\(name) reads other steps than the layer before it writes") }
  }

  /// The limits of a byte must be those of ReLU6, or narrower.
  private func checkReLU6(_ codes: Codes, _ name: String) throws(Problem) {
    guard codes.zero == 0 else {
      throw Problem(words: "\(name)'s output has its 0 at code \(codes.zero), not at the lowest")
    }
    let highest = (6 / codes.step).rounded()
    guard highest >= 255 else {
      throw Problem(words: "\(name)'s output ends at code \(Int(highest)), not at the highest")
    }
  }

  // MARK: - Weights

  private func layer(
    _ step: TFLiteLayers.Step, _ layer: Layer, from input: Codes, to output: Codes
  ) throws(Problem) -> OwnIntegers.Layer {
    let (weight, name) = (step.weight, layer.name)
    let channels = layer.output.channels
    let axis = layer.kind == .depthwise ? 3 : 0
    let count = layer.weightShape.reduce(1, *)
    guard weight.isQuantised, let place = weight.data, place.count == count,
      let stored = try? weight.quantization(channels: channels, axis: axis, model.buffer),
      let zero = stored.zeroPoints.first
    else { throw Problem(words: "\(name)'s weights are no bytes with sound steps") }
    guard stored.zeroPoints.allSatisfy({ $0 == zero }) else {
      throw Problem(words: "\(name)'s weights have a zero point for each channel")
    }
    let isUnsigned = weight.element == .uint8
    let scale = (0..<channels).map { channel in
      let step = Double(stored.scales[stored.scales.count == 1 ? 0 : channel])
      return step * input.step / output.step
    }
    let bias = try bias(step.bias, name, scale, input: input, output: output)
    try checkLimits(bias, scale, terms: count / channels, name)
    guard Float(output.step * 256).isFinite else {
      throw Problem(words: "\(name)'s output has the step \(output.step)")
    }
    return OwnIntegers.Layer(
      numbers: StoredNumbers(
        bytes: model.buffer.bytes, place: place, isUnsigned: isUnsigned, turn: ChannelTurn(layer)),
      zero: Int(zero) - (isUnsigned ? 128 : 0), bias: bias, scale: scale.map { Float($0) },
      outputStep: Float(output.step))
  }

  /// Whole numbers in units of a sum. As in TFLite their own scale may differ from that by a 50th of the
  /// output's step.
  private func bias(
    _ tensor: TFLiteTensor?, _ name: String, _ scale: [Double], input: Codes, output: Codes
  ) throws(Problem) -> [Int32] {
    guard let tensor else { return [Int32](repeating: 0, count: scale.count) }
    guard tensor.element == .int32, let place = tensor.data, place.count == 4 * scale.count,
      let stored = try? tensor.quantization(channels: scale.count, axis: 0, model.buffer)
    else { throw Problem(words: "\(name)'s biases are no whole numbers with sound steps") }
    for (channel, scale) in scale.enumerated() {
      let step = Double(stored.scales[stored.scales.count == 1 ? 0 : channel])
      guard abs(step / output.step - scale) <= 0.02 else {
        throw Problem(words: "\(name)'s biases have other steps than its sums")
      }
    }
    let bytes = UnsafeRawBufferPointer(rebasing: model.buffer.bytes.buffer[place])
    return scale.indices.map {
      Int32(littleEndian: bytes.loadUnaligned(fromByteOffset: 4 * $0, as: Int32.self))
    }
  }

  /// See `OwnIntegers.limit`.
  private func checkLimits(
    _ bias: [Int32], _ scale: [Double], terms: Int, _ name: String
  ) throws(Problem) {
    for (bias, scale) in zip(bias, scale) {
      let largest = Double(bias.magnitude) + Double(terms * 255 * 255)
      guard bias.magnitude <= OwnIntegers.largestBias.magnitude,
        largest * scale < OwnIntegers.limit
      else { throw Problem(words: "\(name)'s sums do not fit in 32 bits") }
    }
  }
}

extension ChannelTurn {
  /// For a layer's weights in TFLite.
  init(_ layer: Layer) {
    taps = layer.kind == .linear ? 1 : layer.kernel * layer.kernel
    inner = layer.kind == .depthwise ? layer.output.channels : layer.input.channels
  }
}
