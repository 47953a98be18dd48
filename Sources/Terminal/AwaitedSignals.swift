import CTerminal
import LibC

/// Signals that a thread waits for: no handler, so no restriction on what may be done about them.
///
/// Block them before any other thread is started, because threads inherit which signals are blocked.
public struct AwaitedSignals: Sendable {
  private let numbers: [Int32]

  /// Those that end a program which does nothing about them, as far as others send them.
  public static let ending = [
    SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGUSR1, SIGUSR2, SIGALRM, SIGVTALRM, SIGPROF, SIGXCPU,
    SIGIO, SIGPWR,
  ]

  /// - Parameters:
  ///   - numbers: left out where whoever started the program wants them ignored, as `nohup` and
  ///     scripts do for what they start in the background: blocked signals would come even so.
  ///   - further: those that come in any case.
  public init(_ numbers: [Int32], always further: [Int32] = []) {
    self.numbers = numbers.filter { signal_is_ignored($0) == 0 } + further
  }

  /// In the calling thread and all that it will start.
  public func block() { mask(SIG_BLOCK) }

  /// They act as before.
  public func unblock() { mask(SIG_UNBLOCK) }

  /// Waits for the next one.
  public func next() -> Int32 {
    var set = set
    var number: Int32 = 0
    while sigwait(&set, &number) != 0 {}
    return number
  }

  private func mask(_ how: Int32) {
    var set = set
    pthread_sigmask(how, &set, nil)
  }

  private var set: sigset_t {
    var set = sigset_t()
    sigemptyset(&set)
    for number in numbers { sigaddset(&set, number) }
    return set
  }
}
