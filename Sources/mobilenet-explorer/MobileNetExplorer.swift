import ArgumentParser

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
      var command = try parseAsRoot()
      try command.run()
    } catch {
      guard exitCode(for: error).isSuccess else { exit(withError: error) }
      showOrExit(fullMessage(for: error))  // help, the version, a script for completion
    }
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
