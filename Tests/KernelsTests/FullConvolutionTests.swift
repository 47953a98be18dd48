import Kernels
import Testing

@Suite("Convolutions over all input channels")
struct FullConvolutionTests {
  @Test(
    "the first convolution equals its scalar twin", arguments: NamedKernels.all,
    [1, 2, 3, 5, 8, 31, 32, 33])
  func first(kernels: NamedKernels, side: Int) {
    for outputs in [1, 8, 16, 17, 32, 33] {
      // TensorFlow's padding and one zero on each side; alike on odd sides.
      for padding in side.isMultiple(of: 2) ? [0, 1] : [1] {
        let layer = ConvolutionCase(
          side: side, inputs: 3, outputs: outputs, stride: 2, padding: padding)
        #expect(agree(layer.runFirst(kernels.table), layer.twin()), "\(layer)")
      }
    }
  }

  @Test(
    "the full convolution equals its scalar twin", arguments: NamedKernels.all,
    [1, 2, 3, 7, 12])
  func full(kernels: NamedKernels, side: Int) {
    // Past 64 input channels the sums are kept in the output and gone on from.
    for (inputs, outputs) in [
      (1, 1), (8, 15), (16, 16), (15, 33), (17, 32), (33, 17), (40, 48), (65, 33), (144, 8),
    ] {
      let same = ConvolutionCase(
        side: side, inputs: inputs, outputs: outputs, stride: 1, padding: 1)
      #expect(agree(same.runFull(kernels.table), same.twin()), "\(same)")
      for padding in side.isMultiple(of: 2) ? [0, 1] : [1] {
        let half = ConvolutionCase(
          side: side, inputs: inputs, outputs: outputs, stride: 2, padding: padding)
        #expect(agree(half.runFull(kernels.table), half.twin()), "\(half)")
      }
    }
  }

  @Test(
    "rows computed one after another are what all rows at once are", arguments: NamedKernels.all)
  func rowByRow(kernels: NamedKernels) {
    for stride in [1, 2] {
      let layer = ConvolutionCase(side: 7, inputs: 70, outputs: 40, stride: stride, padding: 1)
      let whole = layer.runFull(kernels.table)
      #expect(layer.runFull(kernels.table, rowsAtOnce: 1) == whole, "\(layer)")
      #expect(layer.runFull(kernels.table, rowsAtOnce: 3) == whole, "\(layer)")
    }
  }
}

/// A 3×3 convolution with seeded values, for the twin and for the kernels.
private struct ConvolutionCase {
  let side: Int
  let inputs: Int
  let outputs: Int
  let stride: Int
  let padding: Int
  let input: [Float]
  let weights: [Float]
  let scale: [Float]
  let shift: [Float]

  init(side: Int, inputs: Int, outputs: Int, stride: Int, padding: Int) {
    var values = Values(seed: UInt64(side * 10_000 + inputs * 100 + outputs))
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

  var outputSide: Int { (side + stride - 1) / stride }
  /// Rows and columns that any output sees.
  var paddedSide: Int { (outputSide - 1) * stride + 3 }

  func twin() -> [Float] {
    convolutionTwin(
      input, side: side, inputs: inputs, weights: weights, outputs: outputs, kernel: 3,
      stride: stride, paddingBefore: padding, outputSide: outputSide, scale: scale, shift: shift)
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
    let scratch = Scratch()
    defer { scratch.release() }
    // [out][in][3][3] → [out][3][3][in].
    var reordered: [Float] = []
    for output in 0..<outputs {
      for tap in 0..<9 {
        for channel in 0..<3 { reordered.append(weights[output * 27 + channel * 9 + tap]) }
      }
    }
    let area = outputSide * outputSide
    kernels.firstConvolution(
      FirstConvolutionArguments(
        input: scratch.input(paddedInput), inputRowStride: paddedSide * 3,
        panels: scratch.input(panels(reordered, outputs: outputs, inputs: 27)),
        outputChannels: outputs, scale: scratch.input(padded(scale)),
        shift: scratch.input(padded(shift)),
        output: scratch.output(blockCount(outputs) * area * 16), outputBlockStride: area * 16,
        outputRowStride: outputSide * 16, outputWidth: outputSide, rows: 0..<outputSide))
    return flat(scratch.result(), pixels: area, channels: outputs)
  }

  func runFull(_ kernels: KernelTable, rowsAtOnce: Int = .max) -> [Float] {
    let scratch = Scratch()
    defer { scratch.release() }
    let area = outputSide * outputSide
    let paddedArea = paddedSide * paddedSide
    var arguments = FullConvolutionArguments(
      input: scratch.input(blocked(paddedInput, pixels: paddedArea, channels: inputs)),
      inputBlockStride: paddedArea * 16, inputRowStride: paddedSide * 16, inputChannels: inputs,
      stride: stride, panels: scratch.input(fullPanels),
      panelStride: blockCount(inputs) * 9 * 256, outputChannels: outputs,
      scale: scratch.input(padded(scale)), shift: scratch.input(padded(shift)),
      output: scratch.output(blockCount(outputs) * area * 16), outputBlockStride: area * 16,
      outputRowStride: outputSide * 16, outputWidth: outputSide, rows: 0..<outputSide)
    for row in Swift.stride(from: 0, to: outputSide, by: min(rowsAtOnce, outputSide)) {
      arguments.rows = row..<min(row + min(rowsAtOnce, outputSide), outputSide)
      kernels.fullConvolution(arguments)
    }
    return flat(scratch.result(), pixels: area, channels: outputs)
  }

  /// `[output block][input block][tap][input lane][16]`, NaN where there is no input channel.
  private var fullPanels: [Float] {
    var result: [Float] = []
    for outputBlock in 0..<blockCount(outputs) {
      for inputBlock in 0..<blockCount(inputs) {
        for tap in 0..<9 {
          for lane in 0..<256 {
            let output = outputBlock * 16 + lane % 16
            let input = inputBlock * 16 + lane / 16
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
