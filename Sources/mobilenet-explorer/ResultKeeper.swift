import Measure
import Synchronization

/// Keeps the file of `--resume` up to date while a long command works: so that not only Ctrl-C but
/// even a power cut costs half a minute at most.
final class ResultKeeper: Sendable {
  /// Nil where nothing is kept.
  private let path: String?
  private let state = Mutex(State())

  private struct State {
    var lastSaved = ContinuousClock.now
    var failure: (any Error)?
  }

  private static let interval = Duration.seconds(30)

  init(path: String?) {
    self.path = path
  }

  /// Whether it could not be written: then it is not worth going on.
  var hasFailed: Bool { state.withLock { $0.failure != nil } }

  /// Writes what there is, unless it has done so lately; a failure is thrown by `save`.
  func saveIfDue(_ text: () throws -> String) {
    guard path != nil else { return }
    state.withLock { state in
      guard ContinuousClock.now - state.lastSaved >= ResultKeeper.interval else { return }
      state.lastSaved = .now
      do { try write(text()) } catch { state.failure = error }
    }
  }

  /// Writes what there is.
  func save(_ text: () throws -> String) throws {
    if let failure = state.withLock({ $0.failure }) { throw failure }
    try write(text())
  }

  private func write(_ text: String) throws {
    if let path { try ResultFile.write(text + "\n", to: path) }
  }
}
