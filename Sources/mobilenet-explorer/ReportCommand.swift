import ArgumentParser
import Engine
import Measure
import MobileNet
import Pictures
import Screen
import Weights

/// `report`: one setting, without a screen.
struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report", abstract: "One setting as text, JSON or CSV.")

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text, json, csv
  }

  @OptionGroup var options: SettingOptions

  @Argument(help: "The picture: a JPEG, PNG, PPM or PGM file, or the name of a built-in photo.")
  var image: String?

  @Option(help: "Timed runs.")
  var runs = 20

  @Option(help: "Output: text, json or csv (one line a layer).")
  var format: Format?

  @Flag(help: "The same as --format json.")
  var json = false

  @Flag(help: "Adds all logits to the JSON.")
  var logits = false

  @Option(
    help: ArgumentHelp(
      "Instead of a picture: a safetensors file with a tensor input [side, side, 3], normalised.",
      valueName: "file"))
  var input: String?

  @Option(help: ArgumentHelp("Writes what the network is fed to this file.", valueName: "file"))
  var saveInput: String?

  func validate() throws {
    if !(1...100_000).contains(runs) {
      throw ValidationError("--runs \(runs): give 1 to 100000")
    }
    if json, let format, format != .json {
      throw ValidationError("--json and --format \(format.rawValue) disagree: give one of them")
    }
    if logits, !json, format != .json {
      throw ValidationError("--logits goes with --json")
    }
    if input != nil, image != nil {
      throw ValidationError("--input takes the picture's place: give one of them")
    }
  }

  func run() throws {
    try reportingFailures {
      guard options.weights.count <= 1 else {
        throw ValidationError("--weights: report takes one file or folder")
      }
      let source = try options.source()
      let setting = try options.setting(beside: source)
      try Processor.reserve(threads: options.threads)
      let request = ReportRequest(
        setting: setting, source: source, threads: options.threads,
        instructionSet: options.instructionSet, runs: runs, input: try fed(setting),
        seed: options.seed)
      if let saveInput {
        try InputTensor.write(request.tensor, side: setting.side, path: saveInput)
      }
      try show(text(Report(request)))
    }
  }

  private func fed(_ setting: Setting) throws -> ReportRequest.Input {
    if let input { return .tensor(try InputTensor.read(path: input, side: setting.side)) }
    let named = NamedPicture(image ?? NamedPicture.defaultName)
    let picture = try named.decode()
    if let notice = picture.notice(file: named.argument) { warn(notice) }
    return .picture(picture, path: named.argument)
  }

  private func text(_ report: Report) throws -> String {
    switch json ? .json : format ?? .text {
    case .text: reportText(report)
    case .json: try report.json(withLogits: logits)
    case .csv: report.csv
    }
  }
}
