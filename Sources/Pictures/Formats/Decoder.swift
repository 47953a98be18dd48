import CPictures

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
