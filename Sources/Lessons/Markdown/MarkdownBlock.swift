import CCmark
import Reports

/// A block at the top of a Markdown file. Blocks inside others are not looked into.
struct MarkdownBlock: Equatable {
  let content: Content
  /// Where it begins in the file, from 1 on.
  let line: Int

  enum Content: Equatable {
    case heading(level: Int, [Span])
    case paragraph([Span])
    /// A fenced one: the word behind the fence, and its lines.
    case code(word: String, lines: [String])
    /// A paragraph or heading that holds something which a strip of text can't show.
    case unfit(String)
    /// Another block: what it is, such as "list".
    case other(String)
  }

  /// The blocks of a text in UTF-8, read by cmark. Text stays as it is: whoever shows it
  /// makes it visible; the lines of fenced blocks are so already.
  static func blocks(of text: [UInt8]) -> [MarkdownBlock] {
    let root = unsafe text.withUnsafeBytes { bytes in
      unsafe cmark_parse_document(
        bytes.baseAddress?.assumingMemoryBound(to: CChar.self), bytes.count, CMARK_OPT_DEFAULT)
    }
    defer { unsafe cmark_node_free(root) }
    var blocks: [MarkdownBlock] = []
    var node = unsafe cmark_node_first_child(root)
    while let present = unsafe node {
      unsafe blocks.append(MarkdownBlock(present))
      unsafe node = cmark_node_next(present)
    }
    return blocks
  }

  private init(_ node: OpaquePointer) {
    line = Int(unsafe cmark_node_get_start_line(node))
    switch unsafe cmark_node_get_type(node) {
    case CMARK_NODE_HEADING:
      let level = Int(unsafe cmark_node_get_heading_level(node))
      content = unsafe Self.content(of: node) { .heading(level: level, $0) }
    case CMARK_NODE_PARAGRAPH:
      content = unsafe Self.content(of: node) { .paragraph($0) }
    case CMARK_NODE_CODE_BLOCK:
      let literal = unsafe string(cmark_node_get_literal(node))
      var lines = literal.split(separator: "\n", omittingEmptySubsequences: false)
      if lines.last?.isEmpty == true { lines.removeLast() }
      content = .code(
        word: visible(unsafe string(cmark_node_get_fence_info(node))),
        lines: lines.map { visible($0) })
    default:
      content = .other(unsafe string(cmark_node_get_type_string(node)))
    }
  }

  private static func content(of node: OpaquePointer, _ wrap: ([Span]) -> Content) -> Content {
    var inline = InlineText()
    unsafe inline.take(childrenOf: node, style: .plain)
    return inline.unfit.map { .unfit($0) } ?? wrap(inline.spans.joined)
  }
}

/// Gathers the text of a paragraph.
private struct InlineText {
  var spans: [Span] = []
  /// The first thing that is no text.
  var unfit: String?
  private var depth = 0
  /// As deep as anybody nests emphasis; a hostile file nests deeper.
  private static let deepest = 16

  mutating func take(childrenOf node: OpaquePointer, style: Span.Style) {
    guard depth < Self.deepest else {
      unfit = unfit ?? "emphasis nested too deep"
      return
    }
    depth += 1
    defer { depth -= 1 }
    var child = unsafe cmark_node_first_child(node)
    while let present = unsafe child {
      unsafe take(present, style)
      unsafe child = cmark_node_next(present)
    }
  }

  private mutating func take(_ node: OpaquePointer, _ style: Span.Style) {
    switch unsafe cmark_node_get_type(node) {
    case CMARK_NODE_TEXT: spans.append(Span(unsafe literal(node), style))
    case CMARK_NODE_CODE: spans.append(Span(unsafe literal(node), .code))
    case CMARK_NODE_SOFTBREAK, CMARK_NODE_LINEBREAK: spans.append(Span(" ", style))
    case CMARK_NODE_EMPH, CMARK_NODE_STRONG: unsafe take(childrenOf: node, style: .strong)
    // The page is where the reader can follow it; here its words are enough.
    case CMARK_NODE_LINK: unsafe take(childrenOf: node, style: style)
    default: unfit = unsafe unfit ?? string(cmark_node_get_type_string(node))
    }
  }

  private func literal(_ node: OpaquePointer) -> String {
    unsafe string(cmark_node_get_literal(node))
  }
}

/// What cmark gives, "" for its null.
private func string(_ start: UnsafePointer<CChar>?) -> String {
  unsafe start.map { unsafe String(cString: $0) } ?? ""
}
