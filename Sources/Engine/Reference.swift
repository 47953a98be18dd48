import MobileNet
import Weights

/// MobileNet v1 whole, in plain loops: read this first, and `Network`, which computes the same fast,
/// second. The tests hold `Network` against it layer by layer.
///
/// Source: arXiv:1704.04861. A layer has M input channels and N output channels; `y x` is a pixel of
/// its output, `dy dx` a tap of its filter. Maps are height × width × channels, channel fastest.
/// α is in M and N, ρ in the height and width of the first map. At α = 1 and 224 pixels:
///
///     conv0          112 × 112 × 32    3×3, stride 2, on the picture of 224 × 224 × 3
///     block1         112 × 112 × 64    depthwise 3×3, then pointwise 1×1; so are all blocks
///     block2, 3       56 ×  56 × 128   the first block of each group has stride 2
///     block4, 5       28 ×  28 × 256
///     block6 … 11     14 ×  14 × 512   the shallow variant leaves out five of them
///     block12, 13      7 ×   7 × 1024
///     pool             1 ×   1 × 1024
///     classifier       1 ×   1 × classes
///
/// In the standard variant each block is one full 3×3 convolution.
public struct Reference: Sendable {
  private let source: WeightSource
  /// The stored weights of each convolution in order of execution, the classifier's last.
  private let filters: [Filter]

  /// Reads all weights at their stored width.
  public init(_ source: WeightSource) {
    self.source = source
    filters = (source.convolutions.map(\.weight) + [source.classifierWeight]).map(Filter.init)
  }

  /// Runs a picture through all layers.
  ///
  /// - Parameters:
  ///   - picture: side × side × 3, row by row, R G B, normalised as the weights ask for.
  ///   - architecture: of the weights' variant and classes, no wider than they are.
  /// - Returns: each layer's output after batch norm and ReLU6; the last one is the logits.
  public func activations(of picture: [Float], in architecture: Architecture) -> [[Float]] {
    let norms = batchNorms(of: architecture)
    var outputs: [[Float]] = []
    var index = 0
    var map = FeatureMap(architecture.layers[0].input, picture)  // side × side × 3
    for layer in architecture.layers {
      let filter = filters[index]
      switch layer.kind {
      case .conv: map = convolve(map, with: filter, in: layer)  // ⌈H/stride⌉ × ⌈W/stride⌉ × N
      case .depthwise: map = convolveDepthwise(map, with: filter, in: layer)  // the same, N = M
      case .pointwise: map = combineChannels(map, with: filter, to: layer.output)  // H × W × N
      case .pool: map = averagePool(map)  // 1 × 1 × M
      case .linear: map = classify(map, with: filter, to: layer.output)  // 1 × 1 × classes
      }
      if layer.kind.hasBatchNorm {
        map = normaliseAndClip(map, with: norms[index])  // H × W × N
        index += 1
      }
      outputs.append(map.values)
    }
    return outputs
  }

  /// A full 3×3 convolution: every output channel sees every input channel.
  private func convolve(_ input: FeatureMap, with filter: Filter, in layer: Layer) -> FeatureMap {
    FeatureMap(layer.output) { y, x, n in
      var sum = 0.0
      for dy in 0..<3 {
        for dx in 0..<3 {
          let (row, column) = layer.place(of: (dy, dx), at: (y, x))
          guard input.contains(row, column) else { continue }  // One of the padding's zeros.
          for m in 0..<layer.input.channels {
            sum += filter[n, m, dy, dx] * input[row, column, m]
          }
        }
      }
      return sum
    }
  }

  /// A 3×3 depthwise convolution: one filter for each channel, which sees no other channel.
  private func convolveDepthwise(
    _ input: FeatureMap, with filter: Filter, in layer: Layer
  ) -> FeatureMap {
    FeatureMap(layer.output) { y, x, m in
      var sum = 0.0
      for dy in 0..<3 {
        for dx in 0..<3 {
          let (row, column) = layer.place(of: (dy, dx), at: (y, x))
          guard input.contains(row, column) else { continue }  // One of the padding's zeros.
          sum += filter[m, 0, dy, dx] * input[row, column, m]
        }
      }
      return sum
    }
  }

  /// A pointwise (1×1) convolution: a matrix product at each pixel.
  private func combineChannels(
    _ input: FeatureMap, with filter: Filter, to shape: Shape
  ) -> FeatureMap {
    FeatureMap(shape) { y, x, n in
      var sum = 0.0
      for m in 0..<input.shape.channels { sum += filter[n, m, 0, 0] * input[y, x, m] }
      return sum
    }
  }

