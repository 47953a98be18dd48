import CProcessor

/// A block's channels at one pixel: one AVX-512 register, two of AVX2, four of SSE2 or NEON.
public typealias Vector = SIMD16<Float>

/// What differs between instruction sets: how to multiply and add, and how many sums fit in registers.
///
/// Each instruction set's module conforms one empty type. The kernels are generic over it and are
/// compiled inside that module, with that module's flags.
public protocol VectorUnit: SendableMetatype {
  /// sum + x · y, fused to one rounding where the processor can.
  static func multiplyAdd(_ sum: SIMD16<Float>, _ x: SIMD16<Float>, _ y: SIMD16<Float>)
    -> SIMD16<Float>
  /// The same for half a block.
  static func multiplyAdd(_ sum: SIMD8<Float>, _ x: SIMD8<Float>, _ y: SIMD8<Float>) -> SIMD8<Float>

  /// Pixels of the largest register tile, 1…10. A tile keeps `tileRows` × `tileVectors` sums.
  static var tileRows: Int { get }
  /// Output blocks of the largest register tile: 1 or 2.
  static var tileVectors: Int { get }
  /// Output blocks computed at once where there is only one pixel: 1 or 4.
  static var singleRowVectors: Int { get }
  /// Whether a depthwise filter's nine weights fit in registers only by half blocks.
  static var halvesDepthwise: Bool { get }
}

/// A block's channels in registers: all sixteen, or the first eight where a layer's last block has
/// no more. Half a block costs half wherever registers or multipliers are at most eight floats wide:
/// AVX2, SSE2, NEON, and AVX-512 on Zen 4.
///
/// Each width spells the requirements out, because the standard library's generic versions are
/// compiled to loops over single lanes.
public protocol BlockVector: SendableMetatype {
  /// 0 in every lane.
  static func zeros() -> Self
  /// The same value in every lane.
  static func filled(with value: Float) -> Self
  /// As many floats as there are lanes, at any alignment.
  static func loaded(from address: UnsafePointer<Float>) -> Self
  /// Writes all lanes, at any alignment.
  func store(to address: UnsafeMutablePointer<Float>)
  /// Lane by lane.
  static func + (one: Self, other: Self) -> Self
  /// Lane by lane.
  static func * (one: Self, other: Self) -> Self
  /// sum + x · y, as the unit does it.
  static func multiplyAdd<Unit: VectorUnit>(_ unit: Unit.Type, _ sum: Self, _ x: Self, _ y: Self)
    -> Self
  /// Every lane limited to `lower`…`upper`; NaN stays NaN.
  ///
  /// This is a maximum and a minimum on every instruction set. `clamped` and `pointwiseMin` of the
  /// standard library are loops over single lanes on some.
  func held(from lower: Float, to upper: Float) -> Self
}

extension SIMD16<Float>: BlockVector {
  @inlinable @inline(always)
  public static func zeros() -> Self { .zero }

  @inlinable @inline(always)
  public static func filled(with value: Float) -> Self { Self(repeating: value) }

  @inlinable @inline(always)
  public static func loaded(from address: UnsafePointer<Float>) -> Self {
    UnsafeRawPointer(address).loadUnaligned(as: Self.self)
  }

  @inlinable @inline(always)
  public func store(to address: UnsafeMutablePointer<Float>) {
    UnsafeMutableRawPointer(address).storeBytes(of: self, as: Self.self)
  }

  @inlinable @inline(always)
  public static func multiplyAdd<Unit: VectorUnit>(
    _ unit: Unit.Type, _ sum: Self, _ x: Self, _ y: Self
  ) -> Self {
    Unit.multiplyAdd(sum, x, y)
  }

  @inlinable @inline(always)
  public func held(from lower: Float, to upper: Float) -> Self {
    processor_held16(self, lower, upper)
  }
}

extension SIMD8<Float>: BlockVector {
  @inlinable @inline(always)
  public static func zeros() -> Self { .zero }

  @inlinable @inline(always)
  public static func filled(with value: Float) -> Self { Self(repeating: value) }

  @inlinable @inline(always)
  public static func loaded(from address: UnsafePointer<Float>) -> Self {
    UnsafeRawPointer(address).loadUnaligned(as: Self.self)
  }

  @inlinable @inline(always)
  public func store(to address: UnsafeMutablePointer<Float>) {
    UnsafeMutableRawPointer(address).storeBytes(of: self, as: Self.self)
  }

  @inlinable @inline(always)
  public static func multiplyAdd<Unit: VectorUnit>(
    _ unit: Unit.Type, _ sum: Self, _ x: Self, _ y: Self
  ) -> Self {
    Unit.multiplyAdd(sum, x, y)
  }

  @inlinable @inline(always)
  public func held(from lower: Float, to upper: Float) -> Self {
    processor_held8(self, lower, upper)
  }
}

extension UnsafePointer<Float> {
  /// The vector at `offset` floats from here.
  @inlinable @inline(always)
  func vector(at offset: Int) -> Vector { Vector.loaded(from: self + offset) }
}

extension UnsafeMutablePointer<Float> {
  /// Writes a vector at `offset` floats from here.
  @inlinable @inline(always)
  func store(_ vector: Vector, at offset: Int) { vector.store(to: self + offset) }
}

/// The range that a layer's outputs are limited to.
public struct Activation: Sendable {
  /// The smallest output; −∞ where there is no limit.
  public let lower: Float
  /// The largest output; ∞ where there is no limit.
  public let upper: Float

  @inlinable @inline(always)
  init(lower: Float, upper: Float) {
    self.lower = lower
    self.upper = upper
  }

  /// min(max(x, 0), 6): behind every convolution.
  @inlinable public static var relu6: Activation { Activation(lower: 0, upper: 6) }
  /// No limit: behind the classifier, whose outputs are logits.
  @inlinable public static var identity: Activation {
    Activation(lower: -.infinity, upper: .infinity)
  }
}
