import ArgumentParser
import Explorer
import Files
import Lessons
import Measure
import Pictures
import Reports
import Weights

/// `lesson`: lessons played in the explorer or without a screen, listed, and summed up.
struct LessonCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lesson",
    abstract: "Lessons: plays them in the explorer, lists them, sums up ledgers.",
    discussion: """
      A lesson is a Markdown file that asks first and then computes or measures here; \
      '--list' names the built-in ones. Without a name the explorer begins with their list. \
      '--headless' tells before class whether a lesson works on this host: it answers the questions and \
      looks for a setting that does each task. Exit status 1 and one line where a step does not work here.
      """)

  @Argument(
    help: ArgumentHelp(
      "Built-in lessons, or Markdown files; with --summary: ledgers.", valueName: "lessons"),
    completion: .list(BuiltInLesson.all.map(\.name)))
  var named: [String] = []

  @Flag(help: "The built-in lessons, about how long they take, what they ask.")
  var list = false

  @Flag(help: "Plays the lessons, all built-in ones where none is named, without a terminal.")
  var headless = false

  @Option(
    help: ArgumentHelp(
      "What is guessed, a line a question; without it, wrong guesses.", valueName: "file"),
    completion: .file())
  var guesses: String?

  @Option(
    help: ArgumentHelp(
      "Writes what was guessed and measured to this file (JSON): the hand-in.", valueName: "file"),
    completion: .file())
  var ledger: String?

  @Option(
    help: ArgumentHelp(
      "Plays as on a host so many times as fast, for latencies.", valueName: "factor"))
  var hostSpeed = 1.0

  @Flag(help: "Sums up the ledgers of a class: a line each, and a line a question.")
  var summary = false

  enum SummaryFormat: String, CaseIterable, ExpressibleByArgument {
    case markdown, csv
  }

  @Option(help: "Of the summary: markdown, or csv (a line an answer).")
  var format: SummaryFormat?

  @OptionGroup var weights: WeightsOptions

  @OptionGroup var machine: MachineOptions

  @OptionGroup var terminal: TerminalFlags

  func validate() throws {
    guard [list, headless, summary].count(where: { $0 }) <= 1 else {
      throw ValidationError("lesson: give one of --headless, --list, --summary")
    }
    if ![list, headless, summary].contains(true), named.count > 1 {
      throw ValidationError("lesson: plays one lesson at a time; leave \(named[1]) out")
    }
    if summary, named.isEmpty {
      throw ValidationError("lesson --summary: no ledger; give the files that --ledger has written")
    }
    if list, !named.isEmpty {
      throw ValidationError("lesson --list: takes no lesson; leave \(named[0]) out")
    }
    if !headless, guesses != nil || hostSpeed != 1 {
      throw ValidationError("--guesses and --host-speed go with --headless")
    }
    if list || summary, ledger != nil {
      throw ValidationError("--ledger goes with a lesson that is played")
    }
    if !summary, format != nil { throw ValidationError("--format goes with --summary") }
    if guesses != nil || ledger != nil, named.count != 1 {
      throw ValidationError("--guesses and --ledger are of one lesson: name it")
    }
    if !(hostSpeed >= 0.001 && hostSpeed <= 1000) {
      throw ValidationError("--host-speed \(hostSpeed): give a factor from 0.001 to 1000")
    }
  }

  func run() throws {
    try reportingFailures {
      if summary { return try sumUp() }
      let source = try weights.source(alpha: nil, side: nil)
      let words = LessonWords.explorer(source.limits(allowsStandIns: true))
      if list { return try show(LessonList(try builtIn(words)).text) }
      if !headless { return try explore(words, source) }
      let lessons = try named.isEmpty ? builtIn(words) : named.map { try lesson($0, words) }
      try play(lessons, source)
    }
  }

  private func builtIn(_ words: LessonWords) throws -> [Lesson] {
    try BuiltInLesson.all.map { try $0.lesson(words) }
  }

  /// A name with no such file beside it may be that of a built-in lesson.
  private func lesson(_ name: String, _ words: LessonWords) throws -> Lesson {
    if FileKind(at: name) == nil {
      if let builtIn = BuiltInLesson.all.first(where: { $0.name == name }) {
        return try builtIn.lesson(words)
      }
      let names = BuiltInLesson.all.map(\.name)
      if !name.contains("/"), !name.contains(".") {
        let mend =
          Suggestion.nearest(to: name, among: names).map { "did you mean '\($0)'?" }
          ?? "give a file or one of them"
        warn(
          "\(name): no such file, and no built-in lesson (\(names.joined(separator: ", "))); \(mend)"
        )
        throw ExitCode(1)
      }
    }
    return try LessonReader.read(path: name, words)
  }

  /// In the explorer: the one that was named, or all of them to choose from.
  private func explore(_ words: LessonWords, _ source: WeightSource) throws {
    var explorer = try ExploreCommand.parse([])
    (explorer.options.weights, explorer.options.machine) = (weights, machine)
    explorer.terminal = terminal
    var lessons = try builtIn(words)
    if let name = named.first {
      let own = try lesson(name, words)
      lessons.removeAll { $0.name == own.name }
      lessons.insert(own, at: 0)
    }
    let keeper = ledger.map {
      LedgerKeeper(path: $0, of: lessons[0], empty: emptyLedger(lessons[0], source))
    }
    let progress = try keeper?.begin()
    try explorer.explore(
      Teaching(
        begins: .lessons(lessons, begin: named.isEmpty ? nil : 0, from: progress),
        handIn: { keeper?.take($0, $1) }))
    if keeper?.hasFailed == true { throw ExitCode(1) }
  }

  private func emptyLedger(
    _ lesson: Lesson, _ source: WeightSource, headless: Bool = false
  ) -> Ledger {
    Ledger(
      lesson, version: MobileNetExplorer.configuration.version,
      host: .present(machine.instructionSet), threads: machine.threads,
      weights: Ledger.Weights(name: source.name, sha256: source.checksum()), headless: headless)
  }

  private func play(_ lessons: [Lesson], _ source: WeightSource) throws {
    let facts = HostFacts(
      source, surfaces: try .builtIn(), threads: machine.threads,
      instructionSet: machine.instructionSet, clock: .host(speed: hostSpeed))
    let guesses = try self.guesses.map { try Guesses.read(path: $0) } ?? .wrong
    var isWritten = true
    for (place, lesson) in lessons.enumerated() {
      var ledger = emptyLedger(lesson, source, headless: true)
      // A place that can't be written is told before the lesson, not after it.
      isWritten = try write(ledger) && isWritten
      if place > 0 { try show("") }
      var failure: Result<Void, any Error> = .success(())
      try HeadlessPlay(lesson, facts, guesses: guesses).play(&ledger) { text in
        if case .success = failure { failure = Result { try show(text) } }
      }
      try failure.get()
      if isWritten { isWritten = try write(ledger) }
    }
    if !isWritten { throw ExitCode(1) }
  }

  /// Whether the ledger, where one is asked for, could be written; else a line says why not.
  private func write(_ ledger: Ledger) throws -> Bool {
    let problem = self.ledger.flatMap { ledger.write(to: $0) }
    if let problem { warn(problem) }
    return problem == nil
  }

  private func sumUp() throws {
    let ledgers = try named.map { (file: $0, ledger: try Ledger.read(path: $0)) }
    let summary = LedgerSummary(ledgers)
    try show(format == .csv ? summary.csv : summary.markdown)
  }
}
