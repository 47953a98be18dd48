import Testing

@testable import Lessons

@Suite("A paragraph")
struct ParagraphTests {
  private func lines(_ text: String, width: Int) throws -> [[Span]] {
    try readLesson("# A\n## B\n\(text)").steps[0].text[0].lines(width: width) { _ in "12 345 ms" }
  }

  @Test("breaks between words, keeps their styles, and figures whole")
  func breaking() throws {
    #expect(try lines("one two three", width: 7).map(\.text) == ["one two", "three"])
    #expect(
      try lines("one *two three*.", width: 9) == [
        [Span("one "), Span("two", .strong)], [Span("three", .strong), Span(".")],
      ])
    #expect(
      try lines("takes {latency}, here", width: 12).map(\.text) == ["takes", "12 345 ms,", "here"])
    #expect(
      try lines("*two words* and", width: 20) == [[Span("two words", .strong), Span(" and")]])
  }

  @Test("gives a word that is too long a line for itself, and counts cells")
  func long() throws {
    #expect(
      try lines("a incomprehensibly b", width: 5).map(\.text) == ["a", "incomprehensibly", "b"])
    #expect(try lines("日本 日本", width: 8).map(\.text) == ["日本", "日本"])
  }
}
