public import CProcessor

/// How processors multiply bytes that have no instruction for it: as pairs of 16-bit numbers, whose two
/// products one instruction adds up (`pmaddwd`). Eight lanes: one register of AVX2, two of SSE2 or NEON.
public protocol PairUnit: IntegerUnit
where
  Sums == SIMD8<Int32>, Weights == BytePairs, Inputs == BytePairs, Scales == SIMD8<Float>,
  Narrow == Self
{}

/// Four bytes in each of eight lanes, widened to two pairs of 16-bit numbers.
@frozen
public struct BytePairs {
  @usableFromInline let even: SIMD8<Int32>
  @usableFromInline let odd: SIMD8<Int32>

  @inlinable @inline(always)
  init(even: SIMD8<Int32>, odd: SIMD8<Int32>) {
    self.even = even
    self.odd = odd
  }
}

extension PairUnit {
  @inlinable @inline(always)
  public static var lanes: Int { Block.half }
  @inlinable @inline(always)
  public static var integerTileVectors: Int { 1 }
  @inlinable @inline(always)
  public static var splitsInputs: Bool { true }

  @inlinable @inline(always)
  public static func weights(from address: UnsafePointer<Int8>) -> BytePairs {
    let bytes = UnsafeRawPointer(address).loadUnaligned(as: SIMD8<Int32>.self)
    return BytePairs(even: processor_even_bytes8(bytes), odd: processor_odd_bytes8(bytes))
  }

  @inlinable @inline(always)
  public static func inputs(from address: UnsafePointer<UInt8>) -> BytePairs {
    let bytes = UnsafeRawPointer(address).loadUnaligned(as: UInt32.self)
    return BytePairs(
      even: SIMD8(repeating: Int32(bitPattern: bytes & 0x00FF_00FF)),
      odd: SIMD8(repeating: Int32(bitPattern: (bytes &>> 8) & 0x00FF_00FF)))
  }

  @inlinable @inline(always)
  public static func splitInputs(from address: UnsafePointer<UInt8>) -> BytePairs {
    let pairs = UnsafeRawPointer(address)
    return BytePairs(
      even: SIMD8(repeating: pairs.loadUnaligned(as: Int32.self)),
      odd: SIMD8(repeating: pairs.loadUnaligned(fromByteOffset: Block.width, as: Int32.self)))
  }

  @inlinable @inline(always)
  public static func dot(_ sums: SIMD8<Int32>, _ inputs: BytePairs, _ weights: BytePairs)
    -> SIMD8<Int32>
  {
    processor_adding_pairs8(
      processor_adding_pairs8(sums, inputs.even, weights.even), inputs.odd, weights.odd)
  }
}

/// Products of bytes by one instruction, on registers of eight sums: AVX-VNNI, and AVX-512 VNNI for a last
/// block of at most eight channels, where half a register costs half if multipliers are 256 bits wide (Zen
/// 4). A module that conforms to it adds `dot`.
public protocol DotUnit: IntegerUnit
where
  Sums == SIMD8<Int32>, Weights == SIMD8<Int32>, Inputs == SIMD8<Int32>, Scales == SIMD8<Float>,
  Narrow == Self
{}

extension DotUnit {
  @inlinable @inline(always)
  public static var lanes: Int { Block.half }
  @inlinable @inline(always)
  public static var integerTileRows: Int { 12 }
  @inlinable @inline(always)
  public static var integerTileVectors: Int { 1 }
  @inlinable @inline(always)
  public static var splitsInputs: Bool { false }

  @inlinable @inline(always)
  public static func weights(from address: UnsafePointer<Int8>) -> SIMD8<Int32> {
    UnsafeRawPointer(address).loadUnaligned(as: SIMD8<Int32>.self)
  }

  @inlinable @inline(always)
  public static func inputs(from address: UnsafePointer<UInt8>) -> SIMD8<Int32> {
    SIMD8(repeating: UnsafeRawPointer(address).loadUnaligned(as: Int32.self))
  }

  @inlinable @inline(always)
  public static func splitInputs(from address: UnsafePointer<UInt8>) -> SIMD8<Int32> {
    inputs(from: address)
  }
}

/// What is the same for all units of eight lanes.
extension IntegerUnit where Sums == SIMD8<Int32>, Scales == SIMD8<Float> {
  @inlinable @inline(always)
  public static func sums(from address: UnsafePointer<Int32>) -> SIMD8<Int32> {
    UnsafeRawPointer(address).loadUnaligned(as: SIMD8<Int32>.self)
  }

  @inlinable @inline(always)
  public static func noSums() -> SIMD8<Int32> { .zero }

  @inlinable @inline(always)
  public static func adding(_ sums: SIMD8<Int32>, _ number: Int32) -> SIMD8<Int32> {
    sums &+ SIMD8(repeating: number)
  }

  @inlinable @inline(always)
  public static func scales(from address: UnsafePointer<Float>) -> SIMD8<Float> {
    .loaded(from: address)
  }

  @inlinable @inline(always)
  public static func store(
    _ sums: (SIMD8<Int32>, SIMD8<Int32>, SIMD8<Int32>, SIMD8<Int32>), scale: SIMD8<Float>,
    to address: UnsafeMutablePointer<UInt8>, count: Int
  ) {
    if count == 1 { return processor_store_bytes8(address, scaled(sums.0, by: scale)) }
    let bytes = processor_bytes_of_four8(
      scaled(sums.0, by: scale), scaled(sums.1, by: scale), scaled(sums.2, by: scale),
      scaled(sums.3, by: scale))
    let pixels = unsafeBitCast(bytes, to: SIMD4<Int64>.self)
    let output = UnsafeMutableRawPointer(address)
    output.storeBytes(of: pixels[0], as: Int64.self)
    output.storeBytes(of: pixels[1], toByteOffset: Block.width, as: Int64.self)
    if count > 2 {
      output.storeBytes(of: pixels[2], toByteOffset: 2 &* Block.width, as: Int64.self)
    }
    if count > 3 {
      output.storeBytes(of: pixels[3], toByteOffset: 3 &* Block.width, as: Int64.self)
    }
  }

  @inlinable @inline(always)
  public static func store(
    _ sums: SIMD8<Int32>, scale: SIMD8<Float>, shift: SIMD8<Float>,
    to address: UnsafeMutablePointer<Float>
  ) {
    let products = processor_floats8(sums) * scale
    (products + shift).store(to: address)
  }

  @inlinable @inline(always)
  public static func storeRounded(
    _ values: SIMD16<Float>, to address: UnsafeMutablePointer<UInt8>
  ) {
    let low = values.lowHalf.held(from: 0, to: 255)
    let high = values.highHalf.held(from: 0, to: 255)
    processor_store_bytes8(address, processor_rounded8(low))
    processor_store_bytes8(address + Block.half, processor_rounded8(high))
  }

  @inlinable @inline(always)
  public static func depthwise(_ arguments: IntegerDepthwiseArguments, stride: Int) {
    IntegerDepthwise<Self, ByteTaps>.run(arguments, stride: stride)
  }
}

/// Each sum times its scale, to the nearest whole number, halves to the even one.
@inlinable @inline(always)
func scaled(_ sums: SIMD8<Int32>, by scale: SIMD8<Float>) -> SIMD8<Int32> {
  processor_rounded8(processor_floats8(sums) * scale)
}
