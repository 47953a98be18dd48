import MobileNet
import Reports

/// Plays a lesson without a screen: whether it works on this host, before class.
public struct HeadlessPlay<Source: Facts> {
  private let lesson: Lesson
  private let facts: Source
  private let guesses: Guesses

  public init(_ lesson: Lesson, _ facts: Source, guesses: Guesses = .wrong) {
    (self.lesson, self.facts, self.guesses) = (lesson, facts, guesses)
  }

  /// Plays all steps.
  ///
  /// - Parameters:
  ///   - ledger: takes what was guessed and done.
  ///   - tell: takes what a learner would read, step by step, in lines of at most 80 cells.
  /// - Throws: at the first step that does not work here: with file, line and mend.
  public func play(_ ledger: inout Ledger, tell: (String) -> Void) throws(LessonError) {
    try guesses.check(lesson)
    tell(heading)
    var asked = 0
    for (number, step) in lesson.steps.enumerated() {
      var lines = try opening(step, number + 1)
      switch step.prompt {
      case nil: break
      case .question(let question):
        let judgement = try judge(question, asked, step.scene)
        asked += 1
        ledger.add(judgement, step)
        lines += wrapped("? \(question.query.words)\(question.optionsText)")
        lines += wrapped("! \(judgement.sentence)")
        lines += try text(step.then, step, here: step.scene, judgement)
      case .task(let task):
        let found = try search(task, step)
        ledger.add(task, step, alpha: found.setting.alpha, side: found.setting.side)
        lines += wrapped("? until \(task.text)")
        let place = "α \(found.setting.alpha), side \(found.setting.side)"
        lines += wrapped("! done at \(place): \(Figure.counted(found.keys, "key")) away")
        lines += try text(step.then, step, here: found.scene, nil)
      }
      tell("\n" + lines.joined(separator: "\n"))
    }
  }

  private var heading: String {
    let questions = Figure.counted(lesson.questions.count, "question")
    let tasks = Figure.counted(lesson.taskCount, "task")
    return
      "\(lesson.title)\n\(lesson.name), about \(Figure.counted(lesson.minutes, "minute")), \(questions), \(tasks)"
  }

  private func opening(_ step: Step, _ number: Int) throws(LessonError) -> [String] {
    let setting: Setting
    do throws(SettingError) {
      setting = try step.scene.setting(beside: facts.limits)
    } catch {
      throw LessonError(lesson.name, step.line, .unreachable("\(error)"))
    }
    let title = "\(number)  \(step.title)"
    let variant = setting.variant == .separable ? "" : ", \(setting.variant.rawValue)"
    let views = step.scene.view.map { ", \($0.option)\($0.value.isEmpty ? "" : " \($0.value)")" }
    let precision = step.scene.precision.map { ", \($0)" } ?? ""
    let place = "α \(setting.alpha), side \(setting.side)\(variant)\(precision)\(views.joined())"
    let picture = step.scene.picture.map { "\($0), " } ?? ""
    return [title] + wrapped("[\(picture)\(place)]")
      + (try text(step.text, step, here: step.scene, nil))
  }

  // MARK: - Questions and tasks

  private func judge(_ question: Question, _ place: Int, _ scene: Scene) throws(LessonError)
    -> Judgement
  {
    guard let actual = question.query.value(facts, step: scene, here: scene) else {
      throw LessonError(lesson.name, question.line, .unknownHere(question.query.words))
    }
    let guess = try guesses.guess(place, question, actual: actual)
    do throws(LessonProblem) {
      return try Judgement(question, guess: guess, actual: actual)
    } catch {
      throw LessonError(lesson.name, question.line, error)
    }
  }

  private func search(_ task: LessonTask, _ step: Step) throws(LessonError)
    -> TaskSearch<Source>.Found
  {
    for condition in task.conditions {
      guard condition.holds(facts, step: step.scene, here: step.scene) != nil else {
        throw LessonError(lesson.name, task.line, .unknownHere(condition.query.words))
      }
    }
    if task.isFulfilled(facts, step: step.scene, here: step.scene) == true {
      throw LessonError(lesson.name, task.line, .fulfilledAtOnce(task.text))
    }
    guard let found = TaskSearch(task: task, scene: step.scene, facts: facts).find() else {
      throw LessonError(lesson.name, task.line, .nothingFulfils(task.text))
    }
    return found
  }

  // MARK: - Text

  /// Paragraphs with their figures, wrapped as in the strip.
  private func text(
    _ paragraphs: [Paragraph], _ step: Step, here: Scene, _ judgement: Judgement?
  ) throws(LessonError) -> [String] {
    var lines: [String] = []
    for paragraph in paragraphs {
      var unknown: Query?
      let written = paragraph.lines(width: LessonLimits.width) { figure in
        let text = figure.written(facts, step: step.scene, here: here, judgement)
        if text == nil, case .query(let query) = figure { unknown = query }
        return text ?? Figure.missing
      }
      if let unknown { throw LessonError(lesson.name, step.line, .unknownHere(unknown.words)) }
      lines += written.map { "   \($0.text)" }
    }
    guard lines.count <= LessonLimits.lines else {
      throw LessonError(
        lesson.name, step.line,
        .tooLong(what: "the text (lines)", found: lines.count, limit: LessonLimits.lines))
    }
    return lines
  }

  private func wrapped(_ text: String) -> [String] {
    Paragraph(text).lines(width: LessonLimits.width) { _ in "" }.map {
      "   \($0.text.withBlanks)"
    }
  }
}

extension String {
  /// With blanks at which no line ends.
  fileprivate var unbroken: String { map { $0 == " " ? "\u{A0}" : "\($0)" }.joined() }
  /// The same with ordinary ones.
  fileprivate var withBlanks: String { map { $0 == "\u{A0}" ? " " : "\($0)" }.joined() }
}

extension TextFigure {
  /// The figure's text; nil where it is not known.
  ///
  /// - Parameters:
  ///   - facts: what is not computed here.
  ///   - step: where the step stands.
  ///   - here: where the learner is.
  ///   - judgement: of the step's question, once it is answered.
  /// - Returns: the figure with its unit.
  public func written(
    _ facts: some Facts, step: Scene, here: Scene, _ judgement: Judgement?
  ) -> String? {
    switch self {
    case .guess: judgement?.guessText
    case .actual: judgement?.actualText
    case .off: judgement?.offText
    case .query(let query): query.value(facts, step: step, here: here).map(query.written)
    }
  }
}

extension Question {
  /// `: 0.5, 0.25 or 0.125`, or the unit that a number is typed in.
  fileprivate var optionsText: String {
    guard let last = options.last else {
      let unit = query.typedUnit?.symbol ?? ""
      return unit.isEmpty ? "?" : ", in \(unit)?"
    }
    let others = options.dropLast().map(\.text.unbroken).joined(separator: ", ")
    return ": \(others) or \(last.text.unbroken)?"
  }
}
