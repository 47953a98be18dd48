import ArgumentParser
import Engine
import Explorer
import Measure
import MobileNet
import Pictures
import Reports
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

  @Option(
    help: ArgumentHelp(
      """
      What your picture shows: a class of the weights, by its name or WordNet id. One for all of your \
      pictures, or one for each, in their order.
      """, valueName: "class"))
  var label: [String] = []

  @OptionGroup var terminal: TerminalFlags

  @Flag(help: "Print the names of the built-in photos, one a line.")
  var listPhotos = false

  @OptionGroup var view: ViewOptions

  func run() throws {
    if listPhotos {
      return try reportingFailures {
        try show(NamedPicture.photoNames.joined(separator: "\n"))
      }
    }
    try explore(Teaching())
  }

  /// Runs the explorer.
  func explore(_ teaching: Teaching) throws {
    var ending: ExplorerLoop.Ending?
    try reportingFailures {
      var start = try start()
      if !terminal.noConfig, let problem = ConfigurationFile.own.problems.first {
        _ = reduce(&start.state, .notice(problem))
      }
      try Processor.reserve(threads: options.machine.threads)
      ending = try ExplorerLoop(state: start.state, front: try terminal.front(), teaching: teaching)
        .run(
          loaded: start.loaded, pictures: start.pictures.map(\.source),
          library: options.weights.named.isEmpty ? library.opened : nil,
          preprocessing: options.weights.preprocessing)
    }
    try reportingFailures { try ending?.carryOut() }
  }

  /// What the explorer begins with, as the command line says.
  ///
  /// - Returns: the state before the first key; weights that have been read; the pictures.
  func start() throws -> (state: State, loaded: [WeightSource], pictures: [NamedPicture]) {
    let named = try options.weights.families()
    let setting = try options.setting(beside: named.families[0])
    var loaded = named.loaded
    if let first = try? named.families[0].member(for: setting).get(),
      !loaded.contains(where: { $0.description == first })
    {
      loaded.append(try .read(first))
    }
    for image in images { _ = try NamedPicture(image).checked() }
    let pictures = NamedPicture.all(images)
    _ = try pictures[0].decode()  // so that it fails before the screen is up
    let own = try accuracy.table(of: named.families, loaded: named.loaded)
    var state = State(
      catalogue: try catalogue(pictures, named.families, own),
      choice: Choice(
        setting: setting, threads: options.machine.threads,
        instructionSet: options.machine.instructionSet, precision: options.precision.precision,
        pinned: try view.pin.pinned(
          beside: named.families[0], fed: options.weights.preprocessingWords)),
      view: View(presents: terminal.present))
    var choice = try view.choice(in: state.figures.architecture)
    choice.usesMouse = terminal.mouse
    choice.usesClipboard = terminal.clipboard
    state.look(at: choice)
    return (state, loaded, pictures)
  }

  private func catalogue(
    _ pictures: [NamedPicture], _ families: [WeightFamily], _ own: AccuracyTable
  ) throws -> Catalogue {
    Catalogue(
      pictures: try entries(pictures, families), namedPictures: images.count,
      defaultPicture: NamedPicture.defaultName, weights: families,
      instructionSets: InstructionSet.available, maximumThreads: Processor.coreCount,
      ownAccuracy: own, seed: options.seed, options: givenOptions)
  }

  /// The pictures with what they show.
  private func entries(
    _ pictures: [NamedPicture], _ families: [WeightFamily]
  ) throws -> [PictureEntry] {
    let names = label.isEmpty ? [] : families.map { ClassNames($0.members[0].classes) }
    for label in label where !names.contains(where: { $0.index(of: label) != nil }) {
      let mend =
        Suggestion.nearest(to: label, among: names[0].all).map { "did you mean '\($0)'?" }
        ?? "give a class by its name or WordNet id"
      throw ValidationError("--label \(label): no class of \(families[0].name); \(mend)")
    }
    let files = pictures.count { $0.isFile }
    guard label.count <= 1 || label.count == files, label.isEmpty || files > 0 else {
      throw ValidationError(
        "--label: \(label.count) for \(files) pictures of yours; give one, or one for each")
    }
    var place = -1
    return pictures.map { picture in
      if picture.isFile { place += 1 }
      return picture.entry(label: label.count == 1 ? label[0] : label.isEmpty ? nil : label[place])
    }
  }

  /// The options that no key changes.
  private var givenOptions: [String] {
    (library.folder.map { ["--library", $0.hasPrefix("-") ? "./\($0)" : $0] } ?? [])
      + options.weights.preprocessingWords + accuracy.words
      + terminal.words
  }
}

/// What the terminal is taken for, and how far away it is read.
struct TerminalFlags: ParsableArguments {
  @Option(help: "Colours: auto, never, 8, 16, 256 or truecolor.")
  var color = ColorChoice.auto

  @Option(help: "What the colours are to be read on: auto, dark, light, or contrast.")
  var theme = ThemeChoice.auto

  @Flag(exclusivity: .chooseLast) var glyphs: GlyphChoice?

  @Flag(
    inversion: .prefixedNo, exclusivity: .chooseLast,
    help: "Take the mouse, or leave it to the terminal.")
  var mouse = true

  @Flag(
    inversion: .prefixedNo, exclusivity: .chooseLast,
    help: "Give what key y shows to the terminal's clipboard (OSC 52), or keep it.")
  var clipboard = true

  @Flag(
    help: "Lines alone, a sentence for each key: for screen readers, logs, simple terminals.")
  var linear = false

  @Flag(
    help: """
      Leave your settings alone: lines such as 'theme = light' in mobilenet-explorer/config in \
      $XDG_CONFIG_HOME or ~/.config.
      """)
  var noConfig = false

  @Flag(help: "For a room: α, ρ, time and answer in large digits, from 120×40 on.")
  var present = false

  var options: TerminalOptions { TerminalOptions(color: color, glyphs: glyphs, mouse: mouse) }

  /// What the explorer is shown on.
  func front() throws(TerminalError) -> any ExplorerFront {
    if linear { return try LineFront(options) }
    return try ScreenFront(options, theme)
  }

  /// Those that no key changes, as they were given.
  var words: [String] {
    let flags = [("--present", present), ("--linear", linear), ("--no-config", noConfig)]
    return (color == .auto ? [] : ["--color", color.rawValue])
      + (theme == .auto ? [] : ["--theme", theme.rawValue])
      + (glyphs.map { ["--\($0.rawValue)"] } ?? []) + flags.compactMap { $1 ? $0 : nil }
  }
}

extension ColorChoice: ExpressibleByArgument {}
extension ThemeChoice: ExpressibleByArgument {}

extension GlyphChoice: EnumerableFlag {
  public static func help(for value: GlyphChoice) -> ArgumentHelp? {
    switch value {
    case .ascii: "Draw with ASCII characters only."
    case .utf8: "Draw with all characters, whatever the locale says."
    case .narrow: "Without characters that East Asian terminals draw two cells wide."
    }
  }
}
