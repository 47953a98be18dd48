import ArgumentParser
import Measure
import Screen
import Weights

#if canImport(Glibc)
  import Glibc
#endif

/// `weights`: what weights there are, and what a file holds.
struct WeightsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "weights",
    abstract: "The model library: list, show, verify and import weights.",
    discussion: """
      Files: TFLite, or safetensors of Hugging Face, timm or this program. The library is the folder \
      mobilenet-explorer in $XDG_DATA_HOME or ~/.local/share.
      """,
    subcommands: [ListCommand.self, ShowCommand.self, VerifyCommand.self, ImportCommand.self],
    defaultSubcommand: ListCommand.self)

  struct LibraryOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Another folder as the model library.", valueName: "folder"))
    var library: String?

    func opened() throws -> ModelLibrary {
      if let library { return ModelLibrary(folder: library) }
      let standard = ModelLibrary.standard { getenv($0).map { String(cString: $0) } }
      guard let standard else {
        throw ValidationError("neither XDG_DATA_HOME nor HOME tells a folder: give --library")
      }
      return standard
    }
  }

  struct ListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list", abstract: "The built-in weights and the library's files.")

    @OptionGroup var options: LibraryOptions

    @Flag(help: "One JSON object instead of text.")
    var json = false

    func run() throws {
      try reportingFailures {
        var usable = [WeightSummary(try WeightSource.builtIn())]
        var unusable: [WeightsError] = []
        for entry in try options.opened().entries() {
          switch entry {
          case .usable(let summary): usable.append(summary)
          case .unusable(let error): unusable.append(error)
          }
        }
        for error in unusable where !json { warn(error.description) }
        print(json ? try WeightSummary.json(usable, unusable: unusable) : weightsText(usable))
      }
    }
  }

  struct ShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "show", abstract: "What a file of weights holds.")

    @Argument(help: "The file, or built-in.")
    var file: String

    @Flag(help: "One JSON object instead of text.")
    var json = false

    func run() throws {
      try reportingFailures {
        let summary = WeightSummary(try WeightSource.named(file))
        print(json ? try WeightSummary.json([summary]) : weightsText(summary))
      }
    }
  }

  struct VerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "verify",
      abstract: "Reads all of each file: its structure, every shape, every value.")

    @Argument(help: "The files, or built-in.")
    var files: [String]

    @Flag(help: "One JSON object instead of text.")
    var json = false

    func run() throws {
      try reportingFailures {
        var sound: [WeightSummary] = []
        var unusable: [WeightsError] = []
        for file in files {
          do {
            let summary = WeightSummary(try WeightSource.named(file))
            sound.append(summary)
            if !json { print("\(visible(file)): sound, SHA-256 \(summary.checksum)") }
          } catch let error as WeightsError {
            unusable.append(error)
            if !json { warn(error.description) }
          }
        }
        if json { print(try WeightSummary.json(sound, unusable: unusable)) }
        if !unusable.isEmpty { throw ExitCode(1) }
      }
    }
  }

  struct ImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "import", abstract: "Copies weights that can be read into the library.")

    @OptionGroup var options: LibraryOptions

    @Argument(help: "The files.")
    var files: [String]

    func run() throws {
      try reportingFailures {
        let library = try options.opened()
        for file in files { print(visible(try library.add(file))) }
      }
    }
  }
}
