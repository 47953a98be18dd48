import Kernels
import Testing

@Suite("Depthwise convolution")
struct DepthwiseTests {
  static let channels = [1, 3, 15, 16, 17, 33]
  /// Height and width, apart: a mix-up of the two must show.
  static let maps = [
    (1, 1), (1, 2), (2, 1), (2, 2), (3, 3), (4, 5), (5, 4), (7, 7), (8, 13), (14, 14),
  ]

  @Test("stride 1 equals its scalar twin", arguments: NamedKernels.all, channels)
  func stride1(kernels: NamedKernels, channels: Int) {
    for (height, width) in Self.maps {
      check(kernels.table, height, width, channels, stride: 1, padding: 1)
    }
  }

  @Test(
    "stride 2 equals its scalar twin with either padding", arguments: NamedKernels.all, channels)
  func stride2(kernels: NamedKernels, channels: Int) {
    for (height, width) in Self.maps {
      check(kernels.table, height, width, channels, stride: 2, padding: 1)
    }
    // TensorFlow pads an even map only below and right.
    for (height, width) in [(2, 2), (2, 4), (4, 6), (8, 8), (14, 10)] {
      check(kernels.table, height, width, channels, stride: 2, padding: 0)
    }
  }

  private func check(
    _ kernels: KernelTable, _ height: Int, _ width: Int, _ channels: Int, stride: Int, padding: Int
  ) {
    var values = Values(seed: UInt64(height * 100 + width * 10 + channels))
    let outputHeight = (height + stride - 1) / stride
    let outputWidth = (width + stride - 1) / stride
    let input = values.array(height * width * channels)
    let weights = values.array(channels * 9).map { $0 * 4 }
    let shift = values.array(channels)
    let expected = depthwiseTwin(
      input, height: height, width: width, channels: channels, weights: weights, stride: stride,
      paddingBefore: padding, outputHeight: outputHeight, outputWidth: outputWidth, shift: shift)
    // In two strips of rows, as the engine does it.
    let cut = outputHeight / 2
    let found = [0..<cut, cut..<outputHeight].flatMap { rows in
      run(
        kernels, blocked(input, pixels: height * width, channels: channels), height, width, weights,
        shift, stride: stride, padding: padding, outputWidth: outputWidth, rows: rows)
    }
    #expect(agree(found, expected), "\(height)×\(width)×\(channels), padding \(padding)")
  }

  private func run(
    _ kernels: KernelTable, _ map: [Float], _ height: Int, _ width: Int, _ weights: [Float],
    _ shift: [Float], stride: Int, padding: Int, outputWidth: Int, rows: Range<Int>
  ) -> [Float] {
    let scratch = Scratch()
    defer { scratch.release() }
    let channels = shift.count
    let blocks = blockCount(channels)
    let pixels = rows.count * outputWidth
    let arguments = DepthwiseArguments(
      input: scratch.input(map), inputBlockStride: height * width * 16, inputHeight: height,
      inputWidth: width, zeroRow: scratch.input([Float](repeating: 0, count: width * 16)),
      weights: scratch.input(panels(weights, outputs: channels, inputs: 9)),
      shift: scratch.input(padded(shift)), paddingTop: padding, paddingLeft: padding,
      output: scratch.output(blocks * pixels * 16), outputBlockStride: pixels * 16,
      outputWidth: outputWidth, channels: channels, rows: rows, blocks: 0..<blocks)
    if stride == 1 {
      kernels.depthwiseStride1(arguments)
    } else {
      kernels.depthwiseStride2(arguments)
    }
    return flat(scratch.result(), pixels: pixels, channels: channels)
  }
}
