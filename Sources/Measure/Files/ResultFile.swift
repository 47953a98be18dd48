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

/// The ground floor's files, whose refusals become this room's errors.
typealias ReadableFile = Files.ReadableFile

extension ReadableFile {
  /// Opens a regular file.
  static func opened(_ path: String) throws(MeasureError) -> ReadableFile {
    try told { () throws(UnreadableFile) in try ReadableFile(path: path) }
  }

  /// `count` bytes from `offset` on, or fewer where the file ends before.
  func part(at offset: Int, count: Int) throws(MeasureError) -> [UInt8] {
    try told { () throws(UnreadableFile) in try bytes(at: offset, count: count) }
  }

  /// The whole of a regular file, where it has at most `limit` bytes.
  static func contents(path: String, limit: Int) throws(MeasureError) -> [UInt8] {
    try told { () throws(UnreadableFile) in try ReadableFile(path: path).contents(limit: limit) }
  }
}

/// Gives the value, or the same failure as an error of this room.
func told<Value>(_ read: () throws(UnreadableFile) -> Value) throws(MeasureError) -> Value {
  do {
    return try read()
  } catch {
    switch error.problem {
    case .refused, .shortened: throw .unreadable(file: error.file, reason: error.reason)
    case .notRegular: throw .notRegular(file: error.file)
    case .tooLarge(let bytes, let limit):
      throw .tooLarge(file: error.file, bytes: bytes, limit: limit)
    }
  }
}
