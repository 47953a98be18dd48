import Testing

@testable import Lessons

@Suite("A guess")
struct JudgementTests {
  private func question(_ block: String) throws -> Question {
    try readLesson("# A\n## B\nC\n```ask\n\(block)\n```").questions[0]
  }

  @Test("is right where it is the option nearest by its ratio, and says how far it was off")
  func options() throws {
    let question = try question("multiply-adds factor at alpha 0.5\noptions 0.5 0.25 0.125")
    let right = try Judgement(question, guess: .number(0.25), actual: .number(0.297))
    #expect(right.isRight && right.rightOption == 1)
    #expect(right.sentence == "You said 0.25, here it is 0.297: right, off by 1.19 ×.")
    let wrong = try Judgement(question, guess: .number(0.5), actual: .number(0.297))
    #expect(
      !wrong.isRight
        && wrong.sentence == "You said 0.5, here it is 0.297: not the nearest, off by 1.68 ×.")
  }

  @Test("is compared with a figure only where one option is clearly nearer than the others")
  func ambiguous() throws {
    let question = try question("latency factor at alpha 0.5\noptions 0.5 0.25")
    #expect(throws: LessonProblem.ambiguous(actual: "0.354", "0.5", "0.25")) {
      try Judgement(question, guess: .number(0.5), actual: .number(0.3536))
    }
    // A twentieth of the way from one to the other is the least.
    #expect(throws: LessonProblem.self) { try question.nearestOption(to: .number(0.366)) }
    #expect(try question.nearestOption(to: .number(0.368)) == 0)
    #expect(try question.nearestOption(to: .number(0.340)) == 1)
  }

  @Test("takes distances where a ratio says nothing, as beside 0")
  func zero() throws {
    let question = try question("top-1\noptions 0 10 20")
    #expect(try question.nearestOption(to: .number(0.02)) == 0)
    #expect(try question.nearestOption(to: .number(0.16)) == 2)
    let judgement = try Judgement(question, guess: .number(0), actual: .number(0.02))
    #expect(
      judgement.off == nil && judgement.isRight
        && judgement.sentence == "You said 0, here it is 2.0 %: right.")
  }

  @Test("of words is right or not; what is none of the options makes the question invalid here")
  func words() throws {
    let question = try question("answer\noptions viaduct, dam")
    let judgement = try Judgement(question, guess: .words("dam"), actual: .words("viaduct"))
    #expect(!judgement.isRight && judgement.sentence == "You said dam, here it is viaduct.")
    #expect(throws: LessonProblem.notAmong(actual: "lakeside", options: ["viaduct", "dam"])) {
      try question.nearestOption(to: .words("lakeside"))
    }
  }

  @Test("that was typed is right within a quarter")
  func typed() throws {
    let question = try question("multiply-adds\nnumber")
    let near = try Judgement(question, guess: .number(120e6), actual: .number(148e6))
    #expect(
      near.isRight && near.sentence == "You said 120 M, here it is 148 M: right, off by 1.23 ×.")
    let far = try Judgement(question, guess: .number(44e6), actual: .number(148e6))
    #expect(
      !far.isRight && far.rightOption == nil
        && far.sentence == "You said 44.0 M, here it is 148 M: off by 3.36 ×.")
    #expect(question.query.typedUnit?.symbol == "M")
  }
}
