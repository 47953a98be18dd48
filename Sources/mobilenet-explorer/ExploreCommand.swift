import ArgumentParser
import Engine
import Explorer
import Measure
import MobileNet
import Pictures
import Screen
import Terminal
import Weights

/// `explore`: the terminal explorer.
struct ExploreCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explore",
    abstract: "The terminal explorer: move α and ρ with keys.")

  @OptionGroup var options: SettingOptions

  @Argument(
    help: "Pictures (JPEG, PNG, PPM, PGM), or names of built-in photos; key i walks through them.")
  var images: [String] = []

  @Option(help: "Colours: auto, never, 8, 16 or 256.")
  var color = ColorChoice.auto

  @Flag(help: "Draw with ASCII characters only.")
  var ascii = false

  @Flag(help: "Leave the mouse to the terminal.")
  var noMouse = false

  @Flag(help: "Neither read nor write a saved state (nothing is saved yet).")
  var noState = false

  func run() throws {
    var ending: ExplorerLoop.Ending?
    try reportingFailures {
      let sources = try options.sources()
      // Keys leave the width and the variant of any file, so its own command may do so, too.
      let setting = try options.setting(beside: sources[0], allowsStandIns: true)
      let pictures = NamedPicture.all(images)
      _ = try pictures[0].decode()  // so that it fails before the screen is up
      let state = State(
        catalogue: catalogue(pictures, sources), setting: setting, threads: options.threads,
        instructionSet: options.instructionSet)
      let terminal = TerminalOptions(color: color, ascii: ascii, mouse: !noMouse)
      ending = try ExplorerLoop(state: state, options: terminal)
        .run(weights: sources, pictures: pictures.map(\.source))
    }
    ending?.carryOut()
  }

  private func catalogue(_ pictures: [NamedPicture], _ sources: [WeightSource]) -> Catalogue {
    Catalogue(
      pictures: pictures.map(\.entry), weights: sources.map(WeightsEntry.init),
      instructionSets: InstructionSet.available, maximumThreads: Processor.coreCount,
      accuracy: try? AccuracySurface.builtIn(), seed: options.seed)
  }
}

extension ColorChoice: ExpressibleByArgument {}

extension WeightsEntry {
  init(_ source: WeightSource) {
    self.init(
      name: source.name, path: source.origin == "built-in" ? nil : source.origin,
      variant: source.variant, padding: source.padding, baseSide: source.baseSide,
      widths: source.widths, classes: source.classes.count, isTrained: source.isTrained)
  }
}
