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
