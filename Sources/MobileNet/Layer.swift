/// The extent of a feature map: rows, columns, channels.
public struct Shape: Hashable, Sendable {
  /// Rows of pixels.
  public var height: Int
  /// Pixels in a row.
  public var width: Int
  /// Values of a pixel.
  public var channels: Int

  /// A map of that many pixels and channels.
  public init(height: Int, width: Int, channels: Int) {
    self.height = height
    self.width = width
    self.channels = channels
  }

  /// Positions of one channel.
  public var area: Int { height * width }
  /// Values in the whole map.
  public var count: Int { height * width * channels }
}

/// Zeros that a convolution sees beyond each edge of its input.
public struct Padding: Hashable, Sendable {
  /// Rows above, below, and columns at either side.
  public var top: Int
  public var bottom: Int
  public var left: Int
  public var right: Int

  /// Nothing is added.
  public static let none = Padding(top: 0, bottom: 0, left: 0, right: 0)
}

/// What a layer computes.
public enum LayerKind: String, CaseIterable, Sendable {
  /// A full convolution: every output channel sees every input channel.
  case conv
  /// One 3×3 filter per channel.
  case depthwise
  /// A 1×1 convolution: combines channels, pixel by pixel.
  case pointwise
  /// The mean over all positions.
  case pool
  /// The classifier: a matrix product and a bias, giving logits.
  case linear

  /// Whether batch norm and ReLU6 follow: so after every convolution of this network.
  public var hasBatchNorm: Bool {
    switch self {
    case .conv, .depthwise, .pointwise: true
    case .pool, .linear: false
    }
  }
}

/// One layer of a network: its shapes and what it costs.
public struct Layer: Hashable, Sendable {
  /// `conv0`, `block1.dw`, `block1.pw` … `pool`, `classifier`; standard variant `block1.conv`.
  public let name: String
  /// What it computes.
  public let kind: LayerKind
  /// Rows and columns of the filter: 3 or 1; for the pool, of the whole map.
  public let kernel: Int
  /// Pixels from one place of the kernel to the next: 1 or 2.
  public let stride: Int
  /// Zeros around the input.
  public let padding: Padding
  /// Of the map it takes.
  public let input: Shape
  /// Of the map it gives.
  public let output: Shape
  /// Input and output channels of this layer at α = ρ = 1: which stored channels it slices.
  public let fullInput: Int
  public let fullOutput: Int
  /// What one value of the output sees of the picture.
  public let field: ReceptiveField

  /// The weights: of the filters, or of the classifier's matrix.
  public var parameters: Int {
    switch kind {
    case .conv: kernel * kernel * input.channels * output.channels
    case .depthwise: kernel * kernel * input.channels
    case .pointwise, .linear: input.channels * output.channels
    case .pool: 0
    }
  }

  /// What a microcontroller keeps in RAM while this layer runs: its input and its output, a byte for each
  /// value, in two buffers.
  public var int8MapBytes: Int { input.count + output.count }

  /// Only the classifier has biases.
  public var biases: Int { kind == .linear ? output.channels : 0 }

  /// γ and β of the batch norm behind a convolution.
  public var batchNormParameters: Int { kind.hasBatchNorm ? 2 * output.channels : 0 }

  /// One multiply and one add together count as one; padded taps count, as in the paper.
  public var multiplyAdds: Int { parameters * output.area }
}

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
    let first = min(max(0, start), pictureSide)
    return first..<max(first, min(pictureSide, start + field.side))
  }
}
