import MobileNet
import Weights

extension Network {
  /// Copies a picture into the input, normalised: (value / 255 − mean) / std per channel.
  ///
  /// - Parameters:
  ///   - pixels: side × side × 3, row by row, R G B, each 0…255.
  ///   - preprocessing: what the weights were trained with.
  public func load(pixels: [Float], preprocessing: Preprocessing) {
    let scale = 1 / (255 * preprocessing.std)
    let shift = -preprocessing.mean / preprocessing.std
    let normalisation = Normalisation(scale: scale, shift: shift)
    loadRows(pixels) { source, target, count in
      normalisation.apply(source, to: target, count: count)
    }
  }

  /// Copies an input that is normalised already.
  ///
  /// - Parameter input: side × side × 3, row by row, R G B.
  public func load(input: [Float]) {
    loadRows(input) { source, target, count in target.update(from: source, count: count) }
  }

  /// Rows of the picture lie apart in the arena, with the padding's zeros between them.
  private func loadRows(
    _ values: [Float],
    _ copy: (UnsafePointer<Float>, UnsafeMutablePointer<Float>, Int) -> Void
  ) {
    let image = plan.image
    precondition(values.count == image.height * image.width * 3, "side × side × 3 values")
    values.withUnsafeBufferPointer { source in
      guard let first = source.baseAddress else { return }
      for row in 0..<image.height {
        copy(
          first + row * image.width * 3, arena.start + (image.start + row * image.rowStride),
          image.width * 3)
      }
    }
  }
}

/// value · scale + shift for R G B in turn; sixteen pixels are three vectors.
private struct Normalisation {
  private let scales: (SIMD16<Float>, SIMD16<Float>, SIMD16<Float>)
  private let shifts: (SIMD16<Float>, SIMD16<Float>, SIMD16<Float>)
  private let scale: SIMD3<Float>
  private let shift: SIMD3<Float>

  init(scale: SIMD3<Float>, shift: SIMD3<Float>) {
    self.scale = scale
    self.shift = shift
    scales = Normalisation.interleaved(scale)
    shifts = Normalisation.interleaved(shift)
  }

  func apply(_ source: UnsafePointer<Float>, to target: UnsafeMutablePointer<Float>, count: Int) {
    var index = 0
    while index + 48 <= count {
      let from = UnsafeRawPointer(source + index)
      let to = UnsafeMutableRawPointer(target + index)
      let one = from.loadUnaligned(as: SIMD16<Float>.self) * scales.0 + shifts.0
      let two = from.loadUnaligned(fromByteOffset: 64, as: SIMD16<Float>.self)
      let three = from.loadUnaligned(fromByteOffset: 128, as: SIMD16<Float>.self)
      to.storeBytes(of: one, as: SIMD16<Float>.self)
      to.storeBytes(of: two * scales.1 + shifts.1, toByteOffset: 64, as: SIMD16<Float>.self)
      to.storeBytes(of: three * scales.2 + shifts.2, toByteOffset: 128, as: SIMD16<Float>.self)
      index += 48
    }
    while index < count {
      target[index] = source[index] * scale[index % 3] + shift[index % 3]
      index += 1
    }
  }

  private static func interleaved(
    _ values: SIMD3<Float>
  ) -> (SIMD16<Float>, SIMD16<Float>, SIMD16<Float>) {
    var vectors = (SIMD16<Float>(), SIMD16<Float>(), SIMD16<Float>())
    for lane in 0..<16 {
      vectors.0[lane] = values[lane % 3]
      vectors.1[lane] = values[(lane + 16) % 3]
      vectors.2[lane] = values[(lane + 32) % 3]
    }
    return vectors
  }
}