  /// γ · (x − mean) / √(variance + ε) + β, then ReLU6: min(max(x, 0), 6).
  private func normaliseAndClip(_ input: FeatureMap, with norm: BatchNormValues) -> FeatureMap {
    FeatureMap(input.shape) { y, x, n in
      let centred = input[y, x, n] - Double(norm.mean[n])
      let value = Double(norm.gamma[n]) * centred / Double(norm.deviation[n])
      return min(max(value + Double(norm.beta[n]), 0), 6)
    }
  }

  /// The mean of each channel over all pixels.
  private func averagePool(_ input: FeatureMap) -> FeatureMap {
    FeatureMap(Shape(height: 1, width: 1, channels: input.shape.channels)) { _, _, m in
      var sum = 0.0
      for y in 0..<input.shape.height {
        for x in 0..<input.shape.width { sum += input[y, x, m] }
      }
      return sum / Double(input.shape.area)
    }
  }

  /// One pixel times a matrix, and a bias.
  private func classify(_ input: FeatureMap, with filter: Filter, to shape: Shape) -> FeatureMap {
    let products = combineChannels(input, with: filter, to: shape)
    let biases = source.classifierBias.values()
    return FeatureMap(shape) { y, x, n in products[y, x, n] + Double(biases[n]) }
  }

  /// Each convolution's batch norm: γ and β as stored, mean and deviation of this setting.
  private func batchNorms(of architecture: Architecture) -> [BatchNormValues] {
    var statistics = BatchNormStatistics()
    source.fillStatistics(&statistics, for: architecture)
    var first = 0  // The convolution's first channel among the statistics of all.
    return architecture.layers.filter(\.kind.hasBatchNorm).enumerated().map { index, layer in
      let channels = first..<(first + layer.output.channels)
      var mean = Array(statistics.means[channels])
      if layer.kind == .pointwise, statistics.computesPointwiseMeans {
        // The pack leaves it out: the mean of a product is the product with the mean of its input.
        let inputMeans = Array(statistics.activationMeans[(first - layer.input.channels)..<first])
        let pixel = Shape(height: 1, width: 1, channels: inputMeans.count)
        let output = Shape(height: 1, width: 1, channels: layer.output.channels)
        mean =
          combineChannels(FeatureMap(pixel, inputMeans), with: filters[index], to: output).values
      }
      first = channels.upperBound
      return BatchNormValues(
        gamma: source.convolutions[index].gamma.values(),
        beta: source.convolutions[index].beta.values(), mean: mean,
        deviation: Array(statistics.deviations[channels]))
    }
  }
}

/// Height × width × channels, channel fastest.
private struct FeatureMap {
  let shape: Shape
  private(set) var values: [Float] = []

  init(_ shape: Shape, _ values: [Float]) {
    precondition(values.count == shape.count, "height × width × channels values")
    self.shape = shape
    self.values = values
  }

  /// A map whose values come from their place: row y, column x, channel.
  init(_ shape: Shape, value: (_ y: Int, _ x: Int, _ channel: Int) -> Double) {
    self.shape = shape
    values.reserveCapacity(shape.count)
    for y in 0..<shape.height {
      for x in 0..<shape.width {
        for channel in 0..<shape.channels { values.append(Float(value(y, x, channel))) }
      }
    }
  }

  func contains(_ y: Int, _ x: Int) -> Bool {
    (0..<shape.height).contains(y) && (0..<shape.width).contains(x)
  }

  subscript(y: Int, x: Int, channel: Int) -> Double {
    Double(values[(y * shape.width + x) * shape.channels + channel])
  }
}

extension Layer {
  /// The input pixel that a tap sees at an output pixel; in the padding it lies outside the map.
  fileprivate func place(
    of tap: (dy: Int, dx: Int), at pixel: (y: Int, x: Int)
  ) -> (row: Int, column: Int) {
    (pixel.y * stride + tap.dy - padding.top, pixel.x * stride + tap.dx - padding.left)
  }
}

/// N × M × side × side stored weights. A narrower network reads the first N and the first M of them:
/// that is all that α does to weights.
private struct Filter: Sendable {
  let values: [Float]
  let storedInputs: Int
  /// 3, or 1 in pointwise layers and in the classifier, whose matrix is N × M.
  let side: Int

  init(_ tensor: Tensor) {
    values = tensor.values()
    storedInputs = tensor.shape[1]
    side = tensor.shape.count == 4 ? tensor.shape[3] : 1
  }

  subscript(n: Int, m: Int, dy: Int, dx: Int) -> Double {
    Double(values[((n * storedInputs + m) * side + dy) * side + dx])
  }
}

/// Four numbers for each channel; the deviation is √(variance + ε).
private struct BatchNormValues {
  let gamma: [Float]
  let beta: [Float]
  let mean: [Float]
  let deviation: [Float]
}
