public import CProcessor

/// The mean of each channel over all pixels of a map of bytes, as a byte.
public struct IntegerPoolArguments {
  /// `[block][pixel][16]`, at block 0.
  public var input: UnsafePointer<UInt8>
  /// Bytes from one block of the input to the next.
  public var inputBlockStride: Int
  /// Pixels of the map, height · width.
  public var pixels: Int
  /// What the sum over all pixels is multiplied with: 1 / pixels, where both maps have the same step.
  public var share: Float
  /// `[block][16]`, at block 0.
  public var output: UnsafeMutablePointer<UInt8>
  /// Blocks to compute.
  public var blocks: Range<Int>

  /// Takes the fields as they are.
  @inlinable
  public init(
    input: UnsafePointer<UInt8>, inputBlockStride: Int, pixels: Int, share: Float,
    output: UnsafeMutablePointer<UInt8>, blocks: Range<Int>
  ) {
    self.input = input
    self.inputBlockStride = inputBlockStride
    self.pixels = pixels
    self.share = share
    self.output = output
    self.blocks = blocks
  }
}

/// The average pool of bytes: the exact sum times the share in float32, to the nearest whole number.
public enum IntegerPool<Unit: IntegerUnit> {
  /// Computes some blocks, half a block at a time.
  @inlinable @inline(always)
  public static func run(_ arguments: IntegerPoolArguments) {
    let share = SIMD8<Float>(repeating: arguments.share)
    var place = arguments.blocks.lowerBound &* Block.width
    while place < arguments.blocks.upperBound &* Block.width {
      var input =
        arguments.input + (place >> 4 &* arguments.inputBlockStride &+ (place & Block.half))
      var sum = SIMD8<Int32>.zero
      var pixel = 0
      while pixel < arguments.pixels {
        sum &+= processor_integers_of_bytes8(input)
        input += Block.width
        pixel &+= 1
      }
      processor_store_bytes8(arguments.output + place, scaled(sum, by: share))
      place &+= Block.half
    }
  }
}

/// A picture's values as bytes: held(round(value · factor + offset)) in 0…255.
public enum PictureBytes<Unit: IntegerUnit> {
  /// Values that factors and offsets are given for: the least number of pixels that are whole vectors.
  @inlinable @inline(always)
  public static var period: Int { 48 }

  /// Converts some values, in order.
  ///
  /// - Parameters:
  ///   - values: R G B, R G B …
  ///   - count: how many values.
  ///   - factors: 48 of them, the three channels' over and over, and as many offsets behind them.
  ///   - output: as many bytes as values.
  @inlinable @inline(always)
  public static func convert(
    _ values: UnsafePointer<Float>, count: Int, factors: UnsafePointer<Float>,
    to output: UnsafeMutablePointer<UInt8>
  ) {
    let whole = count &- count % Block.width
    var place = 0
    var part = 0
    while place < whole {
      let converted = converted(values.vector(at: place), factors + part)
      Unit.storeRounded(converted, to: output + place)
      place &+= Block.width
      part = part == period &- Block.width ? 0 : part &+ Block.width
    }
    guard whole < count else { return }
    let last = FoldedChannels(first: whole, count: count &- whole).read(values)
    var bytes = SIMD16<UInt8>.zero
    withUnsafeMutablePointer(to: &bytes) { bytes in
      let start = UnsafeMutableRawPointer(bytes).assumingMemoryBound(to: UInt8.self)
      Unit.storeRounded(converted(last, factors + part), to: start)
      while place < count {
        output[place] = start[place &- whole]
        place &+= 1
      }
    }
  }

  @inlinable @inline(always)
  static func converted(_ values: Vector, _ factors: UnsafePointer<Float>) -> Vector {
    let products = values * factors.vector(at: 0)
    return products + factors.vector(at: period)
  }
}
