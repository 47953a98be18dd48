import Kernels
import MobileNet

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

  /// A map, and the memory that it lies in.
  private typealias Place = (map: Map, memory: UnsafePointer<Float>)

  private func runWhole(_ see: (_ layer: Int, _ input: Place, _ output: Place) -> Void) {
    let memory = UnsafePointer(arena.start)
    for step in layout.steps {
      let rows = 0..<step.output.height
      let blocks = 0..<step.output.blocks
      let (input, output) = ((step.input, memory), (step.output, memory))
      switch step.operation {
      case .firstConvolution, .fullConvolution: runConvolution(step, rows: rows, blocks: blocks)
      case .separable:
        runSeparable(step, see)
        continue
      case .pool: runPool(step, blocks: blocks)
      case .classifier: runClassifier(step, blocks: blocks)
      }
      see(step.layer, input, output)
    }
  }

  private func runSeparable(
    _ step: Step, _ see: (_ layer: Int, _ input: Place, _ output: Place) -> Void
  ) {
    let shape = architecture.layers[step.layer].output
    let rows = 0..<shape.height
    let whole = Map(
      height: shape.height, width: shape.width, channels: shape.channels,
      blockStride: shape.area * Block.width, rowStride: shape.width * Block.width)
    let memory = FloatMemory(count: whole.blocks * whole.blockStride)
    let between: Place = (whole, UnsafePointer(memory.start))
    runDepthwise(step, rows: rows, blocks: 0..<whole.blocks, to: memory.start)
    see(step.layer, (step.input, UnsafePointer(arena.start)), between)
    runPointwise(step, rows: rows, blocks: 0..<step.output.blocks, from: memory.start)
    see(step.layer + 1, between, (step.output, UnsafePointer(arena.start)))
  }

  /// A layer's scale and shift for each output channel, as its kernel reads them. A depthwise kernel
  /// reads weights that its scale is in already: the product is the same.
  private func foldedBatchNorm(of layer: Int) -> (scale: [Float], shift: [Float]) {
    let layers = architecture.layers
    let channels = layers[layer].output.channels
    let values = { (start: UnsafePointer<Float>) in
      Array(UnsafeBufferPointer(start: start, count: channels))
    }
    switch layers[layer].kind {
    case .pool: return ([], [])
    case .linear:
      let stored = panels.classifier
      return (values(panels.start + stored.gamma), values(panels.start + stored.beta))
    case .conv, .depthwise, .pointwise:
      let convolution = layers[..<layer].count(where: \.kind.hasBatchNorm)
      return (
        values(arena.start + layout.scales[convolution]),
        values(arena.start + layout.shifts[convolution])
      )
    }
  }

  /// rows × columns × channels, channel fastest.
  private func pixels(of place: Place) -> [Float] {
    let map = place.map
    var result: [Float] = []
    result.reserveCapacity(map.height * map.width * map.channels)
    for row in 0..<map.height {
      for column in 0..<map.width {
        let pixel = place.memory + (map.start + row * map.rowStride + column * Block.width)
        for channel in 0..<map.channels {
          result.append(pixel[channel / Block.width * map.blockStride + channel % Block.width])
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
          let start = place.memory + (first + row * map.rowStride)
          for column in 0..<map.width {
            buffer[index] = start[column * map.pixelStride]
            index += 1
          }
        }
      }
      initialized = count
    }
  }
}
