import LibC

/// A regular file that can be read at any place, by several threads at once; or a pipe.
///
/// Read by the system's own calls: Foundation would add 50 MB to the executable.
public final class ReadableFile: Sendable {
  /// As it was given.
  public let path: String
  /// In bytes, when it was opened; 0 for a pipe.
  public let size: Int
  private let descriptor: Int32
  private let isPipe: Bool

  /// Opens a regular file, or a pipe where one is welcome, as `<(…)` and /dev/stdin are. A folder or
  /// a device could block or never end.
  ///
  /// - Throws: `UnreadableFile`, where the system refuses it or something else lies there.
  public init(path: String, orPipe acceptsPipe: Bool = false) throws(UnreadableFile) {
    // Without O_NONBLOCK, opening a pipe that nobody writes to would wait for ever.
    let descriptor = open(path.systemPath, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw UnreadableFile(path) }
    var status = stat()
    let isKnown = fstat(descriptor, &status) == 0
    let isPipe = status.st_mode & S_IFMT == S_IFIFO
    guard isKnown, status.st_mode & S_IFMT == S_IFREG || isPipe && acceptsPipe else {
      close(descriptor)
      throw UnreadableFile(path, .notRegular)
    }
    self.path = path
    self.descriptor = descriptor
    self.isPipe = isPipe
    size = Int(status.st_size)
  }

  deinit { close(descriptor) }

  /// Reads a part of a regular file into memory.
  ///
  /// - Parameters:
  ///   - offset: the first byte's place in the file.
  ///   - buffer: is filled from its beginning, as far as the file reaches.
  /// - Returns: how many bytes were read.
  /// - Throws: `UnreadableFile`, where the system can't read on.
  public func read(
    at offset: Int, into buffer: UnsafeMutableRawBufferPointer
  ) throws(UnreadableFile) -> Int {
    var filled = 0
    while filled < buffer.count {
      let start = buffer.baseAddress?.advanced(by: filled)
      let count = repeated(descriptor, POLLIN) {
        pread(descriptor, start, buffer.count - filled, off_t(offset + filled))
      }
      guard count >= 0 else { throw UnreadableFile(path) }
      if count == 0 { break }
      filled += count
    }
    return filled
  }

  /// `count` bytes from `offset` on, or fewer where the file ends before.
  ///
  /// - Throws: `UnreadableFile`, where the system can't read on.
  public func bytes(at offset: Int, count: Int) throws(UnreadableFile) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: max(0, min(count, size - offset)))
    // The closure's typed throw would become an untyped one.
    let outcome = bytes.withUnsafeMutableBytes { buffer in
      Result { () throws(UnreadableFile) in try read(at: offset, into: buffer) }
    }
    let filled = try outcome.get()
    bytes.removeLast(bytes.count - filled)
    return bytes
  }

  /// All bytes, or fewer where a regular file has become shorter since it was opened.
  ///
  /// - Parameter limit: more bytes are refused.
  /// - Returns: the file's content.
  /// - Throws: `UnreadableFile`; `notRegular` also for a pipe that nobody writes to.
  public func contents(limit: Int) throws(UnreadableFile) -> [UInt8] {
    if isPipe { return try pipeContents(limit: limit) }
    guard size <= limit else { throw UnreadableFile(path, .tooLarge(bytes: size, limit: limit)) }
    return try bytes(at: 0, count: size)
  }

  /// Everything until the last writer has closed the pipe; where there is none, nothing would ever
  /// come.
  private func pipeContents(limit: Int) throws(UnreadableFile) -> [UInt8] {
    var bytes: [UInt8] = []
    var part = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = repeated(descriptor, POLLIN) { systemRead(descriptor, &part, part.count) }
      guard count >= 0 else { throw UnreadableFile(path) }
      if count == 0 { break }
      bytes += part[..<count]
      guard bytes.count <= limit else {
        throw UnreadableFile(path, .tooLarge(bytes: bytes.count, limit: limit))
      }
    }
    guard !bytes.isEmpty else { throw UnreadableFile(path, .notRegular) }
    return bytes
  }
}

/// The system's `read`, which `ReadableFile.read` would hide.
private func systemRead(_ descriptor: Int32, _ start: UnsafeMutableRawPointer, _ count: Int) -> Int
{
  read(descriptor, start, count)
}

extension Collection<UInt8> {
  /// The text behind a UTF-8 byte order mark, which some editors and PowerShell write.
  public var withoutByteOrderMark: SubSequence {
    starts(with: [0xEF, 0xBB, 0xBF]) ? dropFirst(3) : self[...]
  }
}
