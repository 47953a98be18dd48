import Kernels
import MobileNet
import Weights

/// Weights as whole numbers of eight bits, −127…127 or fewer, with a step for each output channel.
///
/// Done once, at the full stored width: a narrower network reads a part of the same numbers.
struct Quantiser {
  /// The panels' memory.
  let memory: UnsafeMutablePointer<Float>
  let place: Panels.Convolution
  /// The output block whose panel is written.
  let block: Int
  /// Of the layer.
  let steps: WeightSteps

  /// The largest magnitude of all weights.
  static func largest(of weights: UnsafeBufferPointer<Float>) -> Float {
    weights.reduce(0) { max($0, abs($1)) }
  }

  /// The nearest whole numbers, halves to the even one, held to ±limit.
  static func quantise(
    _ weights: UnsafeBufferPointer<Float>, step: Float, limit: Float,
    to numbers: UnsafeMutablePointer<Int8>
  ) {
    let factor = step > 0 ? 1 / step : 0
    // Adding 1.5 · 2²³ rounds to whole numbers and leaves them in the lowest bits: unlike a call of the
    // C library, which the baseline needs for rounding, it is vectorised.
    let magic: Float = 0x1.8p23
    for (index, weight) in weights.enumerated() {
      let bounded = min(max(weight * factor, -limit), limit)
      numbers[index] = Int8(truncatingIfNeeded: (bounded + magic).bitPattern)
    }
  }

  /// The nine taps of a depthwise filter, so that the sum of the numbers is the sum of the weights.
  ///
  /// The early filters take differences: their taps nearly cancel, on inputs whose mean is large. An
  /// error of their sum shifts the whole channel. Rounding each tap by itself costs 0.8 points of top-1 on
  /// average and up to 2.2; this rule costs none. While the sum is off by more than half, the tap that
  /// was rounded furthest in its direction moves one step back.
  ///
  /// - Parameters:
  ///   - weights: nine.
  ///   - step: what 1 is worth.
  ///   - limit: the largest number.
  ///   - numbers: room for nine.
  static func quantiseKeepingSum(
    _ weights: UnsafeBufferPointer<Float>, step: Float, limit: Float,
    to numbers: UnsafeMutablePointer<Int8>
  ) {
    quantise(weights, step: step, limit: limit, to: numbers)
    guard step > 0 else { return }
    let exact = weights.map { Double($0) / Double(step) }
    var errors = exact.indices.map { Double(numbers[$0]) - exact[$0] }
    var excess = errors.reduce(0, +)
    while abs(excess) > 0.5 {
      let direction: Double = excess > 0 ? 1 : -1
      let movable = errors.indices.filter {
        abs(Int(numbers[$0]) - Int(direction)) <= Int(limit)
      }
      guard let tap = movable.max(by: { direction * errors[$0] < direction * errors[$1] }) else {
        return
      }
      numbers[tap] -= Int8(direction)
      errors[tap] -= direction
      excess -= direction
    }
  }
}

extension Quantiser {
  /// Bytes of an output block's panel: whole groups of four inputs.
  static func panelStride(_ kind: LayerKind, inputs: Int) -> Int {
    switch kind {
    case .depthwise: IntegerDepthwiseArguments.weightStride
    case .conv:
      inputs == 3 ? 3 * 3 * 4 * Block.width : Block.count(of: inputs) * 9 * Block.square
    case .pointwise, .linear, .pool: (inputs + 3) / 4 * 4 * Block.width
    }
  }

