import Explorer
import Measure
import Reports

/// Text with figures in it that can be explained. It is written as a string is, with a figure's name behind
/// its text: `"top-1 \(text, .accuracy(.here))"`.
struct Words: Equatable, ExpressibleByStringInterpolation, CustomStringConvertible {
  /// A piece that is a figure, or stands between figures.
  struct Part: Equatable {
    var text: String
    var figure: FigureName?
  }

  private(set) var parts: [Part]

  init(_ text: String, _ figure: FigureName? = nil) { parts = [Part(text: text, figure: figure)] }
  init(stringLiteral text: String) { self.init(text) }
  init(stringInterpolation: StringInterpolation) { parts = stringInterpolation.parts }

  struct StringInterpolation: StringInterpolationProtocol {
    fileprivate var parts: [Part] = []

    init(literalCapacity: Int, interpolationCount: Int) {}

    mutating func appendLiteral(_ text: String) { parts.append(Part(text: text)) }
    mutating func appendInterpolation(_ value: some CustomStringConvertible) {
      appendLiteral("\(value)")
    }
    mutating func appendInterpolation(_ text: String, _ figure: FigureName?) {
      parts.append(Part(text: text, figure: figure))
    }
    mutating func appendInterpolation(_ words: Words) { parts += words.parts }
  }

  static func + (first: Words, second: Words) -> Words { "\(first)\(second)" }

  var description: String { text }
  var text: String { parts.reduce(into: "") { $0 += $1.text } }
  var cellCount: Int { parts.reduce(0) { $0 + $1.text.cellCount } }
  var isEmpty: Bool { parts.allSatisfy(\.text.isEmpty) }

  /// With the first piece of text that reads so, between what stands around it, named as a figure.
  func naming(
    _ text: String, after: String = "", before: String = "", _ figure: FigureName
  ) -> Words {
    for (place, part) in parts.enumerated() where part.figure == nil {
      guard let found = part.text.firstRange(of: after + text + before) else { continue }
      let start = part.text.index(found.lowerBound, offsetBy: after.count)
      let range = start..<part.text.index(start, offsetBy: text.count)
      var words = self
      words.parts.replaceSubrange(
        place...place,
        with: [
          Part(text: String(part.text[..<range.lowerBound])), Part(text: text, figure: figure),
          Part(text: String(part.text[range.upperBound...])),
        ])
      return words
    }
    return self
  }

  /// With blanks behind it.
  func padding(to width: Int) -> Words {
    "\(self)\("".padding(to: width - cellCount))"
  }

  /// With blanks before it.
  func ending(at width: Int) -> Words {
    "\("".padding(to: width - cellCount))\(self)"
  }

  /// With every piece's text changed.
  func map(_ change: (String) -> String) -> Words {
    var words = self
    for place in parts.indices { words.parts[place].text = change(parts[place].text) }
    return words
  }

  /// Lines of at most `width` cells, broken between words, but not within a figure.
  func wrapped(to width: Int) -> [Words] {
    let whole = parts.reduce(into: "") { text, part in
      text += part.figure == nil ? part.text : part.text.replacing(" ", with: Self.unbroken)
    }
    var rest = parts.flatMap { part in part.text.map { ($0, part.figure) } }[...]
    return whole.wrapped(to: width).map { line in
      var words: Words = ""
      for character in line.replacing(Self.unbroken, with: " ") {
        // A line's end has taken the place of a space.
        while let next = rest.first, next.0 != character, next.0 == " " { rest.removeFirst() }
        if let (character, figure) = rest.popFirst() { words.append(character, figure) }
      }
      return words
    }
  }

  private static let unbroken = "\u{A0}"

  private mutating func append(_ character: Character, _ figure: FigureName?) {
    if parts.last?.figure == figure {
      parts[parts.count - 1].text.append(character)
    } else {
      parts.append(Part(text: String(character), figure: figure))
    }
  }

  /// The words, or their beginning and "…" where they take more than `width` cells.
  func clipped(to width: Int) -> Words {
    cellCount <= width ? self : Words(text.clipped(to: width))
  }
}

extension AccuracySurface.Accuracy {
  /// Words that hold its figures, with these named.
  func named(
    _ words: Words, top1: FigureName = .accuracy(.here), top5: FigureName? = nil,
    interval: FigureName = .accuracyInterval
  ) -> Words {
    var named = words.naming(top1Text, top1)
    if let top5 { named = named.naming(top5Text, top5) }
    switch basis {
    case .measured(let range): return named.naming(Figure.range(range), interval)
    case .interpolated(let around):
      guard let error = around.largestError.map({ Figure.fixed($0 * 100, decimals: 1) }) else {
        return named
      }
      return [" points off", " off"].reduce(named) {
        $0.naming(error, before: $1, .interpolationError)
      }
    case .published: return named
    }
  }
}

extension [Words] {
  func joined(separator: String) -> Words {
    guard var joined = first else { return "" }
    for words in dropFirst() { joined = "\(joined)\(separator)\(words)" }
    return joined
  }
}

/// The first of several wordings, longest first, that fits into so many cells; nothing where none does.
func fitting(_ wordings: [Words], _ width: Int) -> Words {
  wordings.first { $0.cellCount <= width } ?? ""
}

extension Theme {
  func spelled(_ words: Words) -> Words { unicode ? words : words.map(spelled) }
}

extension Canvas {
  /// Writes words from a place to the right and notes their figures.
  ///
  /// - Returns: The column behind the text.
  @discardableResult
  mutating func write(_ words: Words, at column: Int, _ row: Int, _ style: Style = .plain) -> Int {
    words.parts.reduce(column) { start, part in
      let end = write(part.text, at: start, row, style)
      if let figure = part.figure, start < end { note(figure, in: start..<end, row) }
      return end
    }
  }

  /// Writes them so that they end before a column.
  mutating func write(
    _ words: Words, endingBefore column: Int, _ row: Int, _ style: Style = .plain
  ) {
    write(words, at: column - words.cellCount, row, style)
  }
}
