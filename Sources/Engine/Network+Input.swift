extension Network {
  /// Copies an input, normalised as the weights ask for, into the arena: rows of the picture lie apart
  /// there, with the padding's zeros between them.
  ///
  /// - Parameter input: side × side × 3, row by row, R G B.
  public func load(input: [Float]) {
    let image = plan.image
    precondition(input.count == image.height * image.width * 3, "side × side × 3 values")
    input.withUnsafeBufferPointer { source in
      guard let first = source.baseAddress else { return }
      for row in 0..<image.height {
        (arena.start + (image.start + row * image.rowStride))
          .update(from: first + row * image.width * 3, count: image.width * 3)
      }
    }
  }
}
