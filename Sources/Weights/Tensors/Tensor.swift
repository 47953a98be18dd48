/// A view on a tensor's values: its shape, and where they come from.
///
/// Cheap to copy; the bytes behind it are shared and immutable. Whoever makes one sees to it that `count`
/// is the product of `shape` and that `storage` holds that many values.
public struct Tensor: Sendable {
  /// As its file calls it.
  public let name: String
  /// Slowest dimension first; values lie row-major.
  public let shape: [Int]
  /// How many values there are: the product of the shape.
  public let count: Int
  let storage: Storage

  enum Storage: Sendable {
    /// Little-endian values in a file, from byte `offset` on, at any alignment.
    case stored(ElementType, FileBytes, offset: Int)
    /// Values computed on demand.
    case seeded(SeededValues)
  }
}

extension Tensor {
  /// A view on values in a file, all of which must be finite.
  ///
  /// - Throws: `notFinite`; `file` is what it calls the file.
  init(
    name: String, shape: [Int], count: Int, _ type: ElementType, _ bytes: FileBytes, offset: Int,
    file: String
  ) throws(WeightsError) {
    self.init(
      name: name, shape: shape, count: count, storage: .stored(type, bytes, offset: offset))
    if let index = firstNotFinite { throw .notFinite(file: file, tensor: name, index: index) }
  }

  /// A tensor of values in memory.
  init(name: String, shape: [Int], values: [Float]) {
    let bytes = values.withUnsafeBytes { FileBytes(copying: $0) }
    self.init(
      name: name, shape: shape, count: values.count, storage: .stored(.f32, bytes, offset: 0))
  }

  /// Writes the values of a row-major range, widened to float32.
  ///
  /// - Parameters:
  ///   - range: places in 0 ..< `count`.
  ///   - destination: room for them at least.
  public func read(_ range: Range<Int>, into destination: UnsafeMutableBufferPointer<Float>) {
    precondition(range.lowerBound >= 0 && range.upperBound <= count, "a range inside the tensor")
    precondition(range.count <= destination.count, "room for the whole range")
    guard !range.isEmpty, let target = destination.baseAddress else { return }
    switch storage {
    case .stored(let type, let bytes, let offset):
      guard let base = bytes.buffer.baseAddress else { return }
      let source = base + offset + range.lowerBound * type.size
      type.widen(source, count: range.count, into: target)
    case .seeded(let values):
      values.write(range, into: target)
    }
  }

  /// The first place whose value is infinite or NaN, if there is one.
  var firstNotFinite: Int? { first { $0.firstNotFinite($1, count: count) } }

  /// The first place whose value, all being finite, is not above 0, if there is one.
  var firstNotPositive: Int? { first { $0.firstNotPositive($1, count: count) } }

  /// Looks for a place among stored values; seeded ones are sound.
  private func first(_ find: (ElementType, UnsafeRawPointer) -> Int?) -> Int? {
    guard case .stored(let type, let bytes, let offset) = storage,
      let base = bytes.buffer.baseAddress
    else { return nil }
    return find(type, base + offset)
  }

  /// All values, row-major.
  public func values() -> [Float] { values(0..<count) }

  /// The values of a row-major range, whose places are in 0 ..< `count`.
  public func values(_ range: Range<Int>) -> [Float] {
    Array(unsafeUninitializedCapacity: range.count) { buffer, initialized in
      read(range, into: buffer)
      initialized = range.count
    }
  }
}
