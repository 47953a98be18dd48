import CProcessor
import Kernels
import MobileNet
import Weights

/// A setting's batch-norm statistics while a rebuild reads them: flat, convolution after convolution.
struct StatisticsPointers {
  var means: UnsafePointer<Float>
  var deviations: UnsafePointer<Float>
  /// Nil where the weights store a mean for every convolution.
  var activationMeans: UnsafePointer<Float>?
}

extension Network {
  /// Folds every batch norm into a scale and a shift, and the scales of depthwise layers into a copy of
  /// their few weights. Each thread does a share of each layer's blocks; no share needs another.
  func foldBatchNorms() {
    statistics.means.withUnsafeBufferPointer { means in
      statistics.deviations.withUnsafeBufferPointer { deviations in
        statistics.activationMeans.withUnsafeBufferPointer { activationMeans in
          guard let means = means.baseAddress, let deviations = deviations.baseAddress
          else { return }
          let pointers = StatisticsPointers(
            means: means, deviations: deviations,
            activationMeans: statistics.computesPointwiseMeans ? activationMeans.baseAddress : nil)
          foldTogether(pointers)
        }
      }
    }
  }

  private func foldTogether(_ pointers: StatisticsPointers) {
    guard threads > 1 else { return fold(pointers, thread: 0) }
    foldedStatistics = pointers
    let job = ThreadPool.Job(
      body: { context, thread in
        // The calling thread keeps the network alive and waits until this returns.
        let network = Unmanaged<Network>.fromOpaque(context).takeUnretainedValue()
        if let pointers = network.foldedStatistics { network.fold(pointers, thread: thread) }
      }, context: Unmanaged.passUnretained(self).toOpaque(), processor: processor_current())
    ThreadPool.shared.run(job, helpers: threads - 1) { fold(pointers, thread: 0) }
    foldedStatistics = nil
  }

  /// Folds one thread's share of every layer.
  private func fold(_ pointers: StatisticsPointers, thread: Int) {
    var offset = 0
    var previous = 0
    var convolution = 0
    for layer in architecture.layers where layer.kind.hasBatchNorm {
      let channels = layer.output.channels
      let group = layer.kind == .pointwise ? 4 : 1
      let blocks = share(of: Block.count(of: channels), by: group, thread: thread)
      if !blocks.isEmpty {
        let inputMeans =
          layer.kind == .pointwise ? pointers.activationMeans.map { $0 + previous } : nil
        switch precision {
        case .float32:
          fold(layer, at: convolution, blocks: blocks, pointers, offset: offset)
          if let inputMeans {
            subtractMeans(
              layer, at: convolution, blocks: blocks, inputMeans: inputMeans, thread: thread)
          }
        case .int8:
          foldIntegers(
            layer, at: convolution, blocks: blocks, pointers, offset: offset,
            inputMeans: inputMeans, thread: thread)
        }
      }
      previous = offset
      offset += channels
      convolution += 1
    }
  }

  /// Folds some blocks of one layer, whose statistics begin at `offset`.
  private func fold(
    _ layer: Layer, at convolution: Int, blocks: Range<Int>, _ pointers: StatisticsPointers,
    offset: Int
  ) {
    let stored = panels.convolutions[convolution]
    let first = blocks.lowerBound * Block.width
    let scale = arena.start + (layout.scales[convolution] + first)
    kernels.foldBatchNorm(
      BatchNormArguments(
        gamma: panels.start + (stored.gamma + first), beta: panels.start + (stored.beta + first),
        mean: pointers.means + (offset + first), deviation: pointers.deviations + (offset + first),
        scale: scale, shift: arena.start + (layout.shifts[convolution] + first),
        channels: min(layer.output.channels, blocks.upperBound * Block.width) - first))
    guard layer.kind == .depthwise else { return }
    kernels.scaleDepthwise(
      panels.start + (stored.weights + first * 9), scale, blocks.count,
      arena.start + (layout.depthwiseWeights[convolution] + first * 9))
  }

  /// Subtracts scale · mean from the shift of a pointwise layer whose mean no pack stores: the mean is
  /// W · (means of the inputs), one product with the packed weights.
  private func subtractMeans(
    _ layer: Layer, at convolution: Int, blocks: Range<Int>, inputMeans: UnsafePointer<Float>,
    thread: Int
  ) {
    let stored = panels.convolutions[convolution]
    let first = blocks.lowerBound * Block.width
    let scale = arena.start + (layout.scales[convolution] + first)
    let shift = arena.start + (layout.shifts[convolution] + first)
    let negative = arena.start + (layout.scratch + thread * layout.scratchSize)
    for index in 0..<(blocks.count * Block.width) { negative[index] = -scale[index] }
    kernels.pointwise(
      PointwiseArguments(
        input: inputMeans, inputBlockStride: Block.width, inputChannels: layer.input.channels,
        panels: panels.start + (stored.weights + blocks.lowerBound * stored.panelStride),
        panelStride: stored.panelStride,
        outputChannels: min(layer.output.channels, blocks.upperBound * Block.width) - first,
        scale: negative, shift: shift, activation: .identity, output: shift,
        outputBlockStride: Block.width, pixels: 1))
  }
}
