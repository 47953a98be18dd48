import ArgumentParser
import Explorer
import Files
import Lessons
import Measure
import Pictures
import Reports
import Weights

/// `lesson`: lessons played without a screen, listed, and summed up.
struct LessonCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lesson",
    abstract: "Lessons: plays them without a screen, lists them, sums up ledgers.",
    discussion: """
      A lesson is a Markdown file that asks first and then computes or measures here; \
      '--list' names the built-in ones. '--headless' tells before class whether a lesson works on this \
      host: it answers the questions and looks for a setting that does each task. Exit status 1 and one \
      line where a step does not work here.
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

  func validate() throws {
    guard [list, headless, summary].count(where: { $0 }) == 1 else {
      throw ValidationError("lesson: give one of --headless, --list, --summary")
    }
    if summary, named.isEmpty {
      throw ValidationError("lesson --summary: no ledger; give the files that --ledger has written")
    }
    if list, !named.isEmpty {
      throw ValidationError("lesson --list: takes no lesson; leave \(named[0]) out")
    }
    if !headless, guesses != nil || ledger != nil || hostSpeed != 1 {
      throw ValidationError("--guesses, --ledger and --host-speed go with --headless")
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
      let words = LessonWords.explorer(source)
      if list { return try show(LessonList(try builtIn(words)).text) }
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

  private func play(_ lessons: [Lesson], _ source: WeightSource) throws {
    let facts = HostFacts(
      source, surface: try .builtIn(), threads: machine.threads,
      instructionSet: machine.instructionSet, clock: .host(speed: hostSpeed))
    let guesses = try self.guesses.map { try Guesses.read(path: $0) } ?? .wrong
    var isWritten = true
    for (place, lesson) in lessons.enumerated() {
      var ledger = Ledger(
        lesson, version: MobileNetExplorer.configuration.version,
        host: .present(machine.instructionSet), threads: machine.threads,
        weights: Ledger.Weights(name: source.name, sha256: source.checksum()), headless: true)
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
    guard let path = self.ledger else { return true }
    do throws(MeasureError) {
      try ResultFile.write(try jsonLine(ledger), to: path)
      return true
    } catch {
      warn(error.description)
      return false
    }
  }

  private func sumUp() throws {
    let ledgers = try named.map { (file: $0, ledger: try Ledger.read(path: $0)) }
    let summary = LedgerSummary(ledgers)
    try show(format == .csv ? summary.csv : summary.markdown)
  }
}

/// A ledger is always JSON: its values are finite.
private func jsonLine(_ ledger: Ledger) throws(MeasureError) -> String {
  do {
    return try ledger.json() + "\n"
  } catch {
    throw .notAResult(file: "ledger", problem: "\(error)")
  }
}

extension LessonWords {
  /// What lessons may name in this explorer, on some weights.
  static func explorer(_ source: WeightSource) -> LessonWords {
    func names<Names: CaseIterable & RawRepresentable<String>>(_: Names.Type) -> Values {
      .oneOf(Names.allCases.map(\.rawValue))
    }
    return LessonWords(
      pictures: SamplePhoto.all.map(\.name),
      view: [
        ViewOption("view", names(OpenedView.self)), ViewOption("layer", .layer),
        ViewOption("sort", names(LayerOrder.self)), ViewOption("detail", .flag),
        ViewOption("activation", names(ActivationView.self)), ViewOption("tile", .number),
        ViewOption("axis", names(SettingCost.self)), ViewOption("scale", names(AxisScale.self)),
        ViewOption("budget", .number), ViewOption("point", .text),
        ViewOption("focus", .oneOf(Pane.allValueStrings)), ViewOption("zoom", .flag),
      ],
      limits: source.limits(allowsStandIns: true))
  }
}
