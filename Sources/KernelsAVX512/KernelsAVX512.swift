public import Kernels

/// AVX-512: 32 registers of sixteen floats. A tile of 10 × 2 keeps 20 sums.
enum AVX512: VectorUnit {
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
  static var tileRows: Int { 10 }
  static var tileVectors: Int { 2 }
  static var singleRowVectors: Int { 4 }
  static var halvesDepthwise: Bool { false }
}

/// The kernels compiled for AVX-512F; to be called only where the processor has it.
public let avx512Kernels = KernelTable(for: AVX512.self)
