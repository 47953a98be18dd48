import Kernels
import MobileNet
import Weights

/// What one layer took in and gave out in one run, and the batch norm it computed with.
public struct ObservedLayer: Sendable {
  /// Its place in the architecture.
  public let index: Int
  /// channels × rows × columns, column fastest.
  public let input: [Float]
  /// After batch norm and ReLU6; as `input`.
  public let output: [Float]
  /// What the sum of products is multiplied with, for each output channel: the batch norm, folded. 1 in
  /// the classifier; empty for the pool.
  public let scale: [Float]
  /// What is added then: in the classifier the bias. Empty for the pool.
  public let shift: [Float]

  public init(index: Int, input: [Float], output: [Float], scale: [Float], shift: [Float]) {
    (self.index, self.input, self.output) = (index, input, output)
    (self.scale, self.shift) = (scale, shift)
  }
}

extension Network {
  /// Runs layer by layer, on one thread, and shows each layer's output: for tests. The same kernels as
  /// in `run`, but every map is written whole.
  ///
  /// - Parameter observe: called with the layer's place in the architecture and its output after
  ///   batch norm and ReLU6, rows × columns × channels, channel fastest.
  public func run(observing observe: (_ layer: Int, _ activation: [Float]) -> Void) {
    runWhole { layer, _, output in observe(layer, pixels(of: output)) }
  }

  /// Runs in the same way, and keeps what goes in and out of some layers: for looking inside.
  ///
  /// In a usual run the map between a depthwise and a pointwise layer never exists whole, only a strip
  /// of it at a time. Here the depthwise layer writes it into memory of its own, all rows at once, and
  /// the pointwise layer reads it there; pixel by pixel both compute the same.
  ///
  /// - Parameter layers: places in the architecture.
  /// - Returns: these layers in order of execution.
  public func run(observing layers: [Int]) -> [ObservedLayer] {
    var observed: [ObservedLayer] = []
    runWhole { layer, input, output in
      guard layers.contains(layer) else { return }
      let (scale, shift) = foldedBatchNorm(of: layer)
      observed.append(
        ObservedLayer(
          index: layer, input: planes(of: input), output: planes(of: output), scale: scale,
          shift: shift))
    }
    return observed
  }

  /// A map, the memory that it lies in, and in int8 how many steps of its bytes are 1; nil where it
  /// consists of floats.
  private typealias Place = (map: Map, memory: UnsafeRawPointer, steps: Float?)

  private func runWhole(_ see: (_ layer: Int, _ input: Place, _ output: Place) -> Void) {
    let memory = UnsafeRawPointer(arena.start)
    var input: Place = (layout.image, memory, steps(behind: -1))
    for step in layout.steps {
      let rows = 0..<step.output.height
      let blocks = 0..<step.output.blocks
      let convolution = step.convolution + (step.operation == .separable ? 1 : 0)
      let output: Place = (
        step.output, memory, step.operation == .classifier ? nil : steps(behind: convolution)
      )
      defer { input = output }
      switch step.operation {
      case .firstConvolution, .fullConvolution: runConvolution(step, rows: rows, blocks: blocks)
      case .separable:
        runSeparable(step, input, output, see)
        continue
      case .pool: runPool(step, blocks: blocks)
      case .classifier: runClassifier(step, blocks: blocks)
      }
      see(step.layer, input, output)
    }
  }

  private func runSeparable(
    _ step: Step, _ input: Place, _ output: Place,
    _ see: (_ layer: Int, _ input: Place, _ output: Place) -> Void
  ) {
    let shape = architecture.layers[step.layer].output
    let rows = 0..<shape.height
    let whole = Map(
      height: shape.height, width: shape.width, channels: shape.channels,
      blockStride: shape.area * Block.width, rowStride: shape.width * Block.width)
    let memory = FloatMemory(requiring: whole.blocks * whole.blockStride)
    let wide = FloatMemory(requiring: precision == .float32 ? 0 : whole.blocks * whole.blockStride)
    let sums = FloatMemory(requiring: panels.own == nil ? 0 : shape.area)
    let between: Place = (whole, UnsafeRawPointer(memory.start), steps(behind: step.convolution))
    runDepthwise(step, rows: rows, blocks: 0..<whole.blocks, to: memory.start)
    see(step.layer, input, between)
    runPointwise(
      step, rows: rows, blocks: 0..<step.output.blocks,
      from: StripMemory(start: memory.start, wide: wide.start, sums: sums.start))
    see(step.layer + 1, between, output)
  }

