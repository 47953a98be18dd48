import ArgumentParser
import LibC
import Weights

/// Where the model library lies.
struct LibraryOptions: ParsableArguments {
  @Option(
    name: .customLong("library"),
    help: ArgumentHelp(
      "The model library's folder; else mobilenet-explorer in $XDG_DATA_HOME or ~/.local/share.",
      valueName: "folder"), completion: .directory)
  var folder: String?

  /// Nil where nobody says where it lies.
  var opened: ModelLibrary? {
    if let folder { return ModelLibrary(folder: folder) }
    return ModelLibrary.standard { getenv($0).map { String(cString: $0) } }
  }

  /// The same where it is needed.
  func library() throws -> ModelLibrary {
    guard let opened else {
      throw ValidationError("neither XDG_DATA_HOME nor HOME tells a folder: give --library")
    }
    return opened
  }
}
