import Files

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The system's `read`, which `Bytes.read` would hide.
private let systemRead: @Sendable (Int32, UnsafeMutableRawPointer?, Int) -> Int = {
  read($0, $1, $2)
}

extension Bytes {
  /// The largest file that is read: the standard network's float32 weights have 0.12 GB.
  static let maximumFileSize = 1 << 30

  /// Reads a whole regular file into memory.
  static func read(path: String) throws(WeightsError) -> Bytes {
    // Without O_NONBLOCK, opening a pipe that nobody writes to would wait for ever.
    let descriptor = open(path.systemPath, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw unreadable(path) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw unreadable(path) }
    guard status.st_mode & S_IFMT == S_IFREG else { throw .notRegular(file: path) }
    let size = Int(status.st_size)
    guard size > 0 else { throw .empty(file: path) }
    let limit = min(maximumFileSize, memorySize / 2)
    guard size <= limit, let buffer = Bytes.allocate(size) else {
      throw .tooLarge(file: path, bytes: size, limit: limit)
    }
    // Owned from here on, so that every way out gives the memory back.
    let bytes = Bytes(owning: buffer)
    var filled = 0
    while filled < size {
      let count = systemRead(descriptor, buffer.baseAddress?.advanced(by: filled), size - filled)
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { throw unreadable(path) }
      guard count > 0 else {
        throw .unreadable(file: path, reason: "it became shorter while being read")
      }
      filled += count
    }
    return bytes
  }

  /// The first bytes of a regular file, a few; none where it can't be read.
  static func start(ofFile path: String) -> [UInt8] {
    let descriptor = open(path.systemPath, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { return [] }
    defer { close(descriptor) }
    var start = [UInt8](repeating: 0, count: 16)
    let count = systemRead(descriptor, &start, start.count)
    return Array(start.prefix(max(0, count)))
  }

  /// Writes them to a file, see `WholeFile`.
  func write(path: String) throws(WeightsError) {
    do throws(UnwritableFile) {
      try WholeFile.write(buffer, to: path)
    } catch {
      throw .unwritable(error)
    }
  }

  /// Whether a regular file lies at a path.
  static func isRegularFile(_ path: String) -> Bool { FileKind(at: path) == .regular }

  /// Whether a folder lies at a path.
  static func isFolder(_ path: String) -> Bool { FileKind(at: path) == .folder }

  /// Bytes of memory in this machine.
  private static var memorySize: Int {
    sysconf(Int32(_SC_PHYS_PAGES)) * sysconf(Int32(_SC_PAGESIZE))
  }

  private static func unreadable(_ path: String) -> WeightsError {
    .unreadable(file: path, reason: String(cString: strerror(errno)))
  }
}
