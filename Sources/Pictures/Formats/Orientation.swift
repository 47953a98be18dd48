/// How stored pixels must be turned to be seen as meant: EXIF's eight values.
enum Orientation: Int {
  case upright = 1
  case mirroredLeftRight = 2
  case upsideDown = 3
  case mirroredTopBottom = 4
  /// Mirrored along the diagonal from the top left.
  case transposed = 5
  /// Stored turned left.
  case turnRight = 6
  /// Mirrored along the diagonal from the top right.
  case transposedOther = 7
  /// Stored turned right.
  case turnLeft = 8

  private var swapsSides: Bool { rawValue >= 5 }

  func turned(_ stored: Picture) -> Picture {
    if self == .upright { return stored }
    let (width, height) =
      swapsSides ? (stored.height, stored.width) : (stored.width, stored.height)
    let (start, right, down) = walk(width: stored.width, height: stored.height)
    let pixels = [UInt8](unsafeUninitializedCapacity: stored.pixels.count) { turned, count in
      count = stored.pixels.count
      stored.pixels.withUnsafeBufferPointer { stored in
        var to = 0
        for y in 0..<height {
          var from = (start + y * down) * 3
          for _ in 0..<width {
            turned[to] = stored[from]
            turned[to + 1] = stored[from + 1]
            turned[to + 2] = stored[from + 2]
            to += 3
            from += right * 3
          }
        }
      }
    }
    return Picture(width: width, height: height, pixels: pixels)
  }

  /// The stored pixel that becomes the top left one, and the steps in stored pixels that go right and
  /// down in the turned picture.
  private func walk(width: Int, height: Int) -> (start: Int, right: Int, down: Int) {
    let topRight = width - 1
    let bottomLeft = (height - 1) * width
    let bottomRight = bottomLeft + topRight
    return switch self {
    case .upright: (0, 1, width)
    case .mirroredLeftRight: (topRight, -1, width)
    case .upsideDown: (bottomRight, -1, -width)
    case .mirroredTopBottom: (bottomLeft, 1, -width)
    case .transposed: (0, width, 1)
    case .turnRight: (bottomLeft, -width, 1)
    case .transposedOther: (bottomRight, -width, -1)
    case .turnLeft: (topRight, width, -1)
    }
  }
}

/// A camera's notes, of which only the orientation matters here. Source: EXIF 2.3, sections 4.5 and 4.6.
enum EXIF {
  private static let orientationTag = 0x0112
  /// How many bytes a whole number has, by its type: BYTE, SHORT (the usual one) or LONG.
  private static let lengths = [1: 1, 3: 2, 4: 4]

  /// The orientation that a JPEG's APP1 segment names, or nil where it has none that can be read.
  static func orientation(segment: CheckedBytes) -> Orientation? {
    guard segment.has("Exif\0\0".utf8) else { return nil }
    return segment.part(from: 6, to: segment.count).flatMap(orientation(tiff:))
  }

  /// The orientation that the notes themselves name, as a PNG's eXIf chunk holds them.
  static func orientation(tiff: CheckedBytes) -> Orientation? {
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

  private static func byteOrder(_ tiff: CheckedBytes) -> CheckedBytes.Order? {
    if tiff.has("II*\0".utf8) { return .littleEndian }
    if tiff.has("MM\0*".utf8) { return .bigEndian }
    return nil
  }
}
