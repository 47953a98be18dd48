import FoundationEssentials
import Measure
import MobileNet

/// Pretty-printed, keys in the order of the alphabet: two outputs can be compared line by line.
/// Swift names become the contracts' names: `multiplyAdds` → `multiply_adds`.
public func encodeJSON(_ value: some Encodable) throws -> String {
  let encoder = JSONEncoder()
  encoder.keyEncodingStrategy = .convertToSnakeCase
  encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
  return String(decoding: try encoder.encode(value), as: UTF8.self)
}

/// A JSON object that says of itself which contract it keeps.
public protocol SchemaNamed: Decodable {
  /// Its name, and the version after the last slash.
  static var expectedSchema: String { get }
  /// As the object says it.
  var schema: String { get }
}

/// Reads back what `encodeJSON` gives; errors call it `file`.
public func decodeJSON<Value: SchemaNamed>(
  _ bytes: [UInt8], file: String
) throws(MeasureError) -> Value {
  let decoder = JSONDecoder()
  decoder.keyDecodingStrategy = .convertFromSnakeCase
  let value: Value
  do {
    value = try decoder.decode(Value.self, from: Data(bytes))
  } catch {
    throw .notAResult(file: file, problem: "it lacks what \(Value.expectedSchema) says")
  }
  guard value.schema == Value.expectedSchema else {
    throw .notAResult(file: file, problem: "it is \(value.schema)")
  }
  return value
}

extension WidthMultiplier {
  /// α as JSON tells it, a number; nil outside (0, 1].
  init?(json value: Double) {
    guard value > 0, value <= 1 else { return nil }
    self.init(thousandths: Int((value * 1000).rounded()))
  }
}

/// Milliseconds to the nanosecond: more digits would only be binary noise.
func toNanoseconds(_ milliseconds: Double) -> Double {
  (milliseconds * 1e6).rounded() / 1e6
}

/// A share to the millionth: more digits would only be binary noise.
func toMillionths(_ share: Double) -> Double {
  (share * 1e6).rounded() / 1e6
}

/// A text as RFC 4180 has it where it may hold commas, quotation marks or lines' ends.
public func quotedCSVField(_ text: String) -> String {
  let parts = text.split(separator: "\"", omittingEmptySubsequences: false)
  return "\"\(parts.joined(separator: "\"\""))\""
}

/// A value that is written as `null` where there is none, instead of being left out.
@propertyWrapper
struct Nullable<Value: Encodable>: Encodable {
  var wrappedValue: Value?

  func encode(to encoder: any Encoder) throws {
    var json = encoder.singleValueContainer()
    if let wrappedValue { try json.encode(wrappedValue) } else { try json.encodeNil() }
  }
}

extension Nullable: Decodable where Value: Decodable {
  init(from decoder: any Decoder) throws {
    let json = try decoder.singleValueContainer()
    wrappedValue = json.decodeNil() ? nil : try json.decode(Value.self)
  }
}

/// Whole runs, in milliseconds.
struct LatencyJSON: Codable {
  let min: Double
  /// Left out where a contract does not have it.
  let p10: Double?
  let median: Double
  let p90: Double
  let runs: Int

  init(_ latency: LatencySummary, withP10: Bool = false) {
    min = toNanoseconds(latency.minimum)
    p10 = withP10 ? toNanoseconds(latency.p10) : nil
    median = toNanoseconds(latency.median)
    p90 = toNanoseconds(latency.p90)
    runs = latency.runs
  }
}

/// One layer's or one rebuild's time, in milliseconds.
struct LayerLatencyJSON: Encodable {
  let min: Double
  let median: Double

  init(_ latency: LayerLatency) {
    min = toNanoseconds(latency.minimum)
    median = toNanoseconds(latency.median)
  }
}

/// The contracts' `weights`.
struct WeightsJSON: Codable {
  private let name: String
  private let source: String
  @Nullable private var sha256: String?
  private let trained: Bool
  /// Only where a person said it.
  private let fed: String?
  /// Only where there are several.
  private let files: [FileJSON]?

  private struct FileJSON: Codable {
    let source: String
    let alpha: Double
    let side: Int
    let sha256: String
  }

  init(_ weights: WeightsInUse) {
    name = weights.name
    source = weights.source
    sha256 = weights.sha256
    trained = weights.trained
    fed = weights.fed
    files =
      weights.files.isEmpty
      ? nil
      : weights.files.map {
        FileJSON(source: $0.source, alpha: $0.alpha.value, side: $0.side, sha256: $0.sha256)
      }
  }

  var weights: WeightsInUse {
    let files = (files ?? []).compactMap { file in
      WidthMultiplier(json: file.alpha).map {
        WeightsInUse.File(source: file.source, alpha: $0, side: file.side, sha256: file.sha256)
      }
    }
    return WeightsInUse(
      name: name, source: source, sha256: sha256, trained: trained, fed: fed, files: files)
  }
}
