import CProcessor

/// Sixteen floats, the unit of every kernel: one AVX-512 register, two of AVX2, four of SSE2 or NEON.
///
/// A feature map is cut into blocks of sixteen channels, `[block][pixel][16]`, so that a vector is
/// sixteen channels of one pixel on every processor, and so layouts and kernels are the same everywhere.
public typealias Vector = SIMD16<Float>

/// A block's channels in registers: all sixteen, or the first eight where a layer's last block has
/// no more. Half a block costs half on every instruction set whose registers, or multipliers, are
/// eight floats wide or less: AVX2, SSE2, NEON, and AVX-512 on Zen 4.
///
/// The requirements are spelled out for each width, because the generic versions of the standard
/// library become loops over lanes.
public protocol BlockVector: SendableMetatype {
  static func zeros() -> Self
  static func filled(with value: Float) -> Self
  static func loaded(from address: UnsafePointer<Float>) -> Self
  func store(to address: UnsafeMutablePointer<Float>)
  static func + (one: Self, other: Self) -> Self
  static func * (one: Self, other: Self) -> Self
  static func multiplyAdd<Unit: VectorUnit>(_ unit: Unit.Type, _ sum: Self, _ x: Self, _ y: Self)
    -> Self
  /// Every lane held inside `lower`…`upper`; NaN stays NaN.
  ///
  /// A maximum and a minimum on every instruction set, where `clamped` and `pointwiseMin` become a
  /// loop over the lanes on some.
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
  /// The sixteen floats at `offset`, wherever they begin.
  @inlinable @inline(always)
  func vector(at offset: Int) -> Vector { Vector.loaded(from: self + offset) }
}

extension UnsafeMutablePointer<Float> {
  @inlinable @inline(always)
  func store(_ vector: Vector, at offset: Int) { vector.store(to: self + offset) }
}

/// The range that a layer's outputs are held in.
public struct Activation: Sendable {
  public let lower: Float
  public let upper: Float

  @inlinable @inline(always)
  init(lower: Float, upper: Float) {
    self.lower = lower
    self.upper = upper
  }

  /// min(max(x, 0), 6), behind every convolution.
  @inlinable public static var relu6: Activation { Activation(lower: 0, upper: 6) }
  /// No change: behind the classifier.
  @inlinable public static var identity: Activation {
    Activation(lower: -.infinity, upper: .infinity)
  }
}

/// Blocks of sixteen, and whether the last of them has eight channels at most.
@frozen
public struct BlockCount {
  /// Blocks, the last one included.
  public let all: Int
  /// Blocks of more than eight channels.
  public let full: Int

  @inlinable @inline(always)
  public init(channels: Int) {
    all = (channels &+ 15) >> 4
    full = (channels &+ 7) >> 4
  }
}
