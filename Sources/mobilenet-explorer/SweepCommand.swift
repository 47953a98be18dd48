import ArgumentParser
import Engine
import Measure
import MobileNet
import Reports
import Weights

/// `sweep`: latency over a grid of settings.
struct SweepCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sweep",
    abstract: "Latency over a grid of settings on this host.",
    discussion: """
      Every setting has its turn in each round, neighbours soon after one another, so that what \
      disturbs the host meets them alike. Neighbours are called different only where the 95 % \
      interval of the ratio of their best runs, taken round by round, lies outside 0.98 … 1.02.
      """)

  enum Format: String, OutputFormat {
    case text, json, csv, markdown, svg
    static let help: ArgumentHelp = "Output: text, json, csv, markdown or svg."
  }

  @OptionGroup var grid: GridOptions

  @OptionGroup var instructions: InstructionOptions

  @Option(
    name: [.customLong("variants"), .customLong("variant")],
    help: ArgumentHelp(
      "Networks, separated by commas: separable, standard, shallow.", valueName: "list"))
  var variants: CommaSeparated<Variant>?

  @Option(
    help: ArgumentHelp(
      "Numbers of threads, separated by commas; else 1 and one for each core.", valueName: "list"))
  var threads: CommaSeparated<Int>?

  @Option(
    name: [.customLong("precision"), .customLong("precisions")],
    help: ArgumentHelp(
      "How exactly the networks compute, separated by commas: float32, int8; else float32.",
      valueName: "list"))
  var precisions: CommaSeparated<Precision>?

  @OptionGroup var quantisation: QuantisationOptions

  @Option(help: "Number of classes; other than the weights' own: on seeded weights.")
  var classes: Int?

  @Option(help: "Rounds; six at least for verdicts.")
  var rounds = 40

  @Option(help: "Seed of the order, and of weights that were not trained.")
  var seed = defaultSeed

  @Option(
    help: ArgumentHelp(
      "Keep the result in this JSON file; where it is there already, go on from it.",
      valueName: "file"), completion: .file())
  var resume: String?

  @Option(
    help: ArgumentHelp(
      "Set another host's sweep (its JSON file) beside this one; may be repeated.",
      valueName: "file"), completion: .file())
  var against: [String] = []

  @Flag(
    help: """
      Only the settings that no faster one beats in accuracy: measured (built-in weights, --accuracy), \
      else published (Google's files).
      """)
  var frontier = false

  @OptionGroup var accuracy: AccuracyOptions

  @OptionGroup var output: OutputOptions<Format>

  func validate() throws {
    if output.form == .svg, !against.isEmpty {
      throw ValidationError("--format svg draws one host: leave --against out")
    }
    if frontier, !against.isEmpty {
      throw ValidationError("--frontier is that of one host: leave --against out")
    }
    if !frontier, !accuracy.files.isEmpty {
      throw ValidationError("--accuracy goes with --frontier")
    }
    if !(1...10_000).contains(rounds) {
      throw ValidationError("--rounds \(rounds): give 1 to 10000")
    }
    try quantisation.check(numbers)
    for threads in threads?.elements ?? [] { try checkThreads(threads) }
  }

  func run() throws {
    try reportingFailures {
      let others = try against.map { try SweepResult.read(path: $0) }
      let planned = try planned()
      let sweep = Sweep(planned)
      if let resume, ResultFile.exists(resume) {
        try sweep.resume(SweepResult.read(path: resume), file: resume)
      }
      let interruption = try Interruption()
      let known = frontier ? try known(planned.weights, of: sweep.result) : nil
      try run(sweep, until: interruption)
      try show(known.map { try text(sweep.result, $0) } ?? text(sweep.result, others))
      interruption.endProcessIfCome()
    }
  }

  /// The accuracy that belongs to the weights in use.
  private func known(_ weights: WeightSet, of result: SweepResult) throws -> [KnownAccuracy] {
    let surfaces = try AccuracySurfaces.builtIn()
    let table = try accuracy.table(of: [weights.family], loaded: weights.sources)
    let known = measuredPrecisions.map { precision in
      KnownAccuracy(
        family: weights.family, precision: precision, surface: surfaces[precision],
        checksum: classes == nil ? result.weights.sha256 : nil, table: table)
    }
    guard result.points.contains(where: { result.accuracy(of: $0, known) != nil }) else {
      throw ValidationError(
        "--frontier: no accuracy is known of these settings of \(result.weights.name): measure it with "
          + "evaluate --json and give that with --accuracy")
    }
    return known
  }

  /// The settings asked for, on the weights asked for.
  private func planned() throws -> Sweep.Grid {
    let (family, loaded) = try grid.weights.family()
    var grid = grid
    // Files that were each trained for a width and a side have settings of their own.
    if family.members.count == 1 {
      let isSingleWidth = family.members[0].isSingleWidth
      grid.alphas = grid.alphas ?? (classes == nil && isSingleWidth ? nil : Self.paperWidths)
      if grid.sides == nil, grid.rhos == nil {
        let base = grid.base ?? family.members[0].baseSide
        grid.rhos = CommaSeparated(
          elements: Self.paperRatios.filter { Setting.isLargeEnough(rho: $0, baseSide: base) })
      }
    }
    let variants = variants?.elements.map(Optional.some) ?? [nil]
    let settings = try variants.flatMap { variant in
      try grid.settings(
        beside: family, allowsStandIns: grid.weights.named.isEmpty, variant: variant,
        classes: classes)
    }
    let threads = threads?.elements ?? Array(Set([1, Processor.coreCount])).sorted()
    try Processor.reserve(threads: threads.max() ?? 1)
    return Sweep.Grid(
      weights: try WeightSet(family, for: settings, loaded: loaded), settings: settings,
      threads: threads, rounds: rounds, instructionSet: instructions.instructionSet,
      precisions: measuredPrecisions, seed: seed)
  }

  private var numbers: [Precision] { precisions?.elements ?? [.float32] }
  private var measuredPrecisions: [Precision] { numbers.map(quantisation.applied) }

  /// arXiv:1704.04861, sections 3.3 and 3.4.
  private static let paperWidths = CommaSeparated<WidthMultiplier>(argument: "0.25,0.5,0.75,1")
  private static let paperRatios = [1, 6 / 7.0, 5 / 7.0, 4 / 7.0]

  /// Works, shows how far it is, and keeps what it has.
  private func run(_ sweep: Sweep, until interruption: Interruption) throws {
    let begun = sweep.result
    let progress = ProgressBar(
      ProgressLine(
        title: "sweep", unit: "turns", total: begun.roundsToDo, before: begun.roundsDone))
    let keeper = ResultKeeper(path: resume)
    try keeper.save { try begun.json() }  // where it can't be written, better now than at the end
    let isStopped = { interruption.hasCome || keeper.hasFailed }
    let ending = Result { () throws(MemoryRefused) in
      try sweep.run(isStopped: isStopped) { result in
        progress.show(done: result.roundsDone)
        keeper.saveIfDue { try result.json() }
      }
    }
    progress.clear()
    try keeper.save { try sweep.result.json() }
    try ending.get()  // only now: what was measured before is kept
    let rest = sweep.result.isComplete ? "" : ": stopped before the last round"
    let kept = resume.map { rest.isEmpty ? "" : "; the same command goes on from \($0)" } ?? ""
    let settings = Figure.counted(sweep.result.points.count, "setting")
    warn("\(settings) in \(Figure.significant(progress.seconds)) s\(rest)\(kept)")
  }

  private func text(_ result: SweepResult, _ others: [SweepResult]) throws -> String {
    switch output.form {
    case .text: result.text(against: others)
    case .json: try result.json(against: others)
    case .csv: result.csv(against: others)
    case .markdown: result.markdown(against: others)
    case .svg: result.svg
    }
  }

  /// Its frontier.
  private func text(_ result: SweepResult, _ known: [KnownAccuracy]) throws -> String {
    switch output.form {
    case .text: result.text(frontier: known)
    case .json: try result.json(frontier: known)
    case .csv: result.csv(frontier: known)
    case .markdown: result.markdown(frontier: known)
    case .svg: result.svg(frontier: known)
    }
  }
}
