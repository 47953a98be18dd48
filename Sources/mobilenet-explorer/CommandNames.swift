import ArgumentParser

/// Finds words that are no command though they stand in the place of one, and files that look like
/// options.
///
/// The parser takes the first for pictures of the explorer, or overlooks them behind `help`; the others
/// for single letters, of which one may be `-h`.
enum CommandNames {
  /// - Throws: a sentence with what was probably meant.
  static func check(_ arguments: [String]) throws {
    let options = arguments.prefix { $0 != "--" }.filter { $0.hasPrefix("-") && $0.count > 2 }
    if let word = options.first(where: { $0.dropFirst().first?.isLetter == true }) {
      throw ValidationError("\(word): no such option; give a file of this name as ./\(word)")
    }
    var words = arguments[...]
    let isHelp = words.first == "help"
    if isHelp { words.removeFirst() }
    var command: any ParsableCommand.Type = MobileNetExplorer.self
    while let word = words.first, !word.hasPrefix("-") {
      let commands = command.configuration.subcommands
      if let next = commands.first(where: { $0.configuration.commandName == word }) {
        command = next
        words.removeFirst()
        continue
      }
      let mayBePicture = command == MobileNetExplorer.self && !isHelp
      guard isHelp || !commands.isEmpty else { return }
      try refuse(word, names: commands.compactMap { $0.configuration.commandName }, mayBePicture)
      return
    }
  }

  private static func refuse(_ word: String, names: [String], _ mayBePicture: Bool) throws {
    let nearest = Suggestion.nearest(to: word, among: names)
    if mayBePicture {
      guard let nearest, !NamedPicture(word).isThere else { return }
      throw ValidationError("\(word): neither a command nor a picture; did you mean '\(nearest)'?")
    }
    let mend =
      nearest.map { "did you mean '\($0)'?" }
      ?? (names.isEmpty ? "leave it out" : "give one of \(names.joined(separator: ", "))")
    throw ValidationError("\(word): no such command; \(mend)")
  }
}
