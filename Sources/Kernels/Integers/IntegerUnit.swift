/// How an instruction set multiplies bytes and adds up the products: activations are unsigned, weights
/// signed, sums have 32 bits. The sums are exact everywhere, so every instruction set gives the same bits.
///
/// A *vector* of sums has one lane for each output channel: all sixteen of a block, or eight, half a
/// block, where registers are narrower. A *dot* adds four inputs' products to each lane at once, which is
/// why weights lie in groups of four inputs: `[output block][input / 4][16 outputs][4 inputs]`.
public protocol IntegerUnit: VectorUnit {
  /// A vector of sums.
  associatedtype Sums
  /// For each lane of a vector four inputs' weights.
  associatedtype Weights
  /// Four inputs of one pixel, the same for each lane.
  associatedtype Inputs
  /// A factor for each lane.
  associatedtype Scales
  /// The unit for a layer's last block where it has no more than eight channels: one of eight lanes.
  associatedtype Narrow: IntegerUnit

  /// Lanes of a vector: 16 or 8.
  static var lanes: Int { get }
  /// Pixels of the largest tile, at most 12.
  static var integerTileRows: Int { get }
  /// Output blocks of the largest tile: 2 where a vector has 16 lanes and two fit, else 1.
  static var integerTileVectors: Int { get }
  /// Whether pointwise layers read their inputs as `SplitInputs`.
  static var splitsInputs: Bool { get }

  /// Sums to begin with, one for each lane.
  static func sums(from address: UnsafePointer<Int32>) -> Sums
  /// Sums of zero.
  static func noSums() -> Sums
  /// The same number added to each sum.
  static func adding(_ sums: Sums, _ number: Int32) -> Sums
  /// `lanes` factors.
  static func scales(from address: UnsafePointer<Float>) -> Scales
  /// `lanes` times four bytes.
  static func weights(from address: UnsafePointer<Int8>) -> Weights
  /// Four bytes of a map.
  static func inputs(from address: UnsafePointer<UInt8>) -> Inputs
  /// Four bytes that `SplitInputs` has rearranged.
  static func splitInputs(from address: UnsafePointer<UInt8>) -> Inputs
  /// sums + four products for each lane.
  static func dot(_ sums: Sums, _ inputs: Inputs, _ weights: Weights) -> Sums

  /// Writes the first `count` of four consecutive pixels: each sum times its scale, to the nearest whole
  /// number, halves to the even one, held to 0…255. Pixels are 16 bytes apart.
  static func store(
    _ sums: (Sums, Sums, Sums, Sums), scale: Scales, to address: UnsafeMutablePointer<UInt8>,
    count: Int)
  /// Writes sums · scale + shift as floats: the product is rounded, then the sum.
  static func store(
    _ sums: Sums, scale: Scales, shift: Scales, to address: UnsafeMutablePointer<Float>)

  /// Writes floats as bytes: to the nearest whole number, halves to the even one, held to 0…255; NaN is 0.
  static func storeRounded(_ values: SIMD16<Float>, to address: UnsafeMutablePointer<UInt8>)
  /// Computes rows and blocks of a depthwise layer of stride 1 or 2.
  static func depthwise(_ arguments: IntegerDepthwiseArguments, stride: Int)
}

extension IntegerUnit {
  /// Bytes from the first panel to the weights of a vector, which is the `column`-th of the layer.
  @inlinable @inline(always)
  static func panelPlace(_ column: Int, stride: Int) -> Int {
    lanes == Block.width
      ? column &* stride : (column >> 1) &* stride &+ (column & 1) &* (4 &* Block.half)
  }

  /// Elements from the first block of a map to the first lane of a vector.
  @inlinable @inline(always)
  static func outputPlace(_ column: Int, stride: Int) -> Int {
    lanes == Block.width ? column &* stride : (column >> 1) &* stride &+ (column & 1) &* Block.half
  }

  /// Vectors that so many output channels need. Where the last one has its own unit it does not count.
  @inlinable @inline(always)
  static func columns(of channels: Int) -> Int {
    if lanes == Block.width, Narrow.lanes == Block.half {
      return Block.filled(by: channels &+ (Block.half &- 1))
    }
    return (channels &+ (lanes &- 1)) / lanes
  }

  /// The vector of `Narrow` that a layer ends with; nil where it ends with one of this unit.
  @inlinable @inline(always)
  static func narrowColumn(of channels: Int) -> Int? {
    guard lanes == Block.width, Narrow.lanes == Block.half else { return nil }
    let columns = columns(of: channels)
    return columns &* Block.width < channels ? 2 &* columns : nil
  }
}

/// How a map's bytes reach a tile.
public protocol InputSource {
  /// Bytes from a pixel's first input to the next pixel's, in a map whose pixels lie side by side.
  static var pixelStride: Int { get }
  /// Four inputs.
  static func inputs<Unit: IntegerUnit>(_ unit: Unit.Type, from address: UnsafePointer<UInt8>)
    -> Unit.Inputs
}

/// A map as it lies in memory: sixteen bytes a pixel.
public enum PlainInputs: InputSource {
  @inlinable @inline(always)
  public static var pixelStride: Int { Block.width }
  @inlinable @inline(always)
  public static func inputs<Unit: IntegerUnit>(
    _ unit: Unit.Type, from address: UnsafePointer<UInt8>
  ) -> Unit.Inputs {
    Unit.inputs(from: address)
  }
}

/// A map whose bytes have been widened for multipliers of 16-bit pairs: of each four inputs the pair
/// (0, 2) among the first sixteen bytes of a pixel, (1, 3) among the last sixteen.
///
/// It is done once for each part of a map, because each output block reads the part again: three
/// instructions for sixteen bytes, which each of N output channels uses.
public enum SplitInputs: InputSource {
  @inlinable @inline(always)
  public static var pixelStride: Int { 2 &* Block.width }
  @inlinable @inline(always)
  public static func inputs<Unit: IntegerUnit>(
    _ unit: Unit.Type, from address: UnsafePointer<UInt8>
  ) -> Unit.Inputs {
    Unit.splitInputs(from: address)
  }

  /// Splits `[block][pixel][16]` into `[block][pixel][32]`.
  ///
  /// - Parameters:
  ///   - input: at the first pixel of block 0.
  ///   - blockStride: bytes from one block of the input to the next.
  ///   - pixels: of each block.
  ///   - blocks: how many.
  ///   - output: 32 bytes for each pixel of each block.
  @inlinable @inline(always)
  static func split(
    _ input: UnsafePointer<UInt8>, blockStride: Int, pixels: Int, blocks: Int,
    to output: UnsafeMutablePointer<UInt8>
  ) {
    let low = SIMD4<UInt32>(repeating: 0x00FF_00FF)
    var target = UnsafeMutableRawPointer(output)
    var block = 0
    while block < blocks {
      let source = UnsafeRawPointer(input + block &* blockStride)
      var pixel = 0
      while pixel < pixels {
        let bytes = source.loadUnaligned(
          fromByteOffset: pixel &* Block.width, as: SIMD4<UInt32>.self)
        target.storeBytes(of: bytes & low, as: SIMD4<UInt32>.self)
        target.storeBytes(
          of: (bytes &>> 8) & low, toByteOffset: Block.width, as: SIMD4<UInt32>.self)
        target += 2 &* Block.width
        pixel &+= 1
      }
      block &+= 1
    }
  }
}
