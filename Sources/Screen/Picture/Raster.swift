import Measure

/// A picture of pixels, R G B in 0…255, row by row.
struct Raster: Equatable {
  let columns: Int
  let rows: Int
  /// rows · columns · 3 values, channel fastest.
  private(set) var rgb: [Float]

  init(columns: Int, rows: Int, rgb: [Float]) {
    precondition(rgb.count == columns * rows * 3, "a raster has rows × columns × 3 values")
    (self.columns, self.rows, self.rgb) = (columns, rows, rgb)
  }

  init(_ picture: FedPicture) {
    self.init(columns: picture.side, rows: picture.side, rgb: picture.rgb.map(Float.init))
  }

  init(_ picture: WholePicture) {
    self.init(columns: picture.columns, rows: picture.rows, rgb: picture.rgb.map(Float.init))
  }

  /// The mean of what lies under each pixel of a picture of another size; pixels on an edge count by
  /// parts.
  func averaged(columns wanted: Int, rows wantedRows: Int) -> Raster {
    guard wanted > 0, wantedRows > 0, columns > 0, rows > 0,
      (wanted, wantedRows) != (columns, rows)
    else { return self }
    let narrow = Self.averageRows(rgb, count: rows, length: columns, to: wanted)
    let turned = Self.transposed(narrow, columns: wanted, rows: rows)
    let small = Self.averageRows(turned, count: wanted, length: rows, to: wantedRows)
    return Raster(
      columns: wanted, rows: wantedRows,
      rgb: Self.transposed(small, columns: wantedRows, rows: wanted))
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

  /// The pixels one by one.
  var pixels: [SIMD3<Float>] {
    stride(from: 0, to: rgb.count, by: 3).map { SIMD3(rgb[$0], rgb[$0 + 1], rgb[$0 + 2]) }
  }

  /// How bright each pixel is, 0…1 (Rec. 709 weights).
  var luminances: [Float] {
    (0..<columns * rows).map { pixel in
      (0.2126 * rgb[3 * pixel] + 0.7152 * rgb[3 * pixel + 1] + 0.0722 * rgb[3 * pixel + 2]) / 255
    }
  }

  /// A part of it: it begins at pixel (left, top).
  func part(left: Int, columns wanted: Int, top: Int, rows wantedRows: Int) -> Raster {
    var lines: [Float] = []
    for y in top..<top + wantedRows {
      let start = (y * columns + left) * 3
      lines += rgb[start..<start + wanted * 3]
    }
    return Raster(columns: wanted, rows: wantedRows, rgb: lines)
  }

  /// Brings every value nearer to another: with a share of 1 they are alike.
  mutating func mix(with value: Float, share: Float) {
    for place in rgb.indices { rgb[place] += (value - rgb[place]) * share }
  }

  /// Gives all pixels of a part one grey.
  mutating func fill(_ grey: Float, left: Int, columns wanted: Int, top: Int, rows: Int) {
    let values = [Float](repeating: grey, count: wanted * rows * 3)
    paste(Raster(columns: wanted, rows: rows, rgb: values), left: left, top: top)
  }

  /// Replaces the pixels from (left, top) on by those of another picture.
  mutating func paste(_ other: Raster, left: Int, top: Int) {
    for y in 0..<other.rows {
      let start = ((top + y) * columns + left) * 3
      let line = y * other.columns * 3..<(y + 1) * other.columns * 3
      rgb.replaceSubrange(start..<start + line.count, with: other.rgb[line])
    }
  }
}
