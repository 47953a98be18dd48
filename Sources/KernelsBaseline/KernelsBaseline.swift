public import Kernels

#if arch(arm64)
  /// NEON: 32 registers of four floats, four to a vector. A tile of 5 × 1 keeps 20 sums.
  enum Baseline: VectorUnit {
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
    static var tileRows: Int { 5 }
    static var tileVectors: Int { 1 }
    static var singleRowVectors: Int { 4 }
    static var halvesDepthwise: Bool { true }
  }
#else
  /// SSE2, which every x86-64 has: 16 registers of four floats. A tile of 2 × 1 keeps 8 sums.
  enum Baseline: VectorUnit {
    /// A product, then a sum: fused ones would be sixteen calls of a library function here.
    @inline(always)
    static func multiplyAdd(
      _ sum: SIMD16<Float>, _ x: SIMD16<Float>, _ y: SIMD16<Float>
    ) -> SIMD16<Float> {
      sum + x * y
    }
    @inline(always)
    static func multiplyAdd(
      _ sum: SIMD8<Float>, _ x: SIMD8<Float>, _ y: SIMD8<Float>
    ) -> SIMD8<Float> {
      sum + x * y
    }
    static var tileRows: Int { 2 }
    static var tileVectors: Int { 1 }
    static var singleRowVectors: Int { 1 }
    static var halvesDepthwise: Bool { true }
  }
#endif

/// The kernels compiled for what every processor of this architecture has.
public let baselineKernels = KernelTable(for: Baseline.self)

extension Baseline: PairUnit {
  #if arch(arm64)
    static var integerTileRows: Int { 8 }
  #else
    static var integerTileRows: Int { 4 }
  #endif
}

/// The kernels on bytes for what every processor of this architecture has.
public let baselineIntegerKernels = IntegerKernelTable(integers: Baseline.self)
