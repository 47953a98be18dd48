/// PGM and PPM, as text (P2, P3) and binary (P5, P6). Source: netpbm's pages on pgm and ppm.
enum PortableMap {
  static func decode(_ bytes: CheckedBytes) throws(PictureError.Kind) -> Picture {
    let isText = bytes[1] == UInt8(ascii: "2") || bytes[1] == UInt8(ascii: "3")
    let isGrey = bytes[1] == UInt8(ascii: "2") || bytes[1] == UInt8(ascii: "5")
    var reader = Reader(bytes: bytes)
    let size = try Size(width: try reader.number(), height: try reader.number())
    let maximum = try reader.number()
    guard (1...65_535).contains(maximum) else {
      throw .malformed("a largest sample of \(maximum)")
    }
    let count = size.pixels * (isGrey ? 1 : 3)
    let samples =
      isText ? try reader.text(count, of: maximum) : try reader.binary(count, of: maximum)
    return Picture(size: size, pixels: isGrey ? tripled(samples) : samples)
  }

  private static func tripled(_ grey: [UInt8]) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: grey.count * 3) { pixels, count in
      for (index, sample) in grey.enumerated() {
        for channel in 0..<3 { pixels[index * 3 + channel] = sample }
      }
      count = grey.count * 3
    }
  }
}

/// Reads on from behind the two letters of the format.
private struct Reader {
  let bytes: CheckedBytes
  private var at = 2

  init(bytes: CheckedBytes) {
    self.bytes = bytes
  }

  /// The next decimal number, after space and comments; it ends at a space, a comment or the end.
  mutating func number() throws(PictureError.Kind) -> Int {
    skipSpaceAndComments()
    let start = at
    var value = 0
    while let digit = bytes[at].flatMap(Reader.digit) {
      guard value < 1 << 32 else { throw .tooLarge("a number of more than ten digits") }
      value = value * 10 + digit
      at += 1
    }
    let ends = bytes[at].map { Reader.isSpace($0) || $0 == UInt8(ascii: "#") } ?? true
    guard at > start, ends else {
      throw bytes[at] == nil ? .truncated : .malformed("no number where one must be")
    }
    return value
  }

  /// `count` numbers as text, of `maximum` each, in 255ths.
  mutating func text(_ count: Int, of maximum: Int) throws(PictureError.Kind) -> [UInt8] {
    try Size.check(least: at + count * 2, in: bytes)  // a space and a digit each
    var samples: [UInt8] = []
    samples.reserveCapacity(count)
    for _ in 0..<count { samples.append(try scaled(try number(), of: maximum)) }
    return samples
  }

  /// `count` samples of one byte, or two where the maximum needs them, in 255ths.
  func binary(_ count: Int, of maximum: Int) throws(PictureError.Kind) -> [UInt8] {
    let start = at + 1  // one space ends the header
    let width = maximum > 255 ? 2 : 1
    guard let raster = bytes.part(from: start, to: start + count * width)?.buffer else {
      throw .truncated
    }
    var samples: [UInt8] = []
    samples.reserveCapacity(count)
    for at in stride(from: 0, to: count * width, by: width) {
      let sample = width == 1 ? Int(raster[at]) : Int(raster[at]) << 8 | Int(raster[at + 1])
      samples.append(try scaled(sample, of: maximum))
    }
    return samples
  }

  private func scaled(_ sample: Int, of maximum: Int) throws(PictureError.Kind) -> UInt8 {
    guard sample <= maximum else {
      throw .malformed("a sample of \(sample), where \(maximum) is the most")
    }
    return maximum == 255 ? UInt8(sample) : UInt8((sample * 255 + maximum / 2) / maximum)
  }

  private mutating func skipSpaceAndComments() {
    var isComment = false
    while let byte = bytes[at] {
      if byte == UInt8(ascii: "#") { isComment = true }
      guard isComment || Reader.isSpace(byte) else { return }
      if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") { isComment = false }
      at += 1
    }
  }

  private static func digit(_ byte: UInt8) -> Int? {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) ? Int(byte) - 0x30 : nil
  }

  /// Blank, tab, line feed, vertical tab, form feed, carriage return.
  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || (0x09...0x0D).contains(byte)
  }
}
