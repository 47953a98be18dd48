import Kernels
import Testing

@Suite("Depthwise convolution")
struct DepthwiseTests {
  @Test("stride 1 equals plain loops", arguments: NamedKernels.all, DepthwiseCase.channels)
  func stride1(kernels: NamedKernels, channels: Int) {
    check(kernels, DepthwiseCase.maps, channels, stride: 1, padding: 1)
  }

  @Test(
    "stride 2 equals plain loops with either padding", arguments: NamedKernels.all,
    DepthwiseCase.channels)
  func stride2(kernels: NamedKernels, channels: Int) {
    check(kernels, DepthwiseCase.maps, channels, stride: 2, padding: 1)
    check(kernels, DepthwiseCase.evenMaps, channels, stride: 2, padding: 0)
  }

  private func check(
    _ kernels: NamedKernels, _ maps: [(Int, Int)], _ channels: Int, stride: Int, padding: Int
  ) {
    for (height, width) in maps {
      let layer = DepthwiseCase(
        height: height, width: width, channels: channels, stride: stride, padding: padding)
      #expect(agree(layer.run(kernels.table), layer.expected), "\(layer.name)")
    }
  }
}
