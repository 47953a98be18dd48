/// The operators between a graph's input and its output, each of which works on what the one before it
/// gives.
///
/// They are followed backwards from the output, each by the one input that carries data. So operators
/// that only compute a shape (SHAPE, STRIDED_SLICE, PACK before a RESHAPE, where the batch's size is
/// open) are not in the chain, and neither is a DEQUANTIZE of constants.
struct TFLiteChain {
  /// In order of execution.
  let operators: [TFLiteOperator]
  private let model: TFLiteModel
  /// Which operator has given a tensor.
  private let writers: [Int: TFLiteOperator]

  init(_ model: TFLiteModel) throws(WeightsError) {
    self.model = model
    writers = try TFLiteChain.writers(model)
    var found: [TFLiteOperator] = []
    var place = model.output
    var limit = model.operators.count
    while place != model.input {
      // An operator can only read what one before it has written.
      guard let operation = writers[place], operation.index < limit else {
        throw model.buffer.malformed(
          "the operators do not lead from the graph's input to its output")
      }
      limit = operation.index
      found.append(operation)
      place = try TFLiteChain.dataInput(of: operation, model, writers)
    }
    operators = found.reversed()
  }

  /// An operand that is a constant, perhaps behind a DEQUANTIZE; nil where it is left out.
  func constant(
    _ operation: TFLiteOperator, _ place: Int
  ) throws(WeightsError) -> TFLiteTensor? {
    guard operation.inputs.indices.contains(place), let index = operation.inputs[place] else {
      return nil
    }
    guard let constant = TFLiteChain.constant(index, model, writers) else {
      let tensor = model.tensors[index]
      guard writers[index] == nil, index != model.input else {
        throw model.buffer.unlike(
          "\(operation.title), computes with \(quoted(tensor.name)), which is no constant")
      }
      throw model.buffer.malformed("\(quoted(tensor.name)), of \(operation.title), is empty")
    }
    return constant
  }

  /// Which of an operator's two inputs is a constant: `dataInput(of:)` is the other one.
  func constantPlace(_ operation: TFLiteOperator) -> Int? {
    operation.inputs.indices.first { place in
      operation.inputs[place].flatMap { TFLiteChain.constant($0, model, writers) } != nil
    }
  }

  private static func constant(
    _ index: Int, _ model: TFLiteModel, _ writers: [Int: TFLiteOperator]
  ) -> TFLiteTensor? {
    if model.tensors[index].data != nil { return model.tensors[index] }
    guard let writer = writers[index], writer.kind == .dequantize, let source = writer.inputs.first,
      let source, model.tensors[source].data != nil
    else { return nil }
    return model.tensors[source]
  }

  /// The tensor that an operator works on.
  private static func dataInput(
    of operation: TFLiteOperator, _ model: TFLiteModel, _ writers: [Int: TFLiteOperator]
  ) throws(WeightsError) -> Int {
    let inputs = operation.inputs.compactMap(\.self)
    switch operation.kind {
    case .add, .subtract, .multiply, .divide:
      let data = inputs.filter { constant($0, model, writers) == nil }
      guard inputs.count == 2, data.count == 1 else {
        throw model.buffer.unlike("\(operation.title), has no constant operand")
      }
      return data[0]
    default:
      guard let first = operation.inputs.first, let first else {
        throw model.buffer.malformed("\(operation.title), has no input")
      }
      return first
    }
  }

  /// Each tensor is written once, and neither the graph's input nor a constant ever is.
  private static func writers(
    _ model: TFLiteModel
  ) throws(WeightsError) -> [Int: TFLiteOperator] {
    var writers: [Int: TFLiteOperator] = [:]
    for operation in model.operators {
      for output in operation.outputs {
        guard output != model.input, model.tensors[output].data == nil,
          writers.updateValue(operation, forKey: output) == nil
        else {
          throw model.buffer.malformed(
            "\(operation.title), writes a tensor that is there already")
        }
      }
    }
    return writers
  }
}
