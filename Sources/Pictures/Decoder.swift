import CPictures

extension pictures_status {
  /// Goes on only where the step of a C decoder went well.
  ///
  /// - Parameter words: what the library said, closed by a zero.
  /// - Throws: what kept it from going on.
  func check(_ words: UnsafePointer<CChar>) throws(PictureError.Kind) {
    switch self {
    case PICTURES_OK: return
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