  /// Steps of 1 in the output of a convolution, or of the pool, which is behind them all; nil in float32.
  private func steps(behind convolution: Int) -> Float? {
    guard precision != .float32 else { return nil }
    guard let integers = panels.own?.integers else { return stepsOfActivation() }
    if convolution < 0 { return 1 / integers.pictureStep }
    let layers = integers.convolutions
    return 1 / (convolution < layers.count ? layers[convolution].outputStep : integers.poolStep)
  }

  /// A layer's scale and shift for each output channel, as its kernel reads them. A depthwise kernel
  /// reads weights that its scale is in already: the product is the same. In int8 they are those of sums
  /// over real values, for outputs of 0…6.
  private func foldedBatchNorm(of layer: Int) -> (scale: [Float], shift: [Float]) {
    let layers = architecture.layers
    let channels = layers[layer].output.channels
    let values = { (start: UnsafePointer<Float>) in
      Array(UnsafeBufferPointer(start: start, count: channels))
    }
    switch layers[layer].kind {
    case .pool: return ([], [])
    case .linear:
      let shift = values(panels.start + panels.classifier.beta)
      return (shift.map { _ in 1 }, shift)
    case .conv, .depthwise, .pointwise:
      let convolution = layers[..<layer].count(where: \.kind.hasBatchNorm)
      if panels.own != nil {
        // As the file says: there is no batch norm any more, and its bias is a shift.
        let bias = panels.source.convolutions[convolution].beta.values()
        return (bias.map { _ in 1 }, bias)
      }
      let scale = values(arena.start + layout.scales[convolution])
      let place = arena.start + layout.shifts[convolution]
      if precision == .float32 { return (scale, values(place)) }
      let steps = values(panels.start + panels.convolutions[convolution].steps)
      let bias = UnsafeRawPointer(place).assumingMemoryBound(to: Int32.self)
      let gain = layer == 0 ? stepsOfActivation() : 1
      return (
        zip(scale, steps).map { $1 == 0 ? 0 : $0 / $1 * gain },
        scale.indices.map { scale[$0] * Float(bias[$0]) / stepsOfActivation() }
      )
    }
  }

  /// A value at a place of a map, as the layers' formulas have it.
  private func value(_ place: Place, at index: Int, channel: Int) -> Float {
    guard let steps = place.steps else {
      return place.memory.assumingMemoryBound(to: Float.self)[index]
    }
    let byte = Float(place.memory.assumingMemoryBound(to: UInt8.self)[index])
    guard place.map.pixelStride == 3 else { return byte / steps }
    let picture = panels.pictureValues
    return (byte - picture.offsets[channel]) / picture.factors[channel]
  }

  /// rows × columns × channels, channel fastest.
  private func pixels(of place: Place) -> [Float] {
    let map = place.map
    var result: [Float] = []
    result.reserveCapacity(map.height * map.width * map.channels)
    for row in 0..<map.height {
      for column in 0..<map.width {
        let pixel = map.start + row * map.rowStride + column * Block.width
        for channel in 0..<map.channels {
          let index = pixel + channel / Block.width * map.blockStride + channel % Block.width
          result.append(value(place, at: index, channel: channel))
        }
      }
    }
    return result
  }

  /// channels × rows × columns, column fastest. The picture's three channels lie side by side, those
  /// of the other maps in blocks.
  private func planes(of place: Place) -> [Float] {
    let map = place.map
    let count = map.height * map.width * map.channels
    return Array(unsafeUninitializedCapacity: count) { buffer, initialized in
      var index = 0
      for channel in 0..<map.channels {
        let first = map.start + channel / Block.width * map.blockStride + channel % Block.width
        for row in 0..<map.height {
          let start = first + row * map.rowStride
          for column in 0..<map.width {
            buffer[index] = value(place, at: start + column * map.pixelStride, channel: channel)
            index += 1
          }
        }
      }
      initialized = count
    }
  }
}
