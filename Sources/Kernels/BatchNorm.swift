/// Turns a batch norm into a scale and a shift for each channel: γ · (x − mean) / deviation + β =
/// scale · x + shift.
public struct BatchNormArguments {
  /// γ, one for each stored channel; the first `channels` are read.
  public var gamma: UnsafePointer<Float>
  /// β, as `gamma`.
  public var beta: UnsafePointer<Float>
  /// The mean of each active channel.
  public var mean: UnsafePointer<Float>
  /// √(variance + ε) of each active channel.
  public var deviation: UnsafePointer<Float>
  /// γ / deviation; whole blocks are written, 0 in the lanes past the last channel.
  public var scale: UnsafeMutablePointer<Float>
  /// β − mean · scale; as `scale`.
  public var shift: UnsafeMutablePointer<Float>
  /// Active channels.
  public var channels: Int

  /// Takes the fields as they are.
  @inlinable
  public init(
    gamma: UnsafePointer<Float>, beta: UnsafePointer<Float>, mean: UnsafePointer<Float>,
    deviation: UnsafePointer<Float>, scale: UnsafeMutablePointer<Float>,
    shift: UnsafeMutablePointer<Float>, channels: Int
  ) {
    self.gamma = gamma
    self.beta = beta
    self.mean = mean
    self.deviation = deviation
    self.scale = scale
    self.shift = shift
    self.channels = channels
  }
}

/// What a rebuild computes: scales and shifts from batch norms, and scaled depthwise weights.
public enum BatchNorm<Unit: VectorUnit> {
  /// Computes the scale and the shift of each active channel.
  @inlinable @inline(always)
  public static func fold(_ arguments: BatchNormArguments) {
    var channel = 0
    while channel &+ Block.width <= arguments.channels {
      let scale =
        arguments.gamma.vector(at: channel) / arguments.deviation.vector(at: channel)
      let shift = arguments.beta.vector(at: channel) - arguments.mean.vector(at: channel) * scale
      arguments.scale.store(scale, at: channel)
      arguments.shift.store(shift, at: channel)
      channel &+= Block.width
    }
    guard channel < arguments.channels else { return }
    arguments.scale.store(.zero, at: channel)
    arguments.shift.store(.zero, at: channel)
    while channel < arguments.channels {
      let scale = arguments.gamma[channel] / arguments.deviation[channel]
      arguments.scale[channel] = scale
      arguments.shift[channel] = arguments.beta[channel] - arguments.mean[channel] * scale
      channel &+= 1
    }
  }

  /// Multiplies depthwise weights by their channel's scale. There are few enough to copy: 45 000 at
  /// α = 1.
  ///
  /// - Parameters:
  ///   - weights: `[block][tap][16]`, nine taps.
  ///   - scale: one for each channel, whole blocks.
  ///   - blocks: how many blocks of channels.
  ///   - output: as `weights`.
  @inlinable @inline(always)
  public static func scale(
    _ weights: UnsafePointer<Float>, by scale: UnsafePointer<Float>, blocks: Int,
    to output: UnsafeMutablePointer<Float>
  ) {
    var block = 0
    while block < blocks {
      let factor = scale.vector(at: block &* Block.width)
      var tap = block &* 9
      let end = tap &+ 9
      while tap < end {
        output.store(weights.vector(at: tap &* Block.width) * factor, at: tap &* Block.width)
        tap &+= 1
      }
      block &+= 1
    }
  }
}
