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

@Suite("SHA-256")
struct SHA256Tests {
  @Test(
    "gives the published sums, and others around the edge of a block",
    arguments: [
      (0, "a", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
      (1, "abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
      (55, "a", "9f4390f8d30c2dd92ec9f095b65e2b9ae9b0a925a5258e241c9f1e910f734318"),
      (56, "a", "b35439a4ac6f0948b6d6f9e3c6af0f5f590ce20f1bde7090ef7970686ec6738a"),
      (63, "a", "7d3e74a05d7db15bce4ad9ec0658ea98e3f06eeecf16b4c6fff2da457ddc2f34"),
      (64, "a", "ffe054fe7ae0cb6dc65c3af9b61d5209f439851db43d0ba5997337df154668eb"),
      (65, "a", "635361c48bb9eab14198e76ea8ab7f1a41685d6ad62aa9146d301d4f17eb0ae0"),
      (
        1, "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
      ),
      (1_000_000, "a", "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"),
    ])
  func sums(count: Int, text: String, sum: String) {
    let bytes = (0..<count).flatMap { _ in Array(text.utf8) }
    #expect(FileBytes(bytes).checksum() == sum)
  }
}
