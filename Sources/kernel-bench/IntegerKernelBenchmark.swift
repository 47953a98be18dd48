import Engine
import Kernels
import Measure
import Reports

/// Single kernels on bytes at the shapes of MobileNet at α = 1, 224 pixels.
struct IntegerKernelBenchmark {
  private let kernels: IntegerKernelTable
  private let rates: KernelRates
  private let input: Memory
  private let output: Memory
  private let weights: Memory
  private let zeros: Memory

  init(_ instructionSet: InstructionSet) {
    kernels = instructionSet.integerKernels
    rates = KernelRates(
      Ceilings.Subject(instructionSet: instructionSet, threads: 1, precision: .int8))
    // Bytes of 0.5 are 0, 0, 0, 63: sums stay small, whatever the weights.
    input = Memory(count: 114 * 114 * 64 / 4, value: 0.5)
    output = Memory(count: 112 * 112 * 64 * 2 / 4, value: 0)
    weights = Memory(count: 1024 * 1024 * 9 / 4, value: 0.01)
    zeros = Memory(count: 1024 * 16, value: 0)
  }

  func run() {
    rates.printHeading()
    for (side, inputs, outputs) in KernelBenchmark.pointwiseShapes where side > 1 {
      pointwise(side, inputs, outputs)
    }
    for (side, channels) in KernelBenchmark.stride1Shapes { depthwise(side, channels, stride: 1) }
    for (side, channels) in KernelBenchmark.stride2Shapes { depthwise(side, channels, stride: 2) }
    for (side, inputs, outputs, stride) in KernelBenchmark.convolutionShapes {
      convolution(side, inputs, outputs, stride)
    }
  }

  private func pointwise(_ side: Int, _ inputs: Int, _ outputs: Int) {
    let pixels = side * side
    let arguments = IntegerPointwiseArguments(
      input: input.bytes, inputBlockStride: pixels * 16, inputChannels: inputs,
      panels: weights.numbers, panelStride: inputs * 16, outputChannels: outputs,
      bias: zeros.integers, scale: zeros.read, output: output.writableBytes,
      outputBlockStride: pixels * 16, pixels: pixels,
      scratch: output.writableBytes + 112 * 112 * 64)
    rates.report("pointwise \(side)² \(inputs)→\(outputs)", pixels * inputs * outputs) {
      kernels.pointwise(arguments)
    }
  }

  private func depthwise(_ side: Int, _ channels: Int, stride: Int) {
    let outputSide = (side + stride - 1) / stride
    let arguments = IntegerDepthwiseArguments(
      input: input.bytes, inputBlockStride: side * side * 16, inputHeight: side, inputWidth: side,
      zeroRow: zeros.bytes, weights: weights.numbers, bias: zeros.integers, scale: zeros.read,
      paddingTop: 2 - stride, paddingLeft: 2 - stride, output: output.writableBytes,
      outputBlockStride: outputSide * outputSide * 16, outputWidth: outputSide,
      channels: channels, rows: 0..<outputSide, blocks: 0..<(channels / 16))
    let kernel = stride == 1 ? kernels.depthwiseStride1 : kernels.depthwiseStride2
    rates.report(
      "depthwise \(side)²×\(channels), stride \(stride)", outputSide * outputSide * channels * 9
    ) {
      kernel(arguments)
    }
  }

  private func convolution(_ side: Int, _ inputs: Int, _ outputs: Int, _ stride: Int) {
    let outputSide = side / stride
    let isFirst = inputs == 3
    let rowStride = (side + 2) * (isFirst ? 3 : 16)
    let arguments = IntegerConvolutionArguments(
      input: input.bytes, inputBlockStride: (side + 2) * rowStride, inputRowStride: rowStride,
      inputChannels: inputs, stride: stride, panels: weights.numbers,
      panelStride: isFirst ? 36 * 16 : inputs * 9 * 16, outputChannels: outputs,
      bias: zeros.integers, scale: zeros.read, output: output.writableBytes,
      outputBlockStride: outputSide * outputSide * 16, outputRowStride: outputSide * 16,
      outputWidth: outputSide, rows: 0..<outputSide)
    let kernel = isFirst ? kernels.firstConvolution : kernels.fullConvolution
    rates.report(
      "\(isFirst ? "first" : "full") \(side)² \(inputs)→\(outputs), stride \(stride)",
      outputSide * outputSide * 9 * inputs * outputs
    ) {
      kernel(arguments)
    }
  }
}

extension Memory {
  fileprivate var bytes: UnsafePointer<UInt8> { UnsafePointer(writableBytes) }
  fileprivate var writableBytes: UnsafeMutablePointer<UInt8> {
    UnsafeMutableRawPointer(start).assumingMemoryBound(to: UInt8.self)
  }
  fileprivate var numbers: UnsafePointer<Int8> {
    UnsafeRawPointer(start).assumingMemoryBound(to: Int8.self)
  }
  fileprivate var integers: UnsafePointer<Int32> {
    UnsafeRawPointer(start).assumingMemoryBound(to: Int32.self)
  }
}
