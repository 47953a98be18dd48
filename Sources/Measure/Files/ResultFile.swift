#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Files that results are kept in: at every moment either the old one or the new one, whole.
public enum ResultFile {
  /// Longer ones were not written by this program.
  static let longest = 64 << 20

  /// Whether something lies there.
  public static func exists(_ path: String) -> Bool {
    unsafe access(path, F_OK) == 0
  }

  /// Writes the text beside the file and then renames it, so that no reader and no crash ever meets
  /// half a file.
  public static func write(_ text: String, to path: String) throws(MeasureError) {
    let beside = "\(path).\(getpid()).partial"
    let descriptor = unsafe open(beside, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw .unwritable(file: path, reason: lastReason()) }
    let isWritten = write(Array(text.utf8), to: descriptor) && fsync(descriptor) == 0
    let reason = lastReason()
    close(descriptor)
    guard isWritten else {
      _ = unsafe unlink(beside)
      throw .unwritable(file: path, reason: reason)
    }
    guard unsafe rename(beside, path) == 0 else {
      let reason = lastReason()
      _ = unsafe unlink(beside)
      throw .unwritable(file: path, reason: reason)
    }
  }

  private static func write(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
    var written = 0
    while written < bytes.count {
      let count = unsafe bytes.withUnsafeBytes { buffer in
        unsafe send(descriptor, buffer.baseAddress?.advanced(by: written), bytes.count - written)
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return false }
      written += count
    }
    return true
  }
}

/// The system's `write`, which `ResultFile.write` would hide.
private func send(_ descriptor: Int32, _ start: UnsafeRawPointer?, _ count: Int) -> Int {
  unsafe write(descriptor, start, count)
}
