import ArgumentParser
import Files
import LibC
import Reports
import Terminal

/// The command line: parses, wires the rooms, hands over.
@main
struct MobileNetExplorer: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mobilenet-explorer",
    abstract: "Explore MobileNet v1 in the terminal: move α and ρ, watch the network change.",
    discussion: """
      Without a command the explorer starts, with the pictures that are named: files, or the built-in \
      photos \(NamedPicture.photoNames.joined(separator: ", ")). 'mobilenet-explorer help explore' \
      shows its options, '--generate-completion-script bash' (or zsh, fish) makes Tab complete them.
      """,
    version: Version.text,
    subcommands: [
      ExploreCommand.self, ReportCommand.self, BenchCommand.self, EvaluateCommand.self,
      TableCommand.self, SweepCommand.self, BestCommand.self, RooflineCommand.self,
      LessonCommand.self, TourCommand.self, CheckCommand.self, WeightsCommand.self,
    ],
    defaultSubcommand: ExploreCommand.self)

  /// What may stand in the place of a command.
  static let commandNames =
    configuration.subcommands.compactMap { $0.configuration.commandName } + ["help"]

  static func main() {
    holdStandardDescriptors()
    let words = ProcessArguments.words
    guard !words.isEmpty else {
      warn("started without its name in the list of arguments; start it from a shell")
      exit(withError: ExitCode.validationFailure)
    }
    let given = words.dropFirst().map(plain)
    do {
      if let script = try CompletionScript.asked(by: given) { return showOrExit(script) }
      try CommandNames.check(given)
      var command = try parseAsRoot(ConfigurationFile.completing(given))
      try command.run()
    } catch {
      end(with: error)
    }
  }

  /// The parser would take `-dash.jpg` for the options -d, -a, -s and so on; a file of that name is
  /// meant, where there is one.
  private static func plain(_ word: String) -> String {
    let mayBeOptions = word.hasPrefix("-") && !word.hasPrefix("--") && word.count > 2
    return mayBeOptions && FileKind(at: word) != nil ? "./\(word)" : word
  }

  /// Help, the version: a result. Anything else goes to stderr.
  private static func end(with error: any Error) {
    switch exitCode(for: error) {
    case .success: showOrExit(fullMessage(for: error))
    case .validationFailure: refuse(Suggestion.completing(fullMessage(for: error)))
    default: exit(withError: error)
    }
  }

  /// Wrong usage: what a user has typed is part of the lines, so they are made safe to show.
  private static func refuse(_ message: String) -> Never {
    let lines = message.split(separator: "\n", omittingEmptySubsequences: false).map { visible($0) }
    let bytes = Array((lines.joined(separator: "\n") + "\n").utf8)
    _ = write(STDERR_FILENO, bytes, bytes.count)
    exit(withError: ExitCode.validationFailure)
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
