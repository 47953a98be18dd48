import Measure
import MobileNet
import Testing

@testable import Reports

@Suite("Data")
struct JSONTests {
  private struct Sample: Codable, Equatable, SchemaNamed {
    static let expectedSchema = "sample/1"
    var schema = Sample.expectedSchema
    let bigNumber: Int
    @Nullable var upTo: Double?
    let leftOut: Bool?

    init(bigNumber: Int, upTo: Double?, leftOut: Bool? = nil) {
      (self.bigNumber, self.leftOut) = (bigNumber, leftOut)
      _upTo = Nullable(wrappedValue: upTo)
    }

    static func == (one: Sample, other: Sample) -> Bool {
      (one.schema, one.bigNumber, one.upTo) == (other.schema, other.bigNumber, other.upTo)
        && one.leftOut == other.leftOut
    }
  }

  @Test("as JSON has its keys in the alphabet's order, null where it is said, slashes as they are")
  func json() throws {
    let text = try encodeJSON(Sample(bigNumber: 7, upTo: nil))
    #expect(
      text == """
        {
          "big_number" : 7,
          "schema" : "sample/1",
          "up_to" : null
        }
        """)
  }

  @Test("comes back as it was", arguments: [nil, 0.25])
  func roundTrip(upTo: Double?) throws {
    let sample = Sample(bigNumber: -3, upTo: upTo, leftOut: true)
    let bytes = Array(try encodeJSON(sample).utf8)
    let found: Sample = try decodeJSON(bytes, file: "f")
    #expect(found == sample)
  }

  @Test(
    "is refused with the file's name and what it is not",
    arguments: [
      ("", "it lacks what sample/1 says"), ("[1]", "it lacks what sample/1 says"),
      ("{\"schema\":\"sample/1\",\"up_to\":null}", "it lacks what sample/1 says"),
      ("{\"schema\":\"other/2\",\"big_number\":1,\"up_to\":1}", "it is other/2"),
    ])
  func refused(text: String, problem: String) {
    #expect(throws: MeasureError.notAResult(file: "f.json", problem: problem)) {
      let _: Sample = try decodeJSON(Array(text.utf8), file: "f.json")
    }
  }

  @Test("has times to the nanosecond and shares to the millionth")
  func rounding() {
    #expect(toNanoseconds(1.234_567_89) == 1.234568 && toNanoseconds(0.000_000_4) == 0)
    #expect(toMillionths(1.0 / 3) == 0.333333 && toMillionths(-0.000_000_6) == -0.000001)
  }

  @Test(
    "reads widths in (0, 1] alone",
    arguments: [
      (0, nil), (-0.5, nil), (1.0001, nil), (.nan, nil), (.infinity, nil), (0.0004, nil),
      (0.0006, 1), (0.375, 375), (1, 1000),
    ] as [(Double, Int?)])
  func widths(value: Double, thousandths: Int?) {
    #expect(WidthMultiplier(json: value)?.thousandths == thousandths)
  }

  @Test(
    "as CSV keeps commas, quotation marks and lines inside one field",
    arguments: [
      ("", "\"\""), ("a,b", "\"a,b\""), ("\"", "\"\"\"\""), ("say \"a\"", "\"say \"\"a\"\"\""),
      ("a\nb", "\"a\nb\""),
    ])
  func csv(text: String, field: String) {
    #expect(quotedCSVField(text) == field)
  }
}
