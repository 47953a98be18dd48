import Kernels

/// A pointwise layer on bytes, on the first channels of wider panels.
struct IntegerPointwiseCase: IntegerCase {
  let pixels: Int
  let inputs: Int
  let outputs: Int
  /// Stored input channels, in whole groups of four.
  let stored: Int
  let numbers: IntegerNumbers

  static var all: [IntegerPointwiseCase] {
    let pixels = [1, 2, 3, 4, 5, 9, 11, 12, 13, 23, 49]
    let channels = [1, 2, 3, 4, 7, 8, 15, 16, 17, 18, 19, 33, 64, 100]
    return channels.flatMap { inputs in
      channels.map { outputs in
        IntegerPointwiseCase(
          pixels: pixels[(inputs + outputs) % pixels.count], inputs: inputs, outputs: outputs,
          spare: inputs % 3 * 5)
      }
    }
      + pixels.map { IntegerPointwiseCase(pixels: $0, inputs: 38, outputs: 50, spare: 0) }
      + [.none, .highest, .lowest].map {
        IntegerPointwiseCase(pixels: 13, inputs: 1024, outputs: 24, spare: 0, extreme: $0)
      }
  }

  init(
    pixels: Int, inputs: Int, outputs: Int, spare: Int,
    extreme: IntegerNumbers.Extreme = .none
  ) {
    self.pixels = pixels
    self.inputs = inputs
    self.outputs = outputs
    stored = (inputs + spare + 3) / 4 * 4
    numbers = IntegerNumbers(
      seed: inputs * 1000 + outputs, inputs: pixels * inputs, weights: outputs * stored,
      outputs: outputs, terms: inputs, extreme: extreme)
  }

  var name: String { "int8 pointwise \(inputs) → \(outputs), \(pixels) pixels" }

  var expected: [UInt8] {
    (0..<pixels).flatMap { pixel in
      (0..<(outputs + 3) / 4 * 4).map { output in
        output < outputs ? numbers.byte(sum(pixel, output), output) : 0
      }
    }
  }

  private func sum(_ pixel: Int, _ output: Int) -> Int32 {
    (0..<inputs).reduce(0) {
      $0 + Int32(numbers.input[pixel * inputs + $1]) * Int32(numbers.weights[output * stored + $1])
    }
  }

  func run(_ kernels: IntegerKernelTable, fill: UInt8) -> [UInt8] {
    var scratch = IntegerScratch(fill: fill)
    let map = blocked(numbers.input, pixels: pixels, channels: inputs, fill: fill)
    kernels.pointwise(
      IntegerPointwiseArguments(
        input: scratch.copy(map), inputBlockStride: pixels * Block.width, inputChannels: inputs,
        panels: scratch.copy(grouped(numbers.weights, outputs: outputs)),
        panelStride: stored * Block.width, outputChannels: outputs,
        bias: scratch.copy(padded(numbers.bias)), scale: scratch.copy(padded(numbers.scale)),
        output: scratch.output(pixels * Block.padded(outputs)),
        outputBlockStride: pixels * Block.width, pixels: pixels,
        scratch: scratch.copy([UInt8](repeating: fill, count: 2 * map.count))))
    return flat(scratch.results(), pixels: pixels, channels: outputs)
  }

  /// The same sums as floats, one or two pixels of them: scale · sum + bias.
  func product(_ kernels: IntegerKernelTable) -> Bool {
    guard pixels <= 2 else { return true }
    var scratch = IntegerScratch(fill: 0)
    let output = scratch.copy([Float](repeating: .nan, count: pixels * Block.padded(outputs)))
    let shift = numbers.bias.map { Float($0) / 7 }
    kernels.product(
      IntegerProductArguments(
        input: scratch.copy(blocked(numbers.input, pixels: pixels, channels: inputs, fill: 9)),
        pixels: pixels, inputChannels: inputs,
        panels: scratch.copy(grouped(numbers.weights, outputs: outputs)),
        panelStride: stored * Block.width, outputChannels: outputs,
        scale: scratch.copy(padded(numbers.scale)), shift: scratch.copy(padded(shift)),
        output: output))
    var isEqual = true
    for pixel in 0..<pixels {
      for channel in 0..<outputs {
        let place = (channel / Block.width * pixels + pixel) * Block.width + channel % Block.width
        let product = Float(sum(pixel, channel)) * numbers.scale[channel]
        isEqual = isEqual && output[place] == product + shift[channel]
      }
    }
    _ = scratch.results()
    return isEqual
  }
}

/// A 3×3 depthwise layer on bytes; see `DepthwiseCase`.
struct IntegerDepthwiseCase: IntegerCase {
  let height: Int
  let width: Int
  let channels: Int
  let stride: Int
  let padding: Int
  let numbers: IntegerNumbers

