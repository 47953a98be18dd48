import ArgumentParser
import Explorer
import Files
import Lessons
import Measure

/// Keeps a ledger's file in step with a lesson that is played in the explorer.
final class LedgerKeeper {
  private let path: String
  private let lesson: Lesson
  private let empty: Ledger
  /// Whether anything could not be written.
  private(set) var hasFailed = false

  init(path: String, of lesson: Lesson, empty: Ledger) {
    (self.path, self.lesson, self.empty) = (path, lesson, empty)
  }

  /// How far the lesson has come by the file, where there is one: it goes on there. A place that can't be
  /// written is told before the lesson, not after it.
  ///
  /// - Throws: where the file is something else than a ledger of this lesson; it stays as it is.
  func begin() throws -> LessonProgress? {
    var progress: LessonProgress?
    if FileKind(at: path) != nil {
      let ledger = try Ledger.read(path: path)
      guard ledger.lesson.name == lesson.name else {
        warn("\(path): the ledger of the lesson \(ledger.lesson.name); give another file")
        throw ExitCode(1)
      }
      progress = LessonProgress(of: lesson, in: ledger)
    }
    if let problem = take(lesson, progress ?? LessonProgress()) { warn(problem) }
    return progress
  }

  /// Writes how far the lesson has come; what was done of others is not kept.
  ///
  /// - Returns: a sentence where that could not be.
  func take(_ lesson: Lesson, _ progress: LessonProgress) -> String? {
    guard lesson == self.lesson else { return nil }
    var ledger = empty
    progress.record(lesson, in: &ledger)
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
