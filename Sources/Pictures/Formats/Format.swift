import CPictures

/// The formats that are read, told by the file's first bytes and never by its name.
enum Format {
  case jpeg
  case png
  /// PGM and PPM, as text or binary.
  case portable

  /// Throws for anything else, by its name where it is a common picture format.
  init(_ bytes: CheckedBytes) throws(PictureError.Kind) {
    if bytes.count == 0 { throw .empty }
    if bytes.has([0xFF, 0xD8]) {
      self = .jpeg
    } else if bytes.has(Format.pngSignature) {
      self = .png
    } else if ["P2", "P3", "P5", "P6"].contains(where: { bytes.has($0.utf8) }) {
      self = .portable
    } else if bytes.count >= 2, Format.pngSignature.starts(with: bytes.buffer) {
      throw .truncated
    } else if let other = Format.nameOfOther(bytes) {
      throw .unsupported(other)
    } else {
      throw .unknownFormat
    }
  }

  /// PNG specification, section 5.2.
  private static let pngSignature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

  private static func nameOfOther(_ bytes: CheckedBytes) -> String? {
    if bytes.has("GIF8".utf8) { return "GIF" }
    if bytes.has("RIFF".utf8), bytes.has("WEBP".utf8, at: 8) { return "WebP" }
    if bytes.has("II*\0".utf8) || bytes.has("MM\0*".utf8) { return "TIFF" }
    if bytes.has("ftypavif".utf8, at: 4) { return "AVIF" }
    if bytes.has("ftyphei".utf8, at: 4) || bytes.has("ftypmif1".utf8, at: 4) { return "HEIC" }
    if bytes.has("BM".utf8), bytes.number(at: 6, length: 4) == 0 { return "BMP" }
    if bytes.has("P1\n".utf8) || bytes.has("P4\n".utf8) { return "PBM" }
    if bytes.has("P7\n".utf8) { return "PAM" }
    return nil
  }
}

/// What the first bytes of a file say of it.
public enum PictureStart: Equatable, Sendable {
  /// A format that is read.
  case readable
  /// A picture of another format.
  case other
  /// No picture that is known here.
  case none

  /// So many bytes are enough to tell.
  public static let length = 16

  /// - Parameter bytes: the first `length` bytes of the file, or all where it is shorter.
  public init(_ bytes: [UInt8]) {
    self = bytes.withUnsafeBytes { buffer in
      do throws(PictureError.Kind) {
        _ = try Format(CheckedBytes(buffer: buffer))
        return .readable
      } catch {
        guard case .unsupported = error else { return .none }
        return .other
      }
    }
  }
}

extension pictures_status {
  /// Goes on only where the step of a C decoder went to its end.
  ///
  /// - Parameter words: what the library said, closed by a zero.
  /// - Returns: those words where they are a warning.
  /// - Throws: what kept it from going on.
  @discardableResult
  func check(_ words: UnsafePointer<CChar>) throws(PictureError.Kind) -> String? {
    switch self {
    case PICTURES_OK: return nil
    case PICTURES_WARNED: return String(cString: words)
    case PICTURES_TRUNCATED: throw .truncated
    case PICTURES_CHECKSUM: throw .checksum(String(cString: words))
    case PICTURES_NO_MEMORY: throw .noMemory
    default: throw .malformed(String(cString: words))
    }
  }
}

extension PictureError.Kind {
  static let noMemory = Self.unreadable("no memory for its decoder")
}
