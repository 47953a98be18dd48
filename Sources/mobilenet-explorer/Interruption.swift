import Engine
import Synchronization
import Terminal

/// Ctrl-C and the other polite ways to end a long command: the first time it is asked to stop and
/// keep what it has, the second time it ends at once.
final class Interruption: Sendable {
  /// The signal that came, 0 for none.
  private let number = Atomic<Int32>(0)

  /// From now on the signals come here; threads started later leave them alone.
  init() throws {
    let signals = AwaitedSignals(AwaitedSignals.ending)
    signals.block()
    try startThread { [self] in
      while true {
        let signal = signals.next()
        let earlier = number.exchange(signal, ordering: .relaxed)
        if earlier != 0 { TerminalSession.endProcess(by: signal) }
      }
    }
  }

  var hasCome: Bool { number.load(ordering: .relaxed) != 0 }

  /// Ends the process by the signal that came, so that the parent sees it; returns where none did.
  func endProcessIfCome() {
    let signal = number.load(ordering: .relaxed)
    guard signal != 0 else { return }
    TerminalSession.endProcess(by: signal)
  }
}
