import Kernels
import MobileNet
import Weights

extension Network {
  /// Folds every batch norm into scale and shift, and the scales of depthwise layers into a copy of
  /// their few weights.
  func foldBatchNorms() {
    statistics.means.withUnsafeBufferPointer { means in
      statistics.deviations.withUnsafeBufferPointer { deviations in
        statistics.activationMeans.withUnsafeBufferPointer { activationMeans in
          guard let means = means.baseAddress, let deviations = deviations.baseAddress
          else { return }
          fold(
            means, deviations,
            statistics.computesPointwiseMeans ? activationMeans.baseAddress : nil)
        }
      }
    }
  }

  private func fold(
    _ means: UnsafePointer<Float>, _ deviations: UnsafePointer<Float>,
    _ activationMeans: UnsafePointer<Float>?
  ) {
    var offset = 0
    var previous = 0
    var convolution = 0
    for layer in architecture.layers where layer.kind.hasBatchNorm {
      let stored = panels.convolutions[convolution]
      let scale = arena.start + plan.scales[convolution]
      let shift = arena.start + plan.shifts[convolution]
      let channels = layer.output.channels
      kernels.foldBatchNorm(
        BatchNormArguments(
          gamma: panels.start + stored.gamma, beta: panels.start + stored.beta,
          mean: means + offset, deviation: deviations + offset, scale: scale, shift: shift,
          channels: channels))
      if layer.kind == .depthwise {
        kernels.scaleDepthwise(
          panels.start + stored.weights, scale, blocks(of: channels),
          arena.start + plan.depthwiseWeights[convolution])
      } else if layer.kind == .pointwise, let activationMeans {
        shiftByMeans(layer, stored, of: activationMeans + previous, scale: scale, shift: shift)
      }
      previous = offset
      offset += channels
      convolution += 1
    }
  }

  /// Takes the mean of a pointwise layer's output, which no pack stores, out of its shift:
  /// shift − scale · W · (means of the inputs), one product with the packed weights.
  private func shiftByMeans(
    _ layer: Layer, _ stored: Panels.Convolution, of inputMeans: UnsafePointer<Float>,
    scale: UnsafeMutablePointer<Float>, shift: UnsafeMutablePointer<Float>
  ) {
    let blocks = blocks(of: layer.output.channels)
    let negative = arena.start + plan.scratch
    for index in 0..<(blocks * 16) { negative[index] = -scale[index] }
    kernels.pointwise(
      PointwiseArguments(
        input: inputMeans, inputBlockStride: 16, inputChannels: layer.input.channels,
        panels: panels.start + stored.weights, panelStride: stored.panelStride,
        outputChannels: layer.output.channels,
        scale: negative, shift: shift, activation: .identity, output: shift,
        outputBlockStride: 16, pixels: 1))
  }
}
