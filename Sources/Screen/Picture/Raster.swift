import Measure

/// A square picture of pixels, R G B in 0…255, row by row.
struct Raster: Equatable {
  let side: Int
  /// side · side · 3 values, channel fastest.
  let rgb: [Float]

  init(side: Int, rgb: [Float]) {
    precondition(rgb.count == side * side * 3, "a raster has side × side × 3 values")
    self.side = side
    self.rgb = rgb
  }

  init(_ picture: FedPicture) {
    self.init(side: picture.side, rgb: picture.rgb.map(Float.init))
  }

  /// The mean of what lies under each pixel of a smaller picture; pixels on an edge count by parts.
  func averaged(to smaller: Int) -> Raster {
    guard smaller > 0, smaller < side else { return self }
    let narrow = Self.averageRows(rgb, count: side, length: side, to: smaller)
    let turned = Self.transposed(narrow, columns: smaller, rows: side)
    let small = Self.averageRows(turned, count: smaller, length: side, to: smaller)
    return Raster(
      side: smaller, rgb: Self.transposed(small, columns: smaller, rows: smaller))
  }

  /// Shortens `count` rows of `length` pixels.
  private static func averageRows(
    _ rgb: [Float], count: Int, length: Int, to shorter: Int
  ) -> [Float] {
    // In units of 1/shorter of a pixel all borders are whole numbers: output x covers
    // x · length ..< (x + 1) · length.
    var result = [Float](repeating: 0, count: count * shorter * 3)
    for row in 0..<count {
      for x in 0..<shorter {
        var sum = SIMD3<Float>()
        for pixel in x * length / shorter...((x + 1) * length - 1) / shorter {
          let start = max(x * length, pixel * shorter)
          let end = min((x + 1) * length, (pixel + 1) * shorter)
          let place = (row * length + pixel) * 3
          sum += Float(end - start) * SIMD3(rgb[place], rgb[place + 1], rgb[place + 2])
        }
        sum /= Float(length)
        for channel in 0..<3 { result[(row * shorter + x) * 3 + channel] = sum[channel] }
      }
    }
    return result
  }

  private static func transposed(_ rgb: [Float], columns: Int, rows: Int) -> [Float] {
    var result = [Float](repeating: 0, count: rgb.count)
    for row in 0..<rows {
      for column in 0..<columns {
        for channel in 0..<3 {
          result[(column * rows + row) * 3 + channel] = rgb[(row * columns + column) * 3 + channel]
        }
      }
    }
    return result
  }

  /// How bright a pixel is, 0…1 (Rec. 709 weights).
  func luminance(_ x: Int, _ y: Int) -> Float {
    let place = (y * side + x) * 3
    return (0.2126 * rgb[place] + 0.7152 * rgb[place + 1] + 0.0722 * rgb[place + 2]) / 255
  }
}
