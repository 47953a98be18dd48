import CProcessor

/// How the taps of depthwise filters lie in memory.
public protocol FilterTaps {
  /// A column of a block's filter, from a lane on: the taps above, at and below, of eight channels.
  static func column(
    _ column: Int, of weights: UnsafePointer<Int8>, block: Int, lane: Int
  ) -> (above: SIMD8<Float>, at: SIMD8<Float>, below: SIMD8<Float>)
}

/// Taps of one byte: `[block][column][16][4]`.
public enum ByteTaps: FilterTaps {
  @inlinable @inline(always)
  public static func column(
    _ column: Int, of weights: UnsafePointer<Int8>, block: Int, lane: Int
  ) -> (above: SIMD8<Float>, at: SIMD8<Float>, below: SIMD8<Float>) {
    let block = weights + block &* IntegerDepthwiseArguments.weightStride
    let place = (column &* Block.width &+ lane) &* 4
    let taps = UnsafeRawPointer(block + place).loadUnaligned(as: SIMD8<Int32>.self)
    return (
      processor_floats8((taps &<< 24) &>> 24), processor_floats8((taps &<< 16) &>> 24),
      processor_floats8((taps &<< 8) &>> 24)
    )
  }
}

/// Taps of −255…255, differences of two bytes, as floats: `[block][column][row][16]`.
public enum WideTaps: FilterTaps {
  /// Bytes of a block's taps.
  @inlinable @inline(always)
  public static var stride: Int { 9 &* Block.width &* 4 }

  @inlinable @inline(always)
  public static func column(
    _ column: Int, of weights: UnsafePointer<Int8>, block: Int, lane: Int
  ) -> (above: SIMD8<Float>, at: SIMD8<Float>, below: SIMD8<Float>) {
    let taps = UnsafeRawPointer(weights + block &* stride).assumingMemoryBound(to: Float.self)
    let place = 3 &* column &* Block.width &+ lane
    return (
      .loaded(from: taps + place), .loaded(from: taps + (place &+ Block.width)),
      .loaded(from: taps + (place &+ 2 &* Block.width))
    )
  }
}
