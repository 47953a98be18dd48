import ArgumentParser

/// The forms that a command can give its result in: the values of `--format`.
protocol OutputFormat: CaseIterable, Equatable, ExpressibleByArgument, RawRepresentable<String> {
  static var text: Self { get }
  static var json: Self { get }
  /// What `--help` says of `--format`.
  static var help: ArgumentHelp { get }
}

/// How a command writes its result.
struct OutputOptions<Format: OutputFormat>: ParsableArguments {
  @Option(help: Format.help)
  var format: Format?

  @Flag(help: "The same as --format json.")
  var json = false

  /// The form asked for, text where none was.
  var form: Format { json ? .json : format ?? .text }

  func validate() throws {
    if json, let format, format != .json {
      throw ValidationError("--json and --format \(format.rawValue) disagree: give one of them")
    }
  }
}
