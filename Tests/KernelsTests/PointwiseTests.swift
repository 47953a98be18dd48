import Kernels
import Testing

@Suite("Pointwise convolution")
struct PointwiseTests {
  static let channels = [1, 2, 7, 8, 15, 16, 17, 31, 33, 64, 100]
  static let pixels = [1, 2, 3, 5, 9, 10, 11, 12, 13, 21, 49]

  @Test("equals its scalar twin at awkward sizes", arguments: NamedKernels.all, pixels)
  func equalsTwin(kernels: NamedKernels, pixels: Int) {
    for inputs in Self.channels {
      for outputs in Self.channels {
        var values = Values(seed: UInt64(inputs * 1000 + outputs))
        let input = values.array(pixels * inputs)
        let weights = values.array(outputs * inputs)
        let scale = values.array(outputs)
        let shift = values.array(outputs)
        let expected = twin(input, pixels, weights, outputs, scale, shift) { relu6($0) }
        let found = run(
          kernels.table, input, pixels, weights, outputs, scale, shift, activation: .relu6)
        #expect(agree(found, expected), "\(inputs) → \(outputs) channels, \(pixels) pixels")
      }
    }
  }

  @Test("walks a slice of wider panels", arguments: NamedKernels.all)
  func slice(kernels: NamedKernels) {
    var values = Values(seed: 7)
    let (wideInputs, wideOutputs, inputs, outputs, pixels) = (40, 70, 19, 37, 12)
    let wide = values.array(wideOutputs * wideInputs)
    let weights = (0..<outputs).flatMap { wide[($0 * wideInputs)..<($0 * wideInputs + inputs)] }
    let input = values.array(pixels * inputs)
    let scale = values.array(outputs)
    let shift = values.array(outputs)
    let expected = twin(input, pixels, weights, outputs, scale, shift) { relu6($0) }
    let found = run(
      kernels.table, input, pixels, wide, outputs, scale, shift, activation: .relu6,
      stored: (wideOutputs, wideInputs))
    #expect(agree(found, expected))
  }

  @Test("leaves logits as they are", arguments: NamedKernels.all)
  func identity(kernels: NamedKernels) {
    var values = Values(seed: 3)
    let weights = values.array(1000 * 33).map { $0 * 30 }
    let input = values.array(33)
    let ones = [Float](repeating: 1, count: 1000)
    let shift = values.array(1000)
    let expected = twin(input, 1, weights, 1000, ones, shift) { Float($0) }
    #expect(expected.contains { $0 < -6 } && expected.contains { $0 > 6 })
    let found = run(kernels.table, input, 1, weights, 1000, ones, shift, activation: .identity)
    #expect(agree(found, expected))
  }

  @Test("a pixel's result does not depend on the tile it falls in", arguments: NamedKernels.all)
  func independentOfTiling(kernels: NamedKernels) {
    var values = Values(seed: 5)
    let (pixels, channels) = (23, 50)
    let input = values.array(pixels * channels)
    let weights = values.array(channels * channels)
    let scale = values.array(channels)
    let together = run(
      kernels.table, input, pixels, weights, channels, scale, scale, activation: .relu6)
    let apart = (0..<pixels).flatMap { pixel in
      run(
        kernels.table, Array(input[(pixel * channels)..<((pixel + 1) * channels)]), 1, weights,
        channels, scale, scale, activation: .relu6)
    }
    #expect(together == apart)
  }

  private func twin(
    _ input: [Float], _ pixels: Int, _ weights: [Float], _ outputs: Int, _ scale: [Float],
    _ shift: [Float], activation: (Double) -> Float
  ) -> [Float] {
    let inputs = input.count / pixels
    return (0..<pixels).flatMap { pixel in
      (0..<outputs).map { output in
        var sum = 0.0
        for channel in 0..<inputs {
          sum +=
            Double(input[pixel * inputs + channel]) * Double(weights[output * inputs + channel])
        }
        return activation(Double(scale[output]) * sum + Double(shift[output]))
      }
    }
  }

  private func run(
    _ kernels: KernelTable, _ input: [Float], _ pixels: Int, _ weights: [Float], _ outputs: Int,
    _ scale: [Float], _ shift: [Float], activation: Activation,
    stored: (outputs: Int, inputs: Int)? = nil
  ) -> [Float] {
    let inputs = input.count / pixels
    let (storedOutputs, storedInputs) = stored ?? (outputs, inputs)
    let scratch = Scratch()
    defer { scratch.release() }
    let blocks = blockCount(outputs)
    kernels.pointwise(
      PointwiseArguments(
        input: scratch.input(blocked(input, pixels: pixels, channels: inputs)),
        inputBlockStride: pixels * 16, inputChannels: inputs,
        panels: scratch.input(panels(weights, outputs: storedOutputs, inputs: storedInputs)),
        panelStride: storedInputs * 16, outputChannels: outputs,
        scale: scratch.input(padded(scale)),
        shift: scratch.input(padded(shift)), activation: activation,
        output: scratch.output(blocks * pixels * 16), outputBlockStride: pixels * 16,
        pixels: pixels))
    return flat(scratch.result(), pixels: pixels, channels: outputs)
  }
}
