import MobileNet

/// Random values computed on demand, the same on every host: value i depends on the key and i alone.
struct SeededValues: Sendable {
  /// Tells tensors and seeds apart.
  let key: UInt64
  /// Values lie evenly in `center` ± `spread`.
  let center: Float
  let spread: Float

  func write(_ range: Range<Int>, into target: UnsafeMutablePointer<Float>) {
    for (place, index) in range.enumerated() {
      let counter = key &+ UInt64(truncatingIfNeeded: index) &* SplitMix.step
      // 24 bits, so that the value is exact in a float32; never a subnormal number.
      let bits = SplitMix.mixed(counter) >> 40
      let signed = Int32(truncatingIfNeeded: bits) &- 0x80_0000
      target[place] = center + spread * (Float(signed) * 0x1p-23)
    }
  }
}

/// Scales at which a random network of any width stays alive: its feature maps neither die out nor
/// grow from layer to layer.
///
/// Weights have mean 0 and variance 1 / (inputs of the full width), so with a share of the inputs
/// active the variance of a sum is that share × the mean square of the inputs. Dividing by the root
/// of it gives variance 1 again; a positive β pulls back whatever chance still moves.
enum SeededScale {
  /// β lies evenly in 0.5 ± 0.5.
  static let shift: (center: Float, spread: Float) = (0.5, 0.5)
  /// Mean square of a layer's input after ReLU6: E[min(max(x, 0), 6)²] with x normal, mean 0.5,
  /// variance 1 + 1/12, is 1.10. Of the picture, evenly in −1 … 1, 1/3.
  static let meanSquare: Float = 1.1
  static let pictureMeanSquare: Float = 1 / 3
}

extension WeightSource {
  /// Random weights of the full width: structure and latency, no predictions.
  ///
  /// The same `seed` gives the same values on every host. The classes are named "class 0",
  /// "class 1" …; `baseSide` lies in 32…512.
  public static func seeded(
    variant: Variant, classes: Int, seed: UInt64, baseSide: Int, padding: PaddingRule = .same
  ) -> WeightSource {
    let setting = Setting(
      side: baseSide, baseSide: baseSide, variant: variant, padding: padding, classes: classes)
    let layers = Architecture(setting).layers
    var generator = SeededTensors(seed: seed)
    let inputs = layers.last?.input.channels ?? 0
    let description = WeightDescription(
      name: "seeded", origin: "seeded", format: .seeded, isTrained: false, variant: variant,
      padding: padding, baseSide: baseSide,
      widths: WidthMultiplier.one.moved(byThousandths: -999) ... .one,
      classes: ClassLabel.numbered(classes), preprocessing: .plain)
    let tensors = NetworkTensors(
      convolutions: layers.filter(\.kind.hasBatchNorm).map { generator.convolution($0) },
      classifierWeight: generator.tensor(
        "classifier.weight", [classes, inputs], variance: 1 / Float(inputs)),
      classifierBias: generator.tensor("classifier.bias", [classes], variance: 0.01))
    return WeightSource(description, tensors, .seeded, bytes: nil)
  }
}

extension WeightFormat {
  /// Random numbers, in no file.
  public static let seeded = WeightFormat("seeded numbers")
}

/// Hands every tensor its own key.
private struct SeededTensors {
  private var key: UInt64

  init(seed: UInt64) {
    key = SplitMix.mixed(seed)
  }

  mutating func convolution(_ layer: Layer) -> ConvolutionTensors {
    let shape = layer.weightShape
    let inputs = shape.dropFirst().reduce(1, *)
    let channels = [layer.output.channels]
    return ConvolutionTensors(
      name: layer.name,
      weight: tensor("\(layer.name).weight", shape, variance: 1 / Float(inputs)),
      gamma: tensor("\(layer.name).bn.gamma", channels, center: 1, spread: 0),
      beta: tensor(
        "\(layer.name).bn.beta", channels, center: SeededScale.shift.center,
        spread: SeededScale.shift.spread))
  }

  /// Evenly distributed around 0; an even distribution of spread s has variance s² / 3.
  mutating func tensor(_ name: String, _ shape: [Int], variance: Float) -> Tensor {
    tensor(name, shape, center: 0, spread: (3 * variance).squareRoot())
  }

  mutating func tensor(_ name: String, _ shape: [Int], center: Float, spread: Float) -> Tensor {
    key = SplitMix.mixed(key &+ SplitMix.step)
    return Tensor(
      name: name, shape: shape, count: shape.reduce(1, *),
      storage: .seeded(SeededValues(key: key, center: center, spread: spread)))
  }
}

/// Numbers that look random and are the same on every host.
///
/// Source: Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014; the
/// constants are Stafford's, variant 13, as in S. Vigna's splitmix64.c (public domain).
public struct SplitMix: RandomNumberGenerator, Sendable {
  private var state: UInt64

  /// The same state gives the same numbers.
  public init(state: UInt64) {
    self.state = state
  }

  /// The next number, each of the 2⁶⁴ as likely as any other.
  public mutating func next() -> UInt64 {
    state &+= SplitMix.step
    return SplitMix.mixed(state)
  }

  /// 2⁶⁴ divided by the golden ratio: steps of it visit all 64-bit numbers.
  static let step: UInt64 = 0x9e37_79b9_7f4a_7c15

  /// Scatters the bits of a counter.
  @inline(__always)
  static func mixed(_ counter: UInt64) -> UInt64 {
    var bits = counter
    bits = (bits ^ (bits >> 30)) &* 0xbf58_476d_1ce4_e5b9
    bits = (bits ^ (bits >> 27)) &* 0x94d0_49bb_1331_11eb
    return bits ^ (bits >> 31)
  }
}
