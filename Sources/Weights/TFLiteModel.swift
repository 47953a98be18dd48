/// What a TFLite file says, as far as a MobileNet needs it: the tensors and operators of its one
/// graph, with every index checked.
///
/// Field numbers, codes and defaults: tensorflow/lite/schema/schema.fbs, version 3.
struct TFLiteModel {
  let buffer: FlatBuffer
  let tensors: [TFLiteTensor]
  let operators: [TFLiteOperator]
  /// Places in `tensors`.
  let input: Int
  let output: Int
  let metadata: TFLiteMetadata

  /// A MobileNet has 31 operators and 90 tensors, twice as many with its weights behind DEQUANTIZE.
  private static let maximumCount = 1000

  static func isFormat(of bytes: FileBytes) -> Bool {
    bytes.count >= 8 && bytes.buffer[4..<8].elementsEqual("TFL3".utf8)
  }

  init(_ bytes: FileBytes, file: String) throws(WeightsError) {
    buffer = FlatBuffer(file: file, bytes: bytes)
    let limit = TFLiteModel.maximumCount
    let model = try buffer.root()
    let codes = try TFLiteModel.operatorCodes(model)
    let graphs = try model.vector(2, "subgraphs", in: 1...1)
    let graph = try graphs.table(0)
    let buffers = try model.vector(4, "buffers", in: 1...4 * limit)

    metadata = try TFLiteMetadata(model, buffers, buffer)

    let tensorTables = try graph.vector(0, "tensors", in: 1...limit)
    var tensors: [TFLiteTensor] = []
    for index in 0..<tensorTables.count {
      tensors.append(try TFLiteTensor(tensorTables.table(index), buffers, buffer))
    }
    self.tensors = tensors

    func tensorIndex(_ place: Int32) throws(WeightsError) -> Int {
      guard tensors.indices.contains(Int(place)) else {
        throw .malformedFlatBuffer(
          file: file, problem: "there is no tensor \(place) of \(tensors.count)")
      }
      return Int(place)
    }
    input = try tensorIndex(graph.vector(1, "inputs", in: 1...1).number(0))
    output = try tensorIndex(graph.vector(2, "outputs", in: 1...1).number(0))

    let operatorTables = try graph.vector(3, "operators", in: 1...limit)
    var operators: [TFLiteOperator] = []
    for index in 0..<operatorTables.count {
      let table = try operatorTables.table(index)
      let codeIndex = Int(try table.number(0, default: UInt32(0)))
      guard codes.indices.contains(codeIndex) else {
        throw buffer.malformed("operator \(index) has no code")
      }
      let inputs = try table.vector(1, "inputs of operator \(index)", in: 0...16)
      var places: [Int?] = []
      for place in 0..<inputs.count {
        let number = try inputs.number(place, as: Int32.self)
        places.append(number == -1 ? nil : try tensorIndex(number))
      }
      let outputs = try table.vector(2, "outputs of operator \(index)", in: 1...16)
      let (code, customName) = codes[codeIndex]
      operators.append(
        TFLiteOperator(
          index: index, code: code, customName: customName, inputs: places,
          outputs: try (0..<outputs.count).map { (place) throws(WeightsError) in
            try tensorIndex(outputs.number(place))
          },
          optionsType: try table.number(3, default: UInt8(0)), options: try table.table(4)))
    }
    self.operators = operators
  }

  /// The larger of an old 8-bit and a newer 32-bit field; and what a custom operator is called.
  private static func operatorCodes(
    _ model: FlatTable
  ) throws(WeightsError) -> [(code: Int, customName: String)] {
    let tables = try model.vector(1, "operator codes", in: 1...maximumCount)
    var codes: [(Int, String)] = []
    for index in 0..<tables.count {
      let table = try tables.table(index)
      let old = Int(try table.number(0, default: Int8(0)))
      codes.append((max(old, Int(try table.number(3, default: Int32(0)))), try table.text(1)))
    }
    return codes
  }
}

/// One tensor: an activation, or a constant where there is data.
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
    name = try table.text(3)
    let sizes = try table.vector(0, elementSize: 4)
    var shape: [Int] = []
    if let sizes {
      guard sizes.count <= SafetensorsFile.maximumDimensions else {
        throw buffer.malformed("\(quoted(name)) has \(sizes.count) dimensions")
      }
      for index in 0..<sizes.count { shape.append(Int(try sizes.number(index, as: Int32.self))) }
    }
    self.shape = shape
    element = Element(rawValue: try table.number(1, default: Int8(0)))
    let place = Int(try table.number(2, default: UInt32(0)))
    guard place < buffers.count else { throw buffer.malformed("\(quoted(name)) has no buffer") }
    // Buffer 0 is empty by convention: it is that of all activations.
    data = place == 0 ? nil : try TFLiteTensor.data(buffers.table(place), name, buffer)
    quantization = try table.table(4)
  }

  /// The bytes in a buffer, or those behind the whole flatbuffer that it tells the place of; nil where
  /// it is empty.
  private static func data(
    _ table: FlatTable, _ name: String, _ buffer: FlatBuffer
  ) throws(WeightsError) -> Range<Int>? {
    let offset = try table.number(1, default: UInt64(0))
    guard offset > 1 else {
      return try table.vector(0, elementSize: 1).flatMap { $0.count > 0 ? $0.range : nil }
    }
    let size = try table.number(2, default: UInt64(0))
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
    guard let quantization, let scaleVector = try quantization.vector(2, elementSize: 4),
      scaleVector.count > 0
    else { return nil }
    let count = scaleVector.count
    let zeroVector = try quantization.vector(3, elementSize: 8)
    let storedAxis = Int(try quantization.number(6, default: Int32(0)))
    guard count == 1 || (count == channels && storedAxis == axis),
      [nil, 0, count].contains(zeroVector?.count)
    else {
      throw buffer.malformed(
        "\(quoted(name)) has \(count) scales for \(channels) channels along axis \(axis)")
    }
    var scales: [Float] = []
    var zeroPoints: [Int32] = []
    for index in 0..<count {
      let scale = try scaleVector.float(index)
      let zero =
        if let zeroVector, zeroVector.count > 0 {
          try zeroVector.number(index, as: Int64.self)
        } else { Int64(0) }
      guard scale.isFinite, scale > 0, zeroPointRange.contains(zero) else {
        throw buffer.malformed("\(quoted(name)) has the scale \(scale) and the zero point \(zero)")
      }
      scales.append(scale)
      zeroPoints.append(Int32(zero))
    }
    return (scales, zeroPoints)
  }

  private var zeroPointRange: ClosedRange<Int64> {
    switch element {
    case .uint8: 0...255
    case .int8: -128...127
    default: 0...0
    }
  }
}
