extension Preprocessing {
  /// A picture as the network is fed: (pixel / 255 − mean) / std for each channel.
  ///
  /// - Parameter pixels: side × side × 3, row by row, R G B, each 0…255.
  /// - Returns: as many values, in the same order.
  public func normalised(_ pixels: [Float]) -> [Float] {
    let scale = 1 / (255 * std)
    let shift = -mean / std
    return Array(unsafeUninitializedCapacity: pixels.count) { values, count in
      for start in stride(from: 0, to: pixels.count, by: 3) {
        for channel in 0..<min(3, pixels.count - start) {
          values[start + channel] = pixels[start + channel] * scale[channel] + shift[channel]
        }
      }
      count = pixels.count
    }
  }
}
