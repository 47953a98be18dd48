import CEmbedded
import Engine

/// What `--version` tells.
enum Version {
  static let number = "0.1.0"

  /// The number, the commit where the build has told it, and what the kernels are compiled for.
  static var text: String {
    let commit = String(cString: embedded_commit())
    let compiled = InstructionSet.compiled.map(\.title).joined(separator: ", ")
    return """
      \(number)\(commit.isEmpty ? "" : ", commit \(commit)")
      instruction sets: \(compiled); used here: \(InstructionSet.best.title)
      """
  }
}
