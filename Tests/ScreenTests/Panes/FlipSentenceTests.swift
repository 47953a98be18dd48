import Testing

@testable import Screen

@Suite("The sentence on where an answer flips")
struct FlipSentenceTests {
  /// Answers from α 1 down in steps of 0.25, a letter each; "T" is the one that is looked for.
  private func sentence(_ answers: String) -> FlipSentence {
    var steps: [FlipSentence.Step] = []
    for (place, letter) in answers.enumerated() {
      let name = "α \(["1", "0.75", "0.50", "0.25"][place])"
      let isSame = steps.last?.label == "\(letter)"
      let first = isSame ? steps.removeLast().first : name
      steps.append(
        .init(
          label: "\(letter)", isWanted: letter == "T", first: first, last: name, isOne: !isSame))
    }
    return FlipSentence(place: "side 32", dial: "α", wanted: "T", steps: steps)
  }

  @Test(
    "is plain and true",
    arguments: [
      ("TTTT", "At side 32 the answer is T at every α."),
      ("UUUU", "At side 32 the answer is U at every α, never T."),
      ("TUUU", "At side 32 the answer is T only at α 1; from α 0.75 down U."),
      ("TTUU", "At side 32 the answer is T down to α 0.75; from α 0.50 down U."),
      ("TTTU", "At side 32 the answer is T down to α 0.50; at α 0.25 U."),
      ("TTUV", "At side 32 the answer is T down to α 0.75; at α 0.50 U, then others."),
      ("TUTU", "At side 32 the answer is T at α 1; at α 0.75 U, further down T again."),
      ("UVVV", "At side 32 the answer is U at α 1, and T at no α."),
      ("UTUU", "At side 32 the answer is U at α 1; it is T only at α 0.75."),
      ("UTTU", "At side 32 the answer is U at α 1; it is T only from α 0.75 down to α 0.50."),
      ("UTUT", "At side 32 the answer is U at α 1; it is T at α 0.75 and further down."),
    ])
  func wording(answers: String, expected: String) {
    let wordings = sentence(answers).wordings
    #expect(wordings.first == expected)
    let lengths = wordings.map(\.count)
    #expect(lengths == lengths.sorted(by: >))
  }
}