  /// Quantises the rows of a block's outputs and writes them where the kernels read them.
  ///
  /// - Parameters:
  ///   - rows: `[output][row]`, PyTorch's order; changed in the first layer.
  ///   - preprocessing: how a picture becomes the first layer's input.
  func pack(_ rows: UnsafeMutableBufferPointer<Float>, _ preprocessing: Preprocessing) {
    let isFirst = place.kind == .conv && place.inputs == 3
    let outputs = min(Block.width, place.outputs - block * Block.width)
    let count = rows.count / outputs
    let values = PictureValues(preprocessing)
    let panel =
      (UnsafeMutableRawPointer(memory).assumingMemoryBound(to: Int8.self))
      + (place.weights + block * place.panelStride)
    var numbers = [Int8](repeating: 0, count: count)
    for output in 0..<outputs {
      let row = UnsafeMutableBufferPointer(rebasing: rows[output * count..<(output + 1) * count])
      if isFirst { values.scale(row) }
      let channel = block * Block.width + output
      let step = steps.step(of: UnsafeBufferPointer(row), channel: channel)
      numbers.withUnsafeMutableBufferPointer { numbers in
        guard let start = numbers.baseAddress else { return }
        let row = UnsafeBufferPointer(row)
        if place.kind == .depthwise, steps.keepsSums {
          Quantiser.quantiseKeepingSum(row, step: step, limit: steps.limit, to: start)
        } else {
          Quantiser.quantise(row, step: step, limit: steps.limit, to: start)
        }
        place.write(start, count: count, isFirst: isFirst, to: panel + output * 4)
      }
      memory[place.steps + channel] = isFirst ? step * stepsOfActivation() : step
      if isFirst { memory[place.origin + channel] = values.origin(of: numbers) }
    }
  }
}

extension Panels.Convolution {
  /// Writes one output's numbers: `panel` is its first group of four.
  func write(
    _ numbers: UnsafePointer<Int8>, count: Int, isFirst: Bool, to panel: UnsafeMutablePointer<Int8>
  ) {
    let group = 4 * Block.width
    if kind == .depthwise {
      // [dy][dx] → [dx][16][dy].
      for tap in 0..<9 { panel[tap % 3 * group + tap / 3] = numbers[tap] }
    } else if isFirst {
      // [channel][dy][dx] → [dy][group][16][4], whose groups go over (dx, channel).
      for index in 0..<27 {
        let (channel, dy, dx) = (index / 9, index / 3 % 3, index % 3)
        let place = dx * 3 + channel
        panel[(dy * 3 + place / 4) * group + place % 4] = numbers[index]
      }
    } else if kind == .conv {
      // [input][tap] → [input block][tap][4][16][4].
      for index in 0..<count {
        let (input, tap) = (index / 9, index % 9)
        let square = (input / Block.width * 9 + tap) * Block.square
        panel[square + input % Block.width / 4 * group + input % 4] = numbers[index]
      }
    } else {
      // [input] → [input / 4][16][4].
      for input in 0..<count { panel[input / 4 * group + input % 4] = numbers[input] }
    }
  }
}

/// A picture's values as bytes: x = (byte − offset) / factor for each of the three channels.
struct PictureValues {
  let factors: SIMD3<Float>
  /// The byte of x = 0, not rounded.
  let offsets: SIMD3<Float>

  init(_ preprocessing: Preprocessing) {
    factors = 255 * preprocessing.std
    offsets = 255 * preprocessing.mean
  }

  /// As a quantised file counts.
  init(_ integers: OwnIntegers) {
    factors = SIMD3(repeating: 1 / integers.pictureStep)
    offsets = SIMD3(repeating: Float(integers.pictureZero))
  }

  /// Floats that `write` writes.
  static let count = 96

  /// Factors for 48 values, then offsets, as `PictureBytes` reads them.
  func write(to memory: UnsafeMutablePointer<Float>) {
    for index in 0..<48 {
      memory[index] = factors[index % 3]
      memory[48 + index] = offsets[index % 3]
    }
  }

  /// The bytes that lie around a picture.
  var border: [UInt8] {
    (0..<3).map { offsets[$0] > 0 ? UInt8(min(offsets[$0], 255).rounded(.toNearestOrEven)) : 0 }
  }

  /// Makes weights for x, `[channel][9]`, weights for bytes.
  func scale(_ weights: UnsafeMutableBufferPointer<Float>) {
    for index in weights.indices { weights[index] /= factors[index / 9] }
  }

  /// The sum of products where every input is 0.
  func origin(of numbers: [Int8]) -> Float {
    let products = numbers.enumerated().map { Double($1) * Double(offsets[$0 / 9]) }
    return Float(products.reduce(0, +))
  }
}
