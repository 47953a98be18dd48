import ArgumentParser
import Explorer

/// `tour`: the explorer plays its tour by itself.
struct TourCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tour",
    abstract: "The explorer shows itself in about two minutes, for a projector or a booth.",
    discussion: """
      Space pauses, the arrow keys step; any other key ends the tour and acts. To record it: \
      asciinema rec -c "mobilenet-explorer tour".
      """)

  @Argument(
    help: "Pictures, or names of built-in photos.", completion: .list(NamedPicture.photoNames))
  var images: [String] = []

  @Flag(help: "Begins anew at its end, until a key is pressed.")
  var loop = false

  @Option(help: ArgumentHelp("How many times as fast.", valueName: "factor"))
  var speed = 1.0

  @OptionGroup var weights: WeightsOptions

  @OptionGroup var machine: MachineOptions

  @OptionGroup var terminal: TerminalFlags

  func validate() throws {
    guard (0.1...10).contains(speed) else {
      throw ValidationError("--speed \(speed): give a factor from 0.1 to 10")
    }
  }

  func run() throws {
    var explorer = try ExploreCommand.parse([])
    (explorer.options.weights, explorer.options.machine) = (weights, machine)
    (explorer.images, explorer.terminal) = (images, terminal)
    try explorer.explore(Teaching(begins: .tour(loops: loop), tourSpeed: speed))
  }
}
