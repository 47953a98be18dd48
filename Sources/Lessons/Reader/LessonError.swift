import Files
import MobileNet

/// Why a lesson can't be played: one line with the file, the line, what is wrong and the mend.
public struct LessonError: Error, Equatable, Sendable {
  /// As it was named.
  public let file: String
  /// From 1 on; nil where it is about the file as a whole.
  public let line: Int?
  public let problem: LessonProblem

  public init(_ file: String, _ line: Int?, _ problem: LessonProblem) {
    (self.file, self.line, self.problem) = (file, line, problem)
  }
}

/// What can be wrong with a lesson, in its text or here, on this host.
public enum LessonProblem: Error, Equatable, Sendable {
  // The file.
  case unreadable(UnreadableFile)
  case notText
  // Its form.
  case noTitle
  case secondTitle
  case noSteps
  case noText(step: String)
  case unfit(String)
  case strayHeading(String)
  case strayThen
  case strayBlock(String)
  case unknownBlock(String)
  case emptyBlock(String)
  case secondPrompt
  case tooLong(what: String, found: Int, limit: Int)
  case tooMany(what: String, limit: Int)
  // Its words.
  case unknown(what: String, word: String, known: [String])
  case missingWord(after: String, known: [String])
  case badValue(what: String, word: String, wanted: String)
  case setting(SettingError)
  case repeatedOption(String)
  case noOptions
  case fewOptions
  case equalOptions(String, String)
  case needsNumber(String)
  case unclosedFigure
  case misplacedFigure(String)
  case changesPlace(String)
  // Here.
  case ambiguous(actual: String, String, String)
  case notAmong(actual: String, options: [String])
  case unknownHere(String)
  case unreachable(String)
  case nothingFulfils(String)
  case fulfilledAtOnce(String)
}

extension LessonError: CustomStringConvertible {
  public var description: String {
    let place = line.map { "\(file): line \($0)" } ?? file
    return "\(place): \(problem.what); \(problem.mend)"
  }
}

extension LessonProblem {
  fileprivate var what: String {
    switch self {
    case .unreadable(let error): "cannot be read: \(error.reason)"
    case .notText: "not UTF-8"
    case .noTitle: "no title"
    case .secondTitle: "a second title"
    case .noSteps: "no step"
    case .noText(let step): "the step '\(step)' tells nothing"
    case .unfit(let kind):
      "a lesson can't show this: \(kind.map { $0 == "_" ? " " : "\($0)" }.joined())"
    case .strayHeading(let text): "the heading '\(text)' is neither a step nor 'Then'"
    case .strayThen: "'Then' stands where no question and no task stands before it"
    case .strayBlock(let word): "the block '\(word)' stands where it can't"
    case .unknownBlock(let word): "unknown block '\(word)'"
    case .emptyBlock(let word): "the block '\(word)' is empty"
    case .secondPrompt: "a second question or task in one step"
    case .tooLong(let what, let found, let limit):
      "\(what) is too long for a screen of 80×24: \(found), at most \(limit)"
    case .tooMany(let what, let limit): "more than \(limit) \(what)"
    case .unknown(let what, let word, _): "unknown \(what) '\(word)'"
    case .missingWord(let word, _): "something is missing after '\(word)'"
    case .badValue(let what, let word, _): "\(what) '\(word)'"
    case .setting(let error): "\(error.parts.what)"
    case .repeatedOption(let word): "'\(word)' stands twice"
    case .noOptions: "a question without options"
    case .fewOptions: "a question with a single option"
    case .equalOptions(let one, let other): "the options \(one) and \(other) are the same"
    case .needsNumber(let what): "\(what) is no number"
    case .unclosedFigure: "a brace is not closed, or not opened"
    case .misplacedFigure(let name): "{\(name)} stands where nothing was guessed yet"
    case .changesPlace(let text): "'\(text)': a condition is of where the learner is"
    case .ambiguous(let actual, let one, let other):
      "ambiguous here: \(actual) is about as near to \(one) as to \(other)"
    case .notAmong(let actual, let options):
      "here it is \(actual), and that is none of \(options.joined(separator: ", "))"
    case .unknownHere(let what): "\(what): not known here"
    case .unreachable(let what): "the step can't be reached: \(what)"
    case .nothingFulfils(let text): "no setting here fulfils '\(text)'"
    case .fulfilledAtOnce(let text): "'\(text)' holds before anything was done"
    }
  }

  fileprivate var mend: String {
    switch self {
    case .unreadable: "check the path; a lesson has at most 1 MB"
    case .notText: "save it as UTF-8"
    case .noTitle: "begin with a line such as '# Thinner layers'"
    case .secondTitle: "begin steps with '##'"
    case .noSteps: "add a heading such as '## Half as wide'"
    case .noText: "write a paragraph before the question or task"
    case .unfit: "write plain paragraphs"
    case .strayHeading: "begin steps with '##', and what is told afterwards with '### Then'"
    case .strayThen: "put it behind 'ask' or 'until', once"
    case .strayBlock: "put 'set' before the text of a step, 'ask' or 'until' before 'Then'"
    case .unknownBlock: "give one of set, ask, until"
    case .emptyBlock: "leave it out, or write a line into it"
    case .secondPrompt: "begin another step with '##'"
    case .tooLong: "make two of it"
    case .tooMany: "make two lessons of it"
    case .unknown(_, _, let known): "give one of \(known.joined(separator: ", "))"
    case .missingWord(_, let known): "give one of \(known.joined(separator: ", "))"
    case .badValue(_, _, let wanted): "give \(wanted)"
    case .setting(let error): error.parts.mend
    case .repeatedOption: "leave one of them out"
    case .noOptions: "add 'options' and at least two of them, or 'number' to have one typed"
    case .fewOptions: "give at least two, or 'number' to have one typed"
    case .equalOptions: "leave one of them out"
    case .needsNumber: "give words to choose from as options, separated by commas"
    case .unclosedFigure: "write figures as {actual}, {guess}, {off} or {here.latency}"
    case .misplacedFigure: "move it behind '### Then' of a question"
    case .changesPlace: "leave 'at' and 'here.' out"
    case .ambiguous: "move the options apart, or ask for a 'number'"
    case .notAmong: "add it to the options"
    case .unknownHere:
      "ask for another figure, or stay within the trained widths and measured sides"
    case .unreachable: "set what these weights have"
    case .nothingFulfils: "ask for less, or compare with a factor, which holds on slower hosts too"
    case .fulfilledAtOnce: "set a scene that does not fulfil it yet"
    }
  }
}

extension SettingError {
  /// The sentence's two parts.
  fileprivate var parts: (what: String, mend: String) {
    let parts = "\(self)".split(separator: ";", maxSplits: 1).map(String.init)
    guard parts.count == 2 else { return ("\(self)", "set another value") }
    return (parts[0], String(parts[1].drop { $0 == " " }))
  }
}
