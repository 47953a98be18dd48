import CEmbedded

/// A lesson that travels inside the executable: a file of Assets/Lessons.
public struct BuiltInLesson: Hashable, Sendable {
  private let index: Int32
  /// The file's name without its ending: "thinner".
  public let name: String

  /// All of them, in the order of teaching.
  public static let all: [BuiltInLesson] = (0..<embedded_lesson_count()).compactMap { index in
    unsafe embedded_lesson_name(index).map {
      unsafe BuiltInLesson(index: index, name: String(cString: $0))
    }
  }

  /// Reads it; a test makes sure that all can be read on the built-in weights.
  public func lesson(_ words: LessonWords) throws(LessonError) -> Lesson {
    let bytes = unsafe UnsafeRawBufferPointer(
      start: embedded_lesson(index), count: embedded_lesson_size(index))
    return try LessonReader(words, file: name).lesson(unsafe Array(bytes))
  }
}
