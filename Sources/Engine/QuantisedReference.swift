import MobileNet
import Weights

/// MobileNet v1 in int8, in plain loops on whole numbers: it defines the bits that every instruction set
/// must give. Read `Reference` first.
///
/// An activation of 0…6 is a byte of 0…255: steps of 6/255, and 0 is 0. A weight is a number of
/// −127…127, or fewer, times a step of its output channel. So a sum of products is a whole number, exact whatever
/// the order, and becomes the next layer's byte by one product, rounded to the nearest even:
///
///     byte = held(round(scale · (bias + Σ byte · number))) in 0…255
///
/// ReLU6 is the limits of a byte. The picture's bytes are its pixels, whose 0 lies elsewhere; the bias
/// of the first layer takes that in. The pool's mean is rounded to a byte, and logits are float32.
///
/// A quantised file's own integers say the steps, and numbers have a zero point; see `OwnIntegers`.
struct QuantisedReference: Sendable {
  private let source: WeightSource
  /// The source's own, where nothing else is asked for.
  private let integers: OwnIntegers?
  private let picture: PictureValues
  /// Of each convolution in order of execution, the classifier's last.
  private let filters: [QuantisedFilter]

  /// Reads and quantises all weights at their stored width.
  init(_ source: WeightSource, _ quantisation: Quantisation = .usual) {
    self.source = source
    integers = quantisation == .usual ? source.integers : nil
    if let integers {
      picture = PictureValues(integers)
      filters = zip(
        source.convolutions.map(\.weight) + [source.classifierWeight],
        integers.convolutions + [integers.classifier]
      ).map { QuantisedFilter(own: $1, shape: $0.shape) }
      return
    }
    let picture = PictureValues(source.preprocessing)
    self.picture = picture
    let gains = source.gains(for: quantisation)
    filters = (source.convolutions.map(\.weight) + [source.classifierWeight]).enumerated().map {
      let (index, tensor) = $0
      let picture = index == 0 ? picture : nil
      let steps = WeightSteps(
        quantisation, of: tensor.values(), channels: tensor.shape[0],
        gains: index < source.convolutions.count ? gains?[index] : nil, picture: picture)
      return QuantisedFilter(tensor, steps, picture)
    }
  }

  /// Runs a picture through all layers.
  ///
  /// - Parameters:
  ///   - picture: side × side × 3, row by row, R G B, normalised as the weights ask for.
  ///   - architecture: of the weights' variant and classes, no wider than they are.
  /// - Returns: each layer's output, of 0…255 but for the last one, the logits.
  func activations(of picture: [Float], in architecture: Architecture) -> [[Float]] {
    let norms = norms(of: architecture)
    var outputs: [[Float]] = []
    var index = 0
    var map = bytes(of: picture, architecture.layers[0].input)
    for layer in architecture.layers {
      let filter = filters[index]
      switch layer.kind {
      case .conv, .depthwise, .pointwise:
        map = convolve(map, with: filter, norms[index], in: layer, isFirst: index == 0)
        index += 1
      case .pool: map = averagePool(map)
      case .linear:
        outputs.append(classify(map, with: filter, to: layer.output))
        continue
      }
      outputs.append(map.values.map(Float.init))
    }
    return outputs
  }

  /// A convolution of any kind: each output sees some taps and some input channels.
  private func convolve(
    _ input: ByteMap, with filter: QuantisedFilter, _ norm: IntegerNorm, in layer: Layer,
    isFirst: Bool
  ) -> ByteMap {
    let border = isFirst ? picture.border.map(Int32.init) : []
    let isDepthwise = layer.kind == .depthwise
    return ByteMap(layer.output) { y, x, n in
      var sum = norm.bias[n]
      for dy in 0..<layer.kernel {
        for dx in 0..<layer.kernel {
          let row = y * layer.stride + dy - layer.padding.top
          let column = x * layer.stride + dx - layer.padding.left
          let isInside = input.contains(row, column)
          guard isInside || isFirst else { continue }  // One of the padding's zeros.
          for m in 0..<(isDepthwise ? 1 : layer.input.channels) {
            let value = isInside ? input[row, column, isDepthwise ? n : m] : border[m]
            sum += filter[n, m, dy, dx] * value
          }
        }
      }
      return round(Float(sum) * norm.scale[n])
    }
  }

  /// The mean of each channel over all pixels.
  private func averagePool(_ input: ByteMap) -> ByteMap {
    var share = 1 / Float(input.shape.area)
    if let integers { share = integers.poolShare(pixels: input.shape.area) }
    return ByteMap(Shape(height: 1, width: 1, channels: input.shape.channels)) { _, _, m in
      var sum: Int32 = 0
      for y in 0..<input.shape.height {
        for x in 0..<input.shape.width { sum += input[y, x, m] }
      }
      return round(Float(sum) * share)
    }
  }

