/// One operator of a TFLite file.
struct TFLiteOperator {
  /// Place in the file's list.
  let index: Int
  private let code: Code
  /// Places in the model's tensors; nil for an optional one that is left out.
  let inputs: [Int?]
  let outputs: [Int]
  /// See `TFLiteOptions.checkType`.
  let optionsType: UInt8
  let options: FlatTable?

  /// What an operator does.
  struct Code {
    /// Of `BuiltinOperator` of the schema.
    let number: Int
    /// What an operator that TFLite does not know calls itself; else empty.
    let customName: String

    init(_ table: FlatTable) throws(WeightsError) {
      let old = try table.number(OperatorCodeField.deprecatedBuiltinCode, default: Int8(0))
      let new = try table.number(OperatorCodeField.builtinCode, default: Int32(0))
      number = max(Int(old), Int(new))
      customName = try table.text(OperatorCodeField.customCode)
    }
  }

  /// Reads an operator with at most 16 inputs and outputs.
  init(
    _ table: FlatTable, index: Int, _ codes: [Code], _ places: TensorPlaces
  ) throws(WeightsError) {
    let codeIndex = Int(try table.number(OperatorField.opcodeIndex, default: UInt32(0)))
    guard codes.indices.contains(codeIndex) else {
      throw places.buffer.malformed("operator \(index) has no code")
    }
    self.index = index
    code = codes[codeIndex]
    let stored = try table.vector(OperatorField.inputs, "inputs of operator \(index)", in: 0...16)
    inputs = try stored.numbers().map { (number) throws(WeightsError) in
      try places.optional(number)
    }
    outputs = try table.vector(OperatorField.outputs, "outputs of operator \(index)", in: 1...16)
      .numbers().map { (number) throws(WeightsError) in try places.place(number) }
    optionsType = try table.number(OperatorField.optionsType, default: UInt8(0))
    options = try table.table(OperatorField.options)
  }

  /// The operators that a MobileNet consists of. Source: `BuiltinOperator` of the schema.
  enum Kind: Int {
    case add = 0
    case averagePool = 1
    case convolution = 3
    case depthwise = 4
    case dequantize = 6
    case fullyConnected = 9
    case multiply = 18
    case reshape = 22
    case softmax = 25
    case mean = 40
    case subtract = 41
    case divide = 42
    case squeeze = 43
    case quantize = 114
  }

  var kind: Kind? { Kind(rawValue: code.number) }

  /// For messages: `operator 29, SHAPE`.
  var title: String { "operator \(index), \(name)" }

  /// As the schema calls it.
  private var name: String {
    let (number, names) = (code.number, TFLiteOperator.names)
    if number == TFLiteOperator.customCode, !code.customName.isEmpty {
      return quoted(code.customName)
    }
    return names.indices.contains(number) ? String(names[number]) : "code \(number)"
  }

  /// An operator that only its maker knows.
  private static let customCode = 32
  /// What Google's compiler for the Edge TPU leaves of a network.
  var isCompiledForEdgeTPU: Bool { code.customName == "edgetpu-custom-op" }

  /// In the order of their codes. Source: `BuiltinOperator` of the schema.
  private static let names = """
    ADD AVERAGE_POOL_2D CONCATENATION CONV_2D DEPTHWISE_CONV_2D DEPTH_TO_SPACE DEQUANTIZE \
    EMBEDDING_LOOKUP FLOOR FULLY_CONNECTED HASHTABLE_LOOKUP L2_NORMALIZATION L2_POOL_2D \
    LOCAL_RESPONSE_NORMALIZATION LOGISTIC LSH_PROJECTION LSTM MAX_POOL_2D MUL RELU RELU_N1_TO_1 \
    RELU6 RESHAPE RESIZE_BILINEAR RNN SOFTMAX SPACE_TO_DEPTH SVDF TANH CONCAT_EMBEDDINGS \
    SKIP_GRAM CALL CUSTOM EMBEDDING_LOOKUP_SPARSE PAD UNIDIRECTIONAL_SEQUENCE_RNN GATHER \
    BATCH_TO_SPACE_ND SPACE_TO_BATCH_ND TRANSPOSE MEAN SUB DIV SQUEEZE \
    UNIDIRECTIONAL_SEQUENCE_LSTM STRIDED_SLICE BIDIRECTIONAL_SEQUENCE_RNN EXP TOPK_V2 SPLIT \
    LOG_SOFTMAX DELEGATE BIDIRECTIONAL_SEQUENCE_LSTM CAST PRELU MAXIMUM ARG_MAX MINIMUM LESS NEG \
    PADV2 GREATER GREATER_EQUAL LESS_EQUAL SELECT SLICE SIN TRANSPOSE_CONV SPARSE_TO_DENSE TILE \
    EXPAND_DIMS EQUAL NOT_EQUAL LOG SUM SQRT RSQRT SHAPE POW ARG_MIN FAKE_QUANT REDUCE_PROD \
    REDUCE_MAX PACK LOGICAL_OR ONE_HOT LOGICAL_AND LOGICAL_NOT UNPACK REDUCE_MIN FLOOR_DIV \
    REDUCE_ANY SQUARE ZEROS_LIKE FILL FLOOR_MOD RANGE RESIZE_NEAREST_NEIGHBOR LEAKY_RELU \
    SQUARED_DIFFERENCE MIRROR_PAD ABS SPLIT_V UNIQUE CEIL REVERSE_V2 ADD_N GATHER_ND COS WHERE \
    RANK ELU REVERSE_SEQUENCE MATRIX_DIAG QUANTIZE MATRIX_SET_DIAG ROUND HARD_SWISH IF WHILE
    """.split(separator: " ")
}
