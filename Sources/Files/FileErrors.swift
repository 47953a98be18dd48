import LibC

/// What the system says of a call that has failed, such as "No such file or directory".
///
/// - Parameter code: the value of `errno`; by default that of the call that has just failed.
/// - Returns: the C library's words.
public func systemReason(_ code: Int32 = errno) -> String {
  String(cString: strerror(code))
}

/// Makes a call that reads or writes again for as long as a signal interrupts it, and waits where
/// the file is not ready.
///
/// - Parameters:
///   - descriptor: of the open file.
///   - events: what to wait for, `POLLIN` or `POLLOUT`.
///   - call: gives the number of bytes, or a negative number and `errno`.
/// - Returns: what the last call gave.
func repeated(_ descriptor: Int32, _ events: Int32, _ call: () -> Int) -> Int {
  while true {
    let count = call()
    guard count < 0 else { return count }
    switch errno {
    case EINTR: continue
    case EAGAIN:
      var file = pollfd(fd: descriptor, events: Int16(events), revents: 0)
      _ = poll(&file, 1, -1)
    default: return count
    }
  }
}

/// The system refuses to read a file or a folder, or it is none that can be read whole.
public struct UnreadableFile: Error, Hashable, Sendable {
  /// What keeps it from being read.
  public enum Problem: Hashable, Sendable {
    /// The system's `errno`.
    case refused(Int32)
    /// A folder, a device, or a pipe where none is wanted.
    case notRegular
    /// More bytes than are wanted, or than there is memory.
    case tooLarge(bytes: Int, limit: Int)
    /// It ended before the size that it had when it was opened.
    case shortened
  }

  /// The path as it was given.
  public let file: String
  /// What keeps it from being read.
  public let problem: Problem

  /// By default the problem is that of the call that has just failed.
  public init(_ file: String, _ problem: Problem = .refused(errno)) {
    self.file = file
    self.problem = problem
  }

  /// Whether nothing lies at the path.
  public var isAbsent: Bool { problem == .refused(ENOENT) }

  /// Why, in a few words: the system's own where it refuses.
  public var reason: String {
    switch problem {
    case .refused(let code): systemReason(code)
    case .notRegular: "not a regular file"
    case .tooLarge(let bytes, let limit): "\(bytes) bytes, more than \(limit)"
    case .shortened: "it became shorter while being read"
    }
  }
}

/// The system refuses to write a file.
public struct UnwritableFile: Error, Hashable, Sendable {
  /// The path as it was given.
  public let file: String
  /// In the system's words.
  public let reason: String

  /// By default the reason is that of the call that has just failed.
  public init(_ file: String, reason: String = systemReason()) {
    self.file = file
    self.reason = reason
  }
}

extension UnwritableFile: CustomStringConvertible {
  /// One line: the file, what is wrong, the mend.
  public var description: String {
    "\(file): cannot be written: \(reason); choose another place"
  }
}
