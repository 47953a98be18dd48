/// What a TFLite file says, as far as a MobileNet needs it: the tensors and operators of its one
/// graph, with every index checked.
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

  init(_ bytes: FileBytes, file: String) throws(WeightsError) {
    buffer = FlatBuffer(file: file, bytes: bytes)
    let limit = TFLiteModel.maximumCount
    let model = try buffer.root()
    let codes = try TFLiteModel.operatorCodes(model)
    let graph = try model.vector(ModelField.subgraphs, "subgraphs", in: 1...1).table(0)
    let buffers = try model.vector(ModelField.buffers, "buffers", in: 1...4 * limit)
    metadata = try TFLiteMetadata(model, buffers, buffer)
    let tables = try graph.vector(SubgraphField.tensors, "tensors", in: 1...limit).tables()
    tensors = try tables.map { [buffer] (table) throws(WeightsError) in
      try TFLiteTensor(table, buffers, buffer)
    }
    let places = TensorPlaces(count: tensors.count, buffer: buffer)
    input = try places.one(graph.vector(SubgraphField.inputs, "inputs", in: 1...1))
    output = try places.one(graph.vector(SubgraphField.outputs, "outputs", in: 1...1))
    operators = try graph.vector(SubgraphField.operators, "operators", in: 1...limit).tables()
      .enumerated().map { (index, table) throws(WeightsError) in
        try TFLiteOperator(table, index: index, codes, places)
      }
  }

  /// The codes that operators refer to by their places.
  private static func operatorCodes(
    _ model: FlatTable
  ) throws(WeightsError) -> [TFLiteOperator.Code] {
    try model.vector(ModelField.operatorCodes, "operator codes", in: 1...maximumCount).tables()
      .map { (table) throws(WeightsError) in try TFLiteOperator.Code(table) }
  }
}

/// Turns the numbers by which a file names tensors into places in the list of them.
struct TensorPlaces {
  let count: Int
  let buffer: FlatBuffer

  /// The place, or nil where −1 says that an optional tensor is left out.
  func optional(_ number: Int32) throws(WeightsError) -> Int? {
    number == -1 ? nil : try place(number)
  }

  /// The only tensor that a vector names.
  func one(_ vector: FlatVector) throws(WeightsError) -> Int { try place(vector.number(0)) }

  /// A tensor that must be there.
  func place(_ number: Int32) throws(WeightsError) -> Int {
    guard (0..<count).contains(Int(number)) else {
      throw buffer.malformed("there is no tensor \(number) of \(count)")
    }
    return Int(number)
  }
}
