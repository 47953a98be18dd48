import Measure
import MobileNet
import Reports

/// What a learner hands in: what was guessed, what it was here, which tasks were done, and on what.
///
/// The contract `mobilenet-explorer/ledger/1`; fields are only ever added within a version.
public struct Ledger: Codable, Equatable, Sendable {
  public private(set) var schema = Ledger.expectedSchema
  /// Of the program.
  public let version: String
  /// Whether nobody was there: `lesson --headless` has played it.
  public let headless: Bool
  public let host: Host
  public let threads: Int
  public let weights: Weights
  public let lesson: About
  public private(set) var answers: [Answer] = []
  public private(set) var tasks: [Task] = []

  /// The weights that figures belong to.
  public struct Weights: Codable, Equatable, Sendable {
    public let name: String
    /// 64 hexadecimal digits; left out where there is no file.
    public let sha256: String?

    public init(name: String, sha256: String?) {
      (self.name, self.sha256) = (name, sha256)
    }
  }

  /// Which lesson.
  public struct About: Codable, Equatable, Sendable {
    public let name: String
    public let title: String
    public let questions: Int
    public let tasks: Int
  }

  /// A question that was answered.
  public struct Answer: Codable, Equatable, Sendable {
    /// The step's title.
    public let step: String
    public let asked: String
    /// As people read them.
    public let guess: String
    public let actual: String
    /// In ones, milliseconds or bytes, shares and factors of 1; left out for words.
    public let guessValue: Double?
    public let actualValue: Double?
    /// The larger of both as a multiple of the other.
    public let off: Double?
    public let right: Bool
    /// `measured`, or `computed`.
    public let basis: String
  }

  /// A task that was done.
  public struct Task: Codable, Equatable, Sendable {
    /// The step's title.
    public let step: String
    public let until: String
    public let alpha: Double
    public let side: Int
  }

  /// Nothing was answered yet.
  public init(
    _ lesson: Lesson, version: String, host: Host, threads: Int, weights: Weights,
    headless: Bool = false
  ) {
    (self.version, self.host, self.threads) = (version, host, threads)
    (self.weights, self.headless) = (weights, headless)
    self.lesson = About(
      name: lesson.name, title: lesson.title, questions: lesson.questions.count,
      tasks: lesson.taskCount)
  }

  /// Takes an answer; one to the same question takes the place of the one before.
  public mutating func add(_ judgement: Judgement, _ step: Step) {
    let query = judgement.question.query
    let answer = Answer(
      step: step.title, asked: query.words, guess: judgement.guessText,
      actual: judgement.actualText, guessValue: judgement.guess.number,
      actualValue: judgement.actual.number, off: judgement.off, right: judgement.isRight,
      basis: query.quantity.isTimed || query.quantity == .topOne ? "measured" : "computed")
    answers.removeAll { ($0.step, $0.asked) == (answer.step, answer.asked) }
    answers.append(answer)
  }

  /// Takes a task that was done at a setting.
  public mutating func add(
    _ task: LessonTask, _ step: Step, alpha: WidthMultiplier, side: Int
  ) {
    let done = Task(step: step.title, until: task.text, alpha: alpha.value, side: side)
    tasks.removeAll { $0.step == done.step }
    tasks.append(done)
  }
}

extension Ledger: SchemaNamed {
  public static let expectedSchema = "mobilenet-explorer/ledger/1"

  /// One JSON object.
  public func json() throws -> String { try encodeJSON(self) }

  /// Reads what `json()` gives, as a file holds it.
  public static func read(path: String) throws(MeasureError) -> Ledger {
    try read(bytes: ResultFile.contents(of: path), file: path)
  }

  /// Reads what `json()` gives from the bytes of a file, which errors call `file`.
  static func read(bytes: [UInt8], file: String) throws(MeasureError) -> Ledger {
    try decodeJSON(bytes, file: file)
  }
}
