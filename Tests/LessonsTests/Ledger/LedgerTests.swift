import Foundation
import Measure
import MobileNet
import Testing

@testable import Lessons

/// A host that is made up.
func example(_ name: String) throws -> Measure.Host {
  let object: [String: Any] = ["name": name, "processor": "p", "cores": 2, "isa": "avx2"]
  return try JSONDecoder().decode(
    Measure.Host.self, from: JSONSerialization.data(withJSONObject: object))
}

@Suite("A ledger")
struct LedgerTests {
  private func ledger(_ guess: Double, task: Bool = true, host: String = "desk-1") throws -> Ledger
  {
    let lesson = try readLesson(exampleText)
    var ledger = try Ledger(lesson, host: host)
    let question = lesson.questions[0]
    ledger.add(
      try Judgement(question, guess: .number(guess), actual: .number(0.262)), lesson.steps[0])
    if task, let task = lesson.steps[1].task {
      ledger.add(task, lesson.steps[1], alpha: .half, side: 96)
    }
    return ledger
  }

  @Test("says what was guessed and measured, on which host and weights, and is read back")
  func json() throws {
    let ledger = try ledger(0.5)
    let text = try ledger.json()
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    #expect(object["schema"] as? String == "mobilenet-explorer/ledger/1")
    #expect((object["weights"] as? [String: Any])?["sha256"] as? String == "ab")
    let answer = try #require((object["answers"] as? [[String: Any]])?.first)
    #expect(answer["guess"] as? String == "0.5" && answer["actual"] as? String == "0.262")
    #expect(answer["right"] as? Bool == false && answer["basis"] as? String == "computed")
    #expect(answer["actual_value"] as? Double == 0.262)
    #expect(try Ledger.read(bytes: Array(text.utf8), file: "a") == ledger)
  }

  @Test("has the last answer to a question")
  func again() throws {
    let lesson = try readLesson(exampleText)
    var ledger = try ledger(0.5)
    let second = try Judgement(lesson.questions[0], guess: .number(0.25), actual: .number(0.262))
    ledger.add(second, lesson.steps[0])
    #expect(ledger.answers.map(\.right) == [true])
  }

  @Test("that is none is refused in one line")
  func refused() throws {
    for text in ["", "{}", "[1]", #"{"schema": "mobilenet-explorer/report/1"}"#] {
      let error = #expect(throws: MeasureError.self) {
        try Ledger.read(bytes: Array(text.utf8), file: "a")
      }
      #expect(error?.description.hasPrefix("a: not a result of this command") == true)
    }
    let later = try ledger(0.5).json().replacingOccurrences(of: "ledger/1", with: "ledger/2")
    let error = #expect(throws: MeasureError.self) {
      try Ledger.read(bytes: Array(later.utf8), file: "a")
    }
    #expect(error?.description.contains("it is mobilenet-explorer/ledger/2") == true)
  }

  @Test("of each of a class becomes a table: a line a ledger, a line a question")
  func summary() throws {
    let summary = LedgerSummary([
      ("ada.json", try ledger(0.25)), ("bob.json", try ledger(0.5, task: false)),
      ("eve|.json", try ledger(0.125, host: "desk\u{1B}")),
    ])
    #expect(
      summary.markdown == """
        | ledger | lesson | answered | right | median off | tasks | host |
        | --- | --- | ---: | ---: | ---: | ---: | --- |
        | ada.json | a.md | 1 of 1 | 1 | 1.05 × | 1 of 1 | desk-1 |
        | bob.json | a.md | 1 of 1 | 0 | 1.91 × | 0 of 1 | desk-1 |
        | eve\\|.json | a.md | 1 of 1 | 0 | 2.10 × | 1 of 1 | desk^[ |

        | lesson | step | asked | answered | right | median off |
        | --- | --- | --- | ---: | ---: | ---: |
        | a.md | Half as wide | the multiply-adds at α 0.50, compared with α = ρ = 1 | 3 | 1 | 1.91 × |
        """)
    let lines = summary.csv.split(separator: "\n")
    #expect(lines.count == 6 && lines[0] == "file,lesson,step,asked,guess,actual,off,right")
    #expect(
      lines[1].hasPrefix(#""ada.json","a.md","Half as wide","the multiply-adds at"#))
    #expect(
      lines[2].contains(#""until latency factor < 0.5, answer is viaduct","","alpha 0.5 side 96""#))
  }
}
