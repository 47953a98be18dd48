import Kernels

/// An average pool of bytes.
struct IntegerPoolCase: IntegerCase {
  let pixels: Int
  let channels: Int
  let numbers: IntegerNumbers

  static var all: [IntegerPoolCase] {
    [1, 2, 4, 7, 49, 256].flatMap { pixels in
      [1, 16, 17, 40].map { IntegerPoolCase(pixels: pixels, channels: $0) }
    }
  }

  init(pixels: Int, channels: Int) {
    self.pixels = pixels
    self.channels = channels
    numbers = IntegerNumbers(
      seed: channels, inputs: pixels * channels, weights: 0, outputs: 0, terms: 1)
  }

  var name: String { "int8 pool of \(pixels) pixels × \(channels)" }

  var expected: [UInt8] {
    (0..<(channels + 3) / 4 * 4).map { channel in
      guard channel < channels else { return 0 }
      let sum = (0..<pixels).reduce(0) { $0 + Int32(numbers.input[$1 * channels + channel]) }
      return IntegerNumbers.byte(Float(sum) * (1 / Float(pixels)))
    }
  }

  func run(_ kernels: IntegerKernelTable, fill: UInt8) -> [UInt8] {
    var scratch = IntegerScratch(fill: fill)
    kernels.averagePool(
      IntegerPoolArguments(
        input: scratch.copy(
          blocked(numbers.input, pixels: pixels, channels: channels, fill: fill)),
        inputBlockStride: pixels * Block.width, pixels: pixels, share: 1 / Float(pixels),
        output: scratch.output(Block.padded(channels)), blocks: 0..<Block.count(of: channels)))
    return flat(scratch.results(), pixels: 1, channels: channels)
  }
}

/// A picture's values as bytes.
struct PictureBytesCase: IntegerCase {
  let values: [Float]
  let factors: [Float]
  let offsets: [Float]

  static var all: [PictureBytesCase] { [3, 6, 21, 24, 27, 45, 99, 672].map(PictureBytesCase.init) }

  init(count: Int) {
    var random = Values(seed: count)
    values = [.nan, .infinity, -.infinity] + random.array(count - 3).map { $0 * 1.2 }
    factors = [127.5, 60, 55]
    offsets = [127.5, 124, 104]
  }

  var name: String { "a picture of \(values.count) values" }

  var expected: [UInt8] {
    values.indices.map { place in
      let product = values[place] * factors[place % 3]
      let value = product + offsets[place % 3]
      return value == value ? IntegerNumbers.byte(value) : 0
    }
  }

  func run(_ kernels: IntegerKernelTable, fill: UInt8) -> [UInt8] {
    var scratch = IntegerScratch(fill: fill)
    let repeated = (0..<48).map { factors[$0 % 3] } + (0..<48).map { offsets[$0 % 3] }
    kernels.convertPicture(
      scratch.copy(values), values.count, scratch.copy(repeated), scratch.output(values.count))
    return scratch.results()
  }
}

/// Batch norms as scales and biases: usual ones, and what no network should have.
struct IntegerFoldCase {
  /// Channels of γ, β, step, mean, deviation and offset.
  let channels: [[Float]]
  let terms = 1024

  static var all: [IntegerFoldCase] { [1, 8, 16, 17, 40].map(IntegerFoldCase.init) }

  init(count: Int) {
    var values = Values(seed: count)
    channels = (0..<count).map { _ in
      [
        values.next(), values.next(), abs(values.next()) / 100, values.next(),
        abs(values.next()) + 0.1, values.next() * 1000,
      ]
    }
  }

  /// One channel with each hostile value in each place.
  static var hostile: IntegerFoldCase {
    let values: [Float] = [
      .nan, .infinity, -.infinity, 0, 1e38, -1e38, .leastNonzeroMagnitude, .greatestFiniteMagnitude,
    ]
    let usual: [Float] = [1, 0.5, 0.01, 0.2, 1, 100]
    return IntegerFoldCase(
      channels: values.flatMap { value in
        (0..<6).map { place in
          var channel = usual
          channel[place] = value
          return channel
        }
      } + values.map { [Float](repeating: $0, count: 6) })
  }

  private init(channels: [[Float]]) {
    self.channels = channels
  }

  /// Each channel's scale and bias, in scalars and in the order that defines the bits.
  var expected: [(scale: Float, bias: Int32)] {
    channels.map { channel in
      let gain = channel[0] / channel[4]
      let product = channel[3] * gain
      let shift = bounded((channel[1] - product) * 42.5, 0x1p20)
      let scale = bounded(channel[2] * gain, 0x1p15 / Float(terms))
      let ratio = shift / scale
      guard abs(ratio) <= 0x1p30 else { return (shift * 0x1p-30, 1 << 30) }
      let bias = ratio - bounded(channel[5], Float(terms) * 255 * 127)
      return (scale, Int32(bias.rounded(.toNearestOrEven)))
    }
  }

  private func bounded(_ value: Float, _ bound: Float) -> Float {
    value != value ? 0 : min(max(value, -bound), bound)
  }

  func run(_ kernels: IntegerKernelTable) -> [(scale: Float, bias: Int32)] {
    var scratch = IntegerScratch(fill: 0xFF)
    let count = Block.padded(channels.count)
    let scale = scratch.copy([Float](repeating: .nan, count: count))
    let bias = scratch.copy([Int32](repeating: .min, count: count))
    func values(_ place: Int) -> UnsafeMutablePointer<Float> {
      scratch.copy(channels.map { $0[place] })
    }
    kernels.fold(
      IntegerFoldArguments(
        gamma: values(0), beta: values(1), step: values(2), mean: values(3),
        deviation: values(4), origin: values(5), means: nil, terms: terms, scale: scale,
        bias: bias, channels: channels.count))
    let result = (0..<count).map { (scale: scale[$0], bias: bias[$0]) }
    _ = scratch.results()
    return result
  }

  /// Whether the kernel gives these, and zeros in the lanes past the last channel.
  func agrees(_ kernels: IntegerKernelTable) -> Bool {
    let (found, expected) = (run(kernels), expected)
    var isEqual = true
    for (place, one) in found.enumerated() {
      isEqual =
        isEqual
        && (place < expected.count
          ? one.scale == expected[place].scale && one.bias == expected[place].bias
          : one.scale == 0)
    }
    return isEqual
  }

  /// Whether no sum of `terms` products can leave 32 bits, nor what it is multiplied to.
  func isBounded(_ kernels: IntegerKernelTable) -> Bool {
    let most = Double(terms) * 255 * 127
    return run(kernels).allSatisfy { scale, bias in
      let sum = abs(Double(bias)) + most
      return scale == scale && sum < 0x1p31 && sum * abs(Double(scale)) < 0x1p31
    }
  }
}
