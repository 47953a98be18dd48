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

  @OptionGroup var library: LibraryOptions

  @OptionGroup var accuracy: AccuracyOptions

  @Argument(
    help: """
      Pictures (JPEG, PNG, PPM, PGM), or names of built-in photos \
      (\(NamedPicture.photoNames.joined(separator: ", "))); key i walks through them.
      """, completion: .list(NamedPicture.photoNames))
  var images: [String] = []

  @Option(help: "Colours: auto, never, 8, 16 or 256.")
  var color = ColorChoice.auto

  @Flag(help: "Draw with ASCII characters only.")
  var ascii = false

  @Flag(help: "Leave the mouse to the terminal.")
  var noMouse = false

  @Flag(help: "Print the names of the built-in photos, one a line.")
  var listPhotos = false

  func run() throws {
    if listPhotos {
      return try reportingFailures {
        try show(NamedPicture.photoNames.joined(separator: "\n"))
      }
    }
    var ending: ExplorerLoop.Ending?
    try reportingFailures {
      let named = try options.weights.families()
      let setting = try options.setting(beside: named.families[0])
      var loaded = named.loaded
      if let first = try? named.families[0].member(for: setting).get(),
        !loaded.contains(where: { $0.description == first })
      {
        loaded.append(try .read(first))
      }
      try Processor.reserve(threads: options.threads)
      for image in images { _ = try NamedPicture(image).checked() }
      let pictures = NamedPicture.all(images)
      _ = try pictures[0].decode()  // so that it fails before the screen is up
      let state = State(
        catalogue: catalogue(
          pictures, named.families,
          try accuracy.table(of: named.families, loaded: named.loaded)), setting: setting,
        threads: options.threads,
        instructionSet: options.instructionSet)
      let terminal = TerminalOptions(color: color, ascii: ascii, mouse: !noMouse)
      ending = try ExplorerLoop(state: state, options: terminal)
        .run(
          loaded: loaded, pictures: pictures.map(\.source),
          library: options.weights.named.isEmpty ? library.opened : nil)
    }
    try reportingFailures { try ending?.carryOut() }
  }

  private func catalogue(
    _ pictures: [NamedPicture], _ families: [WeightFamily], _ own: AccuracyTable
  ) -> Catalogue {
    Catalogue(
      pictures: pictures.map(\.entry), weights: families,
      instructionSets: InstructionSet.available, maximumThreads: Processor.coreCount,
      accuracy: try? AccuracySurface.builtIn(), ownAccuracy: own, seed: options.seed)
  }
}

extension ColorChoice: ExpressibleByArgument {}
