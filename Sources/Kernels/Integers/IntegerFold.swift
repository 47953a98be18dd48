import CProcessor

/// Turns a batch norm into what an int8 layer's sums begin with and are multiplied with.
///
/// A sum of products counts in steps: `step` is what 1 of it is worth, in steps of the output and with γ /
/// deviation = 1. With s = step · γ / deviation, held(round(s · (sum + bias))) is the output.
public struct IntegerFoldArguments {
  /// γ, one for each stored channel; the first `channels` are read.
  public var gamma: UnsafePointer<Float>
  /// β, as `gamma`.
  public var beta: UnsafePointer<Float>
  /// The worth of 1, as `gamma`.
  public var step: UnsafePointer<Float>
  /// The mean of each active channel.
  public var mean: UnsafePointer<Float>
  /// √(variance + ε) of each active channel.
  public var deviation: UnsafePointer<Float>
  /// What a sum has too much, one for each channel: the first layer's sum over an input of zeros, or nil.
  public var origin: UnsafePointer<Float>?
  /// The sums of a layer's mean inputs, `[block][high, low][16]`, see `IntegerFold.split`; or nil.
  public var means: UnsafePointer<Float>?
  /// Products of each sum.
  public var terms: Int
  /// γ / deviation · step; whole blocks are written, 0 in the lanes past the last channel.
  public var scale: UnsafeMutablePointer<Float>
  /// What sums begin with; as `scale`.
  public var bias: UnsafeMutablePointer<Int32>
  /// Active channels.
  public var channels: Int

  /// Takes the fields as they are.
  @inlinable
  public init(
    gamma: UnsafePointer<Float>, beta: UnsafePointer<Float>, step: UnsafePointer<Float>,
    mean: UnsafePointer<Float>, deviation: UnsafePointer<Float>, origin: UnsafePointer<Float>?,
    means: UnsafePointer<Float>?, terms: Int, scale: UnsafeMutablePointer<Float>,
    bias: UnsafeMutablePointer<Int32>, channels: Int
  ) {
    self.gamma = gamma
    self.beta = beta
    self.step = step
    self.mean = mean
    self.deviation = deviation
    self.origin = origin
    self.means = means
    self.terms = terms
    self.scale = scale
    self.bias = bias
    self.channels = channels
  }
}

/// Steps of a byte in one: activations of 0…6 take 0…255.
@inlinable @inline(always)
public func stepsOfActivation() -> Float { 255 / 6 }

/// What a rebuild of an int8 network computes.
///
/// Whatever a file holds, the bounds keep |scale · (bias + sum)| below 2³¹, where the conversion to
/// whole numbers would fail, and |bias + sum| too: a sum is at most `terms` · 255 · 127, and so is what it
/// may have too much.
public enum IntegerFold<Unit: IntegerUnit> {
  /// Computes the scale and the bias of each active channel.
  @inlinable @inline(always)
  public static func run(_ arguments: IntegerFoldArguments) {
    var channel = 0
    while channel < arguments.channels {
      let channels = FoldedChannels(first: channel, count: arguments.channels &- channel)
      let (scale, bias) = fold(arguments, channels)
      arguments.scale.store(scale, at: channel)
      UnsafeMutableRawPointer(arguments.bias + channel).storeBytes(
        of: processor_rounded8(bias.lowHalf), as: SIMD8<Int32>.self)
      UnsafeMutableRawPointer(arguments.bias + channel + 8).storeBytes(
        of: processor_rounded8(bias.highHalf), as: SIMD8<Int32>.self)
      channel &+= Block.width
    }
  }

  /// One block. Outside the layer's channels γ and β count as 0.
  @inlinable @inline(always)
  static func fold(_ arguments: IntegerFoldArguments, _ channels: FoldedChannels)
    -> (scale: Vector, bias: Vector)
  {
    let gain = channels.read(arguments.gamma) / channels.read(arguments.deviation, else: 1)
    let product = channels.read(arguments.mean) * gain
    let shift = bounded(
      (channels.read(arguments.beta) - product) * stepsOfActivation(), by: 0x1p20)
    let scale = bounded(
      channels.read(arguments.step) * gain, by: 0x1p15 / Float(max(1024, arguments.terms)))
    var offset = Vector.zero
    if let origin = arguments.origin { offset = channels.read(origin) }
    if let means = arguments.means {
      let high = means.vector(at: 2 &* channels.first) * 256
      offset = (high + means.vector(at: 2 &* channels.first &+ Block.width)) / 257
    }
    // A channel that hardly depends on its inputs, or not at all, may need a bias beyond all bounds. Its
    // scale is enlarged then, so that the bias is 2³⁰; beside that its sums hardly count.
    let ratio = shift / scale
    let isBounded = (ratio .>= -0x1p30) .& (ratio .<= 0x1p30)
    let bias = ratio - bounded(offset, by: Float(arguments.terms) * 255 * 127)
    return (
      (shift * 0x1p-30).replacing(with: scale, where: isBounded),
      Vector(repeating: 0x1p30).replacing(with: bias, where: isBounded)
    )
  }

  /// Held to −bound…bound; NaN becomes 0.
  @inlinable @inline(always)
  static func bounded(_ values: Vector, by bound: Float) -> Vector {
    let numbers = values.replacing(with: 0, where: values .!= values)
    return numbers.held(from: -bound, to: bound)
  }

  /// Writes mean activations of 0…6 as 16-bit numbers, each in two pixels: its high byte, its low byte.
  ///
  /// A product with them is exact, and the same on every instruction set; 257 of their steps are one step
  /// of an activation's byte.
  ///
  /// - Parameters:
  ///   - means: one for each channel.
  ///   - channels: how many.
  ///   - output: `[block][2][16]`, whole blocks, 0 past the last channel.
  @inlinable @inline(always)
  public static func split(
    _ means: UnsafePointer<Float>, channels: Int, to output: UnsafeMutablePointer<UInt8>
  ) {
    var channel = 0
    while channel < channels {
      let values = FoldedChannels(first: channel, count: channels &- channel).read(means)
      let steps = bounded(values, by: 6) * 10922.5
      let low = processor_rounded8(steps.lowHalf.held(from: 0, to: 65535))
      let high = processor_rounded8(steps.highHalf.held(from: 0, to: 65535))
      let target = output + 2 &* channel
      processor_store_bytes8(target, low &>> 8)
      processor_store_bytes8(target + 8, high &>> 8)
      processor_store_bytes8(target + 16, low & 255)
      processor_store_bytes8(target + 24, high & 255)
      channel &+= Block.width
    }
  }
}

/// Sixteen channels of one value for each channel, or fewer at the end of a layer.
@frozen @usableFromInline
struct FoldedChannels {
  @usableFromInline let first: Int
  /// Channels from `first` to the end of the layer.
  @usableFromInline let count: Int

  @inlinable @inline(always)
  init(first: Int, count: Int) {
    self.first = first
    self.count = count
  }

  @inlinable @inline(always)
  func read(_ values: UnsafePointer<Float>, else filler: Float = 0) -> Vector {
    if count >= Block.width { return values.vector(at: first) }
    var result = Vector(repeating: filler)
    var lane = 0
    while lane < count {
      result[lane] = values[first &+ lane]
      lane &+= 1
    }
    return result
  }
}
