import MobileNet

/// The maps of one layer's channels, for one picture.
public struct FeatureMaps: Equatable, Sendable {
  /// Rows, columns, channels.
  public let shape: Shape
  /// channels × rows × columns, column fastest.
  public let values: [Float]

  /// - Precondition: as many values as the shape has.
  public init(_ shape: Shape, _ values: [Float]) {
    precondition(values.count == shape.count, "channels × rows × columns values")
    (self.shape, self.values) = (shape, values)
  }

  /// One channel: rows × columns values.
  public subscript(channel: Int) -> ArraySlice<Float> {
    values[channel * shape.area..<(channel + 1) * shape.area]
  }

  /// One pixel of one channel; 0 outside the map, where the padding's zeros are.
  public subscript(channel: Int, row: Int, column: Int) -> Float {
    contains(row, column)
      ? values[channel * shape.area + row * shape.width + column] : 0
  }

  /// Whether the pixel lies in the map.
  public func contains(_ row: Int, _ column: Int) -> Bool {
    (0..<shape.height).contains(row) && (0..<shape.width).contains(column)
  }

  /// The mean of each channel.
  var means: [Float] {
    (0..<shape.channels).map { channel in
      let sum = self[channel].reduce(0.0) { $0 + Double($1) }
      return Float(sum / Double(shape.area))
    }
  }
}
