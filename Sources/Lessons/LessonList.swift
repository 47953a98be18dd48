import Reports

/// What lessons there are.
public struct LessonList: Sendable {
  private let lessons: [Lesson]

  /// In the order in which they are listed.
  public init(_ lessons: [Lesson]) {
    self.lessons = lessons
  }

  /// A line a lesson: its name, about how long it takes, what it asks, its title.
  public var text: String {
    var table = TextTable([
      ("lesson", .left), ("minutes", .right), ("questions", .right), ("tasks", .right),
      ("title", .left),
    ])
    for lesson in lessons {
      table.add([
        lesson.name, "\(lesson.minutes)", "\(lesson.questions.count)", "\(lesson.taskCount)",
        lesson.title,
      ])
    }
    return table.lines.joined(separator: "\n")
  }
}
