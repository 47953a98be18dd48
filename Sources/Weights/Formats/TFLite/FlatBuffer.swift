/// The bytes of a flatbuffer, none of them believed: every place is checked to lie inside the file
/// before it is read.
///
/// A table begins with the distance back to its vtable; the vtable holds its own size, the table's
/// size and, field by field, the distance from the table (0: absent). What is not a number is
/// referred to by a distance forward. All is little-endian.
/// Source: flatbuffers.dev, "FlatBuffer Internals".
struct FlatBuffer {
  let file: String
  let bytes: FileBytes

  /// The number at a place, at any alignment.
  func number<Number: FixedWidthInteger & BitwiseCopyable>(
    at position: Int, as type: Number.Type = Number.self
  ) throws(WeightsError) -> Number {
    guard position >= 0, position <= bytes.count - MemoryLayout<Number>.size else {
      throw malformed("a number at byte \(position) lies outside its \(bytes.count) bytes")
    }
    return Number(
      littleEndian: bytes.buffer.loadUnaligned(fromByteOffset: position, as: Number.self))
  }

  /// Where the distance at a place leads. Distances have 32 bits and bytes fewer than 2⁶², so this
  /// can't overflow. Nothing may be there: whoever reads it checks.
  func target(of position: Int) throws(WeightsError) -> Int {
    position + Int(try number(at: position, as: UInt32.self))
  }

  func root() throws(WeightsError) -> FlatTable {
    try FlatTable(self, at: target(of: 0))
  }

  /// It is sound, but no MobileNet.
  func unlike(_ problem: String) -> WeightsError {
    .notMobileNet(file: file, problem: problem)
  }

  func malformed(_ problem: String) -> WeightsError {
    .malformed(file: file, format: TFLiteNetwork.title, problem: problem)
  }
}

/// The fields of a kind of table, with their numbers in the schema.
protocol FlatField: RawRepresentable<Int> {}

/// A table of a flatbuffer.
struct FlatTable {
  private let buffer: FlatBuffer
  private let position: Int
  private let vtable: Int
  private let vtableSize: Int
  private let size: Int

  init(_ buffer: FlatBuffer, at position: Int) throws(WeightsError) {
    self.buffer = buffer
    self.position = position
    vtable = position - Int(try buffer.number(at: position, as: Int32.self))
    vtableSize = Int(try buffer.number(at: vtable, as: UInt16.self))
    size = Int(try buffer.number(at: vtable + 2, as: UInt16.self))
    guard vtableSize >= 4, vtableSize.isMultiple(of: 2), size >= 4,
      vtable <= buffer.bytes.count - vtableSize, position <= buffer.bytes.count - size
    else { throw buffer.malformed("the table at byte \(position) has no sound layout") }
  }

  /// A number or, where the field is absent, its default.
  func number<Number: FixedWidthInteger & BitwiseCopyable>(
    _ field: some FlatField, default value: Number
  ) throws(WeightsError) -> Number {
    guard let place = try place(of: field, size: MemoryLayout<Number>.size) else { return value }
    return try buffer.number(at: place)
  }

  func table(_ field: some FlatField) throws(WeightsError) -> FlatTable? {
    guard let place = try place(of: field, size: 4) else { return nil }
    return try FlatTable(buffer, at: buffer.target(of: place))
  }

  /// A vector whose elements have `elementSize` bytes; distances to tables have 4.
  func vector(_ field: some FlatField, elementSize: Int) throws(WeightsError) -> FlatVector? {
    guard let place = try place(of: field, size: 4) else { return nil }
    return try FlatVector(buffer, at: buffer.target(of: place), elementSize: elementSize)
  }

  /// A vector that there must be, of no more elements than a network of ours has.
  func vector(
    _ field: some FlatField, _ name: String, elementSize: Int = 4, in counts: ClosedRange<Int>
  ) throws(WeightsError) -> FlatVector {
    guard let vector = try vector(field, elementSize: elementSize) else {
      throw buffer.malformed("\(name) are missing")
    }
    guard vector.count >= counts.lowerBound else {
      throw buffer.malformed("it has \(vector.count) \(name)")
    }
    guard counts.contains(vector.count) else {
      let usual = counts.count == 1 ? "\(counts.lowerBound)" : "\(counts)"
      throw buffer.unlike("\(vector.count) \(name), where a MobileNet has \(usual)")
    }
    return vector
  }

  /// The first tables of a vector of them, a few; none where it is absent.
  func firstTables(_ field: some FlatField) throws(WeightsError) -> [FlatTable] {
    guard let vector = try vector(field, elementSize: 4) else { return [] }
    return try (0..<min(vector.count, 16)).map { (index) throws(WeightsError) in
      try vector.table(index)
    }
  }

  /// The beginning of a text, for messages.
  func text(_ field: some FlatField) throws(WeightsError) -> String {
    guard let vector = try vector(field, elementSize: 1) else { return "" }
    let start = vector.range.lowerBound
    return String(
      decoding: buffer.bytes.buffer[start..<start + min(vector.count, 200)], as: UTF8.self)
  }

  private func place(of field: some FlatField, size fieldSize: Int) throws(WeightsError) -> Int? {
    let entry = 4 + 2 * field.rawValue
    guard entry + 2 <= vtableSize else { return nil }
    let distance = Int(try buffer.number(at: vtable + entry, as: UInt16.self))
    guard distance != 0 else { return nil }
    guard distance >= 4, distance + fieldSize <= size else {
      throw buffer.malformed(
        "field \(field.rawValue) of the table at byte \(position) lies outside it")
    }
    return position + distance
  }
}

/// A vector of numbers, or of distances to tables.
struct FlatVector {
  private let buffer: FlatBuffer
  private let elementSize: Int
  let count: Int
  /// The elements' bytes in the file.
  let range: Range<Int>

  init(_ buffer: FlatBuffer, at position: Int, elementSize: Int) throws(WeightsError) {
    let count = Int(try buffer.number(at: position, as: UInt32.self))
    let start = position + 4
    // At most 2³² elements of 8 bytes: no overflow.
    guard start + count * elementSize <= buffer.bytes.count else {
      throw buffer.malformed("a vector of \(count) elements at byte \(position) exceeds the file")
    }
    self.buffer = buffer
    self.elementSize = elementSize
    self.count = count
    range = start..<start + count * elementSize
  }

  /// An element that is a number of the vector's element size.
  func number<Number: FixedWidthInteger & BitwiseCopyable>(
    _ index: Int, as type: Number.Type = Number.self
  ) throws(WeightsError) -> Number {
    try buffer.number(at: place(of: index))
  }

  /// All elements, numbers of the vector's element size.
  func numbers<Number: FixedWidthInteger & BitwiseCopyable>(
    as type: Number.Type = Number.self
  ) throws(WeightsError) -> [Number] {
    try (0..<count).map { (index) throws(WeightsError) in try number(index) }
  }

  /// All elements, numbers of float32.
  func floats() throws(WeightsError) -> [Float] {
    try numbers(as: UInt32.self).map(Float.init(bitPattern:))
  }

  /// All elements, distances to tables.
  func tables() throws(WeightsError) -> [FlatTable] {
    try (0..<count).map { (index) throws(WeightsError) in try table(index) }
  }

  func table(_ index: Int) throws(WeightsError) -> FlatTable {
    try FlatTable(buffer, at: buffer.target(of: place(of: index)))
  }

  private func place(of index: Int) throws(WeightsError) -> Int {
    guard index >= 0, index < count else {
      throw buffer.malformed("there is no element \(index) of \(count)")
    }
    return range.lowerBound + index * elementSize
  }
}
