/// The SHA-256 checksum, which names a file of weights wherever its figures are told.
///
/// Source: FIPS 180-4, section 6.2.
enum SHA256 {
  /// The checksum of `bytes` as 64 hexadecimal digits.
  static func hexadecimal(of bytes: UnsafeRawBufferPointer) -> String {
    var state = initial
    let whole = bytes.count / 64 * 64
    for block in stride(from: 0, to: whole, by: 64) {
      compress(UnsafeRawBufferPointer(rebasing: bytes[block..<block + 64]), into: &state)
    }
    // The rest, a bit 1, zeros, and the length in bits as the last eight bytes of a block.
    var tail = Array(bytes[whole...])
    tail.append(0x80)
    while tail.count % 64 != 56 { tail.append(0) }
    let bits = UInt64(bytes.count) * 8
    for shift in stride(from: 56, through: 0, by: -8) {
      tail.append(UInt8(truncatingIfNeeded: bits >> UInt64(shift)))
    }
    tail.withUnsafeBytes { tail in
      for block in stride(from: 0, to: tail.count, by: 64) {
        compress(UnsafeRawBufferPointer(rebasing: tail[block..<block + 64]), into: &state)
      }
    }
    return (0..<8).map { digits(state[$0]) }.joined()
  }

  /// One block of 64 bytes.
  private static func compress(_ block: UnsafeRawBufferPointer, into state: inout SIMD8<UInt32>) {
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 64) { words in
      for i in 0..<16 {
        words[i] = UInt32(bigEndian: block.loadUnaligned(fromByteOffset: 4 * i, as: UInt32.self))
      }
      for i in 16..<64 {
        let early = words[i - 15]
        let late = words[i - 2]
        let spreadEarly = rotated(early, 7) ^ rotated(early, 18) ^ (early >> 3)
        let spreadLate = rotated(late, 17) ^ rotated(late, 19) ^ (late >> 10)
        words[i] = words[i - 16] &+ spreadEarly &+ words[i - 7] &+ spreadLate
      }
      var (a, b, c, d) = (state[0], state[1], state[2], state[3])
      var (e, f, g, h) = (state[4], state[5], state[6], state[7])
      constants.withUnsafeBufferPointer { constants in
        // Eight rounds bring every variable back to its place, so none has to be moved.
        for i in stride(from: 0, to: 64, by: 8) {
          round(a, b, c, &d, e, f, g, &h, constants[i] &+ words[i])
          round(h, a, b, &c, d, e, f, &g, constants[i + 1] &+ words[i + 1])
          round(g, h, a, &b, c, d, e, &f, constants[i + 2] &+ words[i + 2])
          round(f, g, h, &a, b, c, d, &e, constants[i + 3] &+ words[i + 3])
          round(e, f, g, &h, a, b, c, &d, constants[i + 4] &+ words[i + 4])
          round(d, e, f, &g, h, a, b, &c, constants[i + 5] &+ words[i + 5])
          round(c, d, e, &f, g, h, a, &b, constants[i + 6] &+ words[i + 6])
          round(b, c, d, &e, f, g, h, &a, constants[i + 7] &+ words[i + 7])
        }
      }
      state = state &+ SIMD8(a, b, c, d, e, f, g, h)
    }
  }

  @inline(__always)
  private static func round(
    _ a: UInt32, _ b: UInt32, _ c: UInt32, _ d: inout UInt32,
    _ e: UInt32, _ f: UInt32, _ g: UInt32, _ h: inout UInt32, _ word: UInt32
  ) {
    let mixedE = rotated(e, 6) ^ rotated(e, 11) ^ rotated(e, 25)
    let first = h &+ mixedE &+ (g ^ (e & (f ^ g))) &+ word
    let mixedA = rotated(a, 2) ^ rotated(a, 13) ^ rotated(a, 22)
    d = d &+ first
    h = first &+ mixedA &+ ((a & b) | (c & (a | b)))
  }

  @inline(__always)
  private static func rotated(_ word: UInt32, _ places: UInt32) -> UInt32 {
    (word &>> places) | (word &<< (32 - places))
  }

  private static func digits(_ word: UInt32) -> String {
    let text = String(word, radix: 16)
    return String(repeating: "0", count: 8 - text.count) + text
  }

  /// The first 32 bits of the fractional parts of the square roots of the first 8 primes.
  private static let initial = SIMD8<UInt32>(
    0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a,
    0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19)

  /// The first 32 bits of the fractional parts of the cube roots of the first 64 primes.
  private static let constants: [UInt32] = [
    0x428a_2f98, 0x7137_4491, 0xb5c0_fbcf, 0xe9b5_dba5, 0x3956_c25b, 0x59f1_11f1,
    0x923f_82a4, 0xab1c_5ed5, 0xd807_aa98, 0x1283_5b01, 0x2431_85be, 0x550c_7dc3,
    0x72be_5d74, 0x80de_b1fe, 0x9bdc_06a7, 0xc19b_f174, 0xe49b_69c1, 0xefbe_4786,
    0x0fc1_9dc6, 0x240c_a1cc, 0x2de9_2c6f, 0x4a74_84aa, 0x5cb0_a9dc, 0x76f9_88da,
    0x983e_5152, 0xa831_c66d, 0xb003_27c8, 0xbf59_7fc7, 0xc6e0_0bf3, 0xd5a7_9147,
    0x06ca_6351, 0x1429_2967, 0x27b7_0a85, 0x2e1b_2138, 0x4d2c_6dfc, 0x5338_0d13,
    0x650a_7354, 0x766a_0abb, 0x81c2_c92e, 0x9272_2c85, 0xa2bf_e8a1, 0xa81a_664b,
    0xc24b_8b70, 0xc76c_51a3, 0xd192_e819, 0xd699_0624, 0xf40e_3585, 0x106a_a070,
    0x19a4_c116, 0x1e37_6c08, 0x2748_774c, 0x34b0_bcb5, 0x391c_0cb3, 0x4ed8_aa4a,
    0x5b9c_ca4f, 0x682e_6ff3, 0x748f_82ee, 0x78a5_636f, 0x84c8_7814, 0x8cc7_0208,
    0x90be_fffa, 0xa450_6ceb, 0xbef9_a3f7, 0xc671_78f2,
  ]
}
