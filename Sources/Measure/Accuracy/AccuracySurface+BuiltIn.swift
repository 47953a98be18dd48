import CEmbedded

extension AccuracySurface {
  /// The surface that travels inside the executable: that of the built-in weights, or of those
  /// before them where it has not been measured again since; `checksum` tells.
  public static func builtIn() throws(MeasureError) -> AccuracySurface {
    let name = "built-in accuracy"
    let bytes = unsafe Array(
      UnsafeBufferPointer(start: embedded_accuracy(), count: embedded_accuracy_size()))
    guard let surface = AccuracySurface(try EvaluationResult.read(bytes: bytes, file: name)) else {
      throw .notAResult(file: name, problem: "it is not a whole grid of settings")
    }
    return surface
  }
}
