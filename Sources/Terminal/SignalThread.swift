import CTerminal
import Glibc
import Synchronization

/// Receives the process's signals on a thread that only waits: no handler, so no restriction on
/// what may be done about them.
///
/// Made before any other thread, because threads inherit which signals are blocked.
final class SignalThread: Sendable {
  private enum Phase { case open, closing, closed }

  private struct State {
    var pending: [Int32] = []
    var phase = Phase.open
    /// Whether the terminal's thread has let its time to leave pass.
    var isOverdue = false
  }

  private let state = Mutex(State())
  private let waker: Waker
  private let watched: [Int32]
  private let terminalThread = pthread_self()

  /// Those that end the program, unless whoever started it wants them ignored.
  private static let leaving = [SIGINT, SIGTERM, SIGHUP, SIGQUIT]
  private static let stopping = [SIGTSTP, SIGCONT]
  /// Does nothing but wake the terminal's thread out of a system call.
  private static let nudge = SIGURG
  /// Seconds that the terminal's thread has to leave by itself; then as many, being nudged.
  private static let patience: UInt32 = 1

  /// Blocks the signals in this thread and all that it will start.
  init(waker: Waker) {
    self.waker = waker
    // Blocked signals arrive even if they are ignored, so those must stay out.
    let unlessIgnored = (Self.leaving + [SIGTSTP]).filter { signal_is_ignored($0) == 0 }
    watched = unlessIgnored + [SIGCONT, SIGWINCH]
    Self.mask(SIG_BLOCK, watched)
    var ignoring = sigaction()  // Without SA_RESTART: system calls are to be interrupted.
    ignoring.__sigaction_handler.sa_handler = { _ in }
    sigaction(Self.nudge, &ignoring, nil)
  }

  /// Starts the thread. Where that fails the signals act as before.
  func start() throws(TerminalError) {
    var thread = pthread_t()
    let context = Unmanaged.passRetained(self)
    let code = pthread_create(
      &thread, nil,
      { context in
        guard let context else { return nil }
        Unmanaged<SignalThread>.fromOpaque(context).takeRetainedValue().receive()
      }, context.toOpaque())
    guard code == 0 else {
      context.release()
      giveUp()
      throw .system(call: "pthread_create", code: code)
    }
    pthread_detach(thread)
  }

  /// Signals act as before; for when the session could not be opened.
  func giveUp() {
    Self.mask(SIG_UNBLOCK, watched)
  }

  /// The signals that have come since the last call, in order.
  func takePending() -> [Int32] {
    state.withLock { state in
      defer { state.pending = [] }
      return state.pending
    }
  }

  /// To be called before the last bytes are sent: makes sure that there is room for them.
  func sessionWillClose() {
    state.withLock { state in
      state.phase = .closing
      if state.isOverdue { tcflush(STDOUT_FILENO, TCOFLUSH) }
    }
  }

  /// The screen is gone: from now on the signals that end programs end this one at once.
  func sessionDidClose() {
    state.withLock { $0.phase = .closed }
  }

  /// Stops the whole process as Ctrl-Z does, until it is told to continue.
  ///
  /// By SIGTSTP's own default, which does nothing where no shell could continue the process
  /// (`ssh -t host mobilenet-explorer`); SIGSTOP would leave it stopped for ever.
  func stopProcess() {
    let before = signal(SIGTSTP, SIG_DFL)
    Self.mask(SIG_UNBLOCK, [SIGTSTP])
    pthread_kill(pthread_self(), SIGTSTP)
    Self.mask(SIG_BLOCK, [SIGTSTP])
    signal(SIGTSTP, before)
  }

  /// Ends the process by a signal's default action, so that its parent sees why it ended.
  static func endProcess(by number: Int32) -> Never {
    fflush(nil)
    signal(number, SIG_DFL)
    mask(SIG_UNBLOCK, [number])
    pthread_kill(pthread_self(), number)
    _exit(128 + number)
  }

  /// The thread's body; never returns.
  private func receive() -> Never {
    crash_guard_use_own_stack()
    var set = Self.set(of: watched)
    var number: Int32 = 0
    while true {
      guard sigwait(&set, &number) == 0 else { continue }
      post(number)
      guard Self.leaving.contains(number) else { continue }
      insist(onLeavingBy: number)
    }
  }

  /// Gives the terminal's thread time to leave; in the end does it itself.
  private func insist(onLeavingBy number: Int32) -> Never {
    if state.withLock({ $0.phase != .closed }) {
      sleep(Self.patience)
      let nudges: UInt32 = 50
      for _ in 0..<nudges {
        nudgeTerminalThread()
        usleep(Self.patience * 1_000_000 / nudges)
      }
    }
    crash_guard_restore()
    Self.endProcess(by: number)
  }

  /// Frees the terminal's thread from writing to a terminal that no longer reads, by dropping what
  /// waits there. What it sends last is then what the terminal will see.
  private func nudgeTerminalThread() {
    state.withLock { state in
      guard state.phase == .open else { return }
      state.isOverdue = true
      tcflush(STDOUT_FILENO, TCOFLUSH)
      pthread_kill(terminalThread, Self.nudge)
    }
  }

  private func post(_ number: Int32) {
    state.withLock { state in
      // As in the kernel: stopping and continuing cancel each other, the rest counts once.
      let cancelled = Self.stopping.contains(number) ? Self.stopping : [number]
      state.pending.removeAll { cancelled.contains($0) }
      state.pending.append(number)
    }
    waker.wake()
  }

  private static func set(of signals: [Int32]) -> sigset_t {
    var set = sigset_t()
    sigemptyset(&set)
    for number in signals { sigaddset(&set, number) }
    return set
  }

  private static func mask(_ how: Int32, _ signals: [Int32]) {
    var set = set(of: signals)
    pthread_sigmask(how, &set, nil)
  }
}
