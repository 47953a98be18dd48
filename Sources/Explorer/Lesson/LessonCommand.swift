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

/// Plays lessons on a state.
struct LessonPlay {
  var state: State

  mutating func perform(_ command: LessonCommand) {
    switch command {
    case .list: state.view.overlay = .lessons
    case .begin(let place): begin(place)
    case .optionStep(let steps): chooseOption(steps)
    case .askNumber: if asksNumber { state.lesson.update { $0.typed = "" } }
    case .digit(let digit): state.lesson.update { $0.type(digit) }
    case .eraseDigit: state.lesson.update { $0.typed = $0.typed.map { String($0.dropLast()) } }
    case .closeNumber: state.lesson.update { $0.typed = nil }
    case .lock: lock()
    case .on: turn(1)
    case .back: turn(-1)
    case .leave: leaveLesson()
    }
  }

  private mutating func begin(_ place: Int) {
    guard state.lesson.lessons.indices.contains(place), place != state.lesson.playing else {
      return
    }
    if state.lesson.playing == nil {
      state.lesson.before = LessonReturn(choice: state.choice, view: state.viewChoice)
    }
    state.lesson.playing = place
    enter(step: state.lesson.present?.step ?? 0, page: state.lesson.present?.page ?? 0)
  }

  private mutating func enter(step: Int, page: Int = 0) {
    state.lesson.update {
      ($0.step, $0.page) = (step, page)
      ($0.option, $0.typed) = (nil, nil)
    }
    guard let step = state.lesson.step else { return }
    state.go(to: step.scene)
  }

  private mutating func leaveLesson() {
    guard let before = state.lesson.before else { return }
    state.lesson.update { $0.typed = nil }
    (state.lesson.playing, state.lesson.before) = (nil, nil)
    state.choice = before.choice
    state.bringInLine()
    state.look(at: before.view)
  }

  private mutating func turn(_ pages: Int) {
    guard let shown = ShownLesson(state), let lesson = state.lesson.lesson,
      let present = state.lesson.present
    else { return }
    let page = shown.page + pages
    if shown.pages.indices.contains(page) { return state.lesson.update { $0.page = page } }
    let step = present.step + pages
    if lesson.steps.indices.contains(step) { return enter(step: step) }
    guard pages > 0 else { return }
    leaveLesson()
    let open = lesson.steps.indices.filter {
      lesson.steps[$0].prompt != nil && present.outcomes[$0] == nil
    }
    state.view.message =
      open.isEmpty
      ? "“\(lesson.title)” is done: T shows the others"
      : "“\(lesson.title)” ends, \(open.count) still open: T comes back"
  }

  // MARK: Answers

  /// The question of the step, while it can be answered.
  private var openQuestion: Question? {
    state.lesson.present?.outcome == nil ? state.lesson.step?.question : nil
  }

  private var asksNumber: Bool { openQuestion?.options.isEmpty == true }

  private mutating func chooseOption(_ steps: Int) {
    guard let count = openQuestion?.options.count, count > 0 else { return }
    state.lesson.update {
      let first = steps > 0 ? -1 : 0
      $0.option = (($0.option ?? first) + steps + count) % count
    }
    showPrompt()
  }

  private mutating func lock() {
    guard let question = openQuestion, let guess = guess(question) else { return }
    state.lesson.update {
      $0.outcomes[$0.step] = .locked(guess: guess, actual: nil)
      ($0.option, $0.typed) = (nil, nil)
    }
    showOutcome()
  }

  private func guess(_ question: Question) -> Value? {
    if let typed = state.lesson.present?.typed, let unit = question.query.typedUnit {
      let digits = typed.hasPrefix(".") ? "0\(typed)" : typed
      return Double(digits.hasSuffix(".") ? "\(digits)0" : digits).map { .number($0 * unit.scale) }
    }
    return state.lesson.present?.option.map { question.options[$0].value }
  }

  /// The page on which the question or the task stands.
  private mutating func showPrompt() {
    guard let page = ShownLesson(state)?.promptPage else { return }
    state.lesson.update { $0.page = page }
  }

  /// The first page of what is told behind the answer.
  private mutating func showOutcome() {
    guard let page = ShownLesson(state)?.outcomePage else { return }
    state.lesson.update { $0.page = page }
  }

  // MARK: What becomes known

  /// Fills in what is known by now, and sees whether a task is done.
  mutating func follow() {
    state.lesson.findings.follow(state.choice, state.catalogue)
    guard let played = PlayedStep(state) else { return }
    let (scene, here) = (played.step.scene, played.here)
    switch (played.step.prompt, played.progress.outcome) {
    case (.question(let question), .locked(let guess, nil)?):
      guard let actual = question.query.value(played.facts, step: scene, here: here) else { return }
      state.lesson.update { $0.outcomes[$0.step] = .locked(guess: guess, actual: actual) }
    case (.task(let task), nil):
      guard task.isFulfilled(played.facts, step: scene, here: here) == true else { return }
      state.lesson.update { $0.outcomes[$0.step] = .done(here) }
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
