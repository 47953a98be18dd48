import Kernels

// Layers of files that were quantised with zero points: a weight is a byte less a zero point, −255…255.

/// Weights of −255…255, from a byte and a zero point: seeded, or the largest there are.
struct OwnNumbers {
  /// What panels hold.
  let stored: [Int8]
  /// What stands for 0 among them.
  let zero: Int32
  let rest: IntegerNumbers

  var weights: [Int32] { stored.map { Int32($0) - zero } }

  init(
    seed: Int, zero: Int32, inputs: Int, weights: Int, outputs: Int, terms: Int,
    extreme: IntegerNumbers.Extreme = .none
  ) {
    self.zero = zero
    rest = IntegerNumbers(
      seed: seed, inputs: inputs, weights: weights, outputs: outputs, terms: 2 * terms,
      extreme: extreme)
    stored =
      extreme == .none
      ? rest.weights
      : [Int8](repeating: extreme == .highest ? 127 : -128, count: weights)
  }
}

/// A pointwise layer: the sums over each pixel, then the product that begins with them.
struct OwnPointwiseCase: IntegerCase {
  let pixels: Int
  let inputs: Int
  let outputs: Int
  let numbers: OwnNumbers

  static var all: [OwnPointwiseCase] {
    let channels = [1, 3, 4, 7, 8, 16, 17, 33, 50]
    return channels.flatMap { inputs in
      channels.map { OwnPointwiseCase(1 + (inputs + 2 * $0) % 14, inputs, $0, zero: 29) }
    } + [
      OwnPointwiseCase(13, 1024, 24, zero: -128, extreme: .highest),
      OwnPointwiseCase(13, 1024, 24, zero: 127, extreme: .lowest),
    ]
  }

  init(
    _ pixels: Int, _ inputs: Int, _ outputs: Int, zero: Int32,
    extreme: IntegerNumbers.Extreme = .none
  ) {
    (self.pixels, self.inputs, self.outputs) = (pixels, inputs, outputs)
    numbers = OwnNumbers(
      seed: inputs * 100 + outputs, zero: zero, inputs: pixels * inputs,
      weights: outputs * ((inputs + 3) / 4 * 4), outputs: outputs, terms: inputs, extreme: extreme)
  }

  var name: String { "int8 pointwise with a zero point \(inputs) → \(outputs), \(pixels) pixels" }

  var expected: [UInt8] {
    let (weights, stored) = (numbers.weights, numbers.stored.count / outputs)
    return (0..<pixels).flatMap { pixel in
      (0..<(outputs + 3) / 4 * 4).map { output in
        guard output < outputs else { return UInt8(0) }
        let sum = (0..<inputs).reduce(Int32(0)) {
          $0 + Int32(numbers.rest.input[pixel * inputs + $1]) * weights[output * stored + $1]
        }
        return numbers.rest.byte(sum, output)
      }
    }
  }

  func run(_ kernels: IntegerKernelTable, fill: UInt8) -> [UInt8] {
    var scratch = IntegerScratch(fill: fill)
    let map = blocked(numbers.rest.input, pixels: pixels, channels: inputs, fill: fill)
    let input = scratch.copy(map)
    let starts = scratch.copy([Int32](repeating: .max, count: pixels))
    kernels.pixelSums(
      IntegerPixelSumsArguments(
        input: input, inputBlockStride: pixels * Block.width, inputChannels: inputs,
        pixels: pixels, factor: -numbers.zero, output: starts))
    kernels.pointwise(
      IntegerPointwiseArguments(
        input: input, inputBlockStride: pixels * Block.width, inputChannels: inputs,
        panels: scratch.copy(grouped(numbers.stored, outputs: outputs)),
        panelStride: numbers.stored.count / outputs * Block.width, outputChannels: outputs,
        bias: scratch.copy(padded(numbers.rest.bias)), starts: starts,
        scale: scratch.copy(padded(numbers.rest.scale)),
        output: scratch.output(pixels * Block.padded(outputs)),
        outputBlockStride: pixels * Block.width, pixels: pixels,
        scratch: scratch.copy([UInt8](repeating: fill, count: 2 * map.count))))
    return flat(scratch.results(), pixels: pixels, channels: outputs)
  }
}

/// A depthwise layer whose taps are floats in memory.
struct WideDepthwiseCase: IntegerCase {
  let height: Int
  let width: Int
  let channels: Int
  let stride: Int
  let padding: Int
  let numbers: OwnNumbers

  static var all: [WideDepthwiseCase] {
    [1, 8, 18, 33].flatMap { channels in
      [(1, 1), (2, 5), (7, 7), (9, 4)].flatMap { height, width in
        [1, 2].map { WideDepthwiseCase(height, width, channels, stride: $0, padding: 1) }
      } + [WideDepthwiseCase(6, 8, channels, stride: 2, padding: 0)]
    } + [
      WideDepthwiseCase(9, 9, 17, stride: 1, padding: 1, zero: -128, extreme: .highest),
      WideDepthwiseCase(9, 9, 17, stride: 2, padding: 1, zero: 127, extreme: .lowest),
    ]
  }

  init(
    _ height: Int, _ width: Int, _ channels: Int, stride: Int, padding: Int, zero: Int32 = -70,
    extreme: IntegerNumbers.Extreme = .none
  ) {
    (self.height, self.width, self.channels) = (height, width, channels)
    (self.stride, self.padding) = (stride, padding)
    numbers = OwnNumbers(
      seed: height * 100 + width * 10 + channels, zero: zero, inputs: height * width * channels,
      weights: channels * 9, outputs: channels, terms: 9, extreme: extreme)
  }

