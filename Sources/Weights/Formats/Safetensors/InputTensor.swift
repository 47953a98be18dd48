import Files

/// What a network is fed, as a safetensors file: one F32 tensor `input`, [side, side, 3] or
/// [1, side, side, 3], already normalised.
public enum InputTensor {
  /// Reads the file; other tensors beside `input` are left alone.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - side: pixels of the square input.
  /// - Returns: side × side × 3 values.
  /// - Throws: `WeightsError`; `wrongShape`, where the tensor has another side.
  public static func read(path: String, side: Int) throws(WeightsError) -> [Float] {
    let tensor = try SafetensorsFile(path: path).tensor("input")
    let shape = [side, side, 3]
    guard tensor.shape == shape || tensor.shape == [1] + shape else {
      throw .wrongShape(file: path, tensor: "input", expected: shape, found: tensor.shape)
    }
    return tensor.values()
  }

  /// Writes the file, see `WholeFile`.
  ///
  /// - Parameters:
  ///   - values: side × side × 3, normalised.
  ///   - side: pixels of the square input.
  ///   - path: the file.
  /// - Throws: `unwritable`.
  public static func write(_ values: [Float], side: Int, path: String) throws(WeightsError) {
    precondition(values.count == side * side * 3, "an input has side × side × 3 values")
    let file = SafetensorsFile.encode([
      .init(name: "input", shape: [side, side, 3], values: values)
    ])
    do throws(UnwritableFile) {
      try WholeFile.write(file, to: path)
    } catch {
      throw .unwritable(error)
    }
  }
}
