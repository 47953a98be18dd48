import Kernels
import MobileNet

extension Network {
  /// Runs layer by layer, on one thread, and shows each layer's output: for tests and for looking
  /// inside. The same kernels as in `run`, but every map is written whole.
  ///
  /// - Parameter observe: called with the layer's place in the architecture and its output after
  ///   batch norm and ReLU6, rows × columns × channels, channel fastest.
  public func run(observing observe: (_ layer: Int, _ activation: [Float]) -> Void) {
    for step in layout.steps {
      let rows = 0..<step.output.height
      let blocks = 0..<step.output.blocks
      var layer = step.layer
      switch step.operation {
      case .firstConvolution: runFirst(step, rows: rows, blocks: blocks)
      case .fullConvolution: runFull(step, rows: rows, blocks: blocks)
      case .separable:
        let shape = architecture.layers[layer].output
        let whole = Map(
          height: shape.height, width: shape.width, channels: shape.channels,
          blockStride: shape.area * Block.width, rowStride: shape.width * Block.width)
        let memory = FloatMemory(count: whole.blocks * whole.blockStride)
        runDepthwise(step, rows: rows, blocks: 0..<whole.blocks, to: memory.start)
        observe(layer, values(of: whole, in: memory.start))
        runPointwise(step, rows: rows, blocks: blocks, from: memory.start)
        layer += 1
      case .pool: runPool(step, blocks: blocks)
      case .classifier: runClassifier(step, blocks: blocks)
      }
      observe(layer, values(of: step.output, in: arena.start))
    }
  }

  private func values(of map: Map, in memory: UnsafePointer<Float>) -> [Float] {
    var result: [Float] = []
    result.reserveCapacity(map.height * map.width * map.channels)
    for row in 0..<map.height {
      for column in 0..<map.width {
        let pixel = memory + (map.start + row * map.rowStride + column * Block.width)
        for channel in 0..<map.channels {
          result.append(pixel[channel / Block.width * map.blockStride + channel % Block.width])
        }
      }
    }
    return result
  }
}
