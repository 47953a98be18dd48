extension SafetensorsFile {
  /// A float32 tensor to be written: as many values as its shape says, row-major.
  public struct NewTensor: Sendable {
    /// Unique in its file.
    public let name: String
    /// Slowest dimension first.
    public let shape: [Int]
    /// Row-major.
    public let values: [Float]

    /// - Precondition: `values` has as many elements as the shape says.
    public init(name: String, shape: [Int], values: [Float]) {
      precondition(shape.reduce(1, *) == values.count, "as many values as the shape says")
      self.name = name
      self.shape = shape
      self.values = values
    }
  }

  /// A whole safetensors file.
  ///
  /// - Parameters:
  ///   - tensors: in the order of the file; their names are unique.
  ///   - metadata: entries of `__metadata__`.
  /// - Returns: the file's bytes.
  public static func encode(
    _ tensors: [NewTensor], metadata: [String: String] = [:]
  ) -> [UInt8] {
    var entries: [String] = []
    if !metadata.isEmpty {
      let pairs = metadata.sorted { $0.key < $1.key }.map { "\(literal($0)):\(literal($1))" }
      entries.append("\"__metadata__\":{\(pairs.joined(separator: ","))}")
    }
    var end = 0
    for tensor in tensors {
      let begin = end
      end += 4 * tensor.values.count
      let shape = tensor.shape.map(String.init).joined(separator: ",")
      entries.append(
        "\(literal(tensor.name)):"
          + "{\"dtype\":\"F32\",\"shape\":[\(shape)],\"data_offsets\":[\(begin),\(end)]}")
    }
    var header = Array("{\(entries.joined(separator: ","))}".utf8)
    // Spaces, so that the data begins at a multiple of 8 as other readers like it.
    header.append(contentsOf: repeatElement(0x20, count: -header.count & 7))
    var file = withUnsafeBytes(of: UInt64(header.count).littleEndian, Array.init) + header
    file.reserveCapacity(file.count + end)
    // Every host that this builds for keeps its numbers little-endian, as the file does.
    for tensor in tensors { tensor.values.withUnsafeBytes { file.append(contentsOf: $0) } }
    return file
  }

  /// A JSON string.
  private static func literal(_ text: String) -> String {
    var literal = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": literal += "\\\""
      case "\\": literal += "\\\\"
      case "\u{0}"..<"\u{20}":
        let digits = String(scalar.value, radix: 16)
        literal += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: literal.unicodeScalars.append(scalar)
      }
    }
    return literal + "\""
  }
}
