import Testing

@testable import Weights

@Suite("A tensor")
struct TensorTests {
  @Test("widens every finite half exactly")
  func halves() {
    let patterns = (0...UInt16.max).filter { $0 & 0x7c00 != 0x7c00 }
    let tensor = stored(
      .f16, patterns.flatMap { [UInt8($0 & 0xff), UInt8($0 >> 8)] }, patterns.count)
    let values = tensor.values()
    for (pattern, value) in zip(patterns, values) {
      let sign: Float = pattern >> 15 == 0 ? 1 : -1
      let exponent = Int(pattern >> 10) & 0x1f
      let fraction = Float(pattern & 0x3ff)
      let magnitude =
        exponent == 0
        ? fraction * 0x1p-24
        : (1024 + fraction) * Float(sign: .plus, exponent: exponent - 25, significand: 1)
      #expect(value.bitPattern == (sign * magnitude).bitPattern, "\(pattern)")
    }
  }

  @Test("widens brain floats and keeps float32 as they are, at any alignment", arguments: 0..<4)
  func otherTypes(offset: Int) {
    let numbers: [Float] = [0, -1, 1.5, -3e38, 1e-30, 100, 7]
    let upper = numbers.map { UInt16($0.bitPattern >> 16) }
    let padding = [UInt8](repeating: 0xff, count: offset)
    let brain = stored(
      .bf16, padding + upper.flatMap { [UInt8($0 & 0xff), UInt8($0 >> 8)] }, 7, offset: offset)
    #expect(brain.values() == upper.map { Float(bitPattern: UInt32($0) << 16) })
    let whole = numbers.flatMap { number in
      (0..<4).map { UInt8(number.bitPattern >> (8 * $0) & 0xff) }
    }
    #expect(stored(.f32, padding + whole, 7, offset: offset).values() == numbers)
  }

  @Test(
    "gives any range of itself and touches nothing behind it", arguments: [0, 1, 15, 16, 17, 40])
  func ranges(length: Int) {
    let halves = (0..<64).map { UInt16(0x3c00 + $0) }
    let tensor = stored(.f16, halves.flatMap { [UInt8($0 & 0xff), UInt8($0 >> 8)] }, 64)
    let all = tensor.values()
    for start in [0, 1, 7, 64 - length] {
      var values = [Float](repeating: .nan, count: length + 1)
      values.withUnsafeMutableBufferPointer { tensor.read(start..<start + length, into: $0) }
      #expect(Array(values[..<length]) == Array(all[start..<start + length]))
      #expect(values[length].isNaN)
    }
  }

  private func stored(
    _ type: ElementType, _ bytes: [UInt8], _ count: Int, offset: Int = 0
  ) -> Tensor {
    Tensor(
      name: "t", shape: [count], count: count,
      storage: .stored(type, FileBytes(bytes), offset: offset))
  }
}
