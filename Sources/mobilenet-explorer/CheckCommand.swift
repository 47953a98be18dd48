import ArgumentParser
import Lessons

/// `check`: a student's table of layers, graded.
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "A student's table of layers, graded row by row, with the likely mistake.",
    discussion: """
      The table is CSV with a line of names: name (conv0, block1.dw, … or total), and any of \
      multiply_adds, parameters and output (48x48x16). Rounded figures such as 44.0 M are right where \
      they round right. Exit status 0 where all rows are right, 1 where not.
      """)

  @Argument(help: ArgumentHelp("The table.", valueName: "file.csv"), completion: .file())
  var file: String

  @OptionGroup var options: SettingOptions

  func run() throws {
    try reportingFailures {
      let setting = try options.setting(beside: options.source())
      let grading = Grading(try StudentTable.read(path: file), of: setting)
      try show(grading.text)
      if !grading.isAllRight { throw ExitCode(1) }
    }
  }
}
