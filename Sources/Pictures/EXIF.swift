/// The one thing that matters here of a camera's notes. Source: EXIF 2.3, sections 4.5 and 4.6.
enum EXIF {
  private static let orientationTag = 0x0112
  /// Bytes of the types that whole numbers have: BYTE, SHORT (the one that is meant), LONG.
  private static let lengths = [1: 1, 3: 2, 4: 4]

  /// The orientation that a JPEG's APP1 segment names, or nil where it has none that can be read.
  static func orientation(segment: Bytes) -> Orientation? {
    guard segment.has("Exif\0\0".utf8) else { return nil }
    return segment.part(from: 6, to: segment.count).flatMap(orientation(tiff:))
  }

  /// The orientation that the notes themselves name, as a PNG's eXIf chunk holds them.
  static func orientation(tiff: Bytes) -> Orientation? {
    guard let order = byteOrder(tiff),
      let directory = tiff.number(at: 4, length: 4, order),
      let entries = tiff.number(at: directory, length: 2, order)
    else { return nil }
    for entry in 0..<entries {
      let at = directory + 2 + 12 * entry
      guard let tag = tiff.number(at: at, length: 2, order) else { return nil }
      guard tag == orientationTag else { continue }
      guard let type = tiff.number(at: at + 2, length: 2, order), let length = lengths[type],
        let value = tiff.number(at: at + 8, length: length, order)
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
