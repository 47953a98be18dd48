import Kernels
import Testing

@Suite("Convolutions over all input channels")
struct FullConvolutionTests {
  @Test(
    "the first convolution equals plain loops", arguments: NamedKernels.all,
    [1, 2, 3, 5, 8, 31, 32, 33])
  func first(kernels: NamedKernels, side: Int) {
    for outputs in [1, 8, 16, 17, 32, 33] {
      for (stride, padding) in ConvolutionCase.geometries(side: side, strides: [2]) {
        let layer = ConvolutionCase(
          side: side, inputs: 3, outputs: outputs, stride: stride, padding: padding)
        #expect(agree(layer.runFirst(kernels.table), layer.expected), "\(layer.name)")
      }
    }
  }

  @Test(
    "the full convolution equals plain loops", arguments: NamedKernels.all, [1, 2, 3, 7, 12])
  func full(kernels: NamedKernels, side: Int) {
    for (inputs, outputs) in ConvolutionCase.channels {
      for (stride, padding) in ConvolutionCase.geometries(side: side, strides: [1, 2]) {
        let layer = ConvolutionCase(
          side: side, inputs: inputs, outputs: outputs, stride: stride, padding: padding)
        #expect(agree(layer.runFull(kernels.table), layer.expected), "\(layer.name)")
      }
    }
  }

  @Test(
    "rows computed one after another are what all rows at once are", arguments: NamedKernels.all)
  func rowByRow(kernels: NamedKernels) {
    for stride in [1, 2] {
      let layer = ConvolutionCase(side: 7, inputs: 70, outputs: 40, stride: stride, padding: 1)
      let whole = layer.runFull(kernels.table)
      #expect(layer.runFull(kernels.table, rowsAtOnce: 1) == whole, "\(layer.name)")
      #expect(layer.runFull(kernels.table, rowsAtOnce: 3) == whole, "\(layer.name)")
    }
  }
}
