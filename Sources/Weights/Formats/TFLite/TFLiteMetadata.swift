/// What the metadata inside a TFLite file tell: how pictures become its input, what its classes are
/// called.
///
/// They are a flatbuffer of their own, in a buffer of the model; the labels are a file in a zip archive
/// behind the model.
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
      let graph = try content.root().firstTables(ModelMetadataField.subgraphs).first
    else { return }
    if let input = try graph.firstTables(SubgraphMetadataField.inputs).first {
      try readInput(input, buffer)
    }
    guard let output = try graph.firstTables(SubgraphMetadataField.outputs).first else { return }
    for file in try output.firstTables(TensorMetadataField.associatedFiles)
    where try file.number(AssociatedFileField.type, default: Int8(0)) == Self.labelsOfAxis {
      let name = try file.text(AssociatedFileField.name)
      guard let bytes = StoredZip(buffer.bytes).file(named: name) else { continue }
      let text = String(decoding: buffer.bytes.buffer[bytes], as: UTF8.self)
      let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      labels = (lines.last == "" ? lines.dropLast() : lines[...]).map(String.init)
    }
  }

  /// The first NormalizationOptions among the input's steps.
  private mutating func readInput(
    _ input: FlatTable, _ buffer: FlatBuffer
  ) throws(WeightsError) {
    for step in try input.firstTables(TensorMetadataField.processUnits)
    where try step.number(ProcessUnitField.optionsType, default: UInt8(0)) == Self.normalization {
      guard let options = try step.table(ProcessUnitField.options) else { continue }
      mean = try TFLiteMetadata.colour(options, .mean, "mean", buffer)
      std = try TFLiteMetadata.colour(options, .std, "std", buffer)
      return
    }
  }

  /// One value for all channels, or three.
  private static func colour(
    _ options: FlatTable, _ field: NormalizationField, _ key: String, _ buffer: FlatBuffer
  ) throws(WeightsError) -> SIMD3<Float>? {
    let values = try options.vector(field, elementSize: 4)?.floats() ?? []
    if values.isEmpty { return nil }
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
    for entry in try model.firstTables(ModelField.metadata)
    where try entry.text(MetadataField.name) == "TFLITE_METADATA" {
      let place = Int(try entry.number(MetadataField.buffer, default: UInt32(0)))
      guard place < buffers.count,
        let range = try buffers.table(place).vector(BufferField.data, elementSize: 1)?.range,
        range.count > 8,
        buffer.bytes.buffer[range].dropFirst(4).starts(with: "M001".utf8)
      else { continue }
      let content = UnsafeRawBufferPointer(rebasing: buffer.bytes.buffer[range])
      return FlatBuffer(file: buffer.file, bytes: FileBytes(copying: content))
    }
    return nil
  }
}

// MARK: - The schema of the metadata

// The numbers of the fields that are read. Source: tflite_support/metadata/metadata_schema.fbs,
// identifier M001.

extension TFLiteMetadata {
  /// `AssociatedFileType.TENSOR_AXIS_LABELS`.
  private static let labelsOfAxis: Int8 = 2
  /// `ProcessUnitOptions.NormalizationOptions`.
  private static let normalization: UInt8 = 1

  private enum ModelMetadataField: Int, FlatField {
    case subgraphs = 3
  }

  private enum SubgraphMetadataField: Int, FlatField {
    case inputs = 2
    case outputs = 3
  }

  private enum TensorMetadataField: Int, FlatField {
    case processUnits = 4
    case associatedFiles = 6
  }

  private enum ProcessUnitField: Int, FlatField {
    case optionsType, options
  }

  private enum NormalizationField: Int, FlatField {
    case mean, std
  }

  private enum AssociatedFileField: Int, FlatField {
    case name = 0
    case type = 2
  }
}
