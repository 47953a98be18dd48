import Explorer
import Lessons
import Measure

/// Keeps a ledger's file in step with a lesson that is played in the explorer.
final class LedgerKeeper {
  private let path: String?
  private let makeLedger: (Lesson) -> Ledger
  /// Whether anything could not be written.
  private(set) var hasFailed = false

  init(path: String?, makeLedger: @escaping (Lesson) -> Ledger) {
    (self.path, self.makeLedger) = (path, makeLedger)
  }

  /// Writes how far a lesson has come.
  ///
  /// - Returns: a sentence where that could not be.
  func take(_ lesson: Lesson, _ progress: LessonProgress?) -> String? {
    guard let path else { return nil }
    var ledger = makeLedger(lesson)
    progress?.record(lesson, in: &ledger)
    let problem = ledger.write(to: path)
    hasFailed = hasFailed || problem != nil
    return problem
  }
}

extension Ledger {
  /// Writes the file whole.
  ///
  /// - Returns: a sentence where that could not be.
  func write(to path: String) -> String? {
    do {
      try ResultFile.write(try json() + "\n", to: path)
      return nil
    } catch {
      return "\(error)"
    }
  }
}