  private func classify(_ input: ByteMap, with filter: QuantisedFilter, to shape: Shape) -> [Float]
  {
    if let integers { return classify(input, with: filter, integers) }
    let biases = source.classifierBias.values()
    return (0..<shape.channels).map { n in
      var sum: Int32 = 0
      for m in 0..<input.shape.channels { sum += filter[n, m, 0, 0] * input[0, 0, m] }
      let product = Float(sum) * (filter.steps[n] / (255 / 6))
      return product + biases[n]
    }
  }

  private func bytes(of picture: [Float], _ shape: Shape) -> ByteMap {
    let values = self.picture
    return ByteMap(shape) { y, x, channel in
      let product = picture[(y * shape.width + x) * 3 + channel] * values.factors[channel]
      return round(product + values.offsets[channel])
    }
  }

  /// To the nearest whole number, halves to the even one, held to a byte.
  private func round(_ value: Float) -> UInt8 {
    value > 0 ? UInt8(min(value, 255).rounded(.toNearestOrEven)) : 0
  }

  /// Each convolution's scales and biases.
  private func norms(of architecture: Architecture) -> [IntegerNorm] {
    if let integers { return norms(integers) }
    var statistics = BatchNormStatistics()
    source.fillStatistics(&statistics, for: architecture)
    var first = 0  // The convolution's first channel among the statistics of all.
    return architecture.layers.filter(\.kind.hasBatchNorm).enumerated().map { index, layer in
      let filter = filters[index]
      let (gamma, beta) = (
        source.convolutions[index].gamma.values(), source.convolutions[index].beta.values()
      )
      let terms =
        layer.kernel * layer.kernel * (layer.kind == .depthwise ? 1 : layer.input.channels)
      var norm = IntegerNorm(terms: terms)
      for n in 0..<layer.output.channels {
        var offset = filter.origin[n]
        if layer.kind == .pointwise, statistics.computesPointwiseMeans {
          let means = statistics.activationMeans[(first - layer.input.channels)..<first]
          offset = meanSum(filter, n, Array(means))
        }
        norm.append(
          gain: gamma[n] / statistics.deviations[first + n], mean: statistics.means[first + n],
          beta: beta[n], step: filter.steps[n] * (index == 0 ? 255 / 6 : 1), offset: offset)
      }
      first += layer.output.channels
      return norm
    }
  }

  /// A pointwise sum over mean inputs, which are known to 16 bits: 257 of their steps are one of a byte.
  private func meanSum(_ filter: QuantisedFilter, _ n: Int, _ means: [Float]) -> Float {
    var (high, low): (Int32, Int32) = (0, 0)
    for (m, mean) in means.enumerated() {
      let steps = Int32((min(max(mean, 0), 6) * 10922.5).rounded(.toNearestOrEven))
      high += filter[n, m, 0, 0] * (steps >> 8)
      low += filter[n, m, 0, 0] * (steps & 255)
    }
    let product = Float(high) * 256
    return (product + Float(low)) / 257
  }
}

extension QuantisedReference {
  /// What the file says; the first layer's bias takes in where the picture's 0 lies.
  private func norms(_ integers: OwnIntegers) -> [IntegerNorm] {
    integers.convolutions.enumerated().map { index, layer in
      let terms = filters[index].numbers.count / layer.bias.count
      guard index == 0 else {
        return IntegerNorm(terms: terms, scale: layer.scale, bias: layer.bias)
      }
      let zero = Int32(integers.pictureZero)
      let bias = layer.bias.enumerated().map { n, bias in
        bias - zero * filters[0].numbers[n * terms..<(n + 1) * terms].reduce(0, +)
      }
      return IntegerNorm(terms: terms, scale: layer.scale, bias: bias)
    }
  }

  /// Logits of the file's codes. The sum of the numbers as they are stored becomes a float first.
  private func classify(
    _ input: ByteMap, with filter: QuantisedFilter, _ integers: OwnIntegers
  ) -> [Float] {
    let (layer, zero) = (integers.classifier, Int32(integers.classifier.zero))
    return layer.bias.indices.map { n in
      var (sum, inputs): (Int32, Int32) = (0, 0)
      for m in 0..<input.shape.channels {
        sum += (filter[n, m, 0, 0] + zero) * input[0, 0, m]
        inputs += input[0, 0, m]
      }
      let total = Float(sum) + Float(layer.bias[n] - zero * inputs)
      let code = (total * layer.scale[n]).rounded(.toNearestOrEven) + Float(integers.logitZero)
      return (min(max(code, 0), 255) - Float(integers.logitZero)) * layer.outputStep
    }
  }
}

