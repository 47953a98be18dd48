import Engine
import Kernels
import Measure
import Reports

/// Single kernels at the shapes of MobileNet at α = 1, 224 pixels.
struct KernelBenchmark {
  /// Side, inputs, outputs.
  static let pointwiseShapes = [
    (112, 32, 64), (56, 64, 128), (56, 128, 128), (28, 128, 256), (28, 256, 256),
    (14, 256, 512), (14, 512, 512), (7, 512, 1024), (7, 1024, 1024), (1, 1024, 1000),
  ]
  /// Side, channels.
  static let stride1Shapes = [(112, 32), (56, 128), (28, 256), (14, 512), (7, 1024)]
  static let stride2Shapes = [(112, 64), (56, 128), (28, 256), (14, 512)]
  /// Side, inputs, outputs, stride.
  static let convolutionShapes = [
    (224, 3, 32, 2), (112, 32, 64, 1), (56, 64, 128, 1), (56, 128, 128, 1), (28, 128, 256, 1),
    (28, 256, 512, 2), (14, 512, 512, 1), (7, 1024, 1024, 1),
  ]

  private let kernels: KernelTable
  private let rates: KernelRates
  private let input: Memory
  private let output: Memory
  private let weights: Memory
  private let zeros: Memory

  init(_ instructionSet: InstructionSet) {
    kernels = instructionSet.kernels
    rates = KernelRates(Ceilings.Subject(instructionSet: instructionSet, threads: 1))
    input = Memory(count: 114 * 114 * 64, value: 0.5)
    output = Memory(count: 112 * 112 * 64, value: 0)
    weights = Memory(count: 1024 * 1024 * 9, value: 0.01)
    zeros = Memory(count: 1024 * 16, value: 0)
  }

  func run() {
    rates.printHeading()
    for (side, inputs, outputs) in Self.pointwiseShapes { pointwise(side, inputs, outputs) }
    for (side, channels) in Self.stride1Shapes { depthwise(side, channels, stride: 1) }
    for (side, channels) in Self.stride2Shapes { depthwise(side, channels, stride: 2) }
    for (side, inputs, outputs, stride) in Self.convolutionShapes {
      convolution(side, inputs, outputs, stride)
    }
  }

  private func pointwise(_ side: Int, _ inputs: Int, _ outputs: Int) {
    let pixels = side * side
    let arguments = PointwiseArguments(
      input: input.read, inputBlockStride: pixels * 16, inputChannels: inputs,
      panels: weights.read, panelStride: inputs * 16, outputChannels: outputs,
      scale: weights.read, shift: weights.read, activation: .relu6, output: output.start,
      outputBlockStride: pixels * 16, pixels: pixels)
    rates.report("pointwise \(side)² \(inputs)→\(outputs)", pixels * inputs * outputs) {
      kernels.pointwise(arguments)
    }
  }

  private func depthwise(_ side: Int, _ channels: Int, stride: Int) {
    let outputSide = (side + stride - 1) / stride
    let arguments = DepthwiseArguments(
      input: input.read, inputBlockStride: side * side * 16, inputHeight: side, inputWidth: side,
      zeroRow: zeros.read, weights: weights.read, shift: weights.read, paddingTop: 2 - stride,
      paddingLeft: 2 - stride, output: output.start,
      outputBlockStride: outputSide * outputSide * 16, outputWidth: outputSide,
      channels: channels, rows: 0..<outputSide, blocks: 0..<(channels / 16))
    let kernel = stride == 1 ? kernels.depthwiseStride1 : kernels.depthwiseStride2
    rates.report(
      "depthwise \(side)²×\(channels), stride \(stride)", outputSide * outputSide * channels * 9
    ) {
      kernel(arguments)
    }
  }

  /// The first layer where the input is a picture, else a full convolution.
  private func convolution(_ side: Int, _ inputs: Int, _ outputs: Int, _ stride: Int) {
    let outputSide = side / stride
    let isFirst = inputs == 3
    let rowStride = (side + 2) * (isFirst ? 3 : 16)
    let arguments = ConvolutionArguments(
      input: input.read, inputBlockStride: (side + 2) * rowStride, inputRowStride: rowStride,
      inputChannels: inputs, stride: stride, panels: weights.read, panelStride: inputs * 9 * 16,
      outputChannels: outputs, scale: weights.read, shift: weights.read, output: output.start,
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

/// How fast kernels are beside what the core can do at best.
struct KernelRates {
  private let ceilings: Ceilings

  init(_ subject: Ceilings.Subject) {
    ceilings = CeilingMeasurement.run(subject)
  }

  func printHeading() {
    let subject = ceilings.subject
    print("\(subject.precision.prefix)\(subject.instructionSet.title): \(ceilings.text)")
    print("kernel".left(28), "      µs   G multiply-adds/s   of the peak")
  }

  /// The best of several runs, for at least 20 ms.
  func report(_ name: String, _ multiplyAdds: Int, _ body: () -> Void) {
    let clock = ContinuousClock()
    let start = clock.now
    var best = Duration.seconds(1)
    var runs = 0
    while runs < 5 || clock.now - start < .milliseconds(20) {
      best = min(best, clock.measure(body))
      runs += 1
    }
    let seconds = best / .seconds(1)
    let rate = Double(multiplyAdds) / seconds
    print(
      name.left(28), Figure.fixed(seconds * 1e6, decimals: 1).right(8),
      Figure.fixed(rate / 1e9, decimals: 1).right(15),
      Figure.fixed(rate / (ceilings.peak ?? 0) * 100, decimals: 1).right(15), "%")
  }
}

/// Floats for a kernel to work on.
final class Memory {
  let start: UnsafeMutablePointer<Float>
  var read: UnsafePointer<Float> { UnsafePointer(start) }

  init(count: Int, value: Float) {
    let memory = UnsafeMutableRawPointer.allocate(byteCount: count * 4, alignment: 64)
    start = memory.bindMemory(to: Float.self, capacity: count)
    start.initialize(repeating: value, count: count)
  }

  deinit {
    start.deallocate()
  }
}
