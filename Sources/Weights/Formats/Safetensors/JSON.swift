/// A JSON value as strict as safetensors needs it: no duplicate keys, no repairs.
enum JSON {
  case null
  case boolean(Bool)
  /// As written; see `integer` and `number`.
  case number(String)
  case string(String)
  case array([JSON])
  /// In the order of the text; keys are unique.
  case object([Member])

  struct Member {
    let key: String
    let value: JSON
  }

  /// What is wrong with a text, and at which byte.
  struct Failure: Error {
    let problem: String
    let offset: Int
  }

  /// Reads one value; nothing but white space may follow. Source: RFC 8259.
  init(parsing text: [UInt8]) throws(Failure) {
    var parser = JSONParser(text)
    self = try parser.document()
  }

  /// A whole number written without point and exponent; nil where Int cannot hold it.
  var integer: Int? {
    guard case .number(let text) = self else { return nil }
    return Int(text)
  }

  /// A finite number.
  var number: Double? {
    guard case .number(let text) = self, let value = Double(text) else { return nil }
    return value.isFinite ? value : nil
  }

  var string: String? {
    guard case .string(let text) = self else { return nil }
    return text
  }

  var array: [JSON]? {
    guard case .array(let elements) = self else { return nil }
    return elements
  }

  /// An object's value; nil also where this is no object.
  subscript(key: String) -> JSON? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.key == key }?.value
  }
}

/// One pass over a text, depth first. Nothing in it is trusted: depth is limited, every byte is
/// looked at before it is taken, and memory grows only with what was read.
private struct JSONParser {
  private let text: [UInt8]
  private var position = 0
  private var depth = 0
  /// A safetensors header needs three levels.
  private static let maximumDepth = 16

  init(_ text: [UInt8]) {
    self.text = text
  }

  mutating func document() throws(JSON.Failure) -> JSON {
    let value = try value()
    skipWhiteSpace()
    guard position == text.count else { throw failure("text after the end of the JSON value") }
    return value
  }

  private mutating func value() throws(JSON.Failure) -> JSON {
    skipWhiteSpace()
    switch next {
    case "{": return try object()
    case "[": return try array()
    case "\"": return .string(try string())
    case "-", ("0"..."9")?: return .number(try number())
    case "t": return try word("true", .boolean(true))
    case "f": return try word("false", .boolean(false))
    case "n": return try word("null", .null)
    case nil: throw failure("the JSON text ends too early")
    default: throw failure("unexpected character in the JSON text")
    }
  }

  /// Steps over an opening bracket.
  private mutating func enter() throws(JSON.Failure) {
    guard depth < JSONParser.maximumDepth else { throw failure("the JSON text is nested too deep") }
    depth += 1
    position += 1
    skipWhiteSpace()
  }

  /// Steps over a closing bracket, where there is one.
  private mutating func leave(_ bracket: Unicode.Scalar) -> Bool {
    guard take(bracket) else { return false }
    depth -= 1
    return true
  }

  private mutating func object() throws(JSON.Failure) -> JSON {
    var members: [JSON.Member] = []
    var keys: Set<String> = []
    try enter()
    if leave("}") { return .object(members) }
    repeat {
      skipWhiteSpace()
      guard next == "\"" else { throw failure("a name in quotation marks is missing") }
      let key = try string()
      guard keys.insert(key).inserted else { throw failure("the name \(quoted(key)) stands twice") }
      skipWhiteSpace()
      guard take(":") else { throw failure("a colon is missing") }
      members.append(JSON.Member(key: key, value: try value()))
      skipWhiteSpace()
    } while take(",")
    guard leave("}") else { throw failure("a comma or a closing brace is missing") }
    return .object(members)
  }

  private mutating func array() throws(JSON.Failure) -> JSON {
    var elements: [JSON] = []
    try enter()
    if leave("]") { return .array(elements) }
    repeat {
      elements.append(try value())
      skipWhiteSpace()
    } while take(",")
    guard leave("]") else { throw failure("a comma or a closing bracket is missing") }
    return .array(elements)
  }

