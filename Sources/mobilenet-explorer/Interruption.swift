import Synchronization
import Terminal

#if canImport(Glibc)
  import Glibc
#endif

/// Ctrl-C and the other polite ways to end a long command: the first time it is asked to stop and
/// keep what it has, the second time it ends at once.
///
/// A thread waits for the signals, so no code runs inside a signal handler.
final class Interruption: Sendable {
  /// The signal that came, 0 for none.
  private let number = Atomic<Int32>(0)

  /// From now on the signals come here; threads started later leave them alone.
  init() {
    var signals = sigset_t()
    sigemptyset(&signals)
    for signal in [SIGINT, SIGTERM, SIGHUP] { sigaddset(&signals, signal) }
    pthread_sigmask(SIG_BLOCK, &signals, nil)
    let set = signals
    startThread { [self] in
      var waited = set
      while true {
        var signal: Int32 = 0
        guard sigwait(&waited, &signal) == 0 else { continue }
        let earlier = number.exchange(signal, ordering: .relaxed)
        if earlier != 0 { TerminalSession.endProcess(by: signal) }
      }
    }
  }

  var hasCome: Bool { number.load(ordering: .relaxed) != 0 }

  /// Ends the process by the signal that came, so that the parent sees it; returns where none did.
  func endProcessIfCome() {
    let signal = number.load(ordering: .relaxed)
    if signal != 0 { TerminalSession.endProcess(by: signal) }
  }
}
