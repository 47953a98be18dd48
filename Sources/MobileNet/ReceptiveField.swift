/// The square of the input picture that one value of a layer's output depends on.
///
/// It grows by (kernel − 1) · the stride of all layers before (Araujo, Norris and Sim 2019, "Computing
/// Receptive Fields of Convolutional Neural Networks", section 2). α has no part in it, nor has ρ.
public struct ReceptiveField: Hashable, Sendable {
  /// Pixels of its side, where the picture is large enough.
  public let side: Int
  /// Pixels from one value's square to its neighbour's: the product of all strides.
  public let step: Int
  /// Where the first value's square begins, in pixels from the picture's edge: negative where it begins
  /// in the padding.
  public let start: Int

  /// A pixel of the picture sees itself.
  static let pixel = ReceptiveField(side: 1, step: 1, start: 0)

  /// That of a layer which sees this one's output.
  func behind(kernel: Int, stride: Int, padding: Int) -> ReceptiveField {
    ReceptiveField(
      side: side + (kernel - 1) * step, step: step * stride, start: start - padding * step)
  }
}

extension Layer {
  /// The pixels of a picture's row, or of its column, that the layer's middle value depends on: a part of
  /// `0..<pictureSide`.
  public func pixelsSeen(ofPictureSide pictureSide: Int) -> Range<Int> {
    let start = field.start + output.height / 2 * field.step
    return max(0, start)..<min(pictureSide, start + field.side)
  }
}
