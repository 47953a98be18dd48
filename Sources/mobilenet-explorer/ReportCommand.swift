import ArgumentParser
import Engine
import Files
import Measure
import MobileNet
import Pictures
import Reports
import Weights

/// `report`: one setting, without a screen.
struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report", abstract: "One setting as text, JSON or CSV.",
    discussion: """
      Of several pictures, or a folder of them: the answers for each. One that can't be read is told \
      on stderr and does not stop the rest; the exit status is 1 then.
      """)

  enum Format: String, OutputFormat {
    case text, json, csv
    static let help: ArgumentHelp = """
      Output: text, json or csv (one line a layer; of several pictures with a column image).
      """
  }

  @OptionGroup var options: SettingOptions

  @Argument(
    help: """
      Pictures: JPEG, PNG, PPM or PGM files, folders of them, or built-in photos \
      (\(NamedPicture.photoNames.joined(separator: ", "))).
      """, completion: .list(NamedPicture.photoNames))
  var images: [String] = []

  @Option(
    help: "Timed runs; with --pin rounds in which both take turns, six at least for a verdict.")
  var runs = 20

  @OptionGroup var pin: PinOption

  @OptionGroup var output: OutputOptions<Format>

  @Flag(help: "Adds all logits to the JSON.")
  var logits = false

  @Option(
    help: ArgumentHelp(
      "Instead of a picture: a safetensors file with a tensor input [side, side, 3], normalised.",
      valueName: "file"), completion: .file())
  var input: String?

  @Option(
    help: ArgumentHelp("Writes what the network is fed to this file.", valueName: "file"),
    completion: .file())
  var saveInput: String?

  func validate() throws {
    if !(1...100_000).contains(runs) {
      throw ValidationError("--runs \(runs): give 1 to 100000")
    }
    if logits, output.form != .json {
      throw ValidationError("--logits goes with --json")
    }
    if input != nil, !images.isEmpty {
      throw ValidationError("--input takes the picture's place: give one of them")
    }
    if input != nil, pin.pin != nil {
      throw ValidationError("--pin feeds both networks one picture: leave --input out")
    }
    if saveInput != nil, isOfSeveral {
      throw ValidationError("--save-input: give one picture, not several or a folder")
    }
  }

  func run() throws {
    try reportingFailures {
      let source = try options.source()
      let setting = try options.setting(beside: source)
      if input == nil {
        warnOfAssumption([source.description], in: options.precision.precision)
      }
      try Processor.reserve(threads: options.machine.threads)
      if isOfSeveral {
        try reportAll(setting, source)
      } else {
        try reportOne(setting, source)
      }
    }
  }

  /// By the arguments, not by what they lead to: a script knows which of the two forms it gets.
  private var isOfSeveral: Bool {
    images.count > 1 || images.contains { FileKind(at: $0) == .folder }
  }

  private func reportOne(_ setting: Setting, _ source: WeightSource) throws {
    let fed: ReportRequest.Input
    if let input {
      fed = .tensor(try InputTensor.read(path: input, side: setting.side))
    } else {
      fed = try picture(NamedPicture(images.first ?? NamedPicture.defaultName))
    }
    let request = try request(setting, source, fed)
    if let saveInput {
      try InputTensor.write(request.tensor, side: setting.side, path: saveInput)
    }
    let report = try Report(request)
    switch output.form {
    case .text: try show(report.text)
    case .json: try show(report.json(withLogits: logits))
    case .csv: try show(report.csv)
    }
  }

  private func reportAll(_ setting: Setting, _ source: WeightSource) throws {
    let pictures = try NamedPicture.listed(images)
    let progress = ProgressBar(
      ProgressLine(title: "report", unit: "pictures", total: pictures.count))
    var reports: [Report] = []
    let request = try request(setting, source, .tensor([]))
    for (done, named) in pictures.enumerated() {
      progress.show(done: done)
      do {
        var request = request
        request.input = try picture(named)
        reports.append(try Report(request))
      } catch {
        progress.clear()
        warn(String(describing: error))
      }
    }
    progress.clear()
    if !reports.isEmpty {
      switch output.form {
      case .text: try show(Report.text(reports))
      case .json: try show(Report.json(reports, withLogits: logits))
      case .csv: try show(Report.csv(reports))
      }
    }
    if reports.count < pictures.count { throw ExitCode(1) }
  }

  private func request(
    _ setting: Setting, _ source: WeightSource, _ input: ReportRequest.Input
  ) throws -> ReportRequest {
    var request = ReportRequest(
      setting: setting, source: source, threads: options.machine.threads,
      instructionSet: options.machine.instructionSet, precision: options.precision.precision,
      runs: runs, input: input, seed: options.seed)
    request.surfaces = try .builtIn()
    request.pinned = try pin.pinned(
      beside: WeightFamily(source.description), fed: options.weights.preprocessingWords)
    guard let pinned = request.pinned else { return request }
    try Processor.reserve(threads: max(pinned.threads, options.machine.threads))
    // So that what can't be read is told before anything is measured.
    if let member = try? pinned.weights.member(for: pinned.setting).get(),
      member != source.description
    {
      request.pinnedSource = try .read(member)
    }
    return request
  }

  private func picture(_ named: NamedPicture) throws -> ReportRequest.Input {
    let picture = try named.checked().decode()
    if let notice = picture.notice(file: named.argument) { warn(notice) }
    return .picture(picture, path: named.argument)
  }
}
