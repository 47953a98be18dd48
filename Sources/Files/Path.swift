import LibC

// Paths are Strings everywhere, but for the system they are bytes, and not always UTF-8: folders
// that were packed on another system have names in Latin-1. So that such a file can be named, found
// and opened like any other, each byte that is no UTF-8 becomes a scalar of a private plane, and is
// turned back where the system is asked.

/// The scalars that stand for the bytes 0x80 … 0xFF.
private let rawBytes: ClosedRange<UInt32> = 0x10FF80...0x10FFFF

extension String {
  /// A path or a name as the system gives it, without the closing zero.
  public init(systemPath bytes: some Collection<UInt8>) {
    if let text = String(validating: bytes, as: UTF8.self),
      !text.unicodeScalars.contains(where: { $0.rawByte != nil })
    {
      self = text
      return
    }
    var scalars = String.UnicodeScalarView()
    var rest = Array(bytes)[...]
    while let first = rest.first {
      let characters = (1...4).lazy.compactMap { length in
        String(validating: rest.prefix(length), as: UTF8.self)?.unicodeScalars.first
      }
      if let scalar = characters.first, scalar.rawByte == nil {
        scalars.append(scalar)
        rest = rest.dropFirst(UTF8.width(scalar))
      } else {
        if let raw = Unicode.Scalar(0x10FF00 + UInt32(first)) { scalars.append(raw) }
        rest = rest.dropFirst()
      }
    }
    self.init(scalars)
  }

  /// The same for a C string.
  public init(systemPath start: UnsafePointer<CChar>) {
    let bytes = UnsafeBufferPointer(start: start, count: strlen(start))
    self.init(systemPath: bytes.map(UInt8.init(bitPattern:)))
  }

  /// The path as the system takes it, closed by a zero.
  public var systemPath: [CChar] {
    let bytes = unicodeScalars.flatMap { scalar in
      scalar.rawByte.map { [$0] } ?? Array(UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
    }
    return (bytes + [0]).map(CChar.init(bitPattern:))
  }
}

extension Unicode.Scalar {
  /// The byte of a name that is no UTF-8, where the scalar stands for one.
  public var rawByte: UInt8? {
    rawBytes.contains(value) ? UInt8(truncatingIfNeeded: value) : nil
  }
}
