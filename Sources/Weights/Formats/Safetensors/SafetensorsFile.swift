/// A safetensors file: named tensors and metadata, checked as a whole before anything is handed out.
///
/// Layout: 8 bytes little-endian length n, n bytes of JSON, the data. The header tells every
/// tensor's type, shape and place; together they cover the data without gap or overlap.
/// Source: github.com/huggingface/safetensors, README.
public struct SafetensorsFile: Sendable {
  /// What errors call the file.
  public let name: String
  /// The entries of the header's `__metadata__`.
  public let metadata: [String: String]
  let bytes: FileBytes
  private let entries: [String: Entry]

  /// One tensor as the header describes it.
  private struct Entry {
    let type: String
    let shape: [Int]
    let count: Int
    /// Bytes from the beginning of the file.
    let range: Range<Int>
  }

  /// A header of a thousand tensors has 0.1 MB.
  static let maximumHeaderSize = 4 << 20
  static let maximumDimensions = 8

  /// Reads a file.
  ///
  /// - Throws: `WeightsError`, where it can't be read or its header is not sound.
  public init(path: String) throws(WeightsError) {
    try self.init(FileBytes.read(path: path), name: path)
  }

  /// The file with these bytes, which errors call `name`.
  init(_ bytes: FileBytes, name: String) throws(WeightsError) {
    guard bytes.count > 0 else { throw .empty(file: name) }
    guard bytes.count >= 8 else {
      throw SafetensorsFile.malformed(name, "only \(bytes.count) bytes")
    }
    let length = UInt64(littleEndian: bytes.buffer.loadUnaligned(as: UInt64.self))
    guard length <= UInt64(min(bytes.count - 8, SafetensorsFile.maximumHeaderSize)) else {
      throw SafetensorsFile.malformed(
        name, "a header of \(length) bytes, where \(bytes.count) bytes are the whole file")
    }
    let start = 8 + Int(length)
    var header = HeaderReader(file: name, data: start..<bytes.count)
    try header.read(Array(bytes.buffer[8..<start]))
    self.name = name
    self.bytes = bytes
    metadata = header.metadata
    entries = header.entries
  }

  /// In alphabetical order.
  public var tensorNames: [String] { entries.keys.sorted() }

  /// A tensor whose values are all finite.
  ///
  /// - Throws: `missingTensor`, `unsupportedType` or `notFinite`.
  public func tensor(_ tensorName: String) throws(WeightsError) -> Tensor {
    guard let entry = entries[tensorName] else {
      throw .missingTensor(file: name, name: tensorName, found: nil)
    }
    guard let type = ElementType(rawValue: entry.type) else {
      throw .unsupportedType(file: name, tensor: tensorName, type: entry.type)
    }
    return try Tensor(
      name: tensorName, shape: entry.shape, count: entry.count, type, bytes,
      offset: entry.range.lowerBound, file: name)
  }

  /// A tensor that must have a certain shape.
  func tensor(_ tensorName: String, shape: [Int]) throws(WeightsError) -> Tensor {
    if let found = entries[tensorName]?.shape, found != shape {
      throw .wrongShape(file: name, tensor: tensorName, expected: shape, found: found)
    }
    return try tensor(tensorName)
  }

  /// The shape of a tensor, if there is one of this name.
  func shape(of tensorName: String) -> [Int]? { entries[tensorName]?.shape }

  /// Refuses the file unless it holds these tensors and no others but the `optional` ones.
  func requireNames(
    _ expected: [String], optional: [String] = []
  ) throws(WeightsError) {
    let known = Set(expected + optional)
    let stranger = tensorNames.first { !known.contains($0) }
    if let missing = expected.first(where: { entries[$0] == nil }) {
      throw .missingTensor(file: name, name: missing, found: stranger)
    }
    if let stranger { throw .unexpectedTensor(file: name, name: stranger) }
  }

  // MARK: - The header

  /// Turns the header's JSON into entries, believing nothing.
  private struct HeaderReader {
    let file: String
    /// Where the data lie in the file.
    let data: Range<Int>
    var metadata: [String: String] = [:]
    var entries: [String: Entry] = [:]

    mutating func read(_ text: [UInt8]) throws(WeightsError) {
      guard case .object(let members) = try parse(text) else {
        throw malformed("the header is no JSON object")
      }
      for member in members {
        if member.key == "__metadata__" {
          metadata = try strings(member.value)
        } else {
          entries[member.key] = try entry(member.key, member.value)
        }
      }
      try checkCoverage()
    }

