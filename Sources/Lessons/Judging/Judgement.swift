import LibC
import Reports

/// What a guess is worth beside what was computed or measured.
public struct Judgement: Equatable, Sendable {
  public let question: Question
  /// What the learner has said.
  public let guess: Value
  /// What it is here.
  public let actual: Value
  /// The place of the right option; nil where a number was typed.
  public let rightOption: Int?
  /// The larger of guess and figure as a multiple of the other; nil for words, and where one of them is 0.
  public let off: Double?

  /// A typed number is right where it is off by at most a quarter.
  static let near = 1.25

  /// Whether the guess was the nearest option; of a typed number whether it came near.
  public var isRight: Bool {
    if let rightOption { return question.options[rightOption].value == guess }
    return guess == actual || (off ?? .infinity) <= Self.near
  }

  /// Sets a guess beside the figure.
  ///
  /// - Parameters:
  ///   - question: that was asked.
  ///   - guess: the value of one of its options, or a number that was typed.
  ///   - actual: the figure, as `Query.value` gives it.
  /// - Throws: where the figure is about as near to one option as to another, or to none.
  public init(_ question: Question, guess: Value, actual: Value) throws(LessonProblem) {
    rightOption = try question.nearestOption(to: actual)
    (self.question, self.guess, self.actual) = (question, guess, actual)
    if let said = guess.number, let found = actual.number, said > 0, found > 0 {
      off = max(said / found, found / said)
    } else {
      off = nil
    }
  }

  /// `0.25`, as the lesson or the learner wrote it where that is known.
  public var guessText: String {
    question.options.first { $0.value == guess }?.text ?? question.query.written(guess)
  }
  public var actualText: String { question.query.written(actual) }
  public var offText: String { off.map { "\(Figure.significant($0)) ×" } ?? Figure.missing }

  /// `You said 0.25, here it is 0.297: off by 1.19 ×.`
  public var sentence: String {
    let said = "You said \(guessText), here it is \(actualText)"
    let verdict =
      isRight ? "right" : off == nil || question.options.isEmpty ? nil : "not the nearest"
    let parts = [verdict, off.map { _ in "off by \(offText)" }].compactMap(\.self)
    return "\(said)\(parts.isEmpty ? "" : ": \(parts.joined(separator: ", "))")."
  }
}

extension Question {
  /// How much nearer the right option must be than the next one, as a part of the distance between both.
  private static let margin = 0.1

  /// The place of the option that a figure is nearest to; nil where a number is typed.
  ///
  /// Between positive numbers ratios count: 0.3 is nearer to 0.25 than to 0.5.
  ///
  /// - Parameter actual: as `Query.value` gives it.
  /// - Returns: a place among `options`.
  /// - Throws: `ambiguous` where another one is about as near; for a word that is none of them.
  public func nearestOption(to actual: Value) throws(LessonProblem) -> Int? {
    guard !options.isEmpty else { return nil }
    guard let number = actual.number else {
      if let place = options.firstIndex(where: { $0.value == actual }) { return place }
      throw .notAmong(actual: query.written(actual), options: options.map(\.text))
    }
    let numbers = options.compactMap(\.value.number)
    guard numbers.count == options.count else {
      throw .notAmong(actual: query.written(actual), options: options.map(\.text))
    }
    let isRatio = number > 0 && numbers.allSatisfy { $0 > 0 }
    let distance = { (one: Double, other: Double) in
      isRatio ? log(one / other).magnitude : (one - other).magnitude
    }
    let places = options.indices.sorted {
      distance(numbers[$0], number) < distance(numbers[$1], number)
    }
    let (first, second) = (places[0], places[1])
    let lead = distance(numbers[second], number) - distance(numbers[first], number)
    if lead < Self.margin * distance(numbers[first], numbers[second]) {
      throw .ambiguous(actual: query.written(actual), options[first].text, options[second].text)
    }
    return first
  }
}
