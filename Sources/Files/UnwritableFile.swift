#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The system refuses to write a file.
public struct UnwritableFile: Error, Hashable, Sendable {
  public let file: String
  /// In the system's words.
  public let reason: String

  public init(_ file: String, reason: String) {
    self.file = file
    self.reason = reason
  }

  /// What the system says of the call that has just failed.
  public init(_ file: String) {
    self.init(file, reason: String(cString: strerror(errno)))
  }
}

extension UnwritableFile: CustomStringConvertible {
  public var description: String {
    "\(file): cannot be written: \(reason); choose another place"
  }
}
