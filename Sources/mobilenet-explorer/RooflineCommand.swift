import ArgumentParser
import Engine
import Measure
import Reports

/// `roofline`: each layer against what this host can do at best.
struct RooflineCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "roofline",
    abstract: "Each layer against this host's ceilings: what limits it.",
    discussion: """
      The ceilings are measured first: multiply-adds a second on registers, and bytes a second read \
      from each cache and from memory. A layer's roof is the lower of the peak and of what its bytes \
      allow from the nearest level that holds them all.
      """)

  enum Format: String, OutputFormat {
    case text, json, csv, svg
    static let help: ArgumentHelp = "Output: text, json, csv (one line a layer) or svg."
  }

  @OptionGroup var options: SettingOptions

  @Option(help: "Timed runs.")
  var runs = 50

  @OptionGroup var output: OutputOptions<Format>

  func validate() throws {
    if !(1...100_000).contains(runs) {
      throw ValidationError("--runs \(runs): give 1 to 100000")
    }
  }

  func run() throws {
    try reportingFailures {
      let source = try options.source()
      let setting = try options.setting(beside: source)
      try Processor.reserve(threads: options.machine.threads)
      let (roofline, report) = try Roofline.measure(
        source, setting: setting, instructionSet: options.machine.instructionSet,
        precision: options.precision.precision, threads: options.machine.threads, runs: runs,
        seed: options.seed)
      switch output.form {
      case .text: try show(roofline.text(of: report))
      case .json: try show(roofline.json(of: report))
      case .csv: try show(roofline.csv)
      case .svg: try show(roofline.svg(of: report))
      }
    }
  }
}
