import Reports

/// A paragraph of a lesson: words, and figures that are filled in when it is played.
public struct Paragraph: Equatable, Sendable {
  public let parts: [Part]

  public enum Part: Equatable, Sendable {
    case words(Span)
    case figure(TextFigure, Span.Style)
  }

  init(parts: [Part]) { self.parts = parts }

  /// Plain words.
  public init(_ text: String) { parts = [.words(Span(text))] }

  /// Words a reader reads; a figure is one.
  var wordCount: Int {
    parts.reduce(0) { count, part in
      switch part {
      case .words(let span): count + span.text.split(separator: " ").count
      case .figure: count + 1
      }
    }
  }

  /// The figures in it.
  public var figures: [TextFigure] {
    parts.compactMap { if case .figure(let figure, _) = $0 { figure } else { nil } }
  }

  /// The paragraph in lines of at most `width` cells, each a row of spans; `write` gives the text of a
  /// figure. A longer word has a line for itself.
  public func lines(width: Int, write: (TextFigure) -> String) -> [[Span]] {
    var lines: [[Span]] = []
    var line: [Span] = []
    var used = 0
    for word in words(write) {
      let length = word.reduce(0) { $0 + $1.text.cellCount }
      if used > 0, used + 1 + length > width {
        lines.append(line.joined)
        (line, used) = ([], 0)
      }
      if used > 0 {
        // The blank between two words of one style belongs to it.
        line.append(Span(" ", line.last?.style == word.first?.style ? word[0].style : .plain))
        used += 1
      }
      line += word
      used += length
    }
    return used > 0 ? lines + [line.joined] : lines
  }

  /// What stands between blanks: a word may have several styles, as `α²,` does behind an emphasis.
  private func words(_ write: (TextFigure) -> String) -> [[Span]] {
    var words: [[Span]] = [[]]
    for part in parts {
      switch part {
      // A figure and its unit stay on one line.
      case .figure(let figure, let style): words[words.count - 1].append(Span(write(figure), style))
      case .words(let span):
        let pieces = span.text.split(separator: " ", omittingEmptySubsequences: false)
        for (index, piece) in pieces.enumerated() {
          if index > 0 { words.append([]) }
          if !piece.isEmpty { words[words.count - 1].append(Span(String(piece), span.style)) }
        }
      }
    }
    return words.filter { !$0.isEmpty }
  }
}

/// A figure in a text, written `{…}` in a lesson.
public enum TextFigure: Equatable, Sendable {
  /// What the learner has said.
  case guess
  /// What it is.
  case actual
  /// By which factor the guess is off.
  case off
  case query(Query)
}

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
