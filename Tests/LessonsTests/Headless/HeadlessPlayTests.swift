import MobileNet
import Testing

@testable import Lessons

@Suite("A lesson without a screen")
struct HeadlessPlayTests {
  /// What is told, and why it ends early.
  private func play(
    _ text: String, _ facts: ExampleFacts = ExampleFacts(), guesses: [String] = []
  ) throws -> (text: String, ledger: Ledger, error: LessonError?) {
    let lesson = try readLesson(text)
    var ledger = try Ledger(lesson)
    var told: [String] = []
    do throws(LessonError) {
      try HeadlessPlay(lesson, facts, guesses: Guesses(guesses, file: "g")).play(&ledger) {
        told.append($0)
      }
      return (told.joined(separator: "\n"), ledger, nil)
    } catch {
      return (told.joined(separator: "\n"), ledger, error)
    }
  }

  @Test("tells what a learner would read, with the figures of this host")
  func transcript() throws {
    let played = try play(exampleText, guesses: ["0.25"])
    #expect(played.error == nil)
    #expect(
      played.text == """
        Thinner layers: the width multiplier
        a.md, about 3 minutes, 1 question, 1 task

        1  Half as wide
           [viaduct, α 1.00, side 112, view layers]
           Every layer keeps half of its channels. A pointwise layer multiplies each
           channel that comes in with each that goes out.
           ? the multiply-adds at α 0.50, compared with α = ρ = 1: 0.5, 0.25 or 0.125?
           ! You said 0.25, here it is 0.262: right, off by 1.05 ×.
           Half as many in, half as many out: 0.262 of the multiply-adds are left here,
           a little more than a quarter, because the first layer and the depthwise ones
           fall with α alone.

        2  Fast enough
           [viaduct, α 1.00, side 112, view layers]
           Make it faster: at α = ρ = 1 it takes 3.24 ms.
           ? until latency factor < 0.5, answer is viaduct
           ! done at α 0.95, side 80: 3 keys away
        """)
    #expect(played.ledger.answers.map(\.right) == [true])
    #expect(played.ledger.tasks.map(\.side) == [80])
  }

  @Test("guesses wrong where nothing is said, so that what is told to a wrong guess is seen, too")
  func wrong() throws {
    for guesses in [[], ["-"], [""]] {
      #expect(try play(exampleText, guesses: guesses).ledger.answers.map(\.right) == [false])
    }
  }

  @Test(
    "fails in one line where it does not work here",
    arguments: [
      (
        "Text.\n```until\nlatency < 0.001 ms\n```",
        "a.md: line 4: no setting here fulfils 'latency < 0.001 ms'; ask for less"
      ),
      (
        "Text.\n```until\nside > 60\n```",
        "a.md: line 4: 'side > 60' holds before anything was done; set a scene"
      ),
      (
        "Text.\n```ask\nmultiply-adds factor at alpha 0.5\noptions 0.52 0.13\n```",
        "a.md: line 4: ambiguous here: 0.262 is about as near to 0.52 as to 0.13"
      ),
      (
        "Text.\n```ask\nanswer\noptions dam, tabby\n```",
        "a.md: line 4: here it is viaduct, and that is none of dam, tabby; add it"
      ),
    ])
  func fails(step: String, words: String) throws {
    let played = try play("# A\n## B\n\(step)")
    #expect("\(try #require(played.error))".hasPrefix(words), "\(String(describing: played.error))")
  }

  @Test("fails where the weights have no such setting, or a figure is not known")
  func unknown() throws {
    var facts = ExampleFacts()
    facts.limits.allowsStandIns = false
    facts.limits.widths = .one ... .one
    let unreachable = try play("# A\n## B\n```set\nalpha 0.5\n```\nText.", facts)
    #expect(
      unreachable.error?.line == 2
        && "\(unreachable.error!)".contains(
          "can't be reached: --alpha: built-in was trained with 1.00")
    )
    let unknown = try play("# A\n## B\n{top-1 at alpha 0.5}", facts)
    #expect(
      "\(try #require(unknown.error))"
        == "a.md: line 2: the top-1 accuracy at α 0.50: not known here; ask for another figure, or stay within the trained widths and measured sides"
    )
  }

  @Test("finds the nearest setting that fulfils a task, by the arrow keys' steps")
  func search() throws {
    let found = { (conditions: String, set: String) throws -> String in
      let played = try play("# A\n## B\n```set\n\(set)\n```\nText.\n```until\n\(conditions)\n```")
      let task = try #require(played.ledger.tasks.first, "\(String(describing: played.error))")
      return "\(task.alpha) \(task.side)"
    }
    #expect(try found("alpha < 0.9\nside is 112", "alpha 1") == "0.85 112")
    #expect(try found("answer is right", "alpha 0.25") == "0.5 112")
    #expect(try found("answer is wrong", "alpha 0.5") == "0.45 112")
    #expect(try found("answer is-not viaduct\nside <= 32", "alpha 0.5") == "0.45 32")
    #expect(try found("rank > 1\nprobability >= 10 %", "full") == "0.45 112")
    #expect(try found("maps <= 256 KiB\ntop-1 > 45 %", "full") == "1.0 96")
  }

  @Test(
    "takes guesses as the lesson or the learner writes them",
    arguments: [("0.25", 0.25), ("0.250", 0.25), (".25", 0.25), ("0.3", nil), ("much", nil)])
  func guesses(line: String, value: Double?) throws {
    let played = try play(exampleText, guesses: [line])
    if let value {
      #expect(played.ledger.answers.map(\.guessValue) == [value])
    } else {
      #expect(
        "\(try #require(played.error))"
          == "g: line 1: guess '\(line)'; give one of 0.5, 0.25, 0.125")
    }
  }

  @Test(
    "takes typed guesses in the unit that is asked for, and refuses more guesses than questions")
  func typed() throws {
    let text = "# A\n## B\nC\n```ask\nmultiply-adds\nnumber\n```"
    #expect(try play(text, guesses: ["148"]).ledger.answers.map(\.guess) == ["148 M"])
    #expect(try play(text, guesses: ["148000 k"]).ledger.answers.map(\.guess) == ["148 M"])
    let more = try play(text, guesses: ["148", "1"])
    #expect(
      "\(try #require(more.error))"
        == "g: line 2: more than 1 guesses for 'A'; make two lessons of it")
  }
}
