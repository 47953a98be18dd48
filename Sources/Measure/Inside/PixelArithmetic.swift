import MobileNet

/// How one pixel of one output channel comes about: products, their sum, the batch norm, ReLU6.
///
///     0.21·1.04 + 0.90·2.11 + … = 6.84 → × 0.31 + 0.12 = 2.24
public struct PixelArithmetic: Equatable, Sendable {
  /// A value of the input times its weight.
  public struct Term: Equatable, Sendable {
    /// The pixel of the input: its channel, row and column.
    public let channel: Int
    public let row: Int
    public let column: Int
    public let value: Float
    public let weight: Float
    /// Whether the pixel lies beyond the map, where all is zero.
    public let isOutside: Bool

    public var product: Double { Double(value) * Double(weight) }
  }

  /// All of them, or the strongest; see `Inside.arithmetic`.
  public let terms: [Term]
  /// The sum of the products that are not told one by one, and how many they are.
  public let rest: Double
  public let restCount: Int
  /// Of all products.
  public let sum: Double
  /// What the sum is multiplied with: the folded batch norm; for the pool one over the number of pixels.
  public let scale: Double
  /// What is added then: the folded batch norm, or the classifier's bias.
  public let shift: Double
  /// What ReLU6 makes of it, or what is left as it is.
  public let isClamped: Bool
  /// What the engine computed.
  public let computed: Float

  /// Before ReLU6.
  public var unclamped: Double { sum * scale + shift }
  /// What the engine's value is, up to rounding.
  public var result: Double { isClamped ? min(max(unclamped, 0), 6) : unclamped }
}

extension Inside {
  /// So many terms are told one by one where a channel sees many others.
  public static let strongestTerms = 8

  /// The arithmetic of an output pixel.
  ///
  /// A depthwise pixel has its nine terms, one of the first convolution 27, colour by colour, each taps
  /// row by row. Of a pointwise pixel, of one of another convolution and of a logit the strongest are
  /// told, by the size of their products. The pool has none, only their sum.
  public func arithmetic(channel: Int, row: Int, column: Int) -> PixelArithmetic {
    let all = terms(channel: channel, row: row, column: column)
    let sum =
      layer.kind == .pool
      ? input[channel].reduce(0.0) { $0 + Double($1) } : all.reduce(0) { $0 + $1.product }
    let isWhole = layer.kind == .depthwise || layer.input.channels == 3
    let told =
      isWhole
      ? all
      : Array(
        all.sorted { $0.product.magnitude > $1.product.magnitude }.prefix(Self.strongestTerms))
    let area = layer.input.area
    return PixelArithmetic(
      terms: told, rest: sum - told.reduce(0) { $0 + $1.product },
      restCount: (layer.kind == .pool ? area : all.count) - told.count, sum: sum,
      scale: layer.kind == .pool ? 1 / Double(area) : Double(scale[channel]),
      shift: layer.kind == .pool ? 0 : Double(shift[channel]),
      isClamped: layer.kind.hasBatchNorm, computed: output[channel, row, column])
  }

  /// Inputs × taps, in the order of the weights; none for the pool.
  private func terms(channel: Int, row: Int, column: Int) -> [PixelArithmetic.Term] {
    let side = layer.kernel
    let top = row * layer.stride - layer.padding.top
    let left = column * layer.stride - layer.padding.left
    return weights(of: channel).enumerated().map { place, weight in
      let input = layer.kind == .depthwise ? channel : place / (side * side)
      let y = top + place % (side * side) / side
      let x = left + place % side
      return PixelArithmetic.Term(
        channel: input, row: y, column: x, value: self.input[input, y, x], weight: weight,
        isOutside: !self.input.contains(y, x))
    }
  }
}
