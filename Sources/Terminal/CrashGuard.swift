import CNcurses
import CTerminal
import LibC

/// Puts the terminal back when the program dies of a trap: the Swift half of `CrashGuard.c`.
public enum CrashGuard {
  /// To be called first thing on every thread: without a stack of its own for the handler, an
  /// overflow of the thread's stack would leave the terminal as it is.
  public static func prepareThread() {
    crash_guard_use_own_stack()
  }

  /// Starts watching; the terminal must be set up already.
  ///
  /// - Parameters:
  ///   - cooked: The terminal's settings from before that.
  ///   - mouse: Whether the terminal may be asked to report the mouse.
  static func arm(cooked: termios, mouse: Bool) {
    var sequence = mouse ? Array("\u{1B}[?1006;1000l".utf8) : []
    for capability in ["op", "sgr0", "cnorm", "rmcup", "rmkx"] {
      sequence += bytes(of: capability)
    }
    sequence += Array("\r\n".utf8)
    var cooked = cooked
    // Swift's backtraces come only where they were asked for: by default they wait for keys.
    let chains = environment("SWIFT_BACKTRACE") != nil
    crash_guard_arm(sequence, sequence.count, &cooked, chains ? 1 : 0)
  }

  /// A capability without its padding (`$<5>`), which only ncurses can send.
  private static func bytes(of capability: String) -> [UInt8] {
    guard let string = tigetstr(capability) else { return [] }
    var bytes: [UInt8] = []
    var rest = Array(String(cString: string).utf8)[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "$"), rest.first == UInt8(ascii: "<"),
        let end = rest.firstIndex(of: UInt8(ascii: ">"))
      {
        rest = rest[(end + 1)...]
      } else {
        bytes.append(byte)
      }
    }
    return bytes
  }
}
