/// What differs between instruction sets: how to multiply and add, and how many sums fit in registers.
///
/// Each instruction set's module conforms one empty type; the kernels, generic over it, are then
/// compiled inside that module with that module's flags.
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
