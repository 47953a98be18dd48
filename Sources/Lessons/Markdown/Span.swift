/// A stretch of text that is written in one way.
public struct Span: Equatable, Sendable {
  public var text: String
  public var style: Style

  /// How a terminal may show it.
  public enum Style: Equatable, Sendable {
    case plain, strong, code
  }

  public init(_ text: String, _ style: Style = .plain) {
    (self.text, self.style) = (text, style)
  }
}

extension [Span] {
  /// Neighbours of one style become one span: a figure's braces may stand on two lines of the file.
  var joined: [Span] {
    reduce(into: []) { spans, span in
      if let last = spans.last, last.style == span.style {
        spans[spans.count - 1].text += span.text
      } else {
        spans.append(span)
      }
    }
  }

  /// The words alone.
  var text: String { map(\.text).joined() }
}
