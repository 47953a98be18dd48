/// A file's bytes with every offset checked, in release builds too.
///
/// Valid only as long as the buffer that it was made from.
struct CheckedBytes {
  enum Order {
    case bigEndian
    case littleEndian
  }

  let buffer: UnsafeRawBufferPointer

  var count: Int { buffer.count }

  /// For C, which takes bytes as `const uint8_t *`.
  var pointer: UnsafePointer<UInt8>? {
    buffer.baseAddress?.assumingMemoryBound(to: UInt8.self)
  }

  /// Nil outside the file.
  subscript(index: Int) -> UInt8? {
    buffer.indices.contains(index) ? buffer[index] : nil
  }

  /// The bytes from `start` up to but not including `end`, or nil where the file has not all of them.
  func part(from start: Int, to end: Int) -> CheckedBytes? {
    guard 0 <= start, start <= end, end <= count else { return nil }
    return CheckedBytes(buffer: UnsafeRawBufferPointer(rebasing: buffer[start..<end]))
  }

  /// The unsigned number that the `length` bytes at `start` spell, or nil outside the file.
  func number(at start: Int, length: Int, _ order: Order = .bigEndian) -> Int? {
    guard let bytes = part(from: start, to: start + length) else { return nil }
    switch order {
    case .bigEndian: return bytes.buffer.reduce(0) { $0 << 8 | Int($1) }
    case .littleEndian: return bytes.buffer.reversed().reduce(0) { $0 << 8 | Int($1) }
    }
  }

  /// True where these bytes lie at `start`, whole.
  func has(_ signature: some Collection<UInt8>, at start: Int = 0) -> Bool {
    guard let bytes = part(from: start, to: start + signature.count) else { return false }
    return bytes.buffer.elementsEqual(signature)
  }
}
