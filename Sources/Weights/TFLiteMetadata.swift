/// What the metadata inside a TFLite file tell: how pictures become its input, what its classes are
/// called.
///
/// They are a flatbuffer of their own, in a buffer of the model; the labels are a file in a zip archive
/// behind the model. Field numbers: tflite_support/metadata/metadata_schema.fbs, identifier M001.
struct TFLiteMetadata {
  /// (pixel − mean) / std of pixels of 0…255.
  private(set) var mean: SIMD3<Float>?
  private(set) var std: SIMD3<Float>?
  /// In the order of the logits.
  private(set) var labels: [String]?

  /// Nothing is told.
  init() {}

  /// - Parameters:
  ///   - model: the root of the TFLite file.
  ///   - buffers: its buffers.
  ///   - buffer: the whole file.
  /// - Throws: where they are no sound metadata.
  init(
    _ model: FlatTable, _ buffers: FlatVector, _ buffer: FlatBuffer
  ) throws(WeightsError) {
    guard let content = try TFLiteMetadata.content(model, buffers, buffer),
      let graph = try content.root().tables(3).first
    else { return }
    if let input = try graph.tables(2).first { try readInput(input, buffer) }
    guard let output = try graph.tables(3).first else { return }
    for file in try output.tables(6) where try file.number(2, default: Int8(0)) == 2 {
      guard let bytes = StoredZip(buffer.bytes).file(named: try file.text(0)) else { continue }
      let text = String(decoding: buffer.bytes.buffer[bytes], as: UTF8.self)
      let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      labels = (lines.last == "" ? lines.dropLast() : lines[...]).map(String.init)
    }
  }

  /// The first NormalizationOptions among the input's steps.
  private mutating func readInput(
    _ input: FlatTable, _ buffer: FlatBuffer
  ) throws(WeightsError) {
    for step in try input.tables(4) where try step.number(0, default: UInt8(0)) == 1 {
      guard let options = try step.table(1) else { continue }
      mean = try TFLiteMetadata.colour(options, 0, "mean", buffer)
      std = try TFLiteMetadata.colour(options, 1, "std", buffer)
      return
    }
  }

  /// One value for all channels, or three.
  private static func colour(
    _ options: FlatTable, _ field: Int, _ key: String, _ buffer: FlatBuffer
  ) throws(WeightsError) -> SIMD3<Float>? {
    guard let vector = try options.vector(field, elementSize: 4), vector.count > 0 else {
      return nil
    }
    var values: [Float] = []
    for index in 0..<min(vector.count, 4) { values.append(try vector.float(index)) }
    let range: ClosedRange<Float> = key == "std" ? 1e-3...1e6 : -1e6...1e6
    guard [1, 3].contains(values.count), values.allSatisfy(range.contains) else {
      throw .badMetadata(
        file: buffer.file, key: key, problem: "is neither one usual number nor three")
    }
    return values.count == 3 ? SIMD3(values) : SIMD3(repeating: values[0])
  }

  /// The flatbuffer of the metadata.
  private static func content(
    _ model: FlatTable, _ buffers: FlatVector, _ buffer: FlatBuffer
  ) throws(WeightsError) -> FlatBuffer? {
    for entry in try model.tables(6) where try entry.text(0) == "TFLITE_METADATA" {
      let place = Int(try entry.number(1, default: UInt32(0)))
      guard place < buffers.count,
        let range = try buffers.table(place).vector(0, elementSize: 1)?.range, range.count > 8,
        buffer.bytes.buffer[range].dropFirst(4).starts(with: "M001".utf8)
      else { continue }
      let content = UnsafeRawBufferPointer(rebasing: buffer.bytes.buffer[range])
      return FlatBuffer(file: buffer.file, bytes: FileBytes(copying: content))
    }
    return nil
  }
}

/// The files that a zip archive holds uncompressed; it may stand behind anything else.
///
/// Source: PKWARE's APPNOTE.TXT, sections 4.3.7, 4.3.12 and 4.3.16.
struct StoredZip {
  private let bytes: FileBytes

  init(_ bytes: FileBytes) {
    self.bytes = bytes
  }

  /// Where a file's bytes lie; nil where there is none, or where it is compressed.
  func file(named name: String) -> Range<Int>? {
    guard let end = endOfDirectory, let count = number(end + 10, 2),
      let size = number(end + 12, 4), let start = number(end + 16, 4), size <= end
    else { return nil }
    // What stands in front of the archive may not be counted.
    let shift = end - size - start
    var entry = end - size
    for _ in 0..<count {
      guard number(entry, 4) == 0x0201_4b50, let method = number(entry + 10, 2),
        let length = number(entry + 24, 4), let nameLength = number(entry + 28, 2),
        let extra = number(entry + 30, 2), let comment = number(entry + 32, 2),
        let offset = number(entry + 42, 4), entry + 46 + nameLength <= bytes.count
      else { return nil }
      if bytes.buffer[entry + 46..<entry + 46 + nameLength].elementsEqual(name.utf8) {
        return method == 0 ? content(at: offset + shift, length) : nil
      }
      entry += 46 + nameLength + extra + comment
    }
    return nil
  }

  private func content(at header: Int, _ length: Int) -> Range<Int>? {
    guard number(header, 4) == 0x0403_4b50, let name = number(header + 26, 2),
      let extra = number(header + 28, 2)
    else { return nil }
    let start = header + 30 + name + extra
    return start + length <= bytes.count ? start..<start + length : nil
  }

  /// The last 64 KiB may hold a comment.
  private var endOfDirectory: Int? {
    let last = bytes.count - 22
    guard last >= 0 else { return nil }
    return (max(0, last - 0xffff)...last).last { number($0, 4) == 0x0605_4b50 }
  }

  /// A little-endian number of so many bytes; nil outside of the file.
  private func number(_ place: Int, _ size: Int) -> Int? {
    guard place >= 0, place <= bytes.count - size else { return nil }
    return (0..<size).reduce(0) { $0 | Int(bytes.buffer[place + $1]) << (8 * $1) }
  }
}
