import Kernels

/// A 3×3 convolution over all input channels: the first one, or a full one.
struct ConvolutionCase {
  /// Past 64 input channels the sums are kept in the output and gone on from.
  static let channels = [
    (1, 1), (8, 15), (16, 16), (15, 33), (17, 32), (33, 17), (40, 48), (65, 33), (144, 8),
  ]

  let side: Int
  let inputs: Int
  let outputs: Int
  let stride: Int
  /// Zeros above and left; below and right there are as many as needed.
  let padding: Int
  let input: [Float]
  let weights: [Float]
  let scale: [Float]
  let shift: [Float]

  init(side: Int, inputs: Int, outputs: Int, stride: Int, padding: Int) {
    var values = Values(seed: side * 10_000 + inputs * 100 + outputs)
    self.side = side
    self.inputs = inputs
    self.outputs = outputs
    self.stride = stride
    self.padding = padding
    input = values.array(side * side * inputs)
    weights = values.array(outputs * inputs * 9)
    scale = values.array(outputs)
    shift = values.array(outputs)
  }

  /// The strides and paddings that a side can have: on even sides with stride 2 TensorFlow pads only
  /// below and right.
  static func geometries(side: Int, strides: [Int]) -> [(stride: Int, padding: Int)] {
    strides.flatMap { stride in
      (stride == 2 && side.isMultiple(of: 2) ? [0, 1] : [1]).map { (stride, $0) }
    }
  }

  private var outputSide: Int { (side + stride - 1) / stride }
  /// Rows and columns that any output sees.
  private var paddedSide: Int { (outputSide - 1) * stride + 3 }

  var name: String {
    "convolution \(side)² \(inputs) → \(outputs), stride \(stride), padding \(padding)"
  }

  var expected: [Float] {
    var result: [Float] = []
    for y in 0..<outputSide {
      for x in 0..<outputSide {
        for output in 0..<outputs {
          var sum = 0.0
          for tap in 0..<9 {
            let (row, column) = (y * stride + tap / 3 - padding, x * stride + tap % 3 - padding)
            guard (0..<side).contains(row), (0..<side).contains(column) else { continue }
            for channel in 0..<inputs {
              let weight = weights[(output * inputs + channel) * 9 + tap]
              sum += Double(input[(row * side + column) * inputs + channel]) * Double(weight)
            }
          }
          let value = Double(scale[output]) * sum + Double(shift[output])
          result.append(Float(min(max(value, 0), 6)))
        }
      }
    }
    return result
  }

  /// `[row][column][channel]` with the zeros around it that the outputs see.
  private var paddedInput: [Float] {
    var result: [Float] = []
    for row in -padding..<(paddedSide - padding) {
      for column in -padding..<(paddedSide - padding) {
        let isInside = (0..<side).contains(row) && (0..<side).contains(column)
        for channel in 0..<inputs {
          result.append(isInside ? input[(row * side + column) * inputs + channel] : 0)
        }
      }
    }
    return result
  }

  func runFirst(_ kernels: KernelTable) -> [Float] {
    // [out][3][9] → [out][9][3].
    var reordered: [Float] = []
    for output in 0..<outputs {
      for tap in 0..<9 {
        for channel in 0..<3 { reordered.append(weights[output * 27 + channel * 9 + tap]) }
      }
    }
    let area = outputSide * outputSide
    let values = results { scratch in
      kernels.firstConvolution(
        ConvolutionArguments(
          input: scratch.input(paddedInput), inputBlockStride: paddedSide * paddedSide * 3,
          inputRowStride: paddedSide * 3, inputChannels: 3, stride: 2,
          panels: scratch.input(panels(reordered, outputs: outputs, inputs: 27)),
          panelStride: 27 * Block.width, outputChannels: outputs,
          scale: scratch.input(padded(scale)),
          shift: scratch.input(padded(shift)), output: scratch.output(area * Block.padded(outputs)),
          outputBlockStride: area * Block.width, outputRowStride: outputSide * Block.width,
          outputWidth: outputSide, rows: 0..<outputSide))
    }
    return flat(values, pixels: area, channels: outputs)
  }

  func runFull(_ kernels: KernelTable, rowsAtOnce: Int = .max) -> [Float] {
    let area = outputSide * outputSide
    let paddedArea = paddedSide * paddedSide
    let values = results { scratch in
      var arguments = ConvolutionArguments(
        input: scratch.input(blocked(paddedInput, pixels: paddedArea, channels: inputs)),
        inputBlockStride: paddedArea * Block.width, inputRowStride: paddedSide * Block.width,
        inputChannels: inputs, stride: stride, panels: scratch.input(fullPanels),
        panelStride: Block.count(of: inputs) * 9 * Block.square, outputChannels: outputs,
        scale: scratch.input(padded(scale)), shift: scratch.input(padded(shift)),
        output: scratch.output(area * Block.padded(outputs)),
        outputBlockStride: area * Block.width, outputRowStride: outputSide * Block.width,
        outputWidth: outputSide, rows: 0..<outputSide)
      let step = min(rowsAtOnce, outputSide)
      for row in Swift.stride(from: 0, to: outputSide, by: step) {
        arguments.rows = row..<min(row + step, outputSide)
        kernels.fullConvolution(arguments)
      }
    }
    return flat(values, pixels: area, channels: outputs)
  }

  /// `[output block][input block][tap][input lane][16]`, NaN where there is no input channel.
  private var fullPanels: [Float] {
    var result: [Float] = []
    for outputBlock in 0..<Block.count(of: outputs) {
      for inputBlock in 0..<Block.count(of: inputs) {
        for tap in 0..<9 {
          for lane in 0..<Block.square {
            let output = outputBlock * Block.width + lane % Block.width
            let input = inputBlock * Block.width + lane / Block.width
            guard input < inputs else {
              result.append(.nan)
              continue
            }
            result.append(output < outputs ? weights[(output * inputs + input) * 9 + tap] : 0)
          }
        }
      }
    }
    return result
  }
}
