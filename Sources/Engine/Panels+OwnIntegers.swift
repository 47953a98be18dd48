import Kernels
import MobileNet
import Weights

/// How the panels of a quantised file's own integers differ from those of numbers made anew.
///
/// They lie in the same order. Each number is stored as a byte of −128…127, but a weight is the number
/// less a zero point, −255…255. Pointwise layers and the classifier leave the zero point to sums over each
/// pixel. In the first layer a weight is the sum of two bytes, or three. A depthwise block keeps its
/// weights as floats where one of them does not fit in a byte.
struct OwnPanels: Sendable {
  let integers: OwnIntegers
  /// Of each convolution in order of execution, the classifier's last.
  private(set) var layers: [Layer]

  struct Layer: Sendable {
    /// What a sum has too little of each of its inputs; 0 where the panels hold the weights themselves.
    var inputFactor: Int32 = 0
    /// Bytes whose sum is a weight of the first layer; 1 in the others.
    var times = 1
    /// A bit for each output block of a depthwise layer whose weights are `WideTaps`.
    var wideBlocks: UInt64 = 0
    /// Where these begin, in floats; there is room for all blocks.
    fileprivate(set) var wideTaps = 0
    /// Blocks of a depthwise layer that has such ones, else 0.
    fileprivate var tapBlocks = 0
  }

  init(_ integers: OwnIntegers) {
    self.integers = integers
    let all = integers.convolutions + [integers.classifier]
    layers = all.enumerated().map { index, layer in
      if index == 0 { return Layer(times: OwnPanels.times(layer.weights)) }
      guard index % 2 == 1, index < all.count - 1 else {
        return Layer(inputFactor: Int32(-layer.zero))
      }
      let weights = layer.weights
      var found = Layer()
      for (place, weight) in weights.enumerated()
      where Int(Int8(truncatingIfNeeded: weight)) != weight {
        found.wideBlocks |= 1 << UInt64(place / (9 * Block.width))
      }
      if found.wideBlocks != 0 { found.tapBlocks = Block.count(of: weights.count / 9) }
      return found
    }
  }

  /// So many bytes of −128…127 are needed for a sum of each of these.
  private static func times(_ weights: [Int]) -> Int {
    let (least, most) = (weights.min() ?? 0, weights.max() ?? 0)
    return max(1, (most + 126) / 127, (127 - least) / 128)
  }

  /// Asks for places for what the panels have no room for, in floats.
  mutating func allot(_ place: (Int) -> Int) {
    for index in layers.indices where layers[index].tapBlocks > 0 {
      layers[index].wideTaps = place(layers[index].tapBlocks * WideTaps.stride / 4)
    }
  }

  /// Whether a depthwise block's weights are `WideTaps`.
  static func isWide(_ block: Int, in layer: Layer) -> Bool {
    layer.wideBlocks & 1 << UInt64(block) != 0
  }
}

extension OwnIntegers.Layer {
  /// The weights in steps: −255…255.
  var weights: [Int] { numbers.values().map { Int($0) - zero } }
}

extension OwnPanels {
  /// Writes the numbers, the scales and the biases.
  func pack(to convolutions: [Panels.Convolution], _ memory: UnsafeMutablePointer<Float>) {
    let all = integers.convolutions + [integers.classifier]
    for (index, place) in convolutions.enumerated() {
      let (layer, own) = (all[index], layers[index])
      var bias = layer.bias
      switch place.kind {
      case .conv:
        let weights = layer.weights
        packFirst(weights, times: own.times, to: place, memory)
        for output in bias.indices {
          let sum = weights[output * 27..<(output + 1) * 27].reduce(0, +)
          bias[output] -= Int32(integers.pictureZero * sum)
        }
      case .depthwise: packTaps(layer.weights, own, to: place, memory)
      case .pointwise, .linear, .pool: write(layer.numbers.values(), to: place, part: 0, memory)
      }
      let biases = UnsafeMutableRawPointer(memory + place.beta)
      for output in 0..<place.outputs {
        // The classifier's sums are made codes by themselves.
        memory[place.gamma + output] = place.kind == .linear ? 1 : layer.scale[output]
        if place.kind == .linear { continue }
        biases.storeBytes(of: bias[output], toByteOffset: 4 * output, as: Int32.self)
      }
    }
  }

  /// The first layer's weights as sums of bytes: each takes what the ones before it have left.
  private func packFirst(
    _ weights: [Int], times: Int, to place: Panels.Convolution,
    _ memory: UnsafeMutablePointer<Float>
  ) {
    var rest = weights
    for part in 0..<times {
      let numbers = rest.map { Int8(clamping: $0) }
      for index in rest.indices { rest[index] -= Int(numbers[index]) }
      write(numbers, to: place, part: part, memory)
    }
  }

  private func packTaps(
    _ weights: [Int], _ own: Layer, to place: Panels.Convolution,
    _ memory: UnsafeMutablePointer<Float>
  ) {
    write(weights.map { Int8(truncatingIfNeeded: $0) }, to: place, part: 0, memory)
    guard own.tapBlocks > 0 else { return }
    for (index, weight) in weights.enumerated() {
      let (channel, tap) = (index / 9, index % 9)
      let block = own.wideTaps + channel / Block.width * (WideTaps.stride / 4)
      // [dy][dx] → [dx][dy][16].
      let row = tap % 3 * 3 + tap / 3
      memory[block + row * Block.width + channel % Block.width] = Float(weight)
    }
  }

  /// Writes one byte of each weight where the kernels read them.
  private func write(
    _ numbers: [Int8], to place: Panels.Convolution, part: Int,
    _ memory: UnsafeMutablePointer<Float>
  ) {
    let row = numbers.count / place.outputs
    let isFirst = place.kind == .conv
    let offset = part * Quantiser.panelStride(place.kind, inputs: place.inputs)
    let panels = UnsafeMutableRawPointer(memory).assumingMemoryBound(to: Int8.self) + place.weights
    numbers.withUnsafeBufferPointer { numbers in
      guard let start = numbers.baseAddress else { return }
      for output in 0..<place.outputs {
        let block = output / Block.width
        let panel = panels + (block * place.panelStride + offset + output % Block.width * 4)
        place.write(start + output * row, count: row, isFirst: isFirst, to: panel)
      }
    }
  }
}
