import Files
import MobileNet
import Reports

/// Reads a lesson: a Markdown file that reads well as it is.
///
/// `#` is the title, the paragraphs under it the summary. Each `##` is a step: a block `set` (where the
/// explorer goes), paragraphs, at most one block `ask` or `until`, then paragraphs under `### Then`. The page
/// "Lessons" tells the words of the blocks. Nothing of a file is trusted: it becomes a lesson, or one error
/// with its line.
public struct LessonReader {
  private let words: LessonWords
  private let file: String

  /// Longer files are refused.
  public static let largestFile = 1_000_000
  private static let mostSteps = 60

  /// - Parameters:
  ///   - words: what lessons may name.
  ///   - file: what errors call it.
  public init(_ words: LessonWords, file: String) {
    (self.words, self.file) = (words, file)
  }

  /// Reads a file, or a pipe.
  public static func read(path: String, _ words: LessonWords) throws(LessonError) -> Lesson {
    let bytes: [UInt8]
    do throws(UnreadableFile) {
      bytes = try ReadableFile(path: path, orPipe: true).contents(limit: largestFile)
    } catch {
      throw LessonError(path, nil, .unreadable(error))
    }
    return try LessonReader(words, file: path).lesson(bytes)
  }

  /// Reads the bytes of a file.
  public func lesson(_ bytes: [UInt8]) throws(LessonError) -> Lesson {
    guard bytes.count <= Self.largestFile else {
      let problem = UnreadableFile.Problem.tooLarge(bytes: bytes.count, limit: Self.largestFile)
      throw LessonError(file, nil, .unreadable(UnreadableFile(file, problem)))
    }
    let text = Array(bytes.withoutByteOrderMark)
    guard String(validating: text, as: UTF8.self) != nil else {
      throw LessonError(file, lineOfBadByte(text), .notText)
    }
    if let line = lineTooLong(text) {
      throw LessonError(file, line, .tooMany(what: "bytes in a line", limit: Self.longestLine))
    }
    var blocks = MarkdownBlock.blocks(of: text)[...]
    guard let first = blocks.first, case .heading(1, let spans) = first.content else {
      throw LessonError(file, blocks.first?.line ?? 1, .noTitle)
    }
    blocks.removeFirst()
    let title = visible(spans.text)
    try limit("the title", title.cellCount, LessonLimits.title, line: first.line)
    let summary = try paragraphs(&blocks, scene: Scene(), prompt: nil, allowsFigures: false)
    try check("the summary", summary, line: first.line)
    var steps: [Step] = []
    var scene = Scene()
    while let next = blocks.popFirst() {
      let step = try step(next, &blocks, &scene)
      guard steps.count < Self.mostSteps else {
        throw LessonError(file, next.line, .tooMany(what: "steps", limit: Self.mostSteps))
      }
      steps.append(step)
    }
    guard !steps.isEmpty else { throw LessonError(file, first.line, .noSteps) }
    return Lesson(name: file, title: title, summary: summary, steps: steps)
  }

  // MARK: - A step

  private func step(
    _ heading: MarkdownBlock, _ blocks: inout ArraySlice<MarkdownBlock>, _ scene: inout Scene
  ) throws(LessonError) -> Step {
    let title = try stepTitle(heading)
    try set(&blocks, &scene)
    let text = try paragraphs(&blocks, scene: scene, prompt: nil)
    guard !text.isEmpty else { throw LessonError(file, heading.line, .noText(step: title)) }
    try check("the text of '\(title)'", text, line: heading.line)
    let prompt = try prompt(&blocks, scene)
    var then: [Paragraph] = []
    if let next = blocks.first, case .heading(3, let text) = next.content, text.text == "Then" {
      guard prompt != nil else { throw LessonError(file, next.line, .strayThen) }
      blocks.removeFirst()
      then = try paragraphs(&blocks, scene: scene, prompt: prompt)
      try check("what is told after '\(title)'", then, line: next.line)
    }
    return Step(
      title: title, line: heading.line, scene: scene, text: text, prompt: prompt, then: then)
  }

  private func stepTitle(_ block: MarkdownBlock) throws(LessonError) -> String {
    switch block.content {
    case .heading(2, let text):
      let title = visible(text.text)
      try limit("the step's title", title.cellCount, LessonLimits.title, line: block.line)
      return title
    case .heading(1, _): throw LessonError(file, block.line, .secondTitle)
    case .heading(3, let text) where text.text == "Then":
      throw LessonError(file, block.line, .strayThen)
    case .heading(_, let text):
      throw LessonError(file, block.line, .strayHeading(visible(text.text)))
    case .code(let word, _):
      let isKnown = ["set", "ask", "until"].contains(word)
      let isPrompt = ["ask", "until"].contains(word)
      throw LessonError(
        file, block.line,
        isPrompt ? .secondPrompt : isKnown ? .strayBlock(word) : .unknownBlock(word))
    case .unfit(let kind), .other(let kind): throw LessonError(file, block.line, .unfit(kind))
    case .paragraph: throw LessonError(file, block.line, .strayBlock("paragraph"))
    }
  }