  static var all: [IntegerDepthwiseCase] {
    let maps = DepthwiseCase.maps + [(3, 6), (5, 9), (9, 17), (6, 16)]
    var cases: [IntegerDepthwiseCase] = []
    for channels in [1, 8, 16, 18, 27, 33] {
      for (height, width) in maps {
        cases.append(IntegerDepthwiseCase(height, width, channels, stride: 1, padding: 1))
        cases.append(IntegerDepthwiseCase(height, width, channels, stride: 2, padding: 1))
      }
      for (height, width) in DepthwiseCase.evenMaps + [(4, 16), (6, 18), (2, 34)] {
        cases.append(IntegerDepthwiseCase(height, width, channels, stride: 2, padding: 0))
      }
    }
    for extreme in [IntegerNumbers.Extreme.highest, .lowest] {
      for stride in [1, 2] {
        cases.append(IntegerDepthwiseCase(9, 9, 17, stride: stride, padding: 1, extreme: extreme))
      }
    }
    return cases
  }

  init(
    _ height: Int, _ width: Int, _ channels: Int, stride: Int, padding: Int,
    extreme: IntegerNumbers.Extreme = .none
  ) {
    self.height = height
    self.width = width
    self.channels = channels
    self.stride = stride
    self.padding = padding
    numbers = IntegerNumbers(
      seed: height * 100 + width * 10 + channels, inputs: height * width * channels,
      weights: channels * 9, outputs: channels, terms: 9, extreme: extreme)
  }

  private var outputHeight: Int { (height + stride - 1) / stride }
  private var outputWidth: Int { (width + stride - 1) / stride }

  var name: String {
    "int8 depthwise \(height)×\(width)×\(channels), stride \(stride), padding \(padding)"
  }

  var expected: [UInt8] {
    var result: [UInt8] = []
    for y in 0..<outputHeight {
      for x in 0..<outputWidth {
        for channel in 0..<Block.padded(channels) {
          result.append(channel < channels ? numbers.byte(sum(y, x, channel), channel) : 0)
        }
      }
    }
    return result
  }

  private func sum(_ y: Int, _ x: Int, _ channel: Int) -> Int32 {
    var sum: Int32 = 0
    for tap in 0..<9 {
      let (row, column) = (y * stride + tap / 3 - padding, x * stride + tap % 3 - padding)
      guard (0..<height).contains(row), (0..<width).contains(column) else { continue }
      let value = numbers.input[(row * width + column) * channels + channel]
      sum += Int32(value) * Int32(numbers.weights[channel * 9 + tap])
    }
    return sum
  }

  /// Computes two strips of rows one after the other, as the engine does it; whole blocks of each pixel.
  func run(_ kernels: IntegerKernelTable, fill: UInt8) -> [UInt8] {
    let cut = outputHeight / 3
    return run(kernels, rows: 0..<cut, fill) + run(kernels, rows: cut..<outputHeight, fill)
  }

  private func run(_ kernels: IntegerKernelTable, rows: Range<Int>, _ fill: UInt8) -> [UInt8] {
    let pixels = rows.count * outputWidth
    var scratch = IntegerScratch(fill: fill)
    let arguments = IntegerDepthwiseArguments(
      input: scratch.copy(
        blocked(numbers.input, pixels: height * width, channels: channels, fill: fill)),
      inputBlockStride: height * width * Block.width, inputHeight: height, inputWidth: width,
      zeroRow: scratch.copy([UInt8](repeating: 0, count: width * Block.width)),
      weights: scratch.copy(panel), bias: scratch.copy(padded(numbers.bias)),
      scale: scratch.copy(padded(numbers.scale)), paddingTop: padding, paddingLeft: padding,
      output: scratch.output(pixels * Block.padded(channels)),
      outputBlockStride: pixels * Block.width, outputWidth: outputWidth,
      channels: channels, rows: rows, blocks: 0..<Block.count(of: channels))
    if stride == 1 {
      kernels.depthwiseStride1(arguments)
    } else {
      kernels.depthwiseStride2(arguments)
    }
    return flat(scratch.results(), pixels: pixels, channels: Block.padded(channels))
  }

  /// `[block][dx][16][above, at, below, 0]`; real weights where there is no channel, as a width has them.
  private var panel: [Int8] {
    (0..<Block.padded(channels) * 12).map { place in
      let channel = place / (12 * Block.width) * Block.width + place / 4 % Block.width
      let (dx, dy) = (place / (4 * Block.width) % 3, place % 4)
      guard dy < 3 else { return 0 }
      return channel < channels ? numbers.weights[channel * 9 + dy * 3 + dx] : 77
    }
  }
}

/// A 3×3 convolution over all input channels on bytes: the first layer's where there are three.
struct IntegerConvolutionCase: IntegerCase {
  let side: Int
  let inputs: Int
  let outputs: Int
  let stride: Int
  let padding: Int
  let numbers: IntegerNumbers

