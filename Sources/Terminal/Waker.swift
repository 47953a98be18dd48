import LibC

/// Wakes the terminal's thread out of `TerminalSession.wait` from any other thread.
public final class Waker: Sendable {
  let readEnd: Int32
  private let writeEnd: Int32

  init() throws(TerminalError) {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { throw .system(call: "pipe", code: errno) }
    for end in ends {
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
    }
    (readEnd, writeEnd) = (ends[0], ends[1])
  }

  deinit {
    LibC.close(readEnd)
    LibC.close(writeEnd)
  }

  /// Makes the present or the next wait return with `.wake`. A call that finds the terminal's
  /// thread not yet awake from the last one adds nothing.
  public func wake() {
    var byte: UInt8 = 0
    _ = write(writeEnd, &byte, 1)  // A full pipe is no loss: it wakes as well.
  }

  /// Forgets all calls of `wake` so far. Look into the boxes only afterwards.
  func drain() {
    var bytes = [UInt8](repeating: 0, count: 512)
    while read(readEnd, &bytes, bytes.count) > 0 {}
  }
}
