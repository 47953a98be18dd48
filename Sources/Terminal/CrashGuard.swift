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
  /// - Parameter cooked: The terminal's settings from before that.
  static func arm(cooked: termios) {
    let modes = TerminalModes.off(mouse: true)
    var sequence = modes
    for capability in ["op", "sgr0", "rmcup", "rmkx"] {
      sequence += TerminalModes.bytes(of: capability)
    }
    arm(cooked, sending: sequence + modes + Array("\r\n".utf8))
  }

  /// The same where nothing is drawn: only what is given is sent before the settings are put back.
  static func arm(_ cooked: termios, sending sequence: [UInt8]) {
    var cooked = cooked
    // Swift's backtraces come only where they were asked for: by default they wait for keys.
    let chains = environment("SWIFT_BACKTRACE") != nil
    crash_guard_arm(sequence, sequence.count, &cooked, chains ? 1 : 0)
  }
}