  static var all: [IntegerConvolutionCase] {
    var cases: [IntegerConvolutionCase] = []
    for side in [1, 2, 5, 8, 13, 26] {
      for (stride, padding) in ConvolutionCase.geometries(side: side, strides: [1, 2]) {
        for (inputs, outputs) in [(1, 1), (7, 15), (18, 33), (33, 17)] {
          cases.append(IntegerConvolutionCase(side, inputs, outputs, stride, padding))
        }
        guard stride == 2 else { continue }
        for outputs in [1, 8, 17, 32] {
          cases.append(IntegerConvolutionCase(side, 3, outputs, stride, padding))
        }
      }
    }
    cases.append(IntegerConvolutionCase(7, 512, 20, 1, 1, extreme: .highest))
    cases.append(IntegerConvolutionCase(7, 512, 20, 1, 1, extreme: .lowest))
    return cases
  }

  init(
    _ side: Int, _ inputs: Int, _ outputs: Int, _ stride: Int, _ padding: Int,
    extreme: IntegerNumbers.Extreme = .none
  ) {
    self.side = side
    self.inputs = inputs
    self.outputs = outputs
    self.stride = stride
    self.padding = padding
    numbers = IntegerNumbers(
      seed: side * 10_000 + inputs * 100 + outputs, inputs: side * side * inputs,
      weights: outputs * inputs * 9, outputs: outputs, terms: 9 * inputs, extreme: extreme)
  }

  private var isFirst: Bool { inputs == 3 }
  private var outputSide: Int { (side + stride - 1) / stride }
  /// Rows and columns that any output sees.
  private var paddedSide: Int { (outputSide - 1) * stride + 3 }

  var name: String {
    "int8 convolution \(side)² \(inputs) → \(outputs), stride \(stride), padding \(padding)"
  }

  var expected: [UInt8] {
    var result: [UInt8] = []
    for y in 0..<outputSide {
      for x in 0..<outputSide {
        for output in 0..<(outputs + 3) / 4 * 4 {
          result.append(output < outputs ? numbers.byte(sum(y, x, output), output) : 0)
        }
      }
    }
    return result
  }

  private func sum(_ y: Int, _ x: Int, _ output: Int) -> Int32 {
    var sum: Int32 = 0
    for tap in 0..<9 {
      let (row, column) = (y * stride + tap / 3 - padding, x * stride + tap % 3 - padding)
      guard (0..<side).contains(row), (0..<side).contains(column) else { continue }
      for channel in 0..<inputs {
        let weight = numbers.weights[(output * inputs + channel) * 9 + tap]
        sum += Int32(numbers.input[(row * side + column) * inputs + channel]) * Int32(weight)
      }
    }
    return sum
  }

  /// `[row][column][channel]` with the zeros around it that the outputs see.
  private var paddedInput: [UInt8] {
    var result: [UInt8] = []
    for row in -padding..<(paddedSide - padding) {
      for column in -padding..<(paddedSide - padding) {
        let isInside = (0..<side).contains(row) && (0..<side).contains(column)
        for channel in 0..<inputs {
          result.append(isInside ? numbers.input[(row * side + column) * inputs + channel] : 0)
        }
      }
    }
    return result
  }

  func run(_ kernels: IntegerKernelTable, fill: UInt8) -> [UInt8] {
    var scratch = IntegerScratch(fill: fill)
    let (area, paddedArea) = (outputSide * outputSide, paddedSide * paddedSide)
    let rows = isFirst ? firstRows : fullRows
    let pixelStride = isFirst ? 3 : Block.width
    let input =
      isFirst
      ? paddedInput : blocked(paddedInput, pixels: paddedArea, channels: inputs, fill: fill)
    let arguments = IntegerConvolutionArguments(
      input: scratch.copy(input), inputBlockStride: paddedArea * pixelStride,
      inputRowStride: paddedSide * pixelStride, inputChannels: inputs, stride: stride,
      panels: scratch.copy(grouped(rows, outputs: outputs)),
      panelStride: rows.count / outputs * Block.width, outputChannels: outputs,
      bias: scratch.copy(padded(numbers.bias)), scale: scratch.copy(padded(numbers.scale)),
      output: scratch.output(area * Block.padded(outputs)), outputBlockStride: area * Block.width,
      outputRowStride: outputSide * Block.width, outputWidth: outputSide, rows: 0..<outputSide)
    if isFirst {
      kernels.firstConvolution(arguments)
    } else {
      kernels.fullConvolution(arguments)
    }
    return flat(scratch.results(), pixels: area, channels: outputs)
  }

  /// `[output][dy][dx, channel, three zeros]`.
  private var firstRows: [Int8] {
    (0..<outputs * 36).map { place in
      let (output, dy, rest) = (place / 36, place / 12 % 3, place % 12)
      return rest < 9 ? numbers.weights[output * 27 + rest % 3 * 9 + dy * 3 + rest / 3] : 0
    }
  }

  /// `[output][input block][tap][16]`; real weights where there is no input, as a width has them.
  private var fullRows: [Int8] {
    let row = Block.padded(inputs) * 9
    return (0..<outputs * row).map { place in
      let input = place % row / (9 * Block.width) * Block.width + place % Block.width
      let tap = place / Block.width % 9
      return input < inputs ? numbers.weights[(place / row * inputs + input) * 9 + tap] : 55
    }
  }
}
