import Kernels
import MobileNet
import Weights

/// Packs tensors from PyTorch's layouts into panels, a block of output channels at a time.
struct Packing {
  /// All zeros before; the lanes past the last channel stay so.
  let memory: UnsafeMutablePointer<Float>

  func pack(
    _ source: WeightSource, _ convolutions: [Panels.Convolution], _ classifier: Panels.Convolution
  ) {
    for (tensors, place) in zip(source.convolutions, convolutions) {
      packWeights(tensors.weight, place)
      copy(tensors.gamma, count: place.outputs, to: place.gamma)
      copy(tensors.beta, count: place.outputs, to: place.beta)
    }
    packWeights(source.classifierWeight, classifier)
    for index in 0..<classifier.outputs { memory[classifier.gamma + index] = 1 }
    copy(source.classifierBias, count: classifier.outputs, to: classifier.beta)
  }

  private func copy(_ tensor: Tensor, count: Int, to offset: Int) {
    tensor.read(0..<count, into: UnsafeMutableBufferPointer(start: memory + offset, count: count))
  }

  /// Reads the rows of a block's outputs and writes them as columns.
  private func packWeights(_ tensor: Tensor, _ place: Panels.Convolution) {
    let row = tensor.shape.dropFirst().reduce(1, *)
    let scratch = FloatMemory(count: Block.width * row)
    for block in 0..<Block.count(of: place.outputs) {
      let outputs = min(Block.width, place.outputs - block * Block.width)
      tensor.read(
        (block * Block.width * row)..<((block * Block.width + outputs) * row),
        into: UnsafeMutableBufferPointer(start: scratch.start, count: outputs * row))
      let panel = memory + (place.weights + block * place.panelStride)
      if place.kind == .conv, place.inputs == 3 {
        turnFirst(scratch.start, outputs, panel)
      } else if place.kind == .conv {
        turnFull(scratch.start, outputs, inputs: place.inputs, panel)
      } else {
        turn(scratch.start, outputs, row: row, panel)
      }
    }
  }

  /// [output][row] → [row][16]: pointwise, the classifier, and depthwise, whose row is the nine taps.
  private func turn(
    _ rows: UnsafePointer<Float>, _ outputs: Int, row: Int, _ panel: UnsafeMutablePointer<Float>
  ) {
    for index in 0..<row {
      for output in 0..<outputs { panel[index * Block.width + output] = rows[output * row + index] }
    }
  }

  /// [output][3][9] → [tap][3][16], because the picture's channels lie side by side.
  private func turnFirst(
    _ rows: UnsafePointer<Float>, _ outputs: Int, _ panel: UnsafeMutablePointer<Float>
  ) {
    for tap in 0..<9 {
      for channel in 0..<3 {
        for output in 0..<outputs {
          panel[(tap * 3 + channel) * Block.width + output] = rows[output * 27 + channel * 9 + tap]
        }
      }
    }
  }

  /// [output][input][9] → [input block][tap][16][16].
  private func turnFull(
    _ rows: UnsafePointer<Float>, _ outputs: Int, inputs: Int, _ panel: UnsafeMutablePointer<Float>
  ) {
    for input in 0..<inputs {
      for tap in 0..<9 {
        let square = panel + (input / Block.width * 9 + tap) * Block.square
        let column = square + input % Block.width * Block.width
        for output in 0..<outputs { column[output] = rows[(output * inputs + input) * 9 + tap] }
      }
    }
  }
}
