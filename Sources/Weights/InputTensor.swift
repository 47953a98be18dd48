#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What a network is fed, as a safetensors file: one F32 tensor `input`, [side, side, 3] or
/// [1, side, side, 3], already normalised.
public enum InputTensor {
  /// Reads the file; other tensors beside `input` are left alone.
  public static func read(path: String, side: Int) throws(WeightsError) -> [Float] {
    let tensor = try SafetensorsFile(path: path).tensor("input")
    let shape = [side, side, 3]
    guard tensor.shape == shape || tensor.shape == [1] + shape else {
      throw .wrongShape(file: path, tensor: "input", expected: shape, found: tensor.shape)
    }
    return tensor.values()
  }

  /// Writes the file beside its place and moves it there, so that it is never half a file.
  public static func write(_ values: [Float], side: Int, path: String) throws(WeightsError) {
    precondition(values.count == side * side * 3, "an input has side × side × 3 values")
    let partial = path + ".partial"
    let written = write(header(side), values, to: partial)
    guard written, rename(partial, path) == 0 else {
      let reason = String(cString: strerror(errno))
      unlink(partial)
      throw .unwritable(file: path, reason: reason)
    }
  }

  /// The length of the JSON and the JSON, padded so that the values lie on eight bytes.
  private static func header(_ side: Int) -> [UInt8] {
    let bytes = side * side * 3 * 4
    var json = Array(
      #"{"input":{"dtype":"F32","shape":[\#(side),\#(side),3],"data_offsets":[0,\#(bytes)]}}"#.utf8)
    while json.count % 8 != 0 { json.append(UInt8(ascii: " ")) }
    return withUnsafeBytes(of: UInt64(json.count).littleEndian) { Array($0) } + json
  }

  private static func write(_ header: [UInt8], _ values: [Float], to path: String) -> Bool {
    guard let file = fopen(path, "w") else { return false }
    let isWhole =
      fwrite(header, 1, header.count, file) == header.count
      && fwrite(values, 4, values.count, file) == values.count
    return fclose(file) == 0 && isWhole
  }
}