  // MARK: - Strings

  private mutating func string() throws(JSON.Failure) -> String {
    let start = position
    position += 1
    var content: [UInt8] = []
    /// Where the stretch without escapes begins that is not in `content` yet.
    var plain = position
    while position < text.count, text[position] != 0x22 {
      guard text[position] >= 0x20 else { throw failure("a control character inside a string") }
      position += 1
      if text[position - 1] == 0x5c {
        content.append(contentsOf: text[plain..<position - 1])
        content.append(contentsOf: try escape().utf8)
        plain = position
      }
    }
    content.append(contentsOf: text[plain..<position])
    guard take("\"") else { throw failure("a string has no end") }
    guard let string = String(validating: content, as: UTF8.self) else {
      position = start
      throw failure("a string is not UTF-8")
    }
    return string
  }

  /// What stands behind a backslash.
  private mutating func escape() throws(JSON.Failure) -> String {
    defer { position += 1 }
    switch next {
    case "\"": return "\""
    case "\\": return "\\"
    case "/": return "/"
    case "b": return "\u{8}"
    case "f": return "\u{c}"
    case "n": return "\n"
    case "r": return "\r"
    case "t": return "\t"
    case "u": return String(Character(try escapedScalar()))
    default: throw failure("an unknown escape in a string")
    }
  }

  /// Four digits, or two times four for what lies beyond U+FFFF; ends on the last digit.
  private mutating func escapedScalar() throws(JSON.Failure) -> Unicode.Scalar {
    let first = try fourDigits()
    if let scalar = Unicode.Scalar(first) { return scalar }
    guard first < 0xdc00, peek(1) == "\\", peek(2) == "u" else {
      throw failure("half a surrogate pair in a string")
    }
    position += 2
    let second = try fourDigits()
    guard (0xdc00...0xdfff).contains(second),
      let scalar = Unicode.Scalar(0x10000 + ((first - 0xd800) << 10) + (second - 0xdc00))
    else { throw failure("half a surrogate pair in a string") }
    return scalar
  }

  private mutating func fourDigits() throws(JSON.Failure) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      position += 1
      guard let digit = next.flatMap({ Character($0).hexDigitValue }) else {
        throw failure("an unknown escape in a string")
      }
      value = value << 4 | UInt32(digit)
    }
    return value
  }

  // MARK: - Numbers and words

  private mutating func number() throws(JSON.Failure) -> String {
    let start = position
    _ = take("-")
    if !take("0") { try digits() }
    if take(".") { try digits() }
    if take("e") || take("E") {
      if !take("+") { _ = take("-") }
      try digits()
    }
    return String(decoding: text[start..<position], as: UTF8.self)
  }

  private mutating func digits() throws(JSON.Failure) {
    let start = position
    while let digit = next, ("0"..."9").contains(digit) { position += 1 }
    guard position > start else { throw failure("a number lacks digits") }
  }

  private mutating func word(_ word: String, _ value: JSON) throws(JSON.Failure) -> JSON {
    guard text[position...].starts(with: word.utf8) else {
      throw failure("unexpected character in the JSON text")
    }
    position += word.utf8.count
    return value
  }

  // MARK: - Bytes

  /// The byte at the present place; those above 0x7f can only stand inside strings.
  private var next: Unicode.Scalar? { peek(0) }

  private func peek(_ distance: Int) -> Unicode.Scalar? {
    position + distance < text.count ? Unicode.Scalar(text[position + distance]) : nil
  }

  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard next == character else { return false }
    position += 1
    return true
  }

  private mutating func skipWhiteSpace() {
    while next == " " || next == "\n" || next == "\r" || next == "\t" { position += 1 }
  }

  private func failure(_ problem: String) -> JSON.Failure {
    JSON.Failure(problem: problem, offset: position)
  }
}
