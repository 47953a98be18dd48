import Reports

/// Reads values as lessons and learners write them: `0.25`, `50 %`, `1.95M`, `tabby`.
enum ValueReader {
  /// One value; nil where it is none of this query. The text has no blanks at its ends; words are taken
  /// as they stand. `unit` is meant where none is written; nil for the query's first one.
  static func value(_ text: String, of query: Query, unit: LessonUnit? = nil) -> Value? {
    guard !text.isEmpty else { return nil }
    if query.quantity == .answer { return .words(text) }
    let digits = text.prefix { $0.isASCII && $0.isNumber || $0 == "." }
    let symbol = String(text[digits.endIndex...].drop { $0 == " " })
    let written = query.units.first { $0.symbol == symbol }
    guard let number = plainNumber(digits),
      let unit = symbol.isEmpty ? unit ?? query.units[0] : written
    else { return nil }
    return .number(number * unit.scale)
  }

  /// The options of a line: between commas where there are any, else between blanks.
  static func options(_ text: String, of query: Query) throws(LessonProblem) -> [Question.Option] {
    var parts: [String]
    if text.contains(",") || query.quantity == .answer {
      parts = text.split(separator: ",", omittingEmptySubsequences: false).map { trimmed($0) }
    } else {
      parts = []
      for word in text.split(separator: " ").map(String.init) {
        // A unit belongs to the number before it.
        let isUnit = query.units.contains { $0.symbol == word }
        if isUnit, !parts.isEmpty {
          parts[parts.count - 1] += " \(word)"
        } else {
          parts.append(word)
        }
      }
    }
    var options: [Question.Option] = []
    for part in parts {
      guard let value = value(part, of: query) else {
        throw .badValue(what: "option", word: part, wanted: wanted(query))
      }
      options.append(Question.Option(text: part, value: value))
    }
    return options
  }

  /// What a value may look like.
  static func wanted(_ query: Query) -> String {
    guard query.quantity != .answer else { return "a class's name" }
    let units = query.units.map(\.symbol).filter { !$0.isEmpty }
    return units.isEmpty ? "a number" : "a number in \(units.joined(separator: ", "))"
  }
}
