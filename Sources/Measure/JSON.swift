import FoundationEssentials

/// Pretty-printed, keys in the order of the alphabet: two outputs can be compared line by line.
/// Swift names become the contracts' names: `multiplyAdds` → `multiply_adds`.
func encodeJSON(_ value: some Encodable) throws -> String {
  let encoder = JSONEncoder()
  encoder.keyEncodingStrategy = .convertToSnakeCase
  encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
  return String(decoding: try encoder.encode(value), as: UTF8.self)
}

/// Milliseconds to the nanosecond: more digits would only be binary noise.
func toNanoseconds(_ milliseconds: Double) -> Double {
  (milliseconds * 1e6).rounded() / 1e6
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

/// Whole runs, in milliseconds.
struct LatencyJSON: Encodable {
  let min: Double
  let median: Double
  let p90: Double
  let runs: Int

  init(_ latency: LatencySummary) {
    min = toNanoseconds(latency.minimum)
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
