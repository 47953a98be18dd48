import ArgumentParser
import Engine
import Measure
import MobileNet
import Reports
import Weights

/// `best`: the most accurate setting within budgets.
struct BestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "best",
    abstract: "The most accurate setting within budgets, and the next one beyond them.",
    discussion: """
      Among the settings whose accuracy was measured (of the built-in weights, or as --measured says) \
      or published (Google's files). Bytes take K and M for KiB and MiB, numbers M for a million. Where \
      --accuracy is the only budget: the setting that reaches it with the fewest multiply-adds. The \
      latency of the answer and of the next one is always measured here; of all settings with --latency.
      """)

  enum Format: String, OutputFormat {
    case text, json
    static let help: ArgumentHelp = "Output: text or json."
  }

  @Option(
    help: ArgumentHelp("Milliseconds of one run on this host, at most.", valueName: "ms"))
  var latency: Double?

  @Option(
    help: ArgumentHelp(
      "Bytes of the weights and the engine's arena, at most: 8M.", valueName: "bytes"))
  var memory: ByteCount?

  @Option(
    help: ArgumentHelp(
      """
      Bytes of the largest input and output of a layer in int8, at most: two buffers, as \
      microcontrollers count ('table memory' has published ones).
      """, valueName: "bytes"))
  var maps: ByteCount?

  @Option(help: ArgumentHelp("Multiply-adds of one run, at most: 20M.", valueName: "number"))
  var multiplyAdds: LargeNumber?

  @Option(help: ArgumentHelp("Weights, at most: 1.5M.", valueName: "number"))
  var parameters: LargeNumber?

  @Option(help: ArgumentHelp("Top-1 at least, above 0, at most 1: 0.5.", valueName: "share"))
  var accuracy: Double?

  @Option(
    help: ArgumentHelp(
      "What evaluate --json has measured of these weights; may be repeated.", valueName: "file"),
    completion: .file())
  var measured: [String] = []

  @Option(help: "Rounds of the latencies; six at least to be sure of them.")
  var rounds = 12

  @Option(help: "Seed of the rounds' order.")
  var seed = defaultSeed

  @OptionGroup var weights: WeightsOptions

  @OptionGroup var machine: MachineOptions

  @OptionGroup var precision: PrecisionOption

  @OptionGroup var output: OutputOptions<Format>

  func validate() throws {
    let budgets = budgets
    if budgets.limits.isEmpty, accuracy == nil {
      throw ValidationError(
        "best: no budget; give --latency, --memory, --maps, --multiply-adds, --parameters or --accuracy"
      )
    }
    if let latency, !(latency > 0 && latency.isFinite) {
      throw ValidationError("--latency \(latency): give milliseconds above 0")
    }
    if let accuracy, !(accuracy > 0 && accuracy <= 1) {
      throw ValidationError("--accuracy \(accuracy): give a share above 0, at most 1, such as 0.5")
    }
    if !(1...10_000).contains(rounds) {
      throw ValidationError("--rounds \(rounds): give 1 to 10000")
    }
  }

  func run() throws {
    try reportingFailures {
      let (family, loaded) = try weights.family()
      let known = try known(family, loaded)
      var candidates = Candidate.all(known, threads: machine.threads)
      guard !candidates.isEmpty else {
        throw ValidationError(
          "best: no accuracy is known of \(family.name): measure it with evaluate --json and give that "
            + "with --measured")
      }
      try Processor.reserve(threads: machine.threads)
      let measure = { try self.measure($0, family, loaded) }
      var sweep: SweepResult?
      if latency != nil {
        let all = try measure(candidates.map(\.setting))
        for place in candidates.indices { candidates[place].latency = all.points[place].latency }
        sweep = all
      }
      guard var best = BestSetting(candidates, within: budgets) else {
        warn(budgets.refusal(of: candidates))
        throw ExitCode(1)
      }
      let shown =
        try sweep ?? measure(([best.best] + [best.next].compactMap(\.self)).map(\.setting))
      best.takeLatencies(from: shown)
      switch output.form {
      case .text: try show(best.text(shown, pictures: known.pictures))
      case .json: try show(best.json(shown))
      }
    }
  }

  private var budgets: Budgets {
    var budgets = Budgets()
    let limits: [(SettingCost, Double?)] = [
      (.latency, latency), (.multiplyAdds, multiplyAdds?.value), (.parameters, parameters?.value),
      (.memory, memory?.value), (.maps, maps?.value),
    ]
    budgets.limits = limits.compactMap { cost, most in most.map { Budgets.Limit(cost, $0) } }
    budgets.accuracy = accuracy
    return budgets
  }

  /// The accuracy that belongs to the weights: shipped figures to the checksum of the one file.
  private func known(_ family: WeightFamily, _ loaded: [WeightSource]) throws -> KnownAccuracy {
    let only = family.members.count == 1 ? family.members[0] : nil
    let source = try only.map { only in
      try loaded.first { $0.description == only } ?? .read(only)
    }
    return KnownAccuracy(
      family: family, precision: precision.precision,
      surface: try AccuracySurfaces.builtIn()[precision.precision], checksum: source?.checksum(),
      table: try AccuracyOptions.table(of: [family], files: measured, loaded: loaded))
  }

  /// Their latencies here, as `sweep` takes them; Ctrl-C ends the program.
  private func measure(
    _ settings: [Setting], _ family: WeightFamily, _ loaded: [WeightSource]
  ) throws -> SweepResult {
    let sweep = Sweep(
      Sweep.Grid(
        weights: try WeightSet(family, for: settings, loaded: loaded), settings: settings,
        threads: [machine.threads], rounds: rounds, instructionSet: machine.instructionSet,
        precisions: [precision.precision], seed: seed))
    let progress = ProgressBar(
      ProgressLine(title: "best", unit: "turns", total: sweep.result.roundsToDo))
    let interruption = try Interruption()
    let isStopped = { interruption.hasCome }
    let ending = Result { () throws(MemoryRefused) in
      try sweep.run(isStopped: isStopped) { progress.show(done: $0.roundsDone) }
    }
    progress.clear()
    interruption.endProcessIfCome()
    try ending.get()
    return sweep.result
  }
}

/// A number of bytes: `54272`, `54K` of 1024 each, `1.5M` of 1024 K.
struct ByteCount: ExpressibleByArgument {
  let value: Double

  init?(argument: String) {
    guard let value = number(argument, suffixes: ["K": 1024, "M": 1024 * 1024]) else { return nil }
    self.value = value
  }
}

/// A number, or millions: `20000000`, `20M`.
struct LargeNumber: ExpressibleByArgument {
  let value: Double

  init?(argument: String) {
    guard let value = number(argument, suffixes: ["M": 1e6]) else { return nil }
    self.value = value
  }
}

/// A number above 0, with a suffix or without; nil for anything else.
private func number(_ text: String, suffixes: [Character: Double]) -> Double? {
  let unit = text.last.flatMap { suffixes[$0] }
  guard let value = Double(unit == nil ? text[...] : text.dropLast()), value > 0, value.isFinite
  else { return nil }
  return value * (unit ?? 1)
}
