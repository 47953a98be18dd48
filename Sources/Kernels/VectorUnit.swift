/// Sixteen floats, the unit of every kernel: one AVX-512 register, two of AVX2, four of SSE2 or NEON.
///
/// A feature map is cut into blocks of sixteen channels, `[block][pixel][16]`, so that a vector is
/// sixteen channels of one pixel on every processor, and so layouts and kernels are the same everywhere.
public typealias Vector = SIMD16<Float>

/// What differs between instruction sets: how to multiply and add, and how many sums fit in registers.
///
/// Each instruction set's module conforms one empty type; the kernels, generic over it, are then
/// compiled inside that module with that module's flags.
public protocol VectorUnit: SendableMetatype {
  /// sum + x · y, fused to one rounding where the processor can.
  static func multiplyAdd(_ sum: Vector, _ x: Vector, _ y: Vector) -> Vector

  /// Pixels of the largest register tile, 1…10. A tile keeps `tileRows` × `tileVectors` sums.
  static var tileRows: Int { get }
  /// Output blocks of the largest register tile: 1 or 2.
  static var tileVectors: Int { get }
  /// Output blocks computed at once where there is only one pixel: 1, 2 or 4.
  static var singleRowVectors: Int { get }
}

extension UnsafePointer<Float> {
  /// The sixteen floats at `offset`, wherever they begin.
  @inlinable @inline(always)
  func vector(at offset: Int) -> Vector {
    UnsafeRawPointer(self + offset).loadUnaligned(as: Vector.self)
  }
}

extension UnsafeMutablePointer<Float> {
  @inlinable @inline(always)
  func store(_ vector: Vector, at offset: Int) {
    UnsafeMutableRawPointer(self + offset).storeBytes(of: vector, as: Vector.self)
  }
}

extension Vector {
  /// Every lane held inside `lower`…`upper`; NaN stays NaN.
  ///
  /// Compiles to a maximum and a minimum on every instruction set, where `clamped` and
  /// `pointwiseMin` become a loop over the lanes on some.
  @inlinable @inline(always)
  func held(from lower: Float, to upper: Float) -> Vector {
    let raised = replacing(with: lower, where: self .< lower)
    return raised.replacing(with: upper, where: raised .> upper)
  }
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
