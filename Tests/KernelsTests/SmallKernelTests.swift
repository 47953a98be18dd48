import Kernels
import Testing

@Suite("Average pool, batch norm, peak, reading")
struct SmallKernelTests {
  @Test("the pool is the mean of each channel", arguments: NamedKernels.all, [1, 2, 4, 7, 49])
  func pool(kernels: NamedKernels, pixels: Int) {
    for channels in [1, 16, 17, 40] {
      let layer = PoolCase(pixels: pixels, channels: channels)
      #expect(agree(layer.run(kernels.table), layer.expected))
    }
  }

  @Test(
    "folding leaves 0 in the lanes past the last channel", arguments: NamedKernels.all,
    [1, 8, 15, 16, 17, 33])
  func fold(kernels: NamedKernels, channels: Int) {
    let norm = FoldCase(channels: channels)
    #expect(agree(norm.run(kernels.table), norm.expected))
  }

  @Test("depthwise weights are scaled channel by channel", arguments: NamedKernels.all)
  func scaleDepthwise(kernels: NamedKernels) {
    var values = Values(seed: 1)
    let (weights, scale) = (values.array(3 * 144), values.array(48))
    let found = results { scratch in
      kernels.table.scaleDepthwise(
        scratch.input(weights), scratch.input(scale), 3, scratch.output(3 * 144))
    }
    #expect(found == weights.indices.map { weights[$0] * scale[$0 / 144 * 16 + $0 % 16] })
  }

  @Test("the peak loop does its steps", arguments: NamedKernels.all)
  func peak(kernels: NamedKernels) {
    // Every sum: 1 → 2·1 + 1 = 3 → 7 → 15.
    let sums = kernels.table.peakLoopMultiplyAdds
    #expect(kernels.table.peakLoop(3, 2, 1) == Float(15 * sums))
  }

  @Test(
    "the read loop reads every float in each pass, and none beyond", arguments: NamedKernels.all,
    [1, 2, 5])
  func read(kernels: NamedKernels, passes: Int) {
    for count in [128, 256, 1024] {
      // Each float of a place counts by itself: whole numbers, which sums of float32 keep exactly.
      let values = (0..<count).map { Float($0 % 7 + 1) } + [.nan]
      let sum = values.dropLast().reduce(0, +) * Float(passes)
      #expect(values.withUnsafeBufferPointer { read(kernels, $0, count, passes) } == sum)
      for lost in [0, 1, count - 1] {
        var holed = values
        holed[lost] = 0
        #expect(
          holed.withUnsafeBufferPointer { read(kernels, $0, count, passes) }
            == sum - values[lost] * Float(passes))
      }
    }
  }

  private func read(
    _ kernels: NamedKernels, _ values: UnsafeBufferPointer<Float>, _ count: Int, _ passes: Int
  ) -> Float {
    values.baseAddress.map { kernels.table.readLoop($0, count, passes) } ?? .nan
  }
}
