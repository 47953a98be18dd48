import Kernels
import Testing

@Suite("Average pool, batch norm, peak")
struct SmallKernelTests {
  @Test("the pool is the mean of each channel", arguments: NamedKernels.all, [1, 2, 4, 7, 49])
  func pool(kernels: NamedKernels, pixels: Int) {
    for channels in [1, 16, 17, 40] {
      var values = Values(seed: UInt64(channels))
      let input = values.array(pixels * channels)
      let scratch = Scratch()
      defer { scratch.release() }
      let blocks = blockCount(channels)
      kernels.table.averagePool(
        AveragePoolArguments(
          input: scratch.input(blocked(input, pixels: pixels, channels: channels)),
          inputBlockStride: pixels * 16, pixels: pixels, output: scratch.output(blocks * 16),
          blocks: 0..<blocks))
      let expected = (0..<channels).map { channel in
        (0..<pixels).reduce(Float(0)) { $0 + input[$1 * channels + channel] } / Float(pixels)
      }
      #expect(agree(flat(scratch.result(), pixels: 1, channels: channels), expected))
    }
  }

  @Test(
    "folding leaves 0 in the lanes past the last channel", arguments: NamedKernels.all,
    [1, 8, 15, 16, 17, 33])
  func fold(kernels: NamedKernels, channels: Int) {
    var values = Values(seed: UInt64(channels))
    let stored = blockCount(channels) * 16 + 16
    let (gamma, beta) = (values.array(stored), values.array(stored))
    let mean = values.array(channels)
    let deviation = values.array(channels).map { abs($0) + 0.1 }
    let (scaleMemory, shiftMemory) = (Scratch(), Scratch())
    defer {
      scaleMemory.release()
      shiftMemory.release()
    }
    kernels.table.foldBatchNorm(
      BatchNormArguments(
        gamma: scaleMemory.input(gamma), beta: scaleMemory.input(beta),
        mean: scaleMemory.input(mean), deviation: scaleMemory.input(deviation),
        scale: scaleMemory.output(blockCount(channels) * 16),
        shift: shiftMemory.output(blockCount(channels) * 16), channels: channels))
    let scales = (0..<channels).map { gamma[$0] / deviation[$0] }
    let shifts = (0..<channels).map { beta[$0] - mean[$0] * scales[$0] }
    #expect(agree(scaleMemory.result(), padded(scales)))
    #expect(agree(shiftMemory.result(), padded(shifts)))
  }

  @Test("depthwise weights are scaled channel by channel", arguments: NamedKernels.all)
  func scaleDepthwise(kernels: NamedKernels) {
    var values = Values(seed: 1)
    let (weights, scale) = (values.array(3 * 144), values.array(48))
    let scratch = Scratch()
    defer { scratch.release() }
    kernels.table.scaleDepthwise(
      scratch.input(weights), scratch.input(scale), 3, scratch.output(3 * 144))
    let expected = weights.indices.map { weights[$0] * scale[$0 / 144 * 16 + $0 % 16] }
    #expect(scratch.result() == expected)
  }

  @Test("the peak loop does its steps", arguments: NamedKernels.all)
  func peak(kernels: NamedKernels) {
    // Every sum: 1 → 2·1 + 1 = 3 → 7 → 15.
    let sums = kernels.table.peakLoopMultiplyAdds
    #expect(kernels.table.peakLoop(3, 2, 1) == Float(15 * sums))
  }
}
