import ArgumentParser
import Files

/// The command line: parses, wires the rooms, hands over.
@main
struct MobileNetExplorer: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mobilenet-explorer",
    abstract: "Explore MobileNet v1 in the terminal: move α and ρ, watch the network change.",
    version: "0.1.0",
    subcommands: [
      ExploreCommand.self, ReportCommand.self, BenchCommand.self, EvaluateCommand.self,
      TableCommand.self, SweepCommand.self,
      WeightsCommand.self,
    ],
    defaultSubcommand: ExploreCommand.self)

  static func main() {
    holdStandardDescriptors()
    do {
      var command = try parseAsRoot(arguments)
      try command.run()
    } catch {
      guard exitCode(for: error).isSuccess else { exit(withError: error) }
      showOrExit(fullMessage(for: error))  // help, the version, a script for completion
    }
  }

  /// The words behind the program's name; file names among them need not be UTF-8.
  private static var arguments: [String] {
    (1..<max(1, Int(CommandLine.argc))).compactMap { place in
      CommandLine.unsafeArgv[place].map { plain(String(systemPath: $0)) }
    }
  }

  /// The parser would take `-dash.jpg` for the options -d, -a, -s and so on; a file of that name is
  /// meant, where there is one.
  private static func plain(_ word: String) -> String {
    let mayBeOptions = word.hasPrefix("-") && !word.hasPrefix("--") && word.count > 2
    return mayBeOptions && FileKind(at: word) != nil ? "./\(word)" : word
  }

  /// Help is a result like any other: it must not get lost without a word.
  private static func showOrExit(_ text: String) {
    do {
      try reportingFailures { try show(text) }
    } catch {
      exit(withError: error)
    }
  }
}
