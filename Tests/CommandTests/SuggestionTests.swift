import Testing

@testable import mobilenet_explorer

@Suite("What was probably meant")
struct SuggestionTests {
  private static let names = ["report", "bench", "sweep", "explore"]

  /// A slip for each three letters, one at least: a letter wrong, missing, too many, or swapped.
  @Test(
    "is the nearest name, where one is near",
    arguments: [
      ("report", "report"), ("REPORT", "report"), ("reprot", "report"), ("repor", "report"),
      ("reports", "report"), ("repost", "report"), ("rprots", nil), ("swep", "sweep"),
      ("benhc", "bench"), ("bnhec", nil), ("exlpoer", "explore"), ("x", nil), ("", nil),
      (String(repeating: "report", count: 7), nil),
    ] as [(String, String?)])
  func nearest(word: String, expected: String?) {
    #expect(Suggestion.nearest(to: word, among: Self.names) == expected)
  }

  @Test("is the first of several that are as near, none of none")
  func ties() {
    #expect(Suggestion.nearest(to: "cat", among: ["bat", "hat"]) == "bat")
    #expect(Suggestion.nearest(to: "cat", among: []) == nil)
    #expect(Suggestion.nearest(to: "ab", among: ["ba"]) == "ba")
  }

  @Test("is added to the parser's sentence on a value, in either of its forms")
  func completing() {
    let line =
      "Error: The value 'jsn' is invalid for '--format <format>'. Please provide one of "
      + "'text', 'json' or 'csv'."
    #expect(Suggestion.completing(line) == "\(line) Did you mean 'json'?")
    let list = """
      Error: The value 'avx521' is invalid for '--isa <isa>'. Please provide one of the following:
        - auto
        - avx512
      """
    #expect(
      Suggestion.completing(list) == """
        Error: The value 'avx521' is invalid for '--isa <isa>'. Please provide one of the following \
        (did you mean 'avx512'?):
          - auto
          - avx512
        """)
  }

  @Test(
    "is not added where nothing is near, or the sentence is another one",
    arguments: [
      "", "Error: Missing expected argument",
      "Error: The value 'zzz' is invalid for '--f'. Please provide one of 'text' or 'json'.",
      "Error: The value 'jsn' is invalid for '--f'",
      "Error: The value 'jsn' is wrong. Please provide one of 'text' or 'json'.",
    ])
  func untouched(message: String) {
    #expect(Suggestion.completing(message) == message)
  }
}
