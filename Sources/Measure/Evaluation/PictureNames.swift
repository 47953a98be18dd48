import Pictures

/// Which files of a data set are its pictures.
///
/// The endings decide, so that not every file must be opened; of a name without one the content.
enum PictureNames {
  /// What a file is.
  enum Kind {
    case picture
    /// A picture of a format that is not read: to be counted, for its absence changes a result.
    case otherPicture
    /// A list, a note.
    case other
  }

  private static let read: Set = ["jpg", "jpeg", "jpe", "jfif", "png", "ppm", "pgm", "pnm"]
  private static let notRead: Set = [
    "webp", "bmp", "gif", "tif", "tiff", "avif", "heic", "heif", "jp2", "jxl", "pbm", "pam",
  ]

  /// - Parameters:
  ///   - name: of the file, without its folder.
  ///   - start: gives its first bytes, as many as are asked for.
  /// - Returns: what it is; `other` for hidden files.
  /// - Throws: what `start` throws.
  static func kind(
    _ name: Substring, start: (Int) throws(MeasureError) -> [UInt8]
  ) throws(MeasureError) -> Kind {
    if name.first == "." { return .other }
    if let dot = name.lastIndex(of: ".") {
      let ending = name[name.index(after: dot)...].lowercased()
      return read.contains(ending) ? .picture : notRead.contains(ending) ? .otherPicture : .other
    }
    switch PictureStart(try start(PictureStart.length)) {
    case .readable: return .picture
    case .other: return .otherPicture
    case .none: return .other
    }
  }
}
