import MobileNet

/// The words of a line, taken one after the other. What is wrong is thrown without its place.
struct WordList {
  private var rest: ArraySlice<String>
  private var last: String
  let words: LessonWords

  /// - Parameters:
  ///   - line: words between blanks.
  ///   - words: what may be named.
  init(_ line: String, _ words: LessonWords) {
    rest = line.split(separator: " ").map(String.init)[...]
    last = line
    self.words = words
  }

  var isEmpty: Bool { rest.isEmpty }
  var next: String? { rest.first }

  /// Takes the word if it is the next one.
  mutating func take(_ word: String) -> Bool {
    guard rest.first == word else { return false }
    rest.removeFirst()
    last = word
    return true
  }

  /// The next word, whatever it is.
  mutating func word(wanted: [String]) throws(LessonProblem) -> String {
    guard let word = rest.popFirst() else { throw .missingWord(after: last, known: wanted) }
    last = word
    return word
  }

  /// The next word, one of those known.
  mutating func choice<Choice>(
    _ what: String, _ known: [(name: String, value: Choice)]
  ) throws(LessonProblem) -> Choice {
    let names = known.map(\.name)
    let word = try word(wanted: names)
    guard let found = known.first(where: { $0.name == word }) else {
      throw .unknown(what: what, word: word, known: names)
    }
    return found.value
  }

  mutating func number(_ what: String, wanted: String) throws(LessonProblem) -> Double {
    let word = try word(wanted: [wanted])
    guard let number = plainNumber(word) else {
      throw .badValue(what: what, word: word, wanted: wanted)
    }
    return number
  }

  /// All words that are left, as they stand.
  mutating func remainder() -> String {
    defer { rest = [] }
    return rest.joined(separator: " ")
  }

  /// - Throws: where a word is left.
  mutating func end(known: [String]) throws(LessonProblem) {
    if let word = rest.first { throw .unknown(what: "word", word: word, known: known) }
  }
}

/// A number as people write it, at least 0: no `nan`, no `0x1p3`, no exponent.
func plainNumber(_ text: some StringProtocol) -> Double? {
  guard !text.isEmpty, text.count <= 20,
    text.utf8.allSatisfy({ (0x30...0x39).contains($0) || $0 == 0x2E })
  else { return nil }
  return Double(String(text))
}
