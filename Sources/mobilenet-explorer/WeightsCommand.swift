import ArgumentParser
import LibC
import Measure
import Reports
import Weights

/// `weights`: what weights there are, and what a file holds.
struct WeightsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "weights",
    abstract: "The model library: list, show, verify, import and fetch weights.",
    discussion: """
      Files: TFLite, or safetensors of Hugging Face, timm or this program. The library is the folder \
      mobilenet-explorer in $XDG_DATA_HOME or ~/.local/share.
      """,
    subcommands: [
      ListCommand.self, ShowCommand.self, VerifyCommand.self, ImportCommand.self, FetchCommand.self,
    ],
    defaultSubcommand: ListCommand.self)

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
        for entry in try options.library().entries() {
          switch entry {
          case .usable(let summary): usable.append(summary)
          case .unusable(let error): unusable.append(error)
          }
        }
        for error in unusable where !json { warn(error.description) }
        try show(
          json ? try WeightSummary.json(usable, unusable: unusable) : WeightSummary.text(usable))
      }
    }
  }

  struct ShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "show", abstract: "What a file of weights holds.")

    @Argument(help: "The file, or built-in.", completion: .file())
    var file: String

    @Flag(help: "One JSON object instead of text.")
    var json = false

    func run() throws {
      try reportingFailures {
        let summary = WeightSummary(try WeightSource.named(file))
        try show(json ? try WeightSummary.json([summary]) : summary.text)
      }
    }
  }

  struct VerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "verify",
      abstract: "Reads all of each file: its structure, every shape, every value.")

    @Argument(help: "The files, or built-in.", completion: .file())
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
            if !json { try show("\(visible(file)): sound, SHA-256 \(summary.checksum)") }
          } catch let error as WeightsError {
            unusable.append(error)
            if !json { warn(error.description) }
          }
        }
        if json { try show(WeightSummary.json(sound, unusable: unusable)) }
        if !unusable.isEmpty { throw ExitCode(1) }
      }
    }
  }

  struct ImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "import", abstract: "Copies weights that can be read into the library.")

    @OptionGroup var options: LibraryOptions

    @Argument(help: "The files.", completion: .file())
    var files: [String]

    func run() throws {
      try reportingFailures {
        let library = try options.library()
        for file in files { try show(visible(try library.add(file))) }
      }
    }
  }

  struct FetchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "fetch",
      abstract: "Fetches Google's MobileNets for ImageNet into the library.",
      discussion: """
        Without a name: lists the names. Needs curl and gzip; what was interrupted goes on where it \
        stopped.
        """)

    @OptionGroup var options: LibraryOptions

    @Option(
      help: ArgumentHelp("Where the archives lie: for mirrors.", valueName: "url"))
    var baseURL = Download.base

    @Argument(
      help: "Such as mobilenet_v1_0.5_160_quant.", completion: .list(Download.all.map(\.name)))
    var names: [String] = []

    func run() throws {
      try reportingFailures {
        guard !names.isEmpty else { return try show(Download.text(Download.all)) }
        let downloads = try names.map { name in
          guard let download = Download.all.first(where: { $0.name == name }) else {
            let mend =
              Suggestion.nearest(to: name, among: Download.all.map(\.name))
              .map { "did you mean '\($0)'?" } ?? "weights fetch lists the names"
            throw ValidationError("\(name): no such weights; \(mend)")
          }
          return download
        }
        let library = try options.library()
        for download in downloads {
          try show(
            visible(try Fetch(download: download, baseURL: baseURL, library: library).run()))
        }
      }
    }
  }
}
