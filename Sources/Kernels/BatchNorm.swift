/// Turns batch norms into a scale and a shift per channel: γ · (x − mean) / deviation + β =
/// scale · x + shift.
public struct BatchNormArguments {
  /// γ and β of the full stored width.
  public var gamma: UnsafePointer<Float>
  public var beta: UnsafePointer<Float>
  /// Mean and √(variance + ε) of the active channels.
  public var mean: UnsafePointer<Float>
  public var deviation: UnsafePointer<Float>
  /// Whole blocks; 0 in the lanes past the last channel.
  public var scale: UnsafeMutablePointer<Float>
  public var shift: UnsafeMutablePointer<Float>
  public var channels: Int

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

public enum BatchNorm<Unit: VectorUnit> {
  @inlinable @inline(always)
  public static func fold(_ arguments: BatchNormArguments) {
    var channel = 0
    while channel &+ 16 <= arguments.channels {
      let scale =
        arguments.gamma.vector(at: channel) / arguments.deviation.vector(at: channel)
      let shift = arguments.beta.vector(at: channel) - arguments.mean.vector(at: channel) * scale
      arguments.scale.store(scale, at: channel)
      arguments.shift.store(shift, at: channel)
      channel &+= 16
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

  /// Depthwise weights times their channel's scale: few enough (45 000 at α = 1) to copy.
  ///
  /// `weights` and `output` are `[block][tap][16]`; `scale` is one per channel, whole blocks.
  @inlinable @inline(always)
  public static func scale(
    _ weights: UnsafePointer<Float>, by scale: UnsafePointer<Float>, blocks: Int,
    to output: UnsafeMutablePointer<Float>
  ) {
    var block = 0
    while block < blocks {
      let factor = scale.vector(at: block &* 16)
      var tap = block &* 9
      let end = tap &+ 9
      while tap < end {
        output.store(weights.vector(at: tap &* 16) * factor, at: tap &* 16)
        tap &+= 1
      }
      block &+= 1
    }
  }
}