    private func parse(_ text: [UInt8]) throws(WeightsError) -> JSON {
      do {
        return try JSON(parsing: text)
      } catch {
        throw malformed("\(error.problem) (byte \(8 + error.offset))")
      }
    }

    private func strings(_ value: JSON) throws(WeightsError) -> [String: String] {
      guard case .object(let members) = value else { throw malformed("__metadata__ is no object") }
      var strings: [String: String] = [:]
      for member in members {
        guard let text = member.value.string else {
          throw malformed("metadata \(quoted(member.key)) is no string")
        }
        strings[member.key] = text
      }
      return strings
    }

    private func entry(_ name: String, _ value: JSON) throws(WeightsError) -> Entry {
      guard case .object(let members) = value, members.count == 3,
        let type = value["dtype"]?.string, let shape = value["shape"]?.array,
        let offsets = value["data_offsets"]?.array
      else {
        throw malformed("\(quoted(name)) does not consist of dtype, shape and data_offsets")
      }
      guard let size = SafetensorsFile.sizes[type] else {
        throw .unsupportedType(file: file, tensor: name, type: type)
      }
      guard shape.count <= SafetensorsFile.maximumDimensions else {
        throw malformed("\(quoted(name)) has \(shape.count) dimensions")
      }
      let dimensions = shape.compactMap(\.integer)
      let (count, byteCount) = SafetensorsFile.extent(dimensions, elementSize: size)
      guard dimensions.count == shape.count, let count, let byteCount else {
        throw malformed("the shape of \(quoted(name)) is no list of reasonable sizes")
      }
      let range = try range(name, offsets)
      guard range.count == byteCount else {
        throw malformed(
          "\(quoted(name)) has \(range.count) bytes, its shape \(dimensions) needs \(byteCount)")
      }
      return Entry(type: type, shape: dimensions, count: count, range: range)
    }

    private func range(_ name: String, _ offsets: [JSON]) throws(WeightsError) -> Range<Int> {
      guard offsets.count == 2, let begin = offsets[0].integer, let end = offsets[1].integer,
        0 <= begin, begin <= end, end <= data.count
      else {
        throw malformed("\(quoted(name)) lies outside the \(data.count) bytes of data")
      }
      return data.lowerBound + begin..<data.lowerBound + end
    }

    /// The tensors follow each other from the first byte of the data to the last.
    private func checkCoverage() throws(WeightsError) {
      let inOrder = entries.sorted {
        ($0.value.range.lowerBound, $0.value.range.upperBound, $0.key)
          < ($1.value.range.lowerBound, $1.value.range.upperBound, $1.key)
      }
      var end = data.lowerBound
      for (name, entry) in inOrder {
        guard entry.range.lowerBound == end else {
          throw malformed("\(quoted(name)) does not begin where the tensor before it ends")
        }
        end = entry.range.upperBound
      }
      guard end == data.upperBound else {
        throw malformed("\(data.upperBound - end) bytes belong to no tensor")
      }
    }

    private func malformed(_ problem: String) -> WeightsError {
      SafetensorsFile.malformed(file, problem)
    }
  }

  private static func malformed(_ file: String, _ problem: String) -> WeightsError {
    .malformed(file: file, format: title, problem: problem)
  }

  /// Bytes of one element. Tensors of other types than `ElementType` may stand in a file as long
  /// as nobody needs them.
  private static let sizes = [
    "BOOL": 1, "U8": 1, "I8": 1, "F8_E4M3": 1, "F8_E5M2": 1, "U16": 2, "I16": 2, "F16": 2,
    "BF16": 2, "U32": 4, "I32": 4, "F32": 4, "U64": 8, "I64": 8, "F64": 8,
  ]

  /// Elements and bytes of a shape; nil where a size is negative or a product exceeds Int.
  private static func extent(_ shape: [Int], elementSize: Int) -> (count: Int?, byteCount: Int?) {
    var count = 1
    for size in shape {
      let (product, overflow) = count.multipliedReportingOverflow(by: size)
      guard size >= 0, !overflow else { return (nil, nil) }
      count = product
    }
    let (byteCount, overflow) = count.multipliedReportingOverflow(by: elementSize)
    return (count, overflow ? nil : byteCount)
  }
}
