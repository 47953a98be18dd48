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
///   count each time that they are written and read. In int8 it adds them all at once.
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
  /// The textbook's figure: input and output map alone, each once, unfused.
  public var maps = 0

  /// What moves between the core and where the data lie.
  public var bytes: Int { weights + input + output }
}

extension Architecture {
  /// What each layer moves with so many threads.
  public func traffic(threads: Int, precision: Precision = .float32) -> [LayerTraffic] {
    var layout = Layout()
    layout.update(self, threads: threads, precision: precision)
    var traffic = layers.map {
      LayerTraffic(maps: precision.bytes * ($0.input.count + $0.output.count))
    }
    for step in layout.steps {
      let moved = StepTraffic(step: step, precision: precision, threads: threads)
      let (first, second) = moved.layers(layers[step.layer])
      traffic[step.layer].take(first)
      if let second { traffic[step.layer + 1].take(second) }
    }
    return traffic
  }
}

/// What one of a step's layers moves, in bytes.
private struct Bytes {
  var weights = 0
  var input = 0
  var output = 0
  var strip = 0
  var extent = 0
}

extension LayerTraffic {
  fileprivate mutating func take(_ bytes: Bytes) {
    (weights, input, output) = (bytes.weights, bytes.input, bytes.output)
    (strip, extent) = (bytes.strip, bytes.extent)
  }
}

/// A step's work, as its threads share it.
private struct StepTraffic {
  let step: Step
  let precision: Precision
  let threads: Int

  private var input: Map { step.input }
  private var output: Map { step.output }
  /// Of a value of a map.
  private var size: Int { precision.bytes }

  /// Of the step's first layer, and of the pointwise layer behind a depthwise one.
  func layers(_ layer: Layer) -> (Bytes, Bytes?) {
    switch step.operation {
    case .firstConvolution, .fullConvolution: (convolution(layer), nil)
    case .separable: separable
    case .pool:
      (
        Bytes(
          input: size * input.values, output: size * output.values,
          extent: size * (input.values + output.values)), nil
      )
    case .classifier:
      (
        product(
          .linear, size * input.values, input: size * input.values * min(threads, groups(of: 4)),
          strip: 0, output: Precision.float32.bytes * output.values), nil
      )
    }
  }

  private func convolution(_ layer: Layer) -> Bytes {
    let weights = weights(.conv, rows: layer.kernel * layer.kernel * input.channels)
    // The picture has three channels and no blocks.
    let row = size * input.rowStride * (step.operation == .firstConvolution ? 1 : input.blocks)
    let height = input.blockStride / input.rowStride
    let rows =
      step.strips == 0
      ? min(threads, groups(of: 2)) * height
      : stripRows.reduce(0) { $0 + ($1.count - 1) * step.stride + layer.kernel }
    let atOnce = precision == .float32 ? ConvolutionArguments.channelsAtOnce : input.channels
    let parts =
      step.operation == .firstConvolution ? 1 : (input.channels + atOnce - 1) / atOnce
    return Bytes(
      weights: weights * max(1, step.strips), input: rows * row,
      output: size * output.values * (2 * parts - 1),
      extent: weights + height * row + size * output.values)
  }

  private var separable: (Bytes, Bytes) {
    let row = size * input.rowStride * input.blocks
    let between = size * output.height * output.width * Block.padded(input.channels)
    let weights = weights(.depthwise, rows: 9)
    guard step.strips > 0 else {
      let depthwise = Bytes(
        weights: weights, input: input.height * row, output: between,
        extent: weights + input.height * row + between)
      let pointwise = product(
        .pointwise, between, input: between * min(threads, groups(of: 2)), strip: 0,
        output: size * output.values)
      return (depthwise, pointwise)
    }
    // One of each thread.
    let largest = stripRows.map(\.count).max() ?? 0
    let strip = min(
      between, size * threads * largest * output.width * Block.padded(input.channels))
    let rows = stripRows.reduce(0) { $0 + inputRows(of: $1).count }
    let depthwise = Bytes(
      weights: weights * step.strips, input: rows * row, strip: between,
      extent: weights + input.height * row + strip)
    let pointwise = product(
      .pointwise, strip, input: 0, strip: between, output: size * output.values)
    return (depthwise, pointwise)
  }

  /// A pointwise layer or the classifier, which reads from so many bytes.
  private func product(
    _ kind: LayerKind, _ source: Int, input: Int, strip: Int, output: Int
  ) -> Bytes {
    let weights = weights(kind, rows: self.input.channels)
    return Bytes(
      weights: weights * max(1, step.strips), input: input, output: output, strip: strip,
      extent: weights + source + output)
  }

  /// A layer's weights, so many rows for each output channel, with its scales and shifts. In float32 a
  /// depthwise layer has no scales: they are in its weights already.
  private func weights(_ kind: LayerKind, rows: Int) -> Int {
    let outputs = kind == .depthwise ? input.channels : output.channels
    switch precision {
    case .float32: return 4 * (rows + (kind == .depthwise ? 1 : 2)) * Block.padded(outputs)
    case .int8:
      return Block.count(of: outputs) * Quantiser.panelStride(kind, inputs: input.channels)
        + 8 * Block.padded(outputs)
    }
  }

  /// Groups of so many output blocks, which threads share: one that gets none reads no input.
  private func groups(of size: Int) -> Int { (output.blocks + size - 1) / size }

  /// The output rows of each strip.
  private var stripRows: [Range<Int>] {
    (0..<step.strips).map {
      $0 * output.height / step.strips..<($0 + 1) * output.height / step.strips
    }
  }

  /// The rows of the map that a depthwise layer's output rows are made from.
  private func inputRows(of rows: Range<Int>) -> Range<Int> {
    let first = max(0, rows.lowerBound * step.stride - step.paddingTop)
    return first..<min(input.height, (rows.upperBound - 1) * step.stride - step.paddingTop + 3)
  }
}

extension Map {
  /// With the zeros around it.
  fileprivate var values: Int { blocks * blockStride }
}
