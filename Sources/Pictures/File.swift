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

  /// All bytes of a regular file; a directory, pipe or device could block or never end.
  static func bytes(path: String) throws(PictureError.Kind) -> [UInt8] {
    // Without O_NONBLOCK a pipe that nobody writes to would hold us here.
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw .unreadable(reason()) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw .unreadable(reason()) }
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
      guard got >= 0 else { throw .unreadable(reason()) }
      if got == 0 { break }
      filled += got
    }
    bytes.removeLast(length - filled)
    return bytes
  }

  private static func reason() -> String { String(cString: strerror(errno)) }
}
