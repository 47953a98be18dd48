import Lessons
import Measure
import MobileNet

/// Lessons: which there are, the one that is played, how far each has come in this run.
public struct LessonState: Equatable, Sendable {
  /// Those that can be played; empty until they have been read.
  public internal(set) var lessons: [Lesson] = []
  /// The place of the one that is played.
  public internal(set) var playing: Int?
  /// How far each has come, by its place: where it was left, it goes on.
  public internal(set) var progress: [Int: LessonProgress] = [:]
  /// What the engine has found of settings that a step compares.
  var findings = LessonFindings()
  /// Where the explorer was before the lesson: it goes back there.
  var before: LessonReturn?
  /// The tour, while it plays.
  public internal(set) var tour: TourState?

  /// Whether a strip above the last line is needed.
  var hasStrip: Bool { playing != nil || tour != nil }
  /// The lesson that is played.
  public var lesson: Lesson? { playing.map { lessons[$0] } }
  /// How far it has come.
  public var present: LessonProgress? { playing.map { progress[$0] ?? LessonProgress() } }
  /// The step that it is at.
  public var step: Step? {
    guard let lesson, let present else { return nil }
    return lesson.steps[present.step]
  }

  /// What has become known of the played lesson since then is told.
  func effects(since outcomes: [Int: StepOutcome]?) -> [Effect] {
    guard let lesson, let present, let outcomes, present.outcomes != outcomes else { return [] }
    return [.answered(lesson, present)]
  }

  /// Changes how far the played lesson has come.
  mutating func update(_ change: (inout LessonProgress) -> Void) {
    guard let playing, var present else { return }
    change(&present)
    progress[playing] = present
  }
}

/// How far a lesson has come.
public struct LessonProgress: Equatable, Sendable {
  /// Place among the lesson's steps.
  public internal(set) var step = 0
  /// Of what the step tells.
  public internal(set) var page = 0
  /// The option that is chosen, not yet locked.
  public internal(set) var option: Int?
  /// The line on which a number is typed, while it is open.
  public internal(set) var typed: String?
  /// How steps went, by their place.
  public internal(set) var outcomes: [Int: StepOutcome] = [:]

  /// Nothing was answered yet.
  public init() {}

  /// That of the present step.
  public var outcome: StepOutcome? { outcomes[step] }
}

extension LessonProgress {
  /// As a ledger has it: it goes on at the first step that is still open.
  public init(of lesson: Lesson, in ledger: Ledger) {
    for (place, item) in lesson.steps.enumerated() {
      switch item.prompt {
      case .question(let question):
        guard let answer = ledger.answers.first(where: { $0.step == item.title }) else { continue }
        let option = question.options.first { $0.text == answer.guess }?.value
        outcomes[place] = .locked(
          guess: option ?? answer.guessValue.map(Value.number) ?? .words(answer.guess),
          actual: answer.actualValue.map(Value.number) ?? .words(answer.actual))
      case .task:
        guard let done = ledger.tasks.first(where: { $0.step == item.title }) else { continue }
        var scene = item.scene
        scene.choice.alpha = WidthMultiplier(thousandths: Int((done.alpha * 1000).rounded()))
        (scene.choice.side, scene.choice.rho) = (done.side, nil)
        outcomes[place] = .done(scene)
      case nil: continue
      }
    }
    let open = lesson.steps.indices.first { lesson.steps[$0].prompt != nil && outcomes[$0] == nil }
    step = outcomes.isEmpty ? 0 : open ?? lesson.steps.count - 1
  }

  /// Puts what was answered and done into a ledger.
  public func record(_ lesson: Lesson, in ledger: inout Ledger) {
    for (place, step) in lesson.steps.enumerated() {
      switch (step.prompt, outcomes[place]) {
      case (.question(let question), .locked(let guess, let actual?)?):
        guard let judgement = try? Judgement(question, guess: guess, actual: actual) else {
          continue
        }
        ledger.add(judgement, step)
      case (.task(let task), .done(let scene)?):
        guard let alpha = scene.choice.alpha, let side = scene.choice.side else { continue }
        ledger.add(task, step, alpha: alpha, side: side)
      default: continue
      }
    }
  }
}

/// How a step went.
public enum StepOutcome: Equatable, Sendable {
  /// A guess was locked; what is right is nil until it has been computed or measured.
  case locked(guess: Value, actual: Value?)
  /// The task was done there.
  case done(Scene)
}

/// What the engine has found of networks that run as the present one does, but for their precision.
struct LessonFindings: Equatable, Sendable {
  private var probes: Probes?
  private var found: [Probes.Subject: Probes.Finding] = [:]

  subscript(subject: Probes.Subject) -> Probes.Finding? { found[subject] }

  /// Takes what was found for a request; findings of networks that run otherwise are forgotten.
  mutating func take(_ findings: [Probes.Finding], of asked: Probes) {
    if let probes, !probes.runLike(asked) { found = [:] }
    probes = asked
    for finding in findings { found[finding.subject] = finding }
  }

  /// Forgets them where networks run otherwise now.
  mutating func follow(_ choice: Choice, _ catalogue: Catalogue) {
    let present = Probes(
      weights: catalogue.weights[choice.weights], threads: choice.threads,
      instructionSet: choice.instructionSet, subjects: [])
    guard let probes, !probes.runLike(present) else { return }
    self = LessonFindings()
  }
}

extension Probes {
  fileprivate func runLike(_ other: Probes) -> Bool {
    (weights, threads, instructionSet) == (other.weights, other.threads, other.instructionSet)
  }
}

/// Where the explorer was before a lesson.
struct LessonReturn: Equatable, Sendable {
  let choice: Choice
  let view: ViewChoice
}
