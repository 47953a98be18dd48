public import Kernels

/// AVX-512: 32 registers of sixteen floats. A tile of 10 × 2 keeps 20 sums.
enum AVX512: VectorUnit {
  @inline(always)
  static func multiplyAdd(_ sum: Vector, _ x: Vector, _ y: Vector) -> Vector {
    sum.addingProduct(x, y)
  }
  static var tileRows: Int { 10 }
  static var tileVectors: Int { 2 }
  static var singleRowVectors: Int { 4 }
}

/// The kernels compiled for AVX-512F; to be called only where the processor has it.
public let avx512Kernels = KernelTable(for: AVX512.self)
