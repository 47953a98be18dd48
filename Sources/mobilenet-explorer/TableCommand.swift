import ArgumentParser
import Measure
import MobileNet
import Reports

/// `table`: the paper's tables, printed and recomputed, and the memory that others have published.
struct TableCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "table",
    abstract: "The paper's tables 4 to 8, recomputed beside the published figures.",
    discussion: """
      'table memory': RAM, flash and time that ST has published for int8 networks on a microcontroller \
      and an accelerator, beside the two buffers that this program counts.
      """)

  enum Format: String, OutputFormat {
    case text, json, csv
    static let help: ArgumentHelp = "Output: text, json or csv (one line a row)."
  }

  @Argument(
    help: ArgumentHelp(
      "Which tables: 4 to 8, or memory; 4 to 8 where none is named.", valueName: "tables"),
    completion: .list(Self.names))
  var named: [String] = []

  @OptionGroup var output: OutputOptions<Format>

  private static let memory = "memory"
  private static let names = PublishedTable.numbers.map(String.init) + [memory]

  private var tables: [PublishedTable] {
    named.isEmpty
      ? PublishedTable.all : named.compactMap { Int($0) }.compactMap(PublishedTable.init)
  }

  func validate() throws {
    if let name = named.first(where: { !Self.names.contains($0) }) {
      throw ValidationError(
        "table \(name): the tables that compare networks are 4 to 8, and memory is that of small devices"
      )
    }
    if output.form == .csv, named.contains(Self.memory), !tables.isEmpty {
      throw ValidationError("--format csv: memory has columns of its own; ask for it alone")
    }
  }

  func run() throws {
    try reportingFailures {
      let hasMemory = named.contains(Self.memory)
      switch output.form {
      case .text:
        let printed = tables.map(\.text) + (tables.isEmpty ? [] : [PublishedTable.textSource])
        try show((printed + (hasMemory ? [PublishedDevice.text] : [])).joined(separator: "\n\n"))
      case .json: try show(PublishedTable.json(tables, withMemory: hasMemory))
      case .csv: try show(hasMemory ? PublishedDevice.csv : PublishedTable.csv(tables))
      }
    }
  }
}
