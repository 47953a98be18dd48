import CEmbedded

extension AccuracySurface {
  /// The surface that travels inside the executable. It was measured on the weights of its `checksum`:
  /// compare that with the weights in use, which may be newer.
  public static func builtIn() throws(MeasureError) -> AccuracySurface {
    let name = "built-in accuracy"
    let grid = unsafe bytes(embedded_accuracy(), embedded_accuracy_size())
    let checks = unsafe bytes(embedded_accuracy_checks(), embedded_accuracy_checks_size())
    guard
      let surface = AccuracySurface(
        try EvaluationResult.read(bytes: grid, file: name),
        checks: try EvaluationResult.read(bytes: checks, file: "\(name) between settings"))
    else { throw .notAResult(file: name, problem: "it is not a whole grid of settings") }
    return surface
  }

  private static func bytes(_ start: UnsafePointer<UInt8>?, _ count: Int) -> [UInt8] {
    unsafe Array(UnsafeBufferPointer(start: start, count: count))
  }
}
