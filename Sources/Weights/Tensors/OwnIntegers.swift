/// A quantised file's own whole numbers: what its network computes with in int8, instead of numbers made
/// anew from float32.
///
/// Activations are bytes: with codes of −128…127 a byte is the code + 128. The byte 0 stands for 0, and what
/// lies above 255 is what ReLU6 cuts off, so the limits of a byte are the activation function. Only the
/// picture and the logits have zeros elsewhere. A layer's output is
///
///     byte = held(round(scale · (bias + Σ (number − zero) · (byte − its zero)))) in 0…255
///
/// Source: arXiv:1712.05877, section 2.2; scale is there M.
public struct OwnIntegers: Sendable {
  /// What a step of the picture's bytes is worth.
  public let pictureStep: Float
  /// The picture's byte that stands for 0.
  public let pictureZero: Int
  /// In order of execution.
  public let convolutions: [Layer]
  /// What a step of the pool's output is worth.
  public let poolStep: Float
  /// Whether the pool rounds halves up, as TFLite's AVERAGE_POOL_2D does; its MEAN rounds to the even one.
  public let poolRoundsHalvesUp: Bool
  /// A 1×1 convolution of one pixel.
  public let classifier: Layer
  /// The code of the logit 0, which `held(round(…))` is added to before it is held.
  public let logitZero: Int

  /// A convolution or the classifier.
  public struct Layer: Sendable {
    /// As the file has them; see `StoredNumbers.values()`.
    public let numbers: StoredNumbers
    /// What stands for a weight of 0, −128…127.
    public let zero: Int
    /// One for each output channel, in units of a sum.
    public let bias: [Int32]
    /// Steps of the output that 1 of a sum is worth, as `bias`.
    public let scale: [Float]
    /// What a step of the output is worth.
    public let outputStep: Float
  }

  /// What the limits of a layer's numbers must keep: |bias + Σ| and its product with the scale are below
  /// 2³¹, wherever 1024 products of 255 · 255 are added up.
  static let limit = 0x1p31
  static let largestBias: Int32 = 1 << 30
  /// So many steps of the pool's output may one of its input be worth; means stay below 2²⁸ so.
  static let largestPoolRatio = 0x1p20
}

/// Whole numbers of eight bits in a file, which are the weights of a layer.
public struct StoredNumbers: Sendable {
  let bytes: FileBytes
  let place: Range<Int>
  /// Codes of 0…255, which count from 128 then.
  let isUnsigned: Bool
  /// How the file's order becomes PyTorch's.
  let turn: ChannelTurn

  /// All of them in PyTorch's order: [out, in, height, width], depthwise [channels, 1, height, width], the
  /// classifier's [classes, channels]. −128…127; codes without a sign less 128.
  public func values() -> [Int8] {
    let stored = bytes.buffer[place]
    return turn.turned(stored.map { Int8(bitPattern: isUnsigned ? $0 ^ 0x80 : $0) })
  }
}

/// TensorFlow's order of a filter's weights to PyTorch's: the input channels before the taps.
///
/// [out, y, x, in] → [out, in, y, x]; depthwise [1, y, x, out] → [out, 1, y, x].
struct ChannelTurn: Sendable {
  let taps: Int
  /// Channels that lie side by side: the inputs, in depthwise filters the outputs.
  let inner: Int

  func turned<Value>(_ values: [Value]) -> [Value] {
    guard taps > 1 else { return values }
    var turned: [Value] = []
    turned.reserveCapacity(values.count)
    for block in 0..<values.count / (taps * inner) {
      for channel in 0..<inner {
        for tap in 0..<taps { turned.append(values[(block * taps + tap) * inner + channel]) }
      }
    }
    return turned
  }
}
