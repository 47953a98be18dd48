import CProcessor
public import Kernels

/// AVX-512 with VNNI: 32 registers of sixteen sums, and one instruction for four products of each. A tile
/// of 12 × 2 keeps 24 sums.
enum VNNI: IntegerUnit {
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

  typealias Narrow = VNNI256

  static var lanes: Int { 16 }
  static var integerTileRows: Int { 12 }
  static var integerTileVectors: Int { 2 }
  static var splitsInputs: Bool { false }

  @inline(always)
  static func sums(from address: UnsafePointer<Int32>) -> SIMD16<Int32> {
    UnsafeRawPointer(address).loadUnaligned(as: SIMD16<Int32>.self)
  }
  @inline(always)
  static func noSums() -> SIMD16<Int32> { .zero }
  @inline(always)
  static func adding(_ sums: SIMD16<Int32>, _ number: Int32) -> SIMD16<Int32> {
    sums &+ SIMD16(repeating: number)
  }
  @inline(always)
  static func scales(from address: UnsafePointer<Float>) -> SIMD16<Float> {
    UnsafeRawPointer(address).loadUnaligned(as: SIMD16<Float>.self)
  }
  @inline(always)
  static func weights(from address: UnsafePointer<Int8>) -> SIMD16<Int32> {
    UnsafeRawPointer(address).loadUnaligned(as: SIMD16<Int32>.self)
  }
  @inline(always)
  static func inputs(from address: UnsafePointer<UInt8>) -> SIMD16<Int32> {
    SIMD16(repeating: UnsafeRawPointer(address).loadUnaligned(as: Int32.self))
  }
  @inline(always)
  static func splitInputs(from address: UnsafePointer<UInt8>) -> SIMD16<Int32> {
    inputs(from: address)
  }
  @inline(always)
  static func dot(_ sums: SIMD16<Int32>, _ inputs: SIMD16<Int32>, _ weights: SIMD16<Int32>)
    -> SIMD16<Int32>
  {
    processor_dot16(sums, inputs, weights)
  }

  /// Four pixels of a block are packed together: sixteen lanes of four bytes each, transposed to four
  /// pixels of sixteen bytes each.
  @inline(always)
  static func store(
    _ sums: (SIMD16<Int32>, SIMD16<Int32>, SIMD16<Int32>, SIMD16<Int32>), scale: SIMD16<Float>,
    to address: UnsafeMutablePointer<UInt8>, count: Int
  ) {
    let bytes = processor_transposed16(
      processor_bytes_of_four16(
        processor_scaled16(sums.0, scale), processor_scaled16(sums.1, scale),
        processor_scaled16(sums.2, scale), processor_scaled16(sums.3, scale)))
    if count == 4 {
      UnsafeMutableRawPointer(address).storeBytes(of: bytes, as: SIMD16<Int32>.self)
    } else {
      processor_store_quarters16(address, bytes, count)
    }
  }
  @inline(always)
  static func store(
    _ sums: SIMD16<Int32>, scale: SIMD16<Float>, shift: SIMD16<Float>,
    to address: UnsafeMutablePointer<Float>
  ) {
    let products = processor_floats16(sums) * scale
    UnsafeMutableRawPointer(address).storeBytes(of: products + shift, as: SIMD16<Float>.self)
  }
  @inline(always)
  static func storeRounded(_ values: SIMD16<Float>, to address: UnsafeMutablePointer<UInt8>) {
    processor_store_rounded16(address, values)
  }
  @inline(always)
  static func depthwise(_ arguments: IntegerDepthwiseArguments, stride: Int) {
    DotDepthwise.run(arguments, stride: stride)
  }
}

/// The same instruction on half a register.
enum VNNI256: DotUnit {
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

/// The kernels on bytes compiled for AVX-512 with VNNI; to be called only where `processor_has_vnni`.
public let vnniIntegerKernels = IntegerKernelTable(integers: VNNI.self)
