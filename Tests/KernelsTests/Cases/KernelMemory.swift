import CProcessor
import Kernels
import KernelsBaseline
import Testing

#if arch(x86_64)
  import KernelsAVX2
  import KernelsAVX512
#endif

/// One instruction set's kernels under a name for the test's title.
struct NamedKernels: CustomTestStringConvertible, Sendable {
  let name: String
  let table: KernelTable
  var testDescription: String { name }

  /// All that this machine can run.
  static var all: [NamedKernels] {
    var kernels = [NamedKernels(name: "baseline", table: baselineKernels)]
    #if arch(x86_64)
      if processor_level() >= 1 { kernels.append(.init(name: "AVX2", table: avx2Kernels)) }
      if processor_level() >= 2 { kernels.append(.init(name: "AVX-512", table: avx512Kernels)) }
    #endif
    return kernels
  }
}

/// Seeded values in −1…1: the same on every machine.
struct Values {
  private var state: UInt64

  init(seed: UInt64) {
    state = seed &+ 0x9E37_79B9_7F4A_7C15
  }

  mutating func next() -> Float {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return Float(Int32(truncatingIfNeeded: state >> 32)) / 2_147_483_648
  }

  mutating func array(_ count: Int) -> [Float] {
    (0..<count).map { _ in next() }
  }
}

/// Sixteens needed for so many channels.
func blockCount(_ channels: Int) -> Int { (channels + 15) / 16 }

/// `[pixel][channel]` → `[block][pixel][16]`, NaN in the lanes past the last channel.
func blocked(_ values: [Float], pixels: Int, channels: Int) -> [Float] {
  var result = [Float](repeating: .nan, count: blockCount(channels) * pixels * 16)
  for pixel in 0..<pixels {
    for channel in 0..<channels {
      result[(channel / 16 * pixels + pixel) * 16 + channel % 16] =
        values[pixel * channels + channel]
    }
  }
  return result
}

/// `[block][pixel][16]` → `[pixel][channel]`.
func flat(_ values: [Float], pixels: Int, channels: Int) -> [Float] {
  var result: [Float] = []
  for pixel in 0..<pixels {
    for channel in 0..<channels {
      let place = (channel / 16 * pixels + pixel) * 16 + channel % 16
      result.append(values[place])
    }
  }
  return result
}

/// One value per channel in whole blocks, 0 past the last channel.
func padded(_ values: [Float]) -> [Float] {
  values + [Float](repeating: 0, count: blockCount(values.count) * 16 - values.count)
}

/// `[out][in]` → `[output block][input][16]`, for `stored` input channels, 0 past the last output.
func panels(_ weights: [Float], outputs: Int, inputs: Int) -> [Float] {
  var result = [Float](repeating: 0, count: blockCount(outputs) * inputs * 16)
  for output in 0..<outputs {
    for input in 0..<inputs {
      result[(output / 16 * inputs + input) * 16 + output % 16] = weights[output * inputs + input]
    }
  }
  return result
}

/// Whether two results agree within what another order of float32 sums can do: sums here have at
/// most 600 terms below 1. NaN agrees with nothing.
func agree(_ found: [Float], _ expected: [Float]) -> Bool {
  found.count == expected.count
    && zip(found, expected).allSatisfy { abs($0 - $1) <= 2e-5 * max(1, abs($1)) }
}

/// Memory for one call of a kernel; freed by `release`.
final class Scratch {
  private static let mark: Float = 12345
  private static let margin = 64
  private var inputs: [UnsafeMutablePointer<Float>] = []
  private var outputs: [UnsafeMutableBufferPointer<Float>] = []

  /// A copy of the values.
  func input(_ values: [Float]) -> UnsafePointer<Float> {
    let memory = UnsafeMutablePointer<Float>.allocate(capacity: values.count + 1)
    memory.initialize(from: values, count: values.count)
    inputs.append(memory)
    return UnsafePointer(memory)
  }

  /// Room for a result: NaN where the kernel must write, between marks where it must not.
  func output(_ count: Int) -> UnsafeMutablePointer<Float> {
    let memory = UnsafeMutableBufferPointer<Float>.allocate(capacity: count + 2 * Scratch.margin)
    memory.initialize(repeating: Scratch.mark)
    memory.extracting(Scratch.margin..<(Scratch.margin + count)).update(repeating: .nan)
    outputs.append(memory)
    return memory.extracting(Scratch.margin...).baseAddress.unsafelyUnwrapped
  }

  /// The last output's values, after a look at what lies around them.
  func result() -> [Float] {
    guard let memory = outputs.last else { return [] }
    let margin = Scratch.margin
    #expect(memory.prefix(margin).allSatisfy { $0 == Scratch.mark }, "written before the output")
    #expect(memory.suffix(margin).allSatisfy { $0 == Scratch.mark }, "written past the output")
    return Array(memory[margin..<(memory.count - margin)])
  }

  func release() {
    for memory in inputs { memory.deallocate() }
    for memory in outputs { memory.deallocate() }
  }
}
