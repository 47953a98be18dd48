#if canImport(Musl)
  import Musl
#else
  import Glibc
#endif

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
