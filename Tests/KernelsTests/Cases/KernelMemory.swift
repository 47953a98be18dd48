import Kernels

// Kernels at awkward sizes beside plain loops in double. The tests run these cases on this machine's
// instruction sets; `.ci/check-kernels` compiles this folder, without the test library, with the kernels
// for arm64 and runs it there.

/// Seeded values in −1…1: the same on every machine.
struct Values {
  private var state: UInt64

  init(seed: Int) {
    state = UInt64(seed) &+ 0x9E37_79B9_7F4A_7C15
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

/// `[pixel][channel]` → `[block][pixel][16]`, NaN in the lanes past the last channel.
func blocked(_ values: [Float], pixels: Int, channels: Int) -> [Float] {
  var result = [Float](repeating: .nan, count: pixels * Block.padded(channels))
  for pixel in 0..<pixels {
    for channel in 0..<channels {
      result[place(pixel, channel, pixels: pixels)] = values[pixel * channels + channel]
    }
  }
  return result
}

/// `[block][pixel][16]` → `[pixel][channel]`.
func flat(_ values: [Float], pixels: Int, channels: Int) -> [Float] {
  var result: [Float] = []
  for pixel in 0..<pixels {
    for channel in 0..<channels {
      result.append(values[place(pixel, channel, pixels: pixels)])
    }
  }
  return result
}

/// Where a value lies in `[block][pixel][16]`.
private func place(_ pixel: Int, _ channel: Int, pixels: Int) -> Int {
  (channel / Block.width * pixels + pixel) * Block.width + channel % Block.width
}

/// One value for each channel in whole blocks, 0 past the last channel.
func padded(_ values: [Float]) -> [Float] {
  values + [Float](repeating: 0, count: Block.padded(values.count) - values.count)
}

/// `[out][in]` → `[output block][input][16]`, 0 past the last output.
func panels(_ weights: [Float], outputs: Int, inputs: Int) -> [Float] {
  var result = [Float](repeating: 0, count: Block.padded(outputs) * inputs)
  for output in 0..<outputs {
    for input in 0..<inputs {
      result[place(input, output, pixels: inputs)] = weights[output * inputs + input]
    }
  }
  return result
}

/// Whether two results agree within what another order of float32 sums can do: sums here have at
/// most 1300 terms below 1. NaN agrees with nothing.
func agree(_ found: [Float], _ expected: [Float]) -> Bool {
  found.count == expected.count
    && zip(found, expected).allSatisfy { abs($0 - $1) <= 2e-5 * max(1, abs($1)) }
}

/// Memory for one call of a kernel.
struct Scratch {
  fileprivate static let mark: Float = 12345
  fileprivate static let margin = 64
  fileprivate var inputs: [UnsafeMutablePointer<Float>] = []
  fileprivate var outputs: [UnsafeMutableBufferPointer<Float>] = []

  /// A copy of the values.
  mutating func input(_ values: [Float]) -> UnsafePointer<Float> {
    let memory = UnsafeMutablePointer<Float>.allocate(capacity: values.count + 1)
    memory.initialize(from: values, count: values.count)
    inputs.append(memory)
    return UnsafePointer(memory)
  }

  /// Room for a result: NaN where the kernel must write, between marks where it must not.
  mutating func output(_ count: Int) -> UnsafeMutablePointer<Float> {
    let memory = UnsafeMutableBufferPointer<Float>.allocate(capacity: count + 2 * Scratch.margin)
    memory.initialize(repeating: Scratch.mark)
    memory.extracting(Scratch.margin..<(Scratch.margin + count)).update(repeating: .nan)
    outputs.append(memory)
    return memory.extracting(Scratch.margin...).baseAddress.unsafelyUnwrapped
  }
}

/// Calls a kernel and gives what it wrote, all outputs one after another; NaN throughout where it also
/// wrote before or past an output.
func results(of call: (inout Scratch) -> Void) -> [Float] {
  var scratch = Scratch()
  call(&scratch)
  var result: [Float] = []
  var isIntact = true
  for memory in scratch.outputs {
    let inside = Scratch.margin..<(memory.count - Scratch.margin)
    for (place, value) in memory.enumerated() {
      if inside.contains(place) {
        result.append(value)
      } else {
        isIntact = isIntact && value == Scratch.mark
      }
    }
    memory.deallocate()
  }
  for memory in scratch.inputs { memory.deallocate() }
  return isIntact ? result : [Float](repeating: .nan, count: result.count)
}
