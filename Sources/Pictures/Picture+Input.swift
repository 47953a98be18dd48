extension Picture {
  /// What a network of `side` pixels sees: the centred square crop, resized with antialiasing.
  ///
  /// Nothing is rounded to 8 bits on the way. The scale stays 0…255; a network's own mean and standard
  /// deviation come later. Quick enough for each key press: 12 megapixels become side 224 in 10 ms on one
  /// core of an x86-64 host (release build), because only the crop's rows are read, and along the rows
  /// the loop is one that the compiler vectorises.
  ///
  /// - Parameters:
  ///   - side: pixels of the square result, at least 1.
  ///   - crop: the share of the shorter side that is kept, in 0 < crop ≤ 1.
  /// - Returns: side × side × R G B.
  public func input(side: Int, crop: Double) -> [Float] {
    precondition(side > 0, "a network's input has at least one pixel")
    let length = Picture.cropLength(of: min(width, height), crop: crop)
    return resized(
      left: (width - length) / 2, Taps(from: length, to: side),
      top: (height - length) / 2, Taps(from: length, to: side))
  }

  /// The whole picture, made so small that its longer side has `longest` pixels at most.
  ///
  /// - Returns: columns, rows, and columns × rows × R G B.
  public func reduced(longest: Int) -> (columns: Int, rows: Int, rgb: [UInt8]) {
    precondition(longest > 0, "a picture has at least one pixel")
    let scale = min(1, Double(longest) / Double(max(width, height)))
    let columns = max(1, Int((Double(width) * scale).rounded()))
    let rows = max(1, Int((Double(height) * scale).rounded()))
    let values = resized(
      left: 0, Taps(from: width, to: columns), top: 0, Taps(from: height, to: rows))
    return (columns, rows, values.map { UInt8(max(0, min(255, $0.rounded()))) })
  }

  /// A part of the picture, resized: it begins at pixel (left, top), and how far it goes the taps say.
  private func resized(left: Int, _ columns: Taps, top: Int, _ rows: Taps) -> [Float] {
    let size = rows.windows.count * columns.windows.count * 3
    return [Float](unsafeUninitializedCapacity: size) { result, count in
      var line = [Float](repeating: 0, count: columns.length * 3)
      for (first, weights) in rows.windows {
        line.withUnsafeMutableBufferPointer { line in
          line.update(repeating: 0)
          for (row, weight) in zip((top + first)..., rows.weights[weights]) {
            add(row, from: left, times: weight, to: line)
          }
        }
        Picture.resize(line, columns, to: &result, count)
        count += columns.windows.count * 3
      }
    }
  }

  /// ⌊crop · side + 0.5⌋ as if crop were the decimal that it stands for (0.29 · 50 is 14.5 and gives 15;
  /// in binary the product falls short of it). At least one pixel.
  public static func cropLength(of side: Int, crop: Double) -> Int {
    precondition(crop > 0 && crop <= 1, "a crop keeps a share of the shorter side")
    let unit = 1_000_000_000
    let billionths = Int((crop * Double(unit)).rounded())
    return max(1, (2 * billionths * side + unit) / (2 * unit))
  }

  /// Adds `weight` times a stored row, from column `left` on, to a line of the crop's length.
  private func add(
    _ row: Int, from left: Int, times weight: Float, to line: UnsafeMutableBufferPointer<Float>
  ) {
    let start = (row * width + left) * 3
    pixels[start..<start + line.count].withUnsafeBufferPointer { samples in
      // Every element by itself, so that the compiler may take several at once.
      for index in 0..<line.count { line[index] += weight * Float(samples[index]) }
    }
  }

  /// Resizes one line of R G B along x.
  private static func resize(
    _ line: [Float], _ taps: Taps, to input: inout UnsafeMutableBufferPointer<Float>, _ start: Int
  ) {
    var to = start
    for (first, weights) in taps.windows {
      var sum = SIMD3<Float>()
      var from = first * 3
      for weight in taps.weights[weights] {
        sum += weight * SIMD3(line[from], line[from + 1], line[from + 2])
        from += 3
      }
      for channel in 0..<3 { input.initializeElement(at: to + channel, to: sum[channel]) }
      to += 3
    }
  }
}

/// How one axis is resized: which source pixels make an output pixel, and with what weights.
///
/// A triangle filter with half-pixel centres. Enlarging is plain bilinear; shrinking widens the
/// triangle by the scale (antialiasing). What the triangle reaches beyond the edges is dropped, and the
/// rest made to sum to 1. The same numbers as PyTorch's `interpolate(mode="bilinear", antialias=True,
/// align_corners=False)`.
struct Taps {
  /// For each output pixel the first source pixel it takes, and where its weights lie.
  private(set) var windows: [(first: Int, weights: Range<Int>)] = []
  private(set) var weights: [Float] = []
  /// Pixels along the axis before.
  let length: Int

  /// - Parameters:
  ///   - source: pixels along the axis before, at least 1.
  ///   - side: and after.
  init(from source: Int, to side: Int) {
    length = source
    let scale = Double(source) / Double(side)
    let support = max(scale, 1)
    for output in 0..<side {
      let centre = scale * (Double(output) + 0.5)
      let first = max(Int(centre - support + 0.5), 0)
      let end = min(Int(centre + support + 0.5), source)
      let triangle = (first..<end).map { max(0, 1 - abs(Double($0) + 0.5 - centre) / support) }
      let sum = triangle.reduce(0, +)
      windows.append((first, weights.count..<weights.count + triangle.count))
      weights += triangle.map { Float($0 / sum) }
    }
  }
}
