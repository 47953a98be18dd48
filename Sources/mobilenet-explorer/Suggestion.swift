/// What was probably meant by a mistyped word.
enum Suggestion {
  /// The nearest of some names, where one is near: one slip for each three letters.
  static func nearest(to word: String, among names: [String]) -> String? {
    let letters = Array(word.lowercased())
    guard (1...40).contains(letters.count) else { return nil }
    let limit = max(1, letters.count / 3)
    let near = names.map { (name: $0, slips: slips(letters, Array($0.lowercased()))) }
    return near.filter { $0.slips <= limit }.min { $0.slips < $1.slips }?.name
  }

  /// Letters that are wrong, missing, too many, or swapped with their neighbour: the distance of
  /// optimal string alignment (Damerau 1964).
  private static func slips(_ one: [Character], _ other: [Character]) -> Int {
    var before: [Int] = []
    var row = Array(0...other.count)
    for (i, letter) in one.enumerated() {
      var next = [i + 1]
      for (j, wanted) in other.enumerated() {
        var least = min(row[j + 1] + 1, next[j] + 1, row[j] + (letter == wanted ? 0 : 1))
        if i > 0, j > 0, letter == other[j - 1], one[i - 1] == wanted {
          least = min(least, before[j - 1] + 1)
        }
        next.append(least)
      }
      (before, row) = (row, next)
    }
    return row[other.count]
  }

  /// Adds to the parser's sentence on a value that an option does not take, and lists those it takes,
  /// which one is nearest.
  static func completing(_ message: String) -> String {
    var lines = message.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    guard let start = lines[0].firstRange(of: "The value '")?.upperBound,
      let end = lines[0].firstRange(of: "' is invalid for ")?.lowerBound, start <= end,
      let list = message.firstRange(of: "Please provide one of ")
    else { return message }
    let names = values(in: message[list.upperBound...])
    if let name = nearest(to: String(lines[0][start..<end]), among: names) {
      let isOneLine = lines[0].hasSuffix(".")
      lines[0] += isOneLine ? " Did you mean '\(name)'?" : ""
      if !isOneLine { lines[0] = lines[0].dropLast(1) + " (did you mean '\(name)'?):" }
    }
    return lines.joined(separator: "\n")
  }

  /// `'text', 'json' or 'csv'.`, or a line with a dash for each.
  private static func values(in list: Substring) -> [String] {
    let lines = list.split(separator: "\n")
    guard lines[0].hasPrefix("'") else {
      return lines.dropFirst().filter { $0.hasPrefix("  - ") }.map { String($0.dropFirst(4)) }
    }
    let parts = lines[0].split(separator: "'", omittingEmptySubsequences: false)
    return parts.indices.filter { !$0.isMultiple(of: 2) }.map { String(parts[$0]) }
  }
}
