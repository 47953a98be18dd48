import CNcurses
import CTerminal
import Engine
import LibC
import Synchronization

/// Receives the process's signals while the explorer has the terminal.
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
  private let watched = AwaitedSignals(
    AwaitedSignals.ending + [SIGTSTP], always: [SIGCONT, SIGWINCH])
  private let terminalThread = pthread_self()

  private static let stopping = [SIGTSTP, SIGCONT]
  /// Does nothing but wake the terminal's thread out of a system call.
  private static let nudge = SIGURG
  /// Microseconds that the terminal's thread has to leave by itself; then as many, being nudged. After a
  /// hang-up nobody is left who would read the rest of a frame.
  private static func patience(after number: Int32) -> UInt32 {
    number == SIGHUP ? 100_000 : 400_000
  }

  /// Blocks the signals in this thread and all that it will start.
  init(waker: Waker) {
    self.waker = waker
    watched.block()
    var ignoring = sigaction()  // Without SA_RESTART: system calls are to be interrupted.
    ignoring.__sigaction_handler.sa_handler = { _ in }
    sigaction(Self.nudge, &ignoring, nil)
  }

  /// Starts the thread. Where that fails the signals act as before.
  func start() throws(ThreadRefusal) {
    do {
      try startThread { [self] in receive() }
    } catch {
      giveUp()
      throw error
    }
  }

  /// Signals act as before; for when the session could not be opened.
  func giveUp() {
    watched.unblock()
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

  /// Stops a process that another job's terminal is no business of, until it has the terminal; the
  /// signals that end it do so meanwhile, which they could not while they are blocked.
  func awaitForeground() {
    guard Self.isInBackground else { return }
    watched.unblock()
    Self.stopUntilForeground()
    watched.block()
  }

  /// Does what the shells expect of a job in the background that wants the terminal: stops until it
  /// is brought to the front. To be called before the signals are blocked.
  ///
  /// - Returns: Whether the process has the terminal now; it has not where no shell is left that
  ///   could give it.
  @discardableResult
  static func stopUntilForeground() -> Bool {
    var settings = termios()
    guard isInBackground, tcgetattr(STDOUT_FILENO, &settings) == 0 else { return true }
    // Sets what is set already: that is what stops a job in the background.
    while tcsetattr(STDOUT_FILENO, TCSANOW, &settings) != 0 {
      guard errno == EINTR else { return false }
    }
    return true
  }

  private static var isInBackground: Bool {
    let group = tcgetpgrp(STDOUT_FILENO)
    return group >= 0 && group != getpgrp()
  }

  /// Stops the whole process as Ctrl-Z does, until it is told to continue.
  ///
  /// By SIGTSTP's own default, which does nothing where no shell could continue the process
  /// (`ssh -t host mobilenet-explorer`); SIGSTOP would leave it stopped for ever.
  func stopProcess() {
    let stop = AwaitedSignals([], always: [SIGTSTP])
    let before = signal(SIGTSTP, SIG_DFL)
    stop.unblock()
    pthread_kill(pthread_self(), SIGTSTP)
    stop.block()
    signal(SIGTSTP, before)
  }

  /// Ends the process by a signal's default action, so that its parent sees why it ended.
  ///
  /// It takes no lock: another thread may hold that of stdout for as long as nobody reads. What was
  /// printed must have been flushed before.
  static func endProcess(by number: Int32) -> Never {
    signal(number, SIG_DFL)
    AwaitedSignals([], always: [number]).unblock()
    pthread_kill(pthread_self(), number)
    _exit(128 + number)
  }

  /// The thread's body; never returns.
  private func receive() -> Never {
    crash_guard_use_own_stack()
    // Putting the terminal back must not stop this thread where another job has the terminal.
    AwaitedSignals([], always: [SIGTTOU]).block()
    while true {
      let number = watched.next()
      post(number)
      guard AwaitedSignals.ending.contains(number) else { continue }
      insist(onLeavingBy: number)
    }
  }

  /// Gives the terminal's thread time to leave; in the end does it itself.
  private func insist(onLeavingBy number: Int32) -> Never {
    if state.withLock({ $0.phase != .closed }) {
      let patience = Self.patience(after: number)
      usleep(patience)
      let nudges: UInt32 = 50
      for _ in 0..<nudges {
        nudgeTerminalThread()
        usleep(patience / nudges)
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
}
