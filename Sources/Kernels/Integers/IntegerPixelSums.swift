public import CProcessor

/// The sum of each pixel's inputs, times a factor.
///
/// Weights with a zero point z are numbers less z, which do not fit in a byte: Σ (number − z) · input is
/// Σ number · input − z · Σ input. The last sum is the same for all output channels, so it is computed
/// once for each pixel and goes into `IntegerPointwiseArguments.starts` with the factor −z.
public struct IntegerPixelSumsArguments {
  /// `[block][pixel][16]`, at the first pixel.
  public var input: UnsafePointer<UInt8>
  /// Bytes from one block of the input to the next.
  public var inputBlockStride: Int
  /// Active input channels; lanes past the last one may hold anything.
  public var inputChannels: Int
  /// Pixels to compute.
  public var pixels: Int
  /// What each sum is multiplied with.
  public var factor: Int32
  /// One number for each pixel.
  public var output: UnsafeMutablePointer<Int32>

  /// Takes the fields as they are.
  @inlinable
  public init(
    input: UnsafePointer<UInt8>, inputBlockStride: Int, inputChannels: Int, pixels: Int,
    factor: Int32, output: UnsafeMutablePointer<Int32>
  ) {
    self.input = input
    self.inputBlockStride = inputBlockStride
    self.inputChannels = inputChannels
    self.pixels = pixels
    self.factor = factor
    self.output = output
  }
}

/// Sums of bytes, sixteen at a time.
public enum IntegerPixelSums<Unit: IntegerUnit> {
  /// Computes the pixels that the arguments name.
  @inlinable @inline(always)
  public static func run(_ arguments: IntegerPixelSumsArguments) {
    let whole = arguments.inputChannels / Block.width
    let rest = arguments.inputChannels &- whole &* Block.width
    let mask = rest > 0 ? Self.mask(lanes: rest) : .zero
    var pixel = 0
    while pixel < arguments.pixels {
      var input = UnsafeRawPointer(arguments.input + pixel &* Block.width)
      var sums = SIMD4<Int32>.zero
      var block = 0
      while block < whole {
        sums &+= processor_sums_of_bytes4(input.loadUnaligned(as: SIMD4<Int32>.self))
        input += arguments.inputBlockStride
        block &+= 1
      }
      if rest > 0 {
        sums &+= processor_sums_of_bytes4(input.loadUnaligned(as: SIMD4<Int32>.self) & mask)
      }
      let sum = (sums[0] &+ sums[1]) &+ (sums[2] &+ sums[3])
      arguments.output[pixel] = sum &* arguments.factor
      pixel &+= 1
    }
  }

  /// All bits of the first bytes.
  @inlinable @inline(always)
  static func mask(lanes: Int) -> SIMD4<Int32> {
    var bytes = SIMD16<UInt8>.zero
    var lane = 0
    while lane < lanes {
      bytes[lane] = 255
      lane &+= 1
    }
    return unsafeBitCast(bytes, to: SIMD4<Int32>.self)
  }
}
