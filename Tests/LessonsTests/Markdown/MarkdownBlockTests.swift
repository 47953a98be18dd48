import Testing

@testable import Lessons

@Suite("Markdown")
struct MarkdownBlockTests {
  private func blocks(_ text: String) -> [MarkdownBlock] {
    MarkdownBlock.blocks(of: Array(text.utf8))
  }

  @Test("becomes headings, paragraphs and fenced blocks, each with its line")
  func kinds() {
    let found = blocks("# A *b*\n\nOne\ntwo `c`.\n\n```set\nalpha 1\n\nside 64\n```\n### Then\n")
    #expect(found.map(\.line) == [1, 3, 6, 11])
    #expect(found[0].content == .heading(level: 1, [Span("A "), Span("b", .strong)]))
    #expect(found[1].content == .paragraph([Span("One two "), Span("c", .code), Span(".")]))
    #expect(found[2].content == .code(word: "set", lines: ["alpha 1", "", "side 64"]))
    #expect(found[3].content == .heading(level: 3, [Span("Then")]))
  }

  @Test("keeps a link's words, and a figure whose braces stand on two lines whole")
  func text() {
    #expect(blocks("See [here](https://a.b).")[0].content == .paragraph([Span("See here.")]))
    #expect(
      blocks("{latency\nat side 64}")[0].content == .paragraph([Span("{latency at side 64}")]))
  }

  @Test("names what a strip of text can't show")
  func unfit() {
    #expect(blocks("- a\n- b")[0].content == .other("list"))
    #expect(blocks("> a")[0].content == .other("block_quote"))
    #expect(blocks("![a](b.png)")[0].content == .unfit("image"))
    #expect(blocks("a <b>c</b>")[0].content == .unfit("html_inline"))
    let deep = String(repeating: "*a **b ", count: 40) + String(repeating: "** *", count: 40)
    #expect(blocks(deep).count == 1)
  }

  @Test("has no control character left in what may be a word of a block")
  func control() {
    #expect(blocks("```set\n\u{7}\n```")[0].content == .code(word: "set", lines: ["^G"]))
    #expect(blocks("a\0b")[0].content == .paragraph([Span("a\u{FFFD}b")]))
  }

  @Test("of nothing is nothing")
  func nothing() {
    #expect(blocks("").isEmpty && blocks("\n \n").isEmpty)
  }
}
