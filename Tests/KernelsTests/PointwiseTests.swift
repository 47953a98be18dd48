import Kernels
import Testing

@Suite("Pointwise convolution")
struct PointwiseTests {
  @Test(
    "equals plain loops at awkward sizes", arguments: NamedKernels.all, PointwiseCase.pixels)
  func equalsLoops(kernels: NamedKernels, pixels: Int) {
    for inputs in PointwiseCase.channels {
      for outputs in PointwiseCase.channels {
        let layer = PointwiseCase(pixels: pixels, inputs: inputs, outputs: outputs)
        #expect(
          agree(layer.run(kernels.table), layer.expected),
          "\(layer.name)")
      }
    }
  }

  @Test("reads a slice of wider panels", arguments: NamedKernels.all)
  func slice(kernels: NamedKernels) {
    let layer = PointwiseCase(pixels: 12, inputs: 19, outputs: 37, spare: 21)
    #expect(agree(layer.run(kernels.table), layer.expected))
  }

  @Test("leaves logits as they are", arguments: NamedKernels.all)
  func identity(kernels: NamedKernels) {
    let layer = PointwiseCase(
      pixels: 1, inputs: 33, outputs: 1000, gain: 30, activation: .identity)
    let expected = layer.expected
    #expect(expected.contains { $0 < -6 } && expected.contains { $0 > 6 })
    #expect(agree(layer.run(kernels.table), expected))
  }

  @Test("keeps what follows a batch norm in 0…6, both ends reached", arguments: NamedKernels.all)
  func relu6(kernels: NamedKernels) {
    let layer = PointwiseCase(pixels: 13, inputs: 33, outputs: 40, gain: 30)
    let found = layer.run(kernels.table)
    #expect(found.allSatisfy { (0...6).contains($0) })
    #expect(found.contains(0) && found.contains(6) && found.contains { $0 > 0 && $0 < 6 })
  }

  @Test("a pixel's result does not depend on the tile it falls in", arguments: NamedKernels.all)
  func independentOfTiling(kernels: NamedKernels) {
    let layer = PointwiseCase(pixels: 23, inputs: 50, outputs: 50)
    let apart = (0..<23).flatMap { layer.run(kernels.table, pixels: $0..<($0 + 1)) }
    #expect(layer.run(kernels.table) == apart)
  }
}