/// What a convolution's sums begin with and are multiplied with, for each output channel.
private struct IntegerNorm {
  /// Products of a sum.
  let terms: Int
  private(set) var scale: [Float] = []
  private(set) var bias: [Int32] = []

  init(terms: Int) {
    self.terms = terms
  }

  /// A file's own.
  init(terms: Int, scale: [Float], bias: [Int32]) {
    (self.terms, self.scale, self.bias) = (terms, scale, bias)
  }

  /// Folds a batch norm: gain · (x − mean) + β, where 1 of a sum is `step` of the output's steps before
  /// it, and the sum has `offset` too much.
  mutating func append(gain: Float, mean: Float, beta: Float, step: Float, offset: Float) {
    let product = mean * gain
    let shift = bounded((beta - product) * (255 / 6), 0x1p20)
    let factor = bounded(step * gain, 0x1p15 / Float(max(1024, terms)))
    let ratio = shift / factor
    if abs(ratio) <= 0x1p30 {
      scale.append(factor)
      bias.append(
        Int32((ratio - bounded(offset, Float(terms) * 255 * 127)).rounded(.toNearestOrEven)))
    } else {
      // A channel that hardly depends on its inputs: see `IntegerFold`.
      scale.append(shift * 0x1p-30)
      bias.append(1 << 30)
    }
  }

  private func bounded(_ value: Float, _ bound: Float) -> Float {
    value.isNaN ? 0 : min(max(value, -bound), bound)
  }
}

/// Height × width × channels bytes, channel fastest.
private struct ByteMap {
  let shape: Shape
  private(set) var values: [UInt8] = []

  init(_ shape: Shape, value: (_ y: Int, _ x: Int, _ channel: Int) -> UInt8) {
    self.shape = shape
    values.reserveCapacity(shape.count)
    for y in 0..<shape.height {
      for x in 0..<shape.width {
        for channel in 0..<shape.channels { values.append(value(y, x, channel)) }
      }
    }
  }

  func contains(_ y: Int, _ x: Int) -> Bool {
    (0..<shape.height).contains(y) && (0..<shape.width).contains(x)
  }

  subscript(y: Int, x: Int, channel: Int) -> Int32 {
    Int32(values[(y * shape.width + x) * shape.channels + channel])
  }
}

/// N × M × side × side numbers, and a step for each of the N.
private struct QuantisedFilter: Sendable {
  let numbers: [Int32]
  let steps: [Float]
  /// The sums over an input of zeros: 0 but in the first layer.
  let origin: [Float]
  private let storedInputs: Int
  private let side: Int

  /// - Parameters:
  ///   - tensor: the weights.
  ///   - weightSteps: what 1 is worth.
  ///   - picture: of the first layer alone.
  init(_ tensor: Tensor, _ weightSteps: WeightSteps, _ picture: PictureValues?) {
    var weights = tensor.values()
    let row = weights.count / tensor.shape[0]
    storedInputs = tensor.shape[1]
    side = tensor.shape.count == 4 ? tensor.shape[3] : 1
    var numbers = [Int8](repeating: 0, count: weights.count)
    var steps: [Float] = []
    var origin: [Float] = []
    let isDepthwise = picture == nil && side == 3 && storedInputs == 1
    weights.withUnsafeMutableBufferPointer { weights in
      numbers.withUnsafeMutableBufferPointer { numbers in
        for n in 0..<tensor.shape[0] {
          let place = n * row..<(n + 1) * row
          let filter = UnsafeMutableBufferPointer(rebasing: weights[place])
          let target = UnsafeMutableBufferPointer(rebasing: numbers[place])
          picture?.scale(filter)
          let step = weightSteps.step(of: UnsafeBufferPointer(filter), channel: n)
          if let start = target.baseAddress {
            let keepsSum = isDepthwise && weightSteps.keepsSums
            let quantise = keepsSum ? Quantiser.quantiseKeepingSum : Quantiser.quantise
            quantise(UnsafeBufferPointer(filter), step, weightSteps.limit, start)
          }
          steps.append(step)
          origin.append(picture?.origin(of: Array(target)) ?? 0)
        }
      }
    }
    (self.numbers, self.steps, self.origin) = (numbers.map { Int32($0) }, steps, origin)
  }

  /// A file's own, less their zero point.
  init(own layer: OwnIntegers.Layer, shape: [Int]) {
    numbers = layer.weights.map { Int32($0) }
    (steps, origin) = ([], [])
    storedInputs = shape[1]
    side = shape.count == 4 ? shape[3] : 1
  }

  subscript(n: Int, m: Int, dy: Int, dx: Int) -> Int32 {
    numbers[((n * storedInputs + m) * side + dy) * side + dx]
  }
}
