/// How a stored value is written; the names are those of safetensors. All are little-endian.
enum ElementType: String, Sendable {
  case f32 = "F32"
  case f16 = "F16"
  /// The upper half of a float32.
  case bf16 = "BF16"

  /// Bytes of one value.
  var size: Int { self == .f32 ? 4 : 2 }

  /// Writes `count` values from `source` (any alignment) as float32.
  func widen(_ source: UnsafeRawPointer, count: Int, into target: UnsafeMutablePointer<Float>) {
    switch self {
    case .f32: UnsafeMutableRawPointer(target).copyMemory(from: source, byteCount: 4 * count)
    case .f16: widenHalves(source, count, target)
    case .bf16: widenBrainFloats(source, count, target)
    }
  }

  /// Whether all of `count` values are numbers, neither infinite nor NaN; else the first place.
  func firstNotFinite(_ source: UnsafeRawPointer, count: Int) -> Int? {
    switch self {
    case .f32: firstSaturated(source, count, exponent: UInt32(0x7f80_0000))
    case .f16: firstSaturated(source, count, exponent: UInt16(0x7c00))
    case .bf16: firstSaturated(source, count, exponent: UInt16(0x7f80))
    }
  }
}

// The loops below go sixteen values at a time. Baseline x86-64 has no instruction that widens a
// half, and `Float(Float16)` becomes a call for each value there; this is arithmetic on the bits.

private func widenHalves(
  _ source: UnsafeRawPointer, _ count: Int, _ target: UnsafeMutablePointer<Float>
) {
  let whole = count / 16 * 16
  let output = UnsafeMutableRawPointer(target)
  for i in stride(from: 0, to: whole, by: 16) {
    let halves = source.loadUnaligned(fromByteOffset: 2 * i, as: SIMD16<UInt16>.self)
    output.storeBytes(of: widened(halves), toByteOffset: 4 * i, as: SIMD16<Float>.self)
  }
  for i in whole..<count {
    let half = source.loadUnaligned(fromByteOffset: 2 * i, as: UInt16.self)
    target[i] = widened(SIMD16(repeating: half))[0]
  }
}

/// Sixteen finite halves as float32, exactly.
///
/// The exponent of a half is 112 smaller than that of the same float. A subnormal half has no
/// leading one: it is read as if it had one, 2⁻¹⁴ too much, which a subtraction takes away. No
/// subnormal float ever arises, so a thread that flushes them to zero gets the same values.
@inline(__always)
private func widened(_ halves: SIMD16<UInt16>) -> SIMD16<Float> {
  let bits = SIMD16<UInt32>(truncatingIfNeeded: halves)
  let sign = (bits & 0x8000) &<< 16
  let magnitude = (bits & 0x7fff) &<< 13
  let normal = magnitude &+ (112 << 23)
  let leading = SIMD16<UInt32>(repeating: 113 << 23)
  let lifted = unsafeBitCast(magnitude &+ leading, to: SIMD16<Float>.self)
  let subnormal = unsafeBitCast(
    lifted - unsafeBitCast(leading, to: SIMD16<Float>.self), to: SIMD16<UInt32>.self)
  let value = normal.replacing(with: subnormal, where: magnitude .< (1 << 23))
  return unsafeBitCast(value | sign, to: SIMD16<Float>.self)
}

private func widenBrainFloats(
  _ source: UnsafeRawPointer, _ count: Int, _ target: UnsafeMutablePointer<Float>
) {
  for i in 0..<count {
    let upper = source.loadUnaligned(fromByteOffset: 2 * i, as: UInt16.self)
    target[i] = Float(bitPattern: UInt32(upper) << 16)
  }
}

/// The first value whose exponent has all bits set: infinity or NaN.
@inline(__always)
private func firstSaturated<Bits: FixedWidthInteger>(
  _ source: UnsafeRawPointer, _ count: Int, exponent: Bits
) -> Int? {
  let size = MemoryLayout<Bits>.size
  // Chunk by chunk without a branch inside, so that the good case is quick.
  var start = 0
  while start < count {
    let end = min(start + 1024, count)
    var isSaturated = false
    for i in start..<end {
      let bits = source.loadUnaligned(fromByteOffset: size * i, as: Bits.self)
      isSaturated = isSaturated || (bits & exponent) == exponent
    }
    if isSaturated {
      return (start..<end).first { i in
        source.loadUnaligned(fromByteOffset: size * i, as: Bits.self) & exponent == exponent
      }
    }
    start = end
  }
  return nil
}
