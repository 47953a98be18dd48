public import CProcessor

/// How processors multiply bytes that have no instruction for it: as pairs of 16-bit numbers, whose two
/// products one instruction adds up (`pmaddwd`). Eight lanes: one register of AVX2, two of SSE2 or NEON.
public protocol PairUnit: IntegerUnit
where Sums == SIMD8<Int32>, Weights == BytePairs, Inputs == BytePairs, Scales == SIMD8<Float> {}

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

extension IntegerUnit where Sums == SIMD8<Int32>, Scales == SIMD8<Float> {
  @inlinable @inline(always)
  public static func sums(from address: UnsafePointer<Int32>) -> SIMD8<Int32> {
    UnsafeRawPointer(address).loadUnaligned(as: SIMD8<Int32>.self)
  }

  @inlinable @inline(always)
  public static func noSums() -> SIMD8<Int32> { .zero }

  @inlinable @inline(always)
  public static func scales(from address: UnsafePointer<Float>) -> SIMD8<Float> {
    .loaded(from: address)
  }

  @inlinable @inline(always)
  public static func store(
    _ sums: (SIMD8<Int32>, SIMD8<Int32>, SIMD8<Int32>, SIMD8<Int32>), scale: SIMD8<Float>,
    to address: UnsafeMutablePointer<UInt8>, count: Int
  ) {
    processor_store_bytes8(address, scaled(sums.0, by: scale))
    if count > 1 {
      processor_store_bytes8(address + Block.width, scaled(sums.1, by: scale))
    }
    if count > 2 {
      processor_store_bytes8(address + 2 &* Block.width, scaled(sums.2, by: scale))
    }
    if count > 3 {
      processor_store_bytes8(address + 3 &* Block.width, scaled(sums.3, by: scale))
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
  public static func depthwise(_ arguments: IntegerDepthwiseArguments, stride: Int) {
    IntegerDepthwise<Self>.run(arguments, stride: stride)
  }
}

/// Each sum times its scale, to the nearest whole number, halves to the even one.
@inlinable @inline(always)
func scaled(_ sums: SIMD8<Int32>, by scale: SIMD8<Float>) -> SIMD8<Int32> {
  processor_rounded8(processor_floats8(sums) * scale)
}
