import Lessons
import Measure
import Reports

/// The strip of a lesson: what the present step tells and asks, in pages of its lines.
public struct ShownLesson {
  public let lesson: Lesson
  public let step: Step
  /// From 1 on.
  public let number: Int
  public let pages: [[Line]]
  /// The one that is seen.
  public let page: Int
  /// Where the question or the task stands, and where begins what is told behind the answer.
  let promptPage: Int?
  let outcomePage: Int?

  /// A line of the strip.
  public enum Line: Equatable, Sendable {
    case text([Span])
    /// What is asked.
    case prompt(String)
    case options([String], chosen: Int?)
    /// What was typed so far; nil before the line is opened.
    case number(String?, unit: String)
    /// A condition of a task, whether it holds, and what it is now.
    case condition(String, holds: Bool?, present: String?)
    case verdict(String, isRight: Bool)
    /// What is waited for.
    case waiting(String)
  }

  /// Nil where no lesson is played.
  public init?(_ state: State) {
    guard let lesson = state.lesson.lesson, let played = PlayedStep(state) else { return nil }
    let (step, present) = (played.step, played.progress)
    let writer = StripWriter(state: state, played: played)
    let rows = max(1, state.view.stripRows - 1)
    var pages = writer.opening.paged(rows)
    promptPage = step.prompt == nil ? nil : pages.count - 1
    let ending = writer.ending
    outcomePage = ending.isEmpty ? nil : pages.count
    pages += ending.isEmpty ? [] : ending.paged(rows)
    (self.lesson, self.step, self.pages) = (lesson, step, pages)
    number = present.step + 1
    page = min(present.page, pages.count - 1)
  }
}

/// Writes a step's lines with the figures as they are known.
private struct StripWriter {
  @Shared var state: State
  let played: PlayedStep

  private var step: Step { played.step }
  private var progress: LessonProgress { played.progress }
  private var facts: LessonFacts { played.facts }
  private var width: Int { max(20, min(LessonLimits.width + 40, state.view.columns - 4)) }

  /// Before the answer: the last block is the question or the task.
  var opening: [[ShownLesson.Line]] {
    paragraphs(step.text, nil) + [prompt].filter { !$0.isEmpty }
  }

  /// Behind it: empty until there is one.
  var ending: [[ShownLesson.Line]] {
    switch (step.prompt, progress.outcome) {
    case (.question, .locked(_, nil)?): return [[.waiting(waiting)]]
    case (.question(let question), .locked(let guess, let actual?)?):
      do throws(LessonProblem) {
        let judgement = try Judgement(question, guess: guess, actual: actual)
        let verdict = wrapped(judgement.sentence).map {
          ShownLesson.Line.verdict($0, isRight: judgement.isRight)
        }
        return [verdict] + paragraphs(step.then, judgement)
      } catch {
        return [wrapped("There is no clear answer here: \(error).").map { .waiting($0) }]
      }
    case (.task, .done?):
      return [[.verdict("Done.", isRight: true)]] + paragraphs(step.then, nil)
    default: return []
    }
  }

  private var waiting: String {
    if state.choice.isPaused { return "… paused: Space goes on measuring" }
    return played.work == nil && state.figures.current.isSettled
      ? "nobody knows it of these weights: } goes on" : "… measuring it on this host"
  }

  private var prompt: [ShownLesson.Line] {
    switch step.prompt {
    case nil: return []
    case .question(let question):
      let asked = wrapped("? \(question.query.words)").map { ShownLesson.Line.prompt($0) }
      // Locked, it stands there as it was asked.
      if question.options.isEmpty {
        return asked + [.number(progress.typed, unit: question.query.typedUnit?.symbol ?? "")]
      }
      return asked + [.options(question.options.map(\.text), chosen: chosen(question))]
    case .task(let task):
      return task.conditions.map { condition in
        let found = condition.query.value(facts, step: step.scene, here: played.here)
        return .condition(
          condition.text,
          holds: condition.holds(facts, step: step.scene, here: played.here),
          present: found.map(condition.query.written))
      }
    }
  }

  private func chosen(_ question: Question) -> Int? {
    if case .locked(let guess, _)? = progress.outcome {
      return question.options.firstIndex { $0.value == guess }
    }
    return progress.option
  }

  private func paragraphs(
    _ paragraphs: [Paragraph], _ judgement: Judgement?
  ) -> [[ShownLesson.Line]] {
    paragraphs.flatMap { paragraph in
      paragraph.lines(width: width) { figure in
        figure.written(facts, step: step.scene, here: played.here, judgement)
          ?? Figure.missing
      }.map { [.text($0)] }
    }
  }

  private func wrapped(_ text: String) -> [String] {
    Paragraph(text).lines(width: width) { _ in "" }.map { $0.map(\.text).joined() }
  }
}

extension [[ShownLesson.Line]] {
  /// Blocks of lines in pages of so many; a block is only broken where it is longer than a page.
  fileprivate func paged(_ rows: Int) -> [[ShownLesson.Line]] {
    reduce(into: [[]]) { pages, block in
      for line in block {
        let isFull = pages[pages.count - 1].count >= rows
        let isFirst = line == block.first
        let fits = pages[pages.count - 1].count + block.count <= rows || block.count > rows
        if isFull || (isFirst && !fits) { pages.append([]) }
        pages[pages.count - 1].append(line)
      }
    }
  }
}

extension View {
  /// Rows of the strip on a screen of so many: its title and its lines. On a very small one it has all but
  /// the first and the last line.
  static func stripRows(of rows: Int) -> Int {
    rows >= 50 ? 9 : rows >= 40 ? 7 : rows >= 15 ? 5 : max(0, rows - 2)
  }
}
