import Files

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A regular file that can be read at any place, by several threads at once.
final class ReadableFile: Sendable {
  let path: String
  /// In bytes, when it was opened.
  let size: Int
  private let descriptor: Int32

  init(path: String) throws(MeasureError) {
    // Without O_NONBLOCK, opening a pipe that nobody writes to would wait for ever.
    let descriptor = unsafe open(path.systemPath, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else {
      throw .unreadable(file: path, reason: lastReason())
    }
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      close(descriptor)
      throw .notRegular(file: path)
    }
    self.path = path
    self.descriptor = descriptor
    size = Int(status.st_size)
  }

  deinit { close(descriptor) }

  /// `count` bytes from `offset` on, or fewer where the file ends before.
  func bytes(at offset: Int, count: Int) throws(MeasureError) -> [UInt8] {
    let count = max(0, min(count, size - offset))
    var bytes = [UInt8](repeating: 0, count: count)
    var filled = 0
    while filled < count {
      let got = unsafe bytes.withUnsafeMutableBytes { buffer in
        unsafe pread(
          descriptor, buffer.baseAddress?.advanced(by: filled), count - filled,
          off_t(offset + filled))
      }
      if got < 0, errno == EINTR { continue }
      guard got >= 0 else { throw .unreadable(file: path, reason: lastReason()) }
      if got == 0 { break }
      filled += got
    }
    bytes.removeLast(count - filled)
    return bytes
  }

  /// The whole file, where it has at most `limit` bytes.
  static func contents(path: String, limit: Int) throws(MeasureError) -> [UInt8] {
    let file = try ReadableFile(path: path)
    guard file.size <= limit else {
      throw .tooLarge(file: path, bytes: file.size, limit: limit)
    }
    return try file.bytes(at: 0, count: file.size)
  }
}

/// What the system says of the call that has just failed.
func lastReason() -> String {
  unsafe String(cString: strerror(errno))
}
