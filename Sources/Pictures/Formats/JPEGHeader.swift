/// What stands before a JPEG's first scan. Source: ITU-T T.81, annex B.
struct JPEGHeader {
  enum Colours: Equatable {
    /// Grey, YCbCr or RGB: libjpeg-turbo tells them apart and gives R G B.
    case direct
    /// C M Y K or YCCK; with an Adobe marker the stored numbers are 255 − ink.
    case inks(areInverted: Bool)
  }

  /// As stored, before turning.
  let width: Int
  let height: Int
  let colours: Colours
  let orientation: Orientation
  /// Where the first scan's data begin.
  private let firstScan: Int

  init(_ bytes: CheckedBytes) throws(PictureError.Kind) {
    var frame: Frame?
    var orientation: Orientation?
    var isAdobe = false
    var at = 2
    while true {
      let segment = try Segment(bytes, at: at)
      at = segment.end
      switch segment.marker {
      case 0xC4, 0xC8, 0xCC: break  // tables, not frames
      case 0xC0...0xCF: frame = try Frame(segment)
      case 0xE1: orientation = orientation ?? EXIF.orientation(segment: segment.body)
      case 0xEE: isAdobe = isAdobe || segment.body.has("Adobe".utf8)
      case 0xDA:
        guard let frame else { throw .malformed("a scan before the frame header") }
        self.width = frame.width
        self.height = frame.height
        self.colours = frame.components == 4 ? .inks(areInverted: isAdobe) : .direct
        self.orientation = orientation ?? .upright
        self.firstScan = at
        return
      default: break
      }
    }
  }

  /// Whether the end of the image is marked behind the scans.
  func isFollowedByEnd(_ bytes: CheckedBytes) -> Bool {
    var at = firstScan
    while at + 1 < bytes.count {
      guard bytes[at] == 0xFF, let marker = bytes[at + 1] else {
        at += 1
        continue
      }
      switch marker {
      case 0xD9: return true
      case 0x00, 0x01, 0xD0...0xD8: at += 2  // data, or a marker that stands for itself
      case 0xFF: at += 1
      default: at += 2 + (bytes.number(at: at + 2, length: 2) ?? 0)
      }
    }
    return false
  }
}

/// One marker with what belongs to it.
private struct Segment {
  let marker: UInt8
  let body: CheckedBytes
  /// Where the next one begins.
  let end: Int

  /// Looks for the next marker as libjpeg does: what lies before it is passed over.
  init(_ bytes: CheckedBytes, at start: Int) throws(PictureError.Kind) {
    var at = start
    var marker: UInt8
    repeat {
      while let byte = bytes[at], byte != 0xFF { at += 1 }
      while bytes[at] == 0xFF { at += 1 }  // any number of fill bytes
      guard let found = bytes[at] else { throw .truncated }
      marker = found
      at += 1
    } while marker <= 0x01 || (0xD0...0xD7).contains(marker)  // data, or without a segment
    guard marker != 0xD8, marker != 0xD9 else {
      throw .malformed("a marker that has no place in the header")
    }
    guard let length = bytes.number(at: at, length: 2) else { throw .truncated }
    // The length counts itself; libjpeg reads a shorter one as nothing behind it.
    guard let body = bytes.part(from: at + 2, to: max(at + 2, at + length)) else {
      throw .truncated
    }
    self.marker = marker
    self.body = body
    self.end = at + 2 + body.count
  }
}

/// The frame header: size and components.
private struct Frame {
  let width: Int
  let height: Int
  let components: Int

  init(_ segment: Segment) throws(PictureError.Kind) {
    switch segment.marker {
    case 0xC0, 0xC1, 0xC2: break
    case 0xC3, 0xCB: throw .unsupported("lossless JPEG")
    case 0xC9, 0xCA: throw .unsupported("arithmetic-coded JPEG")
    default: throw .unsupported("hierarchical JPEG")
    }
    guard let precision = segment.body[0], let components = segment.body[5],
      let height = segment.body.number(at: 1, length: 2),
      let width = segment.body.number(at: 3, length: 2)
    else { throw .malformed("a frame header cut short") }
    guard precision == 8 else { throw .unsupported("JPEG with \(precision) bits a sample") }
    guard [1, 3, 4].contains(components) else {
      throw .unsupported("JPEG with \(components) colour components")
    }
    self.width = width
    self.height = height
    self.components = Int(components)
  }
}
