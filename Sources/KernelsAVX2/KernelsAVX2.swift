public import Kernels

/// AVX2 with FMA: 16 registers of eight floats, two to a vector. A tile of 6 × 1 keeps 12 sums.
enum AVX2: VectorUnit {
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
}

/// The kernels compiled for AVX2 and FMA; to be called only where the processor has both.
public let avx2Kernels = KernelTable(for: AVX2.self)

/// A tile of 10 × 1 half blocks keeps 10 sums, beside two registers of weights and two of inputs.
extension AVX2: PairUnit {
  static var integerTileRows: Int { 10 }
}

/// The kernels on bytes compiled for AVX2 and FMA; to be called only where the processor has both.
public let avx2IntegerKernels = IntegerKernelTable(integers: AVX2.self)
