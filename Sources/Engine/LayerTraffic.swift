import Kernels
import MobileNet

/// Bytes that a layer moves when the engine runs it, by arithmetic: no run is needed.
///
/// How they are counted:
/// - Channels count in whole blocks of sixteen, because a block of a pixel is a cache line.
/// - Each part of a map is one thread's work: a strip of rows. All weights are read again for each strip,
///   and rows at its edges are read by both neighbours. What a kernel reads again within a strip comes
///   from the nearest cache and does not count.
/// - A depthwise layer and the pointwise layer behind it run as one, strip by strip: what lies between
///   them is written into a strip that stays in the core's own cache and is no map. It counts apart, as
///   `strip`, for both layers: the depthwise layer has no output then and the pointwise layer no input.
///   Where several threads share the channels of a small map instead, a whole map lies between them: it
///   is the one's output, and the other's input once for each thread.
/// - A full convolution adds 64 input channels at a time. In between its sums lie in the output map, and
///   count each time that they are written and read.
public struct LayerTraffic: Equatable, Sendable {
  /// Read: weights, and a scale and a shift, or the shift alone, for each output channel.
  public var weights = 0
  /// Read from maps.
  public var input = 0
  /// Written into maps; of a full convolution read, too.
  public var output = 0
  /// Written into strips by a depthwise layer, or read from there by a pointwise one.
  public var strip = 0
  /// Different bytes among all these: what a cache must hold for the layer to find everything there.
  public var extent = 0
  /// The textbook's figure: input and output map alone, each once, unfused, in float32.
  public var maps = 0

  /// What moves between the core and where the data lie.
  public var bytes: Int { weights + input + output }
}

extension Architecture {
  /// What each layer moves with so many threads.
  public func traffic(threads: Int) -> [LayerTraffic] {
    var layout = Layout()
    layout.update(self, threads: threads)
    var traffic = layers.map { LayerTraffic(maps: 4 * ($0.input.count + $0.output.count)) }
    for step in layout.steps {
      let (first, second) = step.traffic(layers[step.layer], threads: threads)
      traffic[step.layer].take(first)
      if let second { traffic[step.layer + 1].take(second) }
    }
    return traffic
  }
}

/// What one of a step's layers moves, in floats.
private struct Floats {
  var weights = 0
  var input = 0
  var output = 0
  var strip = 0
  var extent = 0
}

extension LayerTraffic {
  fileprivate mutating func take(_ floats: Floats) {
    let size = MemoryLayout<Float>.stride
    (weights, input, output) = (size * floats.weights, size * floats.input, size * floats.output)
    (strip, extent) = (size * floats.strip, size * floats.extent)
  }
}

extension Step {
  /// Of the step's first layer, and of the pointwise layer behind a depthwise one.
  fileprivate func traffic(_ layer: Layer, threads: Int) -> (Floats, Floats?) {
    switch operation {
    case .firstConvolution, .fullConvolution: (convolution(layer, threads), nil)
    case .separable: separable(threads)
    case .pool:
      (
        Floats(
          input: input.floats, output: output.floats, extent: input.floats + output.floats), nil
      )
    case .classifier:
      (
        product(input.floats, input: input.floats * min(threads, groups(of: 4)), strip: 0), nil
      )
    }
  }

  private func convolution(_ layer: Layer, _ threads: Int) -> Floats {
    let weights = (layer.kernel * layer.kernel * input.channels + 2) * outputChannels
    // The picture has three channels and no blocks.
    let row = input.rowStride * (operation == .firstConvolution ? 1 : input.blocks)
    let height = input.blockStride / input.rowStride
    let rows =
      strips == 0
      ? min(threads, groups(of: 2)) * height
      : stripRows.reduce(0) { $0 + ($1.count - 1) * stride + layer.kernel }
    let parts =
      operation == .firstConvolution
      ? 1
      : (input.channels + ConvolutionArguments.channelsAtOnce - 1)
        / ConvolutionArguments.channelsAtOnce
    return Floats(
      weights: weights * max(1, strips), input: rows * row, output: output.floats * (2 * parts - 1),
      extent: weights + height * row + output.floats)
  }

  private func separable(_ threads: Int) -> (Floats, Floats) {
    let row = input.rowStride * input.blocks
    let between = output.height * output.width * Block.padded(input.channels)
    let weights = (9 + 1) * Block.padded(input.channels)
    guard strips > 0 else {
      let depthwise = Floats(
        weights: weights, input: input.height * row, output: between,
        extent: weights + input.height * row + between)
      return (depthwise, product(between, input: between * min(threads, groups(of: 2)), strip: 0))
    }
    // One of each thread.
    let largest = stripRows.map(\.count).max() ?? 0
    let strip = min(between, threads * largest * output.width * Block.padded(input.channels))
    let rows = stripRows.reduce(0) { $0 + inputRows(of: $1).count }
    let depthwise = Floats(
      weights: weights * strips, input: rows * row, strip: between,
      extent: weights + input.height * row + strip)
    return (depthwise, product(strip, input: 0, strip: between))
  }

  /// A pointwise layer or the classifier, which reads from so many floats.
  private func product(_ source: Int, input: Int, strip: Int) -> Floats {
    let weights = (self.input.channels + 2) * outputChannels
    return Floats(
      weights: weights * max(1, strips), input: input, output: output.floats, strip: strip,
      extent: weights + source + output.floats)
  }

  private var outputChannels: Int { Block.padded(output.channels) }

  /// Groups of so many output blocks, which threads share: one that gets none reads no input.
  private func groups(of size: Int) -> Int { (output.blocks + size - 1) / size }

  /// The output rows of each strip.
  private var stripRows: [Range<Int>] {
    (0..<strips).map { $0 * output.height / strips..<($0 + 1) * output.height / strips }
  }

  /// The rows of the map that a depthwise layer's output rows are made from.
  private func inputRows(of rows: Range<Int>) -> Range<Int> {
    let first = max(0, rows.lowerBound * stride - paddingTop)
    return first..<min(input.height, (rows.upperBound - 1) * stride - paddingTop + 3)
  }
}

extension Map {
  /// With the zeros around it.
  fileprivate var floats: Int { blocks * blockStride }
}
