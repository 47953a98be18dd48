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
}
