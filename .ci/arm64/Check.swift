import Kernels
import KernelsBaseline

/// Runs the cases of KernelsTests on the kernels compiled for this processor, and prints those that fail.
///
/// - Returns: how many failed; `count` becomes the number of all.
@_cdecl("check_kernels")
public func checkKernels(_ count: UnsafeMutablePointer<Int32>) -> Int32 {
  var check = Check()
  check.pointwise()
  check.depthwise()
  check.convolutions()
  check.small()
  check.integers()
  count.pointee = check.count
  return check.failures
}

private struct Check {
  let kernels = baselineKernels
  var count: Int32 = 0
  var failures: Int32 = 0

  mutating func expect(_ name: String, _ found: [Float], _ expected: [Float]) {
    count += 1
    if agree(found, expected) { return }
    failures += 1
    print(name)
  }

  mutating func pointwise() {
    for pixels in PointwiseCase.pixels {
      for inputs in PointwiseCase.channels {
        for outputs in PointwiseCase.channels {
          let layer = PointwiseCase(pixels: pixels, inputs: inputs, outputs: outputs)
          expect(layer.name, layer.run(kernels), layer.expected)
        }
      }
    }
  }

  mutating func depthwise() {
    for channels in DepthwiseCase.channels {
      for (height, width) in DepthwiseCase.maps {
        for stride in [1, 2] {
          let layer = DepthwiseCase(
            height: height, width: width, channels: channels, stride: stride, padding: 1)
          expect(layer.name, layer.run(kernels), layer.expected)
        }
      }
      for (height, width) in DepthwiseCase.evenMaps {
        let layer = DepthwiseCase(
          height: height, width: width, channels: channels, stride: 2, padding: 0)
        expect(layer.name, layer.run(kernels), layer.expected)
      }
    }
  }

  mutating func convolutions() {
    for side in [1, 2, 7, 12] {
      for (stride, padding) in ConvolutionCase.geometries(side: side, strides: [1, 2]) {
        for (inputs, outputs) in ConvolutionCase.channels {
          let layer = ConvolutionCase(
            side: side, inputs: inputs, outputs: outputs, stride: stride, padding: padding)
          expect(layer.name, layer.runFull(kernels), layer.expected)
        }
        guard stride == 2 else { continue }
        for outputs in [1, 8, 17, 33] {
          let layer = ConvolutionCase(
            side: side, inputs: 3, outputs: outputs, stride: stride, padding: padding)
          expect(layer.name, layer.runFirst(kernels), layer.expected)
        }
      }
    }
  }

  mutating func small() {
    for channels in [1, 8, 15, 16, 17, 40] {
      for pixels in [1, 2, 4, 7, 49] {
        let layer = PoolCase(pixels: pixels, channels: channels)
        expect("average pool", layer.run(kernels), layer.expected)
      }
      let norm = FoldCase(channels: channels)
      expect("batch norm", norm.run(kernels), norm.expected)
    }
  }

  mutating func integers() {
    for layer in IntegerPointwiseCase.all {
      expect(layer)
      expect(layer.name, layer.product(baselineIntegerKernels))
    }
    for layer in IntegerDepthwiseCase.all { expect(layer) }
    for layer in IntegerConvolutionCase.all { expect(layer) }
    for layer in OwnPointwiseCase.all { expect(layer) }
    for layer in WideDepthwiseCase.all { expect(layer) }
    for layer in TwofoldFirstCase.all { expect(layer) }
    for layer in IntegerPoolCase.all { expect(layer) }
    for picture in PictureBytesCase.all { expect(picture) }
    for norm in IntegerFoldCase.all + [.hostile] {
      expect("int8 batch norm", norm.agrees(baselineIntegerKernels))
    }
  }

  private mutating func expect<Layer: IntegerCase>(_ layer: Layer) {
    expect(layer.name, layer.agrees(baselineIntegerKernels))
  }

  private mutating func expect(_ name: String, _ agrees: Bool) {
    count += 1
    if agrees { return }
    failures += 1
    print(name)
  }
}
