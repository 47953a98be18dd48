/// How a stored value is written; the names are those of safetensors. All are little-endian.
enum ElementType: String, CaseIterable, Sendable {
  case f32 = "F32"
  case f16 = "F16"
  /// The upper half of a float32.
  case bf16 = "BF16"

  /// All names, for people: "F32, F16 and BF16".
  static var readable: String { alternatives(allCases.map(\.rawValue), last: "and") }

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

  /// The first of `count` values that is infinite or NaN, if there is one.
  ///
  /// Without its sign a value is ordered as its bits are; NaN stands above infinity.
  func firstNotFinite(_ source: UnsafeRawPointer, count: Int) -> Int? {
    switch self {
    case .f32: first(source, count, reaching: 0x7f80_0000) { (bits: Int32) in bits & .max }
    case .f16: first(source, count, reaching: 0x7c00) { (bits: Int16) in bits & .max }
    case .bf16: first(source, count, reaching: 0x7f80) { (bits: Int16) in bits & .max }
    }
  }

  /// The first of `count` finite values that is not above 0, if there is one: its bits are 0 or,
  /// with the sign, negative.
  func firstNotPositive(_ source: UnsafeRawPointer, count: Int) -> Int? {
    switch self {
    case .f32: first(source, count, reaching: ~0) { (bits: Int32) in ~bits }
    case .f16, .bf16: first(source, count, reaching: ~0) { (bits: Int16) in ~bits }
    }
  }
}

// The loops below have no branch and no call inside, so that the compiler turns them into vectors.
// Baseline x86-64 has no instruction that widens a half: `Float(Float16)` is a call for each value.

private func widenHalves(
  _ source: UnsafeRawPointer, _ count: Int, _ target: UnsafeMutablePointer<Float>
) {
  for i in 0..<count {
    target[i] = widened(source.loadUnaligned(fromByteOffset: 2 &* i, as: UInt16.self))
  }
}

/// A finite half as float32, exactly.
///
/// The exponent of a half is 112 smaller than that of the same float. A subnormal half has no
/// leading one: it is read as if it had one, 2⁻¹⁴ too much, which a subtraction takes away. No
/// subnormal float ever arises, so a thread that flushes them to zero gets the same values.
@inline(__always)
private func widened(_ half: UInt16) -> Float {
  let sign = UInt32(half & 0x8000) &<< 16
  let magnitude = UInt32(half & 0x7fff) &<< 13
  let normal = magnitude &+ (112 &<< 23)
  let leading: UInt32 = 113 &<< 23
  let lifted = Float(bitPattern: magnitude &+ leading) - Float(bitPattern: leading)
  let value = magnitude < 1 &<< 23 ? lifted.bitPattern : normal
  return Float(bitPattern: value | sign)
}

private func widenBrainFloats(
  _ source: UnsafeRawPointer, _ count: Int, _ target: UnsafeMutablePointer<Float>
) {
  for i in 0..<count {
    let upper = source.loadUnaligned(fromByteOffset: 2 * i, as: UInt16.self)
    target[i] = Float(bitPattern: UInt32(upper) << 16)
  }
}

/// The first of `count` values for which a key made of its bits reaches a limit.
@inline(__always)
private func first<Bits: FixedWidthInteger>(
  _ source: UnsafeRawPointer, _ count: Int, reaching limit: Bits, _ key: (Bits) -> Bits
) -> Int? {
  func keyOf(_ i: Int) -> Bits {
    key(source.loadUnaligned(fromByteOffset: MemoryLayout<Bits>.size &* i, as: Bits.self))
  }
  // Chunk by chunk, for its largest key: in the usual case, where nothing is to be found, that is
  // ten times as fast as a comparison for each value (0.17 against 1.6 ms for 3.2 million halves).
  var start = 0
  while start < count {
    let end = min(start + 4096, count)
    var largest = Bits.min
    for i in start..<end { largest = max(largest, keyOf(i)) }
    if largest >= limit { return (start..<end).first { keyOf($0) >= limit } }
    start = end
  }
  return nil
}
