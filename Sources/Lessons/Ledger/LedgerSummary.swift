import Measure
import Reports

/// A class's ledgers beside each other.
public struct LedgerSummary: Sendable {
  private let ledgers: [(file: String, ledger: Ledger)]

  /// - Parameter ledgers: each with the name that a table calls it.
  public init(_ ledgers: [(file: String, ledger: Ledger)]) {
    self.ledgers = ledgers
  }

  /// Two tables: a line a ledger, and a line a question of all of them.
  public var markdown: String {
    (ledgerTable.markdown + [""] + questionTable.markdown).joined(separator: "\n")
  }

  /// One line an answer or task, RFC 4180, with a line of names.
  public var csv: String {
    let names = "file,lesson,step,asked,guess,actual,off,right"
    let lines = ledgers.flatMap { file, ledger in
      let answers = ledger.answers.map { answer in
        [
          file, ledger.lesson.name, answer.step, answer.asked, answer.guess, answer.actual,
          answer.off.map { "\(($0 * 1000).rounded() / 1000)" } ?? "", "\(answer.right)",
        ]
      }
      let tasks = ledger.tasks.map { task in
        let place = "alpha \(task.alpha) side \(task.side)"
        return [file, ledger.lesson.name, task.step, "until \(task.until)", "", place, "", "true"]
      }
      return (answers + tasks).map { $0.map { quotedCSVField(visible($0)) }.joined(separator: ",") }
    }
    return ([names] + lines).joined(separator: "\n")
  }

  private var ledgerTable: TextTable {
    var table = TextTable([
      ("ledger", .left), ("lesson", .left), ("answered", .right), ("right", .right),
      ("median off", .right), ("tasks", .right), ("host", .left),
    ])
    for (file, ledger) in ledgers {
      table.add([
        visible(file), visible(ledger.lesson.name),
        "\(ledger.answers.count) of \(ledger.lesson.questions)",
        "\(ledger.answers.count(where: \.right))", Self.off(ledger.answers),
        "\(ledger.tasks.count) of \(ledger.lesson.tasks)",
        visible(ledger.host.name) + (ledger.headless ? ", headless" : ""),
      ])
    }
    return table
  }

  private var questionTable: TextTable {
    var table = TextTable([
      ("lesson", .left), ("step", .left), ("asked", .left), ("answered", .right), ("right", .right),
      ("median off", .right),
    ])
    var keys: [[String]] = []
    var answers: [[String]: [Ledger.Answer]] = [:]
    for (_, ledger) in ledgers {
      for answer in ledger.answers {
        let key = [ledger.lesson.name, answer.step, answer.asked]
        if answers[key] == nil { keys.append(key) }
        answers[key, default: []].append(answer)
      }
    }
    for key in keys {
      let given = answers[key] ?? []
      let counts = ["\(given.count)", "\(given.count(where: \.right))", Self.off(given)]
      table.add(key.map { visible($0) } + counts)
    }
    return table
  }

  private static func off(_ answers: [Ledger.Answer]) -> String {
    let sorted = answers.compactMap(\.off).sorted()
    guard !sorted.isEmpty else { return Figure.missing }
    let middle = (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
    return "\(Figure.significant(middle)) ×"
  }
}