  private func set(
    _ blocks: inout ArraySlice<MarkdownBlock>, _ scene: inout Scene
  ) throws(LessonError) {
    guard let block = blocks.first, case .code("set", let lines) = block.content else { return }
    blocks.removeFirst()
    let filled = numbered(lines, of: block)
    guard !filled.isEmpty else { throw LessonError(file, block.line, .emptyBlock("set")) }
    for (number, line) in filled {
      try at(number) { () throws(LessonProblem) in
        var list = WordList(line, words)
        scene.apply(try list.sceneWord())
      }
    }
    try at(block.line) { () throws(LessonProblem) in try check(scene) }
  }

  /// Whether the weights have such a network, and that its layer.
  private func check(_ scene: Scene) throws(LessonProblem) {
    let setting: Setting
    do throws(SettingError) {
      setting = try scene.setting(beside: words.limits)
    } catch {
      throw .setting(error)
    }
    let layers = Architecture(setting).layers.map(\.name)
    let layerOptions = words.view.filter { if case .layer = $0.values { true } else { false } }
    for word in scene.view where layerOptions.contains(where: { $0.name == word.option }) {
      guard layers.contains(word.value) else {
        throw .unknown(what: "layer", word: word.value, known: layers)
      }
    }
  }

  // MARK: - Paragraphs

  private func paragraphs(
    _ blocks: inout ArraySlice<MarkdownBlock>, scene: Scene, prompt: Step.Prompt?,
    allowsFigures: Bool = true
  ) throws(LessonError) -> [Paragraph] {
    var found: [Paragraph] = []
    while let block = blocks.first, case .paragraph(let spans) = block.content {
      blocks.removeFirst()
      let figures = FigureReader(words: words, scene: scene, prompt: prompt)
      found.append(try at(block.line) { () throws(LessonProblem) in try figures.paragraph(spans) })
      if !allowsFigures, let figure = found.last?.figures.first {
        throw LessonError(file, block.line, .misplacedFigure(figure.name))
      }
    }
    return found
  }

  /// Whether paragraphs fit the strip at 80×24, with figures as wide as they get.
  private func check(_ what: String, _ text: [Paragraph], line: Int) throws(LessonError) {
    let lines = text.flatMap {
      $0.lines(width: LessonLimits.width) { _ in String(repeating: "0", count: LessonLimits.figure)
      }
    }
    try limit("\(what) (lines)", lines.count, LessonLimits.lines, line: line)
    let widest = lines.map { $0.reduce(0) { $0 + $1.text.cellCount } }.max() ?? 0
    try limit("a word (cells)", widest, LessonLimits.width, line: line)
  }

  private func limit(_ what: String, _ found: Int, _ most: Int, line: Int) throws(LessonError) {
    guard found <= most else {
      throw LessonError(file, line, .tooLong(what: what, found: found, limit: most))
    }
  }

  // MARK: - Questions and tasks

  private func prompt(
    _ blocks: inout ArraySlice<MarkdownBlock>, _ scene: Scene
  ) throws(LessonError) -> Step.Prompt? {
    guard let block = blocks.first, case .code(let word, let lines) = block.content,
      word == "ask" || word == "until"
    else { return nil }
    blocks.removeFirst()
    let filled = numbered(lines, of: block)
    guard !filled.isEmpty else { throw LessonError(file, block.line, .emptyBlock(word)) }
    let reader = PromptReader(words: words, scene: scene)
    if word == "ask" {
      return .question(try reader.question(filled, line: block.line, at))
    }
    return .task(try reader.task(filled, line: block.line, at))
  }

  // MARK: - Lines

  /// The lines of a fenced block that are not empty, with their numbers.
  private func numbered(_ lines: [String], of block: MarkdownBlock) -> [(Int, String)] {
    lines.enumerated().map { (block.line + 1 + $0.offset, trimmed($0.element)) }
      .filter { !$0.1.isEmpty }
  }

  /// Gives what is wrong its place.
  private func at<Value>(
    _ line: Int, _ read: () throws(LessonProblem) -> Value
  ) throws(LessonError) -> Value {
    do throws(LessonProblem) {
      return try read()
    } catch {
      throw LessonError(file, line, error)
    }
  }

  /// Nobody writes longer lines, and with them cmark could be made to take very long.
  private static let longestLine = 4000

  private func lineTooLong(_ text: [UInt8]) -> Int? {
    let lines = text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    return lines.firstIndex { $0.count > Self.longestLine }.map { $0 + 1 }
  }

  private func lineOfBadByte(_ text: [UInt8]) -> Int {
    let lines = text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    return (lines.firstIndex { String(validating: $0, as: UTF8.self) == nil } ?? 0) + 1
  }
}
