/// A lesson as data: steps that tell something, ask for a guess or set a task, and then tell more.
///
/// It knows no screen: the explorer plays it in a strip, `lesson --headless` without one. The format of the
/// files is told in `LessonReader`.
public struct Lesson: Equatable, Sendable {
  /// What errors and ledgers call it: a built-in lesson's name or a file's path.
  public let name: String
  public let title: String
  /// What the list of lessons says.
  public let summary: [Paragraph]
  /// At least one.
  public let steps: [Step]

  /// About how long it takes: reading at 130 words a minute, half a minute for each question and a whole
  /// one for each task.
  public var minutes: Int {
    let paragraphs = summary + steps.flatMap { $0.text + $0.then }
    let seconds = steps.map { step in
      switch step.prompt {
      case nil: 0
      case .question: 30
      case .task: 60
      }
    }
    let words = paragraphs.reduce(0) { $0 + $1.wordCount }
    return max(1, (words * 60 / 130 + seconds.reduce(0, +) + 59) / 60)
  }

  /// The questions, in the order in which they are asked.
  public var questions: [Question] { steps.compactMap(\.question) }
  /// How many tasks it sets.
  public var taskCount: Int { steps.count { $0.task != nil } }
}

/// One step of a lesson.
public struct Step: Equatable, Sendable {
  public let title: String
  /// Where it begins in the file, from 1 on.
  public let line: Int
  /// Where the explorer goes when the step begins: what this step and all before it have set, so that it
  /// is the same from wherever one comes.
  public let scene: Scene
  /// What is told before the question or task.
  public let text: [Paragraph]
  public let prompt: Prompt?
  /// What is told when the answer is locked or the task done.
  public let then: [Paragraph]

  /// What the learner has to do.
  public enum Prompt: Equatable, Sendable {
    case question(Question)
    case task(LessonTask)
  }

  public var question: Question? {
    if case .question(let question) = prompt { question } else { nil }
  }

  public var task: LessonTask? {
    if case .task(let task) = prompt { task } else { nil }
  }
}

/// Something to be guessed before it is computed or measured.
public struct Question: Equatable, Sendable {
  /// Where it stands in the file, from 1 on.
  public let line: Int
  public let query: Query
  /// To choose from, at least two; empty where a number is to be typed.
  public let options: [Option]

  /// One of the answers to choose from.
  public struct Option: Equatable, Sendable {
    /// As the lesson writes it, with its unit.
    public let text: String
    public let value: Value
  }
}

/// Something to be reached by moving the dials.
public struct LessonTask: Equatable, Sendable {
  /// Where it stands in the file, from 1 on.
  public let line: Int
  /// All of them must hold, at least one.
  public let conditions: [Condition]

  /// What has to hold where the learner is.
  public struct Condition: Equatable, Sendable {
    /// Of the present setting.
    public let query: Query
    public let relation: Relation
    public let value: Value
    /// As the lesson writes it: `latency < 0.5 ms`.
    public let text: String
  }

  /// How a figure stands to that of a condition.
  public enum Relation: String, CaseIterable, Sendable {
    case less = "<"
    case atMost = "<="
    case more = ">"
    case atLeast = ">="
    case equal = "is"
    case unequal = "is-not"
  }
}

/// A figure, or a word such as the name of a class.
public enum Value: Equatable, Sendable {
  /// A number in ones, milliseconds or bytes; shares and factors of 1.
  case number(Double)
  case words(String)

  var number: Double? {
    if case .number(let number) = self { number } else { nil }
  }
}
