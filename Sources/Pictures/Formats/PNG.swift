import CPictures

/// PNG: libpng gives each stored row as 16-bit R G B A; alpha and interlacing are resolved here.
enum PNG {
  static func decode(_ bytes: CheckedBytes) throws(PictureError.Kind) -> Picture {
    if chunks(bytes).next()?.type == "CgBI" {
      throw .unsupported("Apple's own kind of PNG (CgBI)")
    }
    guard let reader = pictures_png_open(bytes.pointer, bytes.count) else {
      throw .noMemory
    }
    defer { pictures_png_close(reader) }
    var header = pictures_png_header()
    try pictures_png_read_header(reader, &header).check(pictures_png_message(reader))
    let size = try Size(width: Int(header.width), height: Int(header.height))
    let bits = Int(header.depth * header.channels)
    // One byte of deflate becomes at most 1032 (RFC 1951: a match of 258 bytes takes two bits).
    let inflated = (size.width * bits + 7) / 8 * size.height
    try Size.check(least: inflated / 1032, in: bytes)
    let stored = Picture(size: size, pixels: try pixels(reader, size, header.interlaced != 0))
    // PNG specification, third edition, section 11.3.4.5.
    let notes = chunks(bytes).first { $0.type == "eXIf" }?.body
    return (notes.flatMap(EXIF.orientation(tiff:)) ?? .upright).turned(stored)
  }

  /// The chunks, as far as they are whole.
  private static func chunks(
    _ bytes: CheckedBytes
  ) -> AnyIterator<(type: String, body: CheckedBytes)> {
    var at = 8  // behind the signature
    return AnyIterator {
      guard let length = bytes.number(at: at, length: 4),
        let type = bytes.part(from: at + 4, to: at + 8),
        let body = bytes.part(from: at + 8, to: at + 8 + length)
      else { return nil }
      at += 12 + length  // a checksum follows
      return (String(decoding: type.buffer, as: UTF8.self), body)
    }
  }

  private static func pixels(
    _ reader: OpaquePointer, _ size: Size, _ isInterlaced: Bool
  ) throws(PictureError.Kind) -> [UInt8] {
    var pixels = [UInt8](repeating: 0, count: size.pixels * 3)
    var row = [UInt16](repeating: 0, count: size.width * 4)
    for pass in isInterlaced ? Pass.adam7 : [Pass.whole] where pass.x < size.width {
      for y in stride(from: pass.y, to: size.height, by: pass.down) {
        try pictures_png_read_row(reader, &row).check(pictures_png_message(reader))
        let columns = stride(from: pass.x, to: size.width, by: pass.right)
        overBlack(row, into: &pixels, at: columns, y * size.width)
      }
    }
    try pictures_png_read_end(reader).check(pictures_png_message(reader))
    return pixels
  }

  /// Straight alpha over black: colour · alpha, from 16 bits to 8 with one rounding.
  private static func overBlack(
    _ row: [UInt16], into pixels: inout [UInt8], at columns: StrideTo<Int>, _ start: Int
  ) {
    let scale: UInt64 = 65_535 * 257
    var from = 0
    for x in columns {
      let to = (start + x) * 3
      let alpha = UInt64(UInt16(bigEndian: row[from + 3]))
      for channel in 0..<3 {
        let colour = UInt64(UInt16(bigEndian: row[from + channel]))
        pixels[to + channel] = UInt8((colour * alpha + scale / 2) / scale)
      }
      from += 4
    }
  }
}

/// One of the reduced pictures of an interlaced file: where it begins and how far apart its pixels lie.
private struct Pass {
  let x: Int
  let y: Int
  let right: Int
  let down: Int

  static let whole = Pass(x: 0, y: 0, right: 1, down: 1)
  /// PNG specification, section 8.2.
  static let adam7 = [
    Pass(x: 0, y: 0, right: 8, down: 8), Pass(x: 4, y: 0, right: 8, down: 8),
    Pass(x: 0, y: 4, right: 4, down: 8), Pass(x: 2, y: 0, right: 4, down: 4),
    Pass(x: 0, y: 2, right: 2, down: 4), Pass(x: 1, y: 0, right: 2, down: 2),
    Pass(x: 0, y: 1, right: 1, down: 2),
  ]
}
