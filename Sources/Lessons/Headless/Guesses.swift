import Files
import Reports

/// What a learner who is not there has guessed: a line a question, an option as the lesson writes it, or a
/// number. Empty lines and `-` are wrong guesses, and so are those that are missing.
public struct Guesses: Sendable {
  private let lines: [String]
  private let file: String

  /// Nothing but wrong ones.
  public static let wrong = Guesses([], file: "")

  init(_ lines: [String], file: String) {
    (self.lines, self.file) = (lines, file)
  }

  private static let largestFile = 100_000

  /// Reads a file, or a pipe.
  public static func read(path: String) throws(LessonError) -> Guesses {
    let bytes: [UInt8]
    do throws(UnreadableFile) {
      bytes = try ReadableFile(path: path, orPipe: true).contents(limit: largestFile)
    } catch {
      throw LessonError(path, nil, .unreadable(error))
    }
    guard let text = String(validating: bytes.withoutByteOrderMark, as: UTF8.self) else {
      throw LessonError(path, nil, .notText)
    }
    var lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    while lines.last.map({ trimmed($0).isEmpty }) == true { lines.removeLast() }
    return Guesses(lines.map { trimmed($0) }, file: path)
  }

  /// - Throws: where there are more guesses than questions.
  func check(_ lesson: Lesson) throws(LessonError) {
    let count = lesson.questions.count
    guard lines.count <= count else {
      throw LessonError(
        file, count + 1, .tooMany(what: "guesses for '\(lesson.title)'", limit: count))
    }
  }

  /// The guess at a question, or a wrong one.
  ///
  /// - Parameters:
  ///   - place: of the question in the lesson.
  ///   - question: that is asked.
  ///   - actual: what it is here, so that a wrong guess is wrong.
  /// - Returns: an option's value, or a number.
  /// - Throws: where the line is neither.
  func guess(_ place: Int, _ question: Question, actual: Value) throws(LessonError) -> Value {
    guard lines.indices.contains(place), !["", "-"].contains(lines[place]) else {
      return question.wrongGuess(actual)
    }
    let line = lines[place]
    if let option = question.options.first(where: { $0.text.lowercased() == line.lowercased() }) {
      return option.value
    }
    let value = ValueReader.value(line, of: question.query, unit: question.query.typedUnit)
    let isOffered = question.options.isEmpty || question.options.contains { $0.value == value }
    guard let value, isOffered else {
      let options = question.options.map(\.text).joined(separator: ", ")
      throw LessonError(
        file, place + 1,
        .badValue(
          what: "guess", word: visible(line),
          wanted: options.isEmpty ? ValueReader.wanted(question.query) : "one of \(options)"))
    }
    return value
  }
}

extension Question {
  /// The option that is furthest off; of numbers four times what it is.
  fileprivate func wrongGuess(_ actual: Value) -> Value {
    guard !options.isEmpty else { return .number(max(1, (actual.number ?? 0) * 4)) }
    let right = (try? nearestOption(to: actual)) ?? nil
    let wrong = options.indices.last { $0 != right } ?? 0
    return options[wrong].value
  }
}
