import Reports

/// Reads the lines of a question or a task.
struct PromptReader {
  let words: LessonWords
  /// Where the step stands.
  let scene: Scene

  /// Gives what is wrong its place.
  typealias Place<Value> = (Int, () throws(LessonProblem) -> Value) throws(LessonError) -> Value

  /// The first line says what is asked; then `options …` or `number`.
  func question(
    _ lines: [(Int, String)], line: Int, _ at: Place<Question>
  ) throws(LessonError) -> Question {
    try at(lines.count > 1 ? lines[1].0 : lines[0].0) { () throws(LessonProblem) in
      var list = WordList(lines[0].1, words)
      let query = try list.query(of: scene)
      try list.end(known: ["factor", "share", "at"])
      guard lines.count > 1 else { throw .noOptions }
      if lines.count > 2 {
        throw .unknown(what: "line", word: lines[2].1, known: ["one line of options"])
      }
      var answers = WordList(lines[1].1, words)
      let isTyped = try answers.choice("answers", [("options", false), ("number", true)])
      if isTyped {
        if query.quantity == .answer { throw .needsNumber("the answer") }
        try answers.end(known: ["nothing more"])
        return Question(line: line, query: query, options: [])
      }
      let options = try ValueReader.options(answers.remainder(), of: query)
      try check(options)
      return Question(line: line, query: query, options: options)
    }
  }

  private func check(_ options: [Question.Option]) throws(LessonProblem) {
    guard options.count > 1 else { throw options.isEmpty ? .noOptions : .fewOptions }
    guard options.count <= LessonLimits.options else {
      throw .tooMany(what: "options", limit: LessonLimits.options)
    }
    for (place, option) in options.enumerated() {
      guard option.text.cellCount <= LessonLimits.option else {
        throw .tooLong(
          what: "an option", found: option.text.cellCount, limit: LessonLimits.option)
      }
      if let twin = options[..<place].first(where: { $0.value == option.value }) {
        throw .equalOptions(twin.text, option.text)
      }
    }
  }

  /// A condition a line: a quantity of where the learner is, a relation, a value.
  func task(
    _ lines: [(Int, String)], line: Int, _ at: Place<LessonTask.Condition>
  ) throws(LessonError) -> LessonTask {
    var conditions: [LessonTask.Condition] = []
    for (number, text) in lines {
      let isOneMore = conditions.count == LessonLimits.conditions
      conditions.append(
        try at(number) { () throws(LessonProblem) in
          if isOneMore { throw .tooMany(what: "conditions", limit: LessonLimits.conditions) }
          return try condition(text)
        })
    }
    return LessonTask(line: line, conditions: conditions)
  }

  private func condition(_ text: String) throws(LessonProblem) -> LessonTask.Condition {
    let relations = LessonTask.Relation.allCases.map { ($0.rawValue, $0) }
    var list = WordList(text, words)
    var query = try list.query(of: scene, stop: relations.map(\.0))
    guard query.changes.isEmpty else { throw .changesPlace(text) }
    query.isHere = true
    let relation = try list.choice("relation", relations)
    let written = list.remainder()
    guard let value = ValueReader.value(written, of: query) else {
      throw .badValue(what: "value", word: written, wanted: ValueReader.wanted(query))
    }
    if query.quantity == .answer, relation != .equal, relation != .unequal {
      throw .needsNumber("the answer")
    }
    guard text.cellCount <= LessonLimits.title else {
      throw .tooLong(what: "a condition", found: text.cellCount, limit: LessonLimits.title)
    }
    return LessonTask.Condition(query: query, relation: relation, value: value, text: text)
  }
}
