/// Numbers that look random and are the same on every host.
///
/// Source: Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014; the
/// constants are Stafford's, variant 13, as in S. Vigna's splitmix64.c (public domain).
public struct SplitMix: RandomNumberGenerator, Sendable {
  private var state: UInt64

  /// The same state gives the same numbers.
  public init(state: UInt64) {
    self.state = state
  }

  /// The next number, each of the 2⁶⁴ as likely as any other.
  public mutating func next() -> UInt64 {
    state &+= SplitMix.step
    return SplitMix.mixed(state)
  }

  /// 2⁶⁴ divided by the golden ratio: steps of it visit all 64-bit numbers.
  static let step: UInt64 = 0x9e37_79b9_7f4a_7c15

  /// Scatters the bits of a counter.
  @inline(__always)
  static func mixed(_ counter: UInt64) -> UInt64 {
    var bits = counter
    bits = (bits ^ (bits >> 30)) &* 0xbf58_476d_1ce4_e5b9
    bits = (bits ^ (bits >> 27)) &* 0x94d0_49bb_1331_11eb
    return bits ^ (bits >> 31)
  }
}
