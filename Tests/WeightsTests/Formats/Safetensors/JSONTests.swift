import Testing

@testable import Weights

@Suite("JSON")
struct JSONTests {
  @Test(
    "reads every kind of value",
    arguments: [
      ("null", "null"), (" true\n", "true"), ("false", "false"), ("-0.5e+3", "-0.5e+3"),
      ("[]", "[]"), ("[1, [2]]", "[1,[2]]"), ("{}", "{}"),
      ("{\"b\": 1, \"a\": {\"c\": \"d\"}}", "{b:1,a:{c:d}}"),
      (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{c}\n\r\t"), (#""\u00e4\uD83D\uDE00""#, "ä😀"),
      ("\"ä😀\"", "ä😀"), ("\"\"", ""),
    ])
  func accepts(text: String, expected: String) throws {
    #expect(written(try JSON(parsing: Array(text.utf8))) == expected)
  }

  @Test(
    "refuses what is not quite JSON",
    arguments: [
      "", " ", "nul", "nulL", "1 2", "+1", "01", "1.", ".5", "1e", "1e+", "-", "0x10", "NaN",
      "Infinity", "[1,]", "[1 2]", "[", "[1", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{a:1}",
      "{\"a\":1 \"b\":2}", "{\"a\":1,\"a\":2}", "{", "'a'", "\"a", "\"\\", "\"\\x41\"", "\"\\u12\"",
      "\"\\u12g4\"", "\"\\ud800\"", "\"\\ud800x\"", "\"\\ud800\\u0041\"", "\"\\udc00\"", "\"\n\"",
      "\u{feff}{}", "}", "]", ":", ",",
    ])
  func refuses(text: String) {
    #expect(throws: JSON.Failure.self) { try JSON(parsing: Array(text.utf8)) }
  }

  @Test(
    "refuses bytes that are not UTF-8",
    arguments: [[0xff], [0xc0, 0xaf], [0xed, 0xa0, 0x80], [0xe2, 0x82], [0x80]] as [[UInt8]])
  func refusesBadEncoding(bytes: [UInt8]) {
    #expect(throws: JSON.Failure.self) { try JSON(parsing: [0x22] + bytes + [0x22]) }
    #expect(throws: JSON.Failure.self) { try JSON(parsing: bytes) }
  }

  @Test("gives up on deep nesting, at any depth", arguments: [17, 100_000])
  func deep(levels: Int) {
    let open = [UInt8](repeating: UInt8(ascii: "["), count: levels)
    let close = [UInt8](repeating: UInt8(ascii: "]"), count: levels)
    #expect(throws: JSON.Failure.self) { try JSON(parsing: open + close) }
  }

  @Test(
    "says what is wrong, and at which byte",
    arguments: [
      ("", 0, "the JSON text ends too early"), ("{\"a\":", 5, "the JSON text ends too early"),
      ("[1] x", 4, "text after the end of the JSON value"),
      ("nul", 0, "unexpected character in the JSON text"),
      ("[tru]", 1, "unexpected character in the JSON text"),
      ("{a:1}", 1, "a name in quotation marks is missing"),
      ("{\"a\":1,}", 7, "a name in quotation marks is missing"),
      ("{\"a\":1,\"a\":2}", 10, "the name 'a' stands twice"),
      ("{\"a\" 1}", 5, "a colon is missing"),
      ("{\"a\":1 2}", 7, "a comma or a closing brace is missing"),
      ("[1 2]", 3, "a comma or a closing bracket is missing"),
      ("\"a\nb\"", 2, "a control character inside a string"),
      ("\"ab", 3, "a string has no end"), ("\"\\x\"", 2, "an unknown escape in a string"),
      ("\"\\ud800\"", 6, "half a surrogate pair in a string"),
      ("-", 1, "a number lacks digits"), ("1.e5", 2, "a number lacks digits"),
      (String(repeating: "[", count: 17), 16, "the JSON text is nested too deep"),
    ])
  func failures(text: String, offset: Int, problem: String) {
    let failure = #expect(throws: JSON.Failure.self) { try JSON(parsing: Array(text.utf8)) }
    #expect(failure?.offset == offset && failure?.problem == problem)
  }

  @Test("is read sixteen levels deep, objects and arrays alike")
  func deepest() throws {
    let text =
      String(repeating: "[{\"a\":", count: 8) + "1" + String(repeating: "}]", count: 8)
    var value = try JSON(parsing: Array(text.utf8))
    for _ in 0..<8 { value = try #require(value.array?.first?["a"]) }
    #expect(value.integer == 1)
    // A level that was left counts no more.
    let twice = "[\(text.dropFirst().dropLast()),[[]]]"
    #expect(try JSON(parsing: Array(twice.utf8)).array?.count == 2)
  }

  @Test("tells whole numbers from others")
  func integers() throws {
    let texts = ["0", "-7", "9223372036854775807", "9223372036854775808", "2.0", "2e0", "\"2\""]
    let integers = try texts.map { try JSON(parsing: Array($0.utf8)).integer }
    #expect(integers == [0, -7, .max, nil, nil, nil, nil])
    #expect(try JSON(parsing: Array("1e999".utf8)).number == nil)
    #expect(try JSON(parsing: Array("25e-2".utf8)).number == 0.25)
  }

  /// A value without quotation marks.
  private func written(_ value: JSON) -> String {
    switch value {
    case .null: "null"
    case .boolean(let value): "\(value)"
    case .number(let text), .string(let text): text
    case .array(let elements): "[\(elements.map(written).joined(separator: ","))]"
    case .object(let members):
      "{\(members.map { "\($0.key):\(written($0.value))" }.joined(separator: ","))}"
    }
  }
}