  private var outputHeight: Int { (height + stride - 1) / stride }
  private var outputWidth: Int { (width + stride - 1) / stride }

  var name: String { "int8 depthwise, wide taps, \(height)×\(width)×\(channels), stride \(stride)" }

  var expected: [UInt8] {
    let weights = numbers.weights
    var result: [UInt8] = []
    for place in 0..<outputHeight * outputWidth {
      for channel in 0..<Block.padded(channels) {
        guard channel < channels else {
          result.append(0)
          continue
        }
        var sum: Int32 = 0
        for tap in 0..<9 {
          let row = place / outputWidth * stride + tap / 3 - padding
          let column = place % outputWidth * stride + tap % 3 - padding
          guard (0..<height).contains(row), (0..<width).contains(column) else { continue }
          let value = numbers.rest.input[(row * width + column) * channels + channel]
          sum += Int32(value) * weights[channel * 9 + tap]
        }
        result.append(numbers.rest.byte(sum, channel))
      }
    }
    return result
  }

  func run(_ kernels: IntegerKernelTable, fill: UInt8) -> [UInt8] {
    let (pixels, area) = (outputHeight * outputWidth, height * width)
    var scratch = IntegerScratch(fill: fill)
    let taps = UnsafeRawPointer(scratch.copy(panel)).assumingMemoryBound(to: Int8.self)
    kernels.wideDepthwise(
      IntegerDepthwiseArguments(
        input: scratch.copy(
          blocked(numbers.rest.input, pixels: area, channels: channels, fill: fill)),
        inputBlockStride: area * Block.width, inputHeight: height, inputWidth: width,
        zeroRow: scratch.copy([UInt8](repeating: 0, count: width * Block.width)), weights: taps,
        bias: scratch.copy(padded(numbers.rest.bias)),
        scale: scratch.copy(padded(numbers.rest.scale)), paddingTop: padding,
        paddingLeft: padding, output: scratch.output(pixels * Block.padded(channels)),
        outputBlockStride: pixels * Block.width, outputWidth: outputWidth, channels: channels,
        rows: 0..<outputHeight, blocks: 0..<Block.count(of: channels)), stride)
    return flat(scratch.results(), pixels: pixels, channels: Block.padded(channels))
  }

  /// `[block][dx][dy][16]`.
  private var panel: [Float] {
    let weights = numbers.weights
    return (0..<Block.padded(channels) * 9).map { place in
      let channel = place / (9 * Block.width) * Block.width + place % Block.width
      let (dx, dy) = (place / (3 * Block.width) % 3, place / Block.width % 3)
      return channel < channels ? Float(weights[channel * 9 + dy * 3 + dx]) : 0
    }
  }
}

/// The first layer, whose weights are sums of two bytes: it reads the picture twice.
struct TwofoldFirstCase: IntegerCase {
  let side: Int
  let outputs: Int
  let numbers: OwnNumbers

  static var all: [TwofoldFirstCase] {
    [1, 4, 13, 26].flatMap { side in [1, 8, 17, 32].map { TwofoldFirstCase(side, $0) } }
  }

  init(_ side: Int, _ outputs: Int) {
    (self.side, self.outputs) = (side, outputs)
    let padded = 2 * side + 1
    numbers = OwnNumbers(
      seed: side * 100 + outputs, zero: 90, inputs: padded * padded * 3, weights: outputs * 27,
      outputs: outputs, terms: 27)
  }

  private var paddedSide: Int { 2 * side + 1 }

  var name: String { "int8 first convolution, twofold weights, \(side)² → \(outputs)" }

  var expected: [UInt8] {
    let weights = numbers.weights
    return (0..<side * side).flatMap { place in
      (0..<(outputs + 3) / 4 * 4).map { output in
        guard output < outputs else { return UInt8(0) }
        var sum: Int32 = 0
        for index in 0..<27 {
          let (channel, dy, dx) = (index / 9, index / 3 % 3, index % 3)
          let (row, column) = (place / side * 2 + dy, place % side * 2 + dx)
          let value = numbers.rest.input[(row * paddedSide + column) * 3 + channel]
          sum += Int32(value) * weights[output * 27 + index]
        }
        return numbers.rest.byte(sum, output)
      }
    }
  }

  func run(_ kernels: IntegerKernelTable, fill: UInt8) -> [UInt8] {
    var scratch = IntegerScratch(fill: fill)
    let area = side * side
    kernels.firstConvolution(
      IntegerConvolutionArguments(
        input: scratch.copy(numbers.rest.input), inputBlockStride: 0,
        inputRowStride: paddedSide * 3, inputChannels: 3 + Block.width, stride: 2,
        panels: scratch.copy(grouped(rows, outputs: outputs)), panelStride: 72 * Block.width,
        outputChannels: outputs, bias: scratch.copy(padded(numbers.rest.bias)),
        scale: scratch.copy(padded(numbers.rest.scale)),
        output: scratch.output(area * Block.padded(outputs)), outputBlockStride: area * Block.width,
        outputRowStride: side * Block.width, outputWidth: side, rows: 0..<side))
    return flat(scratch.results(), pixels: area, channels: outputs)
  }

  /// `[output][time][dy][dx, channel, three zeros]`.
  private var rows: [Int8] {
    let weights = numbers.weights
    return (0..<outputs * 72).map { place in
      let (output, dy, index) = (place / 72, place / 12 % 3, place % 12)
      guard index < 9 else { return 0 }
      let weight = Int(weights[output * 27 + index % 3 * 9 + dy * 3 + index / 3])
      let first = Int8(clamping: weight)
      return place % 72 < 36 ? first : Int8(weight - Int(first))
    }
  }
}
