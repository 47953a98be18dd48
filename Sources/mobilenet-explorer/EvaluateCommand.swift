import ArgumentParser
import Engine
import Measure
import MobileNet
import Reports
import Weights

/// `evaluate`: how often the network is right, over pictures and settings.
struct EvaluateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate",
    abstract: "Accuracy over pictures and settings.",
    discussion: """
      DATASET is a folder with a folder of pictures for each class (n01443537, or goldfish), a tar \
      archive of that, or a text file with a path, a tab and a class in each line.
      """)

  enum Format: String, OutputFormat {
    case text, json, csv
    static let help: ArgumentHelp = "Output: text, json or csv (one line a setting)."
  }

  @OptionGroup var grid: GridOptions

  @OptionGroup var machine: MachineOptions

  @OptionGroup var precision: PrecisionOption

  @Argument(
    help: ArgumentHelp("The data set; with --merge: the parts' JSON files.", valueName: "dataset"),
    completion: .file())
  var paths: [String]

  @Option(
    help: """
      Networks at once, each on a thread of its own; else one for each core, or a single one where \
      --threads gives it several.
      """)
  var workers: Int?

  @Option(
    help: ArgumentHelp("Measure the i-th of n equal parts of the pictures.", valueName: "i/n"))
  var shard: Shard?

  @Flag(help: "Add up the results of several parts instead of measuring.")
  var merge = false

  @Option(
    help: ArgumentHelp(
      "Boxes in the pictures, to tell how often the network points into them.",
      discussion: "A path, a tab and left, top, right, bottom in each line.", valueName: "file"),
    completion: .file())
  var boxes: String?

  @Option(
    help: ArgumentHelp(
      "Keep the result in this JSON file; where it is there already, go on from it.",
      valueName: "file"), completion: .file())
  var resume: String?

  @OptionGroup var output: OutputOptions<Format>

  func validate() throws {
    if merge, boxes != nil {
      throw ValidationError("--merge measures nothing: leave --boxes out")
    }
    if merge, resume != nil || shard != nil {
      throw ValidationError("--merge measures nothing: leave --resume and --shard out")
    }
    if !merge, paths.count != 1 {
      throw ValidationError("evaluate takes one data set; with --merge, results of its parts")
    }
    guard let workers else { return }
    try checkThreads(workers, option: "--workers")
    if workers > 1, machine.threads > 1 {
      throw ValidationError(
        "--workers \(workers): networks that run at once have one thread each; leave --threads out")
    }
  }

  func run() throws {
    try reportingFailures {
      if merge {
        let result = try merged()
        try show(text(result))
        try checkAccuracy(result)
      } else {
        try measure(paths[0])
      }
    }
  }

  // MARK: Measuring

  private func measure(_ path: String) throws {
    let (family, loaded) = try grid.weights.family()
    let settings = try settings(family)
    let weights = try WeightSet(family, for: settings, loaded: loaded)
    warnOfAssumption(weights.sources.map(\.description), in: precision.precision)
    let workers = workers ?? (machine.threads > 1 ? 1 : Processor.coreCount)
    try Processor.reserve(threads: max(workers, machine.threads))
    let plan = Evaluation.Plan(
      dataset: try Dataset(path: path, classes: weights.classes), weights: weights,
      settings: settings, shard: shard ?? .whole,
      instructionSet: machine.instructionSet, precision: precision.precision, workers: workers,
      threads: machine.threads,
      boxes: try boxes.map { path throws(MeasureError) in try PictureBoxes(path: path) })
    if let boxes { try plan.checkBoxes(file: boxes) }
    for sentence in leftOut(plan.dataset, family) { warn(sentence) }
    let evaluation = try Evaluation(plan)
    if let resume, ResultFile.exists(resume) {
      try evaluation.resume(EvaluationResult.read(path: resume), file: resume)
    }
    let interruption = try Interruption()
    try run(evaluation, until: interruption)
    try show(text(evaluation.result))
    interruption.endProcessIfCome()
    try checkAccuracy(evaluation.result)
  }

  /// Without a single picture there is no accuracy; only a part of nothing needs none.
  private func checkAccuracy(_ result: EvaluationResult) throws {
    if result.planned == 0 || result.hasAccuracy { return }
    warn("\(result.dataset): not a single picture could be read, so there is no accuracy")
    throw ExitCode(1)
  }

  /// What is not measured, and why.
  private func leftOut(_ dataset: Dataset, _ family: WeightFamily) -> [String] {
    [
      (dataset.leftOut.unclassed, "picture", "in no class of \(family.name)"),
      (
        dataset.leftOut.otherFormats, "picture",
        "of a format that is not read; convert to JPEG, PNG, PPM or PGM"
      ),
      (
        dataset.leftOut.unreadableMembers, "member",
        "of the archive: a link that leads to no file in it, or a sparse file"
      ),
    ].filter { $0.0 > 0 }.map { count, noun, reason in
      "\(dataset.path): left out \(Figure.counted(count, noun)) \(reason)"
    }
  }

  private func settings(_ family: WeightFamily) throws -> [Setting] {
    let settings = try grid.settings(beside: family, allowsStandIns: false)
    for setting in settings {
      if case .failure(let mismatch) = family.member(for: setting) {
        throw ValidationError(
          "\(family.name): \(mismatch.sentence()); only where it was trained it has an accuracy")
      }
    }
    return settings
  }

  /// Works, shows how far it is, and keeps what it has.
  private func run(_ evaluation: Evaluation, until interruption: Interruption) throws {
    let begun = evaluation.result
    let progress = ProgressBar(
      ProgressLine(
        title: "evaluate", unit: "pictures", total: begun.planned, before: begun.seen))
    let keeper = ResultKeeper(path: resume)
    try keeper.save(begun.json)  // where it can't be written, better now than in an hour
    let isStopped: @Sendable () -> Bool = { interruption.hasCome || keeper.hasFailed }
    evaluation.run(isStopped: isStopped) { news in
      if !news.notices.isEmpty { progress.clear() }
      for sentence in news.notices { warn(sentence) }
      progress.show(done: news.result.seen)
      keeper.saveIfDue(news.result.json)
    }
    progress.clear()
    let result = evaluation.result
    try keeper.save(result.json)
    warn(summary(pictures: result.seen - begun.seen, of: result, seconds: progress.seconds))
  }

  private func summary(pictures: Int, of result: EvaluationResult, seconds: Double) -> String {
    let kept = resume.map { "; the same command goes on from \($0)" } ?? ""
    let rest =
      result.isComplete
      ? "" : ", \(Figure.grouped(result.planned - result.seen)) left\(kept)"
    let work =
      Figure.counted(pictures, "picture") + " × "
      + Figure.counted(result.accuracies.count, "setting")
    // Nothing was left to do, or nothing was done: then there is no speed.
    guard pictures > 0, seconds > 0 else { return work + rest }
    let rate = Figure.significant(Double(pictures) / seconds)
    return "\(work) in \(Figure.significant(seconds)) s: \(rate) pictures/s\(rest)"
  }

  // MARK: Merging

  private func merged() throws -> EvaluationResult {
    var merged = try EvaluationResult.read(path: paths[0])
    for path in paths.dropFirst() {
      try merged.merge(EvaluationResult.read(path: path), file: path)
    }
    let missing = (1...merged.shardCount).filter { !merged.shards.contains($0) }
    if !missing.isEmpty {
      let parts = missing.map(String.init).joined(separator: ", ")
      warn(missing.count == 1 ? "part \(parts) is missing" : "parts \(parts) are missing")
    }
    if !merged.isComplete {
      warn("still to be measured: \(Figure.counted(merged.planned - merged.seen, "picture"))")
    }
    return merged
  }

  private func text(_ result: EvaluationResult) throws -> String {
    switch output.form {
    case .text: result.text
    case .json: try result.json()
    case .csv: result.csv
    }
  }
}

extension Shard: ExpressibleByArgument {
  public init?(argument: String) {
    self.init(argument)
  }
}
