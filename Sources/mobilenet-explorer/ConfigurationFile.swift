import ArgumentParser
import Files
import LibC
import Reports

/// The user's own defaults for the explorer, for lessons and for the tour: lines such as `theme = light`.
///
/// Its names are those of options about the terminal, and `threads`. What it says is put before the words of the
/// command line, so that these win; of the environment, `NO_COLOR` wins over it. It is only read, never written.
struct ConfigurationFile {
  /// The options that it stands for.
  private(set) var words: [String] = []
  /// One sentence for each line that was skipped.
  private(set) var problems: [String] = []

  /// What options of the same name take.
  private static let options = ["color", "theme", "threads"]
  /// What stands for `--name` where it is on, and for `--no-name` where it is off and the program has that.
  private static let flags = [
    "ascii", "utf8", "narrow", "linear", "present", "mouse", "clipboard",
  ]
  private static let mayBeOff = ["mouse", "clipboard"]

  /// More than that is no such file.
  private static let longest = 64 * 1024

  /// Reads the lines of a file.
  ///
  /// - Parameters:
  ///   - text: its content.
  ///   - name: how sentences call it.
  ///   - noColor: the value of `NO_COLOR`.
  init(text: String, named name: String, noColor: String? = nil) {
    for (place, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      let content = trimmed(line.prefix { $0 != "#" })
      if content.isEmpty { continue }
      do throws(Problem) {
        let added = try Self.words(of: content)
        let isOverruled = added.first == "--color" && !(noColor ?? "").isEmpty
        if !isOverruled { words += added }
      } catch {
        problems.append("\(name), line \(place + 1): \(error.sentence); the line is skipped")
      }
    }
  }

  private struct Problem: Error {
    let sentence: String
  }

  private static func words(of line: String) throws(Problem) -> [String] {
    let parts = line.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2 else {
      throw Problem(sentence: "'\(line)' has no '='; write name = value")
    }
    let (name, value) = (trimmed(parts[0]), trimmed(parts[1]))
    if flags.contains(name) { return try words(ofFlag: name, value) }
    guard options.contains(name) else {
      let known = options + flags
      let mend =
        Suggestion.nearest(to: name, among: known).map { "did you mean '\($0)'?" }
        ?? "give one of \(known.joined(separator: ", "))"
      throw Problem(sentence: "no setting '\(name)'; \(mend)")
    }
    let words = ["--\(name)", value]
    do {
      _ = try Checked.parse(words)
    } catch {
      let message = Suggestion.completing(Checked.message(for: error))
      let first = message.prefix { $0 != "\n" }
      throw Problem(sentence: String(first.hasSuffix(".") ? first.dropLast() : first))
    }
    return words
  }

  private static func words(ofFlag name: String, _ value: String) throws(Problem) -> [String] {
    switch value {
    case "on": return ["--\(name)"]
    case "off": return mayBeOff.contains(name) ? ["--no-\(name)"] : []
    default: throw Problem(sentence: "\(name) = \(value): write on or off")
    }
  }

  /// What the values are tried on.
  private struct Checked: ParsableArguments {
    @OptionGroup var terminal: TerminalFlags
    @OptionGroup var machine: MachineOptions
  }
}

extension ConfigurationFile {
  /// The user's file, read once.
  static let own = ConfigurationFile(path: path(environment), noColor: environment("NO_COLOR"))

  /// Nothing where there is no such file, as for most users.
  init(path: String?, noColor: String?) {
    self.init(text: "", named: "")
    guard let path else { return }
    do throws(UnreadableFile) {
      let bytes = try ReadableFile(path: path).contents(limit: Self.longest)
      guard let text = String(validating: bytes, as: UTF8.self) else {
        problems = ["\(path): no text in UTF-8; it is skipped"]
        return
      }
      self.init(text: text, named: path, noColor: noColor)
    } catch {
      if !error.isAbsent { problems = ["\(error); no settings are taken from it"] }
    }
  }

  /// `mobilenet-explorer/config` among the user's configuration; nil where there is no home.
  static func path(_ variable: (String) -> String?) -> String? {
    userFolder("XDG_CONFIG_HOME", atHome: ".config", variable)
      .map { "\($0)/mobilenet-explorer/config" }
  }

  /// Puts the file's words in front of the user's own, for the commands that are about the terminal.
  ///
  /// - Parameter arguments: the command line without the program's name.
  /// - Returns: what to parse.
  static func completing(_ arguments: [String]) -> [String] {
    guard isAsked(by: arguments) else { return arguments }
    own.problems.forEach(warn)
    let command = arguments.first.flatMap { commands.contains($0) ? $0 : nil }
    return (command.map { [$0] } ?? []) + own.words + arguments.dropFirst(command == nil ? 0 : 1)
  }

  /// Whether the command is one that it is about, and it may be read.
  private static func isAsked(by arguments: [String]) -> Bool {
    let options = arguments.prefix { $0 != "--" }
    let isOther = arguments.first.map {
      MobileNetExplorer.commandNames.contains($0) && !commands.contains($0)
    }
    return !(isOther ?? false) && options.allSatisfy { !leftAlone.contains($0) }
  }

  private static let commands = ["explore", "lesson", "tour"]
  private static let leftAlone = ["--no-config", "--version", "--help", "-h", "--headless"]
}
