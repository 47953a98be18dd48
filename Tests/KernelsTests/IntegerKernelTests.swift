import Kernels
import Testing

/// Kernels on bytes beside plain loops: the same bits on every instruction set.
@Suite("Kernels on bytes")
struct IntegerKernelTests {
  @Test("a pointwise layer", arguments: NamedIntegerKernels.all)
  func pointwise(kernels: NamedIntegerKernels) {
    for layer in IntegerPointwiseCase.all {
      #expect(layer.agrees(kernels.table), "\(layer.name)")
    }
  }

  @Test("a product as floats: the classifier", arguments: NamedIntegerKernels.all)
  func product(kernels: NamedIntegerKernels) {
    for layer in IntegerPointwiseCase.all {
      #expect(layer.product(kernels.table), "\(layer.name)")
    }
    let classifier = IntegerPointwiseCase(pixels: 1, inputs: 75, outputs: 1000, spare: 2)
    #expect(classifier.product(kernels.table))
  }

  @Test("a depthwise layer of either stride and padding", arguments: NamedIntegerKernels.all)
  func depthwise(kernels: NamedIntegerKernels) {
    for layer in IntegerDepthwiseCase.all {
      #expect(layer.agrees(kernels.table), "\(layer.name)")
    }
  }

  @Test("the first layer and full convolutions", arguments: NamedIntegerKernels.all)
  func convolutions(kernels: NamedIntegerKernels) {
    for layer in IntegerConvolutionCase.all {
      #expect(layer.agrees(kernels.table), "\(layer.name)")
    }
  }

  @Test("layers whose weights have a zero point", arguments: NamedIntegerKernels.all)
  func zeroPoints(kernels: NamedIntegerKernels) {
    let cases: [any IntegerCase] =
      OwnPointwiseCase.all + WideDepthwiseCase.all + TwofoldFirstCase.all
    for layer in cases { #expect(layer.agrees(kernels.table), "\(layer.name)") }
  }

  @Test("the pool, and a picture's values", arguments: NamedIntegerKernels.all)
  func small(kernels: NamedIntegerKernels) {
    for layer in IntegerPoolCase.all { #expect(layer.agrees(kernels.table), "\(layer.name)") }
    for picture in PictureBytesCase.all {
      #expect(picture.agrees(kernels.table), "\(picture.name)")
    }
  }

  @Test(
    "batch norms, hostile ones too: no product leaves 32 bits", arguments: NamedIntegerKernels.all)
  func fold(kernels: NamedIntegerKernels) {
    for norm in IntegerFoldCase.all + [.hostile] {
      #expect(norm.agrees(kernels.table) && norm.isBounded(kernels.table))
    }
  }

  @Test("mean activations as high and low bytes", arguments: NamedIntegerKernels.all)
  func split(kernels: NamedIntegerKernels) {
    var values = Values(seed: 3)
    let means: [Float] = [0, 6, 7, -1, .nan] + values.array(28).map { abs($0) * 6 }
    var scratch = IntegerScratch(fill: 0xEE)
    kernels.table.splitMeans(scratch.copy(means), means.count, scratch.output(3 * 32))
    let bytes = scratch.results()
    for lane in 0..<48 {
      let mean = lane < means.count && means[lane] == means[lane] ? means[lane] : 0
      let wanted = Int((min(max(mean, 0), 6) * 10922.5).rounded(.toNearestOrEven))
      let place = lane / 16 * 32 + lane % 16
      #expect(Int(bytes[place]) * 256 + Int(bytes[place + 16]) == wanted)
    }
  }
}
