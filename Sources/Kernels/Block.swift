/// Sixteen channels: what every feature map, weight panel and kernel is cut into.
///
/// A feature map of C channels lies in memory as ⌈C / 16⌉ blocks, `[block][row][column][16]`: the sixteen
/// channels of a pixel side by side, so that they are one vector on every instruction set. Where C is no
/// multiple of sixteen, the last lanes of the last block belong to no channel: kernels may write anything
/// there, and never read it as a channel.
public enum Block {
  /// Channels of a block, and floats from one pixel of a map to the next.
  @inlinable @inline(always)
  public static var width: Int { 16 }

  /// Channels of half a block: as many as kernels compute where the last block has no more.
  @inlinable @inline(always)
  public static var half: Int { 8 }

  /// Weights between a block of input channels and a block of output channels, for one tap.
  @inlinable @inline(always)
  public static var square: Int { width &* width }

  /// Blocks that hold so many channels; the last one may be partly empty.
  @inlinable @inline(always)
  public static func count(of channels: Int) -> Int { (channels &+ 15) >> 4 }

  /// Blocks that so many channels fill to the last lane.
  @inlinable @inline(always)
  public static func filled(by channels: Int) -> Int { channels >> 4 }

  /// Channels rounded up to whole blocks: floats of a pixel, or of one value for each channel.
  @inlinable @inline(always)
  public static func padded(_ channels: Int) -> Int { count(of: channels) &* width }
}

/// The output blocks of a layer, those apart that are computed by halves.
@frozen
public struct BlockCount {
  /// Blocks, the last one included.
  public let all: Int
  /// Blocks of more than eight channels.
  public let full: Int

  /// Counts the blocks of so many channels.
  @inlinable @inline(always)
  public init(channels: Int) {
    all = Block.count(of: channels)
    full = Block.filled(by: channels &+ (Block.half &- 1))
  }
}
