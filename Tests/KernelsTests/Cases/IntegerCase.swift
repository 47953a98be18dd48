import Kernels

/// A layer on bytes beside plain loops: here both must give the same bits.
protocol IntegerCase {
  var name: String { get }
  /// In plain loops.
  var expected: [UInt8] { get }
  /// By a kernel, in the same order. `fill` is what memory holds that a kernel must not care for.
  func run(_ kernels: IntegerKernelTable, fill: UInt8) -> [UInt8]
}

extension IntegerCase {
  /// Whether the kernel gives the plain loops' bits, whatever memory held before.
  func agrees(_ kernels: IntegerKernelTable) -> Bool {
    run(kernels, fill: 0) == expected && run(kernels, fill: 0xAB) == expected
  }
}

/// A layer's numbers: seeded, or the largest there are.
struct IntegerNumbers {
  /// Where sums are as large as they can be.
  enum Extreme { case none, highest, lowest }

  let input: [UInt8]
  let weights: [Int8]
  let bias: [Int32]
  let scale: [Float]

  /// - Parameters:
  ///   - seed: for all of them.
  ///   - inputs: bytes of the input.
  ///   - count: numbers of the filters.
  ///   - outputs: output channels.
  ///   - terms: products of a sum.
  ///   - extreme: all inputs 255, and all weights 127 or −127.
  init(
    seed: Int, inputs: Int, weights count: Int, outputs: Int, terms: Int,
    extreme: Extreme = .none
  ) {
    var values = Values(seed: seed)
    switch extreme {
    case .none:
      input = (0..<inputs).map { _ in UInt8(truncatingIfNeeded: Int(values.next() * 2000)) }
      weights = (0..<count).map { _ in Int8(values.next() * 127) }
    case .highest, .lowest:
      input = [UInt8](repeating: 255, count: inputs)
      weights = [Int8](repeating: extreme == .highest ? 127 : -127, count: count)
    }
    let reach = Float(terms) * 127 * 255
    switch extreme {
    case .none:
      bias = (0..<outputs).map { _ in Int32(values.next() * 5000) }
      let usual = 400 / (Float(terms).squareRoot() * 127 * 128)
      scale = (0..<outputs).map { _ in usual * (values.next() + 0.2) }
    case .highest, .lowest:
      // The sum plus the bias is a small share of the sum: a saturated one would be far off.
      bias = (0..<outputs).map { Int32(extreme == .highest ? -reach : reach) + Int32($0 * 3) }
      scale = [Float](repeating: 1, count: outputs)
    }
  }

  /// What a sum becomes.
  func byte(_ sum: Int32, _ output: Int) -> UInt8 {
    IntegerNumbers.byte(Float(bias[output] &+ sum) * scale[output])
  }

  /// To the nearest whole number, halves to the even one, held to a byte.
  static func byte(_ value: Float) -> UInt8 {
    UInt8(min(max(value, 0), 255).rounded(.toNearestOrEven))
  }
}

/// Memory of any kind for one call of a kernel, on cache lines.
struct IntegerScratch {
  private var memory: [UnsafeMutableRawPointer] = []
  private var outputs: [(start: UnsafeMutablePointer<UInt8>, count: Int)] = []
  private let fill: UInt8
  private static let margin = 64

  init(fill: UInt8) {
    self.fill = fill
  }

  /// A copy of the values.
  mutating func copy<Value>(_ values: [Value]) -> UnsafeMutablePointer<Value> {
    let size = values.count * MemoryLayout<Value>.stride + IntegerScratch.margin
    let start = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: 64)
    start.initializeMemory(as: UInt8.self, repeating: fill, count: size)
    memory.append(start)
    let result = start.bindMemory(to: Value.self, capacity: values.count)
    for (place, value) in values.enumerated() { (result + place).initialize(to: value) }
    return result
  }

  /// Room for a result, between margins that must stay as they are.
  mutating func output(_ count: Int) -> UnsafeMutablePointer<UInt8> {
    let margin = IntegerScratch.margin
    let start = copy([UInt8](repeating: fill, count: count + 2 * margin))
    outputs.append((start, count))
    return start + margin
  }

  /// What was written, all outputs one after another, and frees everything; empty where a kernel wrote
  /// outside.
  mutating func results() -> [UInt8] {
    var result: [UInt8] = []
    var isIntact = true
    for (start, count) in outputs {
      for place in 0..<(count + 2 * IntegerScratch.margin) {
        if place >= IntegerScratch.margin, place < IntegerScratch.margin + count {
          result.append(start[place])
        } else {
          isIntact = isIntact && start[place] == fill
        }
      }
    }
    for start in memory { start.deallocate() }
    return isIntact ? result : []
  }
}

/// `[pixel][channel]` → `[block][pixel][16]`: zeros in the lanes that complete a group of four, `fill` in
/// those behind it.
func blocked(_ bytes: [UInt8], pixels: Int, channels: Int, fill: UInt8) -> [UInt8] {
  let lanes = (channels + 3) / 4 * 4
  return (0..<pixels * Block.padded(channels)).map { place in
    let pixel = place / Block.width % pixels
    let channel = place / Block.width / pixels * Block.width + place % Block.width
    return channel < channels ? bytes[pixel * channels + channel] : channel < lanes ? 0 : fill
  }
}

/// `[block][pixel][16]` → `[pixel][channel]`, with the zeros that complete a group of four.
func flat(_ bytes: [UInt8], pixels: Int, channels: Int) -> [UInt8] {
  guard bytes.count == pixels * Block.padded(channels) else { return [] }
  return (0..<pixels).flatMap { pixel in
    (0..<(channels + 3) / 4 * 4).map { channel in
      bytes[(channel / Block.width * pixels + pixel) * Block.width + channel % Block.width]
    }
  }
}

/// One value for each channel in whole blocks.
func padded<Value: ExpressibleByIntegerLiteral>(_ values: [Value]) -> [Value] {
  values + [Value](repeating: 0, count: Block.padded(values.count) - values.count)
}

/// `[output][group · 4]` → `[output block][group][16][4]`.
func grouped(_ numbers: [Int8], outputs: Int) -> [Int8] {
  let row = numbers.count / outputs
  return (0..<Block.padded(outputs) * row).map { place in
    let panel = place / (Block.width * row)
    let output = panel * Block.width + place / 4 % Block.width
    let input = place % (Block.width * row) / (4 * Block.width) * 4 + place % 4
    return output < outputs ? numbers[output * row + input] : 0
  }
}
