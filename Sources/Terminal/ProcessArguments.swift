import CTerminal
import Files

/// The command line as the process was given it.
public enum ProcessArguments {
  /// The program's name, then its arguments; file names among them need not be UTF-8.
  ///
  /// Swift's own list comes by way of `/proc` and is empty where that is missing, as in some sandboxes
  /// and chroots.
  public static var words: [String] {
    let count = argument_count()
    guard count >= 0 else { return CommandLine.arguments }
    return (0..<count).compactMap { argument_word($0).map { String(systemPath: $0) } }
  }
}
