import CProcessor
public import Kernels

/// AVX2 with VNNI's products of bytes, as processors have it that have no AVX-512: 16 registers of eight
/// sums. A tile of 12 × 1 keeps 12 of them.
enum AVXVNNI: DotUnit {
  @inline(always)
  static func multiplyAdd(
    _ sum: SIMD16<Float>, _ x: SIMD16<Float>, _ y: SIMD16<Float>
  ) -> SIMD16<Float> {
    sum.addingProduct(x, y)
  }
  @inline(always)
  static func multiplyAdd(
    _ sum: SIMD8<Float>, _ x: SIMD8<Float>, _ y: SIMD8<Float>
  ) -> SIMD8<Float> {
    sum.addingProduct(x, y)
  }
  static var tileRows: Int { 6 }
  static var tileVectors: Int { 1 }
  static var singleRowVectors: Int { 4 }
  static var halvesDepthwise: Bool { true }

  @inline(always)
  static func dot(_ sums: SIMD8<Int32>, _ inputs: SIMD8<Int32>, _ weights: SIMD8<Int32>)
    -> SIMD8<Int32>
  {
    processor_dot8(sums, inputs, weights)
  }
}

/// The kernels on bytes compiled for AVX2 with VNNI; to be called only where `processor_has_avx_vnni`.
public let avxVNNIIntegerKernels = IntegerKernelTable(integers: AVXVNNI.self)
