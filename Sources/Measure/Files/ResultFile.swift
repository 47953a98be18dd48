import Files

/// Files that results are kept in: at every moment either the old one or the new one, whole.
public enum ResultFile {
  /// Longer ones were not written by this program.
  private static let longest = 64 << 20

  /// All bytes of such a file.
  ///
  /// - Throws: where it can't be read, is no regular file or longer than any result.
  public static func contents(of path: String) throws(MeasureError) -> [UInt8] {
    try ReadableFile.contents(path: path, limit: longest)
  }

  /// Whether something lies there.
  public static func exists(_ path: String) -> Bool {
    FileKind(at: path) != nil
  }

  /// Writes the text, see `WholeFile`.
  public static func write(_ text: String, to path: String) throws(MeasureError) {
    do throws(UnwritableFile) {
      try WholeFile.write(Array(text.utf8), to: path)
    } catch {
      throw .unwritable(error)
    }
  }
}
