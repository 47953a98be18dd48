/// The one thing that matters here of a camera's notes. Source: EXIF 2.3, sections 4.5 and 4.6.
enum EXIF {
  private static let orientationTag = 0x0112
  /// A 16-bit number.
  private static let short = 3

  /// The orientation that an APP1 segment names, or nil where it has none that can be read.
  static func orientation(_ segment: Bytes) -> Orientation? {
    guard segment.has("Exif\0\0".utf8), let tiff = segment.part(from: 6, to: segment.count),
      let order = byteOrder(tiff),
      let directory = tiff.number(at: 4, length: 4, order),
      let entries = tiff.number(at: directory, length: 2, order)
    else { return nil }
    for entry in 0..<entries {
      let at = directory + 2 + 12 * entry
      guard let tag = tiff.number(at: at, length: 2, order) else { return nil }
      guard tag == orientationTag else { continue }
      guard tiff.number(at: at + 2, length: 2, order) == short,
        let value = tiff.number(at: at + 8, length: 2, order)
      else { return nil }
      return Orientation(rawValue: value)
    }
    return nil
  }

  private static func byteOrder(_ tiff: Bytes) -> Bytes.Order? {
    if tiff.has("II*\0".utf8) { return .littleEndian }
    if tiff.has("MM\0*".utf8) { return .bigEndian }
    return nil
  }
}
