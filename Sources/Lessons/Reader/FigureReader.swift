import Reports

/// Finds the figures in a paragraph: `{actual}`, `{here.latency}`, `{multiply-adds factor at alpha 0.5}`.
struct FigureReader {
  let words: LessonWords
  /// Where the step stands.
  let scene: Scene
  /// What was answered before the text is told.
  let prompt: Step.Prompt?

  func paragraph(_ spans: [Span]) throws(LessonProblem) -> Paragraph {
    var parts: [Paragraph.Part] = []
    for span in spans {
      var rest = span.text[...]
      while let open = rest.firstIndex(where: { $0 == "{" || $0 == "}" }) {
        guard rest[open] == "{", let close = rest[open...].firstIndex(of: "}") else {
          throw .unclosedFigure
        }
        if open > rest.startIndex {
          parts.append(.words(Span(visible(rest[..<open]), span.style)))
        }
        let name = rest[rest.index(after: open)..<close]
        parts.append(.figure(try figure(visible(name)), span.style))
        rest = rest[rest.index(after: close)...]
      }
      if !rest.isEmpty { parts.append(.words(Span(visible(rest), span.style))) }
    }
    return Paragraph(parts: parts)
  }

  private func figure(_ name: String) throws(LessonProblem) -> TextFigure {
    if let figure = TextFigure.answering.first(where: { $0.name == name }) {
      guard case .question(let question) = prompt else { throw .misplacedFigure(name) }
      if figure == .off, question.query.quantity == .answer { throw .needsNumber("the answer") }
      return figure
    }
    let prefix = "here."
    let isHere = name.hasPrefix(prefix)
    var list = WordList(isHere ? String(name.dropFirst(prefix.count)) : name, words)
    var query = try list.query(of: scene)
    query.isHere = isHere
    if isHere, !query.changes.isEmpty { throw .changesPlace(name) }
    try list.end(known: ["at", "factor", "share"])
    return .query(query)
  }
}

extension TextFigure {
  fileprivate static let answering = [TextFigure.guess, .actual, .off]

  /// As a lesson writes it.
  var name: String {
    switch self {
    case .guess: "guess"
    case .actual: "actual"
    case .off: "off"
    case .query(let query): query.words
    }
  }
}
