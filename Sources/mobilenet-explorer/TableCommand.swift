import ArgumentParser
import Measure
import MobileNet
import Reports

/// `table`: the paper's tables, printed and recomputed.
struct TableCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "table",
    abstract: "The paper's tables 4 to 8, recomputed beside the published figures.")

  enum Format: String, OutputFormat {
    case text, json, csv
    static let help: ArgumentHelp = "Output: text, json or csv (one line a row)."
  }

  @Argument(
    help: "Which tables: 4 to 8; all of them where none is named.",
    completion: .list(PublishedTable.numbers.map(String.init)))
  var numbers: [Int] = []

  @OptionGroup var output: OutputOptions<Format>

  func validate() throws {
    if let number = numbers.first(where: { !PublishedTable.numbers.contains($0) }) {
      throw ValidationError("table \(number): the tables that compare networks are 4 to 8")
    }
  }

  func run() throws {
    try reportingFailures {
      let tables = (numbers.isEmpty ? Array(PublishedTable.numbers) : numbers).compactMap(
        PublishedTable.init)
      switch output.form {
      case .text:
        let texts = tables.map(\.text) + [PublishedTable.textSource]
        try show(texts.joined(separator: "\n\n"))
      case .json: try show(PublishedTable.json(tables))
      case .csv: try show(PublishedTable.csv(tables))
      }
    }
  }
}
