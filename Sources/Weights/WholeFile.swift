#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Files that are at every moment either the old one or the new one, whole.
public enum WholeFile {
  /// Writes beside the file and then renames it, so that no reader and no crash ever meets half a
  /// file.
  public static func write(_ content: [UInt8], to path: String) throws(UnwritableFile) {
    // The closure's typed throw would become an untyped one.
    let failure = content.withUnsafeBytes { bytes -> UnwritableFile? in
      do throws(UnwritableFile) {
        try write(bytes, to: path)
        return nil
      } catch {
        return error
      }
    }
    if let failure { throw failure }
  }

  static func write(_ content: UnsafeRawBufferPointer, to path: String) throws(UnwritableFile) {
    let partial = "\(path).\(getpid()).partial"
    unlink(partial)
    let descriptor = open(partial, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw UnwritableFile(path) }
    let isWritten = send(content, to: descriptor) && fsync(descriptor) == 0
    let error = UnwritableFile(path)
    let isClosed = close(descriptor) == 0
    guard isWritten, isClosed else {
      let reason = isWritten ? UnwritableFile(path) : error
      unlink(partial)
      throw reason
    }
    guard rename(partial, path) == 0 else {
      let reason = UnwritableFile(path)
      unlink(partial)
      throw reason
    }
  }

  private static func send(_ content: UnsafeRawBufferPointer, to descriptor: Int32) -> Bool {
    var written = 0
    while written < content.count {
      let count = systemWrite(
        descriptor, content.baseAddress?.advanced(by: written), content.count - written)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return false }
      written += count
    }
    return true
  }
}

/// The system's `write`, which `WholeFile.write` would hide.
private func systemWrite(_ descriptor: Int32, _ start: UnsafeRawPointer?, _ count: Int) -> Int {
  write(descriptor, start, count)
}

/// The system refuses to write a file.
public struct UnwritableFile: Error, Hashable, Sendable {
  public let file: String
  /// In the system's words.
  public let reason: String

  /// What the system says of the call that has just failed.
  init(_ file: String) {
    self.file = file
    reason = String(cString: strerror(errno))
  }
}

extension UnwritableFile: CustomStringConvertible {
  public var description: String {
    "\(file): cannot be written: \(reason); choose another place"
  }
}
