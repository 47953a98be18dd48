import Lessons

/// What the keys of a lesson ask for.
public enum LessonCommand: Hashable, Sendable {
  /// The list of lessons.
  case list
  /// Plays the one at that place, from where it was left.
  case begin(Int)
  /// Chooses the next option or the one before.
  case optionStep(Int)
  /// Opens the line on which a number is typed.
  case askNumber
  case digit(Character)
  case eraseDigit
  case closeNumber
  /// Locks the chosen option, or the number that was typed.
  case lock
  /// The next page, and behind the last one the next step.
  case on
  /// The page before, and before the first one the step before.
  case back
  /// Puts the explorer back where it was.
  case leave
}

extension State {
  mutating func perform(_ command: LessonCommand) {
    switch command {
    case .list: view.overlay = .lessons
    case .begin(let place): begin(place)
    case .optionStep(let steps): chooseOption(steps)
    case .askNumber: if asksNumber { lesson.update { $0.typed = "" } }
    case .digit(let digit): lesson.update { $0.type(digit) }
    case .eraseDigit: lesson.update { $0.typed = $0.typed.map { String($0.dropLast()) } }
    case .closeNumber: lesson.update { $0.typed = nil }
    case .lock: lock()
    case .on: turn(1)
    case .back: turn(-1)
    case .leave: leaveLesson()
    }
  }

  private mutating func begin(_ place: Int) {
    guard lesson.lessons.indices.contains(place), place != lesson.playing else { return }
    if lesson.playing == nil {
      lesson.before = LessonReturn(choice: choice, view: viewChoice)
    }
    lesson.playing = place
    enter(step: lesson.present?.step ?? 0, page: lesson.present?.page ?? 0)
  }

  private mutating func enter(step: Int, page: Int = 0) {
    lesson.update {
      ($0.step, $0.page) = (step, page)
      ($0.option, $0.typed) = (nil, nil)
    }
    guard let step = lesson.step else { return }
    go(to: step.scene)
  }

  private mutating func leaveLesson() {
    guard let before = lesson.before else { return }
    lesson.update { $0.typed = nil }
    (lesson.playing, lesson.before) = (nil, nil)
    choice = before.choice
    bringInLine()
    look(at: before.view)
  }

  private mutating func turn(_ pages: Int) {
    guard let shown = ShownLesson(self), let lesson = self.lesson.lesson,
      let present = self.lesson.present
    else { return }
    let page = shown.page + pages
    if shown.pages.indices.contains(page) { return self.lesson.update { $0.page = page } }
    let step = present.step + pages
    if lesson.steps.indices.contains(step) { return enter(step: step) }
    guard pages > 0 else { return }
    leaveLesson()
    view.message = "“\(lesson.title)” is done: T shows the others"
  }

  // MARK: Answers

  /// The question of the step, while it can be answered.
  private var openQuestion: Question? {
    lesson.present?.outcome == nil ? lesson.step?.question : nil
  }

  private var asksNumber: Bool { openQuestion?.options.isEmpty == true }

  private mutating func chooseOption(_ steps: Int) {
    guard let count = openQuestion?.options.count, count > 0 else { return }
    lesson.update {
      let first = steps > 0 ? -1 : 0
      $0.option = (($0.option ?? first) + steps + count) % count
    }
    showPrompt()
  }

  private mutating func lock() {
    guard let question = openQuestion, let guess = guess(question) else { return }
    lesson.update {
      $0.outcomes[$0.step] = .locked(guess: guess, actual: nil)
      ($0.option, $0.typed) = (nil, nil)
    }
    showOutcome()
  }

  private func guess(_ question: Question) -> Value? {
    if let typed = lesson.present?.typed, let unit = question.query.typedUnit {
      let digits = typed.hasPrefix(".") ? "0\(typed)" : typed
      return Double(digits.hasSuffix(".") ? "\(digits)0" : digits).map { .number($0 * unit.scale) }
    }
    return lesson.present?.option.map { question.options[$0].value }
  }

  /// The page on which the question or the task stands.
  private mutating func showPrompt() {
    guard let page = ShownLesson(self)?.promptPage else { return }
    lesson.update { $0.page = page }
  }

  /// The first page of what is told behind the answer.
  private mutating func showOutcome() {
    guard let page = ShownLesson(self)?.outcomePage else { return }
    lesson.update { $0.page = page }
  }

  // MARK: What becomes known

  /// Lessons are read when they are asked for first; what becomes known of a step is told.
  func lessonEffects(overlay: Overlay?, outcomes: [Int: StepOutcome]?) -> [Effect] {
    let isFirstList = view.overlay == .lessons && overlay != .lessons && lesson.lessons.isEmpty
    var effects: [Effect] = isFirstList ? [.readLessons] : []
    if let lesson = lesson.lesson, let present = self.lesson.present, let outcomes,
      present.outcomes != outcomes
    {
      effects.append(.answered(lesson, present))
    }
    return effects
  }

  /// Fills in what is known by now, and sees whether a task is done.
  mutating func followLesson() {
    let hasStrip = lesson.playing != nil || lesson.tour != nil
    view.stripRows = hasStrip ? View.stripRows(of: view.rows) : 0
    guard let step = lesson.step else { return }
    lesson.findings.follow(choice, catalogue)
    let facts = LessonFacts(state: self)
    switch (step.prompt, lesson.present?.outcome) {
    case (.question(let question), .locked(let guess, nil)?):
      guard let actual = question.query.value(facts, step: step.scene, here: lessonScene) else {
        return
      }
      lesson.update { $0.outcomes[$0.step] = .locked(guess: guess, actual: actual) }
    case (.task(let task), nil):
      guard task.isFulfilled(facts, step: step.scene, here: scene) == true else { return }
      let here = scene
      lesson.update { $0.outcomes[$0.step] = .done(here) }
      showOutcome()
    default: break
    }
  }
}

extension LessonProgress {
  fileprivate mutating func type(_ digit: Character) {
    guard let typed, typed.count < 7, digit != "." || !typed.contains(".") else { return }
    self.typed = typed + String(digit)
  }
}
