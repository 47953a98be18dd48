import Files

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Files as bytes, read by the system's own calls (Foundation would add 50 MB to the executable).
enum File {
  /// More than the largest picture takes in any format but PPM with 16 bits a sample.
  static let longest = 512 << 20

  /// All bytes of a regular file, or of a pipe that somebody writes to, as `<(…)` and /dev/stdin are;
  /// a directory or a device could block or never end.
  static func bytes(path: String) throws(PictureError.Kind) -> [UInt8] {
    // Without O_NONBLOCK a pipe that nobody writes to would hold us here.
    let descriptor = open(path.systemPath, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw .unreadable(reason()) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw .unreadable(reason()) }
    if status.st_mode & S_IFMT == S_IFIFO { return try pipeContents(of: descriptor) }
    guard status.st_mode & S_IFMT == S_IFREG else { throw .unreadable("not a regular file") }
    let length = Int(status.st_size)
    guard length <= longest else { throw .tooLarge("a file of \(length >> 20) MiB") }
    return try contents(of: descriptor, length: length)
  }

  /// The first `length` bytes, or fewer where the file has become shorter since it was asked.
  private static func contents(
    of descriptor: Int32, length: Int
  ) throws(PictureError.Kind) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: length)
    var filled = 0
    while filled < length {
      let got = bytes.withUnsafeMutableBytes {
        read(descriptor, $0.baseAddress?.advanced(by: filled), length - filled)
      }
      if got < 0, errno == EINTR { continue }
      guard got >= 0 else { throw .unreadable(reason()) }
      if got == 0 { break }
      filled += got
    }
    bytes.removeLast(length - filled)
    return bytes
  }

  /// Everything until the last writer has closed a pipe; where there is none, nothing would ever come.
  private static func pipeContents(of descriptor: Int32) throws(PictureError.Kind) -> [UInt8] {
    var bytes: [UInt8] = []
    var part = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let got = read(descriptor, &part, part.count)
      if got < 0, errno == EINTR { continue }
      if got < 0, errno == EAGAIN {
        var input = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        _ = poll(&input, 1, -1)
        continue
      }
      guard got >= 0 else { throw .unreadable(reason()) }
      if got == 0 { break }
      bytes += part[..<got]
      guard bytes.count <= longest else { throw .tooLarge("a file of more than 512 MiB") }
    }
    guard !bytes.isEmpty else { throw .unreadable("not a regular file") }
    return bytes
  }

  private static func reason() -> String { String(cString: strerror(errno)) }
}
