/// One tensor of a TFLite file: an activation, or a constant where there is data.
struct TFLiteTensor {
  /// How a value is stored. Source: `TensorType` of the schema.
  enum Element: Int8 {
    case float32 = 0
    case float16 = 1
    case int32 = 2
    case uint8 = 3
    case int8 = 9

    var size: Int {
      switch self {
      case .float32, .int32: 4
      case .float16: 2
      case .uint8, .int8: 1
      }
    }
  }

  let name: String
  let shape: [Int]
  /// Of no use to a MobileNet where nil.
  let element: Element?
  /// Bytes of the file; nil where the tensor is no constant.
  let data: Range<Int>?
  private let quantization: FlatTable?

  init(
    _ table: FlatTable, _ buffers: FlatVector, _ buffer: FlatBuffer
  ) throws(WeightsError) {
    name = try table.text(TensorField.name)
    shape = try TFLiteTensor.shape(table, name, buffer)
    element = Element(rawValue: try table.number(TensorField.type, default: Int8(0)))
    let place = Int(try table.number(TensorField.buffer, default: UInt32(0)))
    guard place < buffers.count else { throw buffer.malformed("\(quoted(name)) has no buffer") }
    // Buffer 0 is empty by convention: it is that of all activations.
    data = place == 0 ? nil : try TFLiteTensor.data(buffers.table(place), name, buffer)
    quantization = try table.table(TensorField.quantization)
  }

  private static func shape(
    _ table: FlatTable, _ name: String, _ buffer: FlatBuffer
  ) throws(WeightsError) -> [Int] {
    guard let sizes = try table.vector(TensorField.shape, elementSize: 4) else { return [] }
    guard sizes.count <= SafetensorsFile.maximumDimensions else {
      throw buffer.malformed("\(quoted(name)) has \(sizes.count) dimensions")
    }
    return try sizes.numbers(as: Int32.self).map(Int.init)
  }

  /// The bytes in a buffer, or those behind the whole flatbuffer that it tells the place of; nil where
  /// it is empty.
  private static func data(
    _ table: FlatTable, _ name: String, _ buffer: FlatBuffer
  ) throws(WeightsError) -> Range<Int>? {
    let offset = try table.number(BufferField.offset, default: UInt64(0))
    guard offset > 1 else {
      return try table.vector(BufferField.data, elementSize: 1).flatMap {
        $0.count > 0 ? $0.range : nil
      }
    }
    let size = try table.number(BufferField.size, default: UInt64(0))
    let count = UInt64(buffer.bytes.count)
    guard offset <= count, size <= count - offset else {
      throw buffer.malformed("\(quoted(name)) lies behind the end of the file")
    }
    return size > 0 ? Int(offset)..<Int(offset + size) : nil
  }

  /// Scales and zero points: one for all values, or one for each of `channels`; nil where there
  /// are none.
  func quantization(
    channels: Int, axis: Int, _ buffer: FlatBuffer
  ) throws(WeightsError) -> (scales: [Float], zeroPoints: [Int32])? {
    guard let quantization,
      let stored = try quantization.vector(QuantizationField.scale, elementSize: 4),
      stored.count > 0
    else { return nil }
    let count = stored.count
    let zeros = try quantization.vector(QuantizationField.zeroPoint, elementSize: 8)
    let storedAxis = try quantization.number(
      QuantizationField.quantizedDimension, default: Int32(0))
    guard count == 1 || (count == channels && Int(storedAxis) == axis),
      [nil, 0, count].contains(zeros?.count)
    else {
      throw buffer.malformed(
        "\(quoted(name)) has \(count) scales for \(channels) channels along axis \(axis)")
    }
    let scales = try stored.floats()
    var zeroPoints = try zeros?.numbers(as: Int64.self) ?? []
    if zeroPoints.isEmpty { zeroPoints = Array(repeating: 0, count: count) }
    for (scale, zero) in zip(scales, zeroPoints) {
      guard scale.isFinite, scale > 0, zeroPointRange.contains(zero) else {
        throw buffer.malformed("\(quoted(name)) has the scale \(scale) and the zero point \(zero)")
      }
    }
    return (scales, zeroPoints.map { Int32($0) })
  }

  private var zeroPointRange: ClosedRange<Int64> {
    switch element {
    case .uint8: 0...255
    case .int8: -128...127
    default: 0...0
    }
  }

  /// Whether its values are whole numbers with a scale.
  var isQuantised: Bool {
    switch element {
    case .uint8, .int8: true
    case .float32, .float16, .int32, nil: false
    }
  }
}
