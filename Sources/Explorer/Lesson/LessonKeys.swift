import Lessons

extension KeyBinding {
  static let lessons = KeyBinding(
    "T", footer: "T lessons", "lessons: a guess first, then what it is on this host",
    [.character("T"): .lesson(.list)])

  /// Keys of the lesson that is played: they go before those of the panes.
  static func lesson(_ state: State) -> [KeyBinding] {
    guard let present = state.lesson.present, let step = state.lesson.step else { return [] }
    return answering(step, present) + [
      KeyBinding(
        "{ }", footer: "{ back  } on", "the page before and after, then the step",
        [.character("{"): .lesson(.back), .character("}"): .lesson(.on)]),
      KeyBinding(
        "Esc", footer: "Esc leaves", "leaves the lesson; T comes back to the same step",
        [.escape: .lesson(.leave)]),
    ]
  }

  private static func answering(_ step: Step, _ present: LessonProgress) -> [KeyBinding] {
    guard let question = step.question, present.outcome == nil else { return [] }
    guard !question.options.isEmpty else {
      return [
        KeyBinding(
          ":", footer: ": number", "a number as the answer", [.character(":"): .lesson(.askNumber)])
      ]
    }
    let choosing = KeyBinding(
      "( )", footer: "( ) choose", "the option before and after",
      [.character("("): .lesson(.optionStep(-1)), .character(")"): .lesson(.optionStep(1))])
    let locking = KeyBinding(
      "Enter", footer: "Enter locks", "locks the chosen option", [.enter: .lesson(.lock)])
    return [choosing] + (present.option == nil ? [] : [locking])
  }

  /// The keys of the line on which a number is typed: it owns them all.
  static let lessonNumber = [
    KeyBinding(
      "0 … 9 .", footer: "0-9 . number", "the answer",
      Dictionary(uniqueKeysWithValues: "0123456789.".map { (.character($0), .lesson(.digit($0))) })),
    KeyBinding(
      "Backspace", footer: "Backspace", "takes a digit back", [.backspace: .lesson(.eraseDigit)]),
    KeyBinding("Enter", footer: "Enter locks", "locks the number", [.enter: .lesson(.lock)]),
    KeyBinding("Esc", footer: "Esc leaves", "answers nothing", [.escape: .lesson(.closeNumber)]),
  ]
}
