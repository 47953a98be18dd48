// The numbers of the fields that are read. Source: tensorflow/lite/schema/schema.fbs, version 3: a
// field's number is its place in its table, a union takes two, its type and its value.

enum ModelField: Int, FlatField {
  case operatorCodes = 1
  case subgraphs = 2
  case buffers = 4
  case metadata = 6
}

enum OperatorCodeField: Int, FlatField {
  /// Of 8 bits; codes above 126 stand in `builtinCode`.
  case deprecatedBuiltinCode = 0
  case customCode = 1
  case builtinCode = 3
}

enum SubgraphField: Int, FlatField {
  case tensors, inputs, outputs, operators
}

enum TensorField: Int, FlatField {
  case shape, type, buffer, name, quantization
}

enum QuantizationField: Int, FlatField {
  case scale = 2
  case zeroPoint = 3
  /// The axis along which there is a scale for each place.
  case quantizedDimension = 6
}

enum BufferField: Int, FlatField {
  /// Inside the flatbuffer; or `size` bytes at `offset` in the file, behind it.
  case data, offset, size
}

enum OperatorField: Int, FlatField {
  case opcodeIndex, inputs, outputs, optionsType, options
}

/// An entry of the model's metadata: a name, and the buffer that holds its content.
enum MetadataField: Int, FlatField {
  case name, buffer
}

// MARK: - Options of operators

enum ConvolutionField: Int, FlatField {
  case padding, strideWidth, strideHeight, activation, dilationWidth, dilationHeight
}

enum DepthwiseField: Int, FlatField {
  case padding, strideWidth, strideHeight, depthMultiplier, activation, dilationWidth
  case dilationHeight
}

enum FullyConnectedField: Int, FlatField {
  case activation, weightsFormat
}

enum PoolField: Int, FlatField {
  case padding, strideWidth, strideHeight, filterWidth, filterHeight, activation
}

enum SoftmaxField: Int, FlatField {
  case beta
}

/// Of ADD, SUB, MUL and DIV.
enum ArithmeticField: Int, FlatField {
  case activation
}
