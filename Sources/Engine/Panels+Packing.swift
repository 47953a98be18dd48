import Kernels
import MobileNet
import Weights

/// Packs tensors from PyTorch's layouts into panels, a block of output channels at a time.
struct Packing {
  /// All zeros before; the lanes past the last channel stay so.
  let memory: UnsafeMutablePointer<Float>
  let precision: Precision

  func pack(
    _ source: WeightSource, to convolutions: [Panels.Convolution], _ classifier: Panels.Convolution
  ) {
    let gains = precision.quantisation.flatMap { source.gains(for: $0) }
    for (index, (tensors, place)) in zip(source.convolutions, convolutions).enumerated() {
      packWeights(tensors.weight, source.preprocessing, gains: gains?[index], to: place)
      copy(tensors.gamma, count: place.outputs, to: place.gamma)
      copy(tensors.beta, count: place.outputs, to: place.beta)
    }
    packWeights(source.classifierWeight, source.preprocessing, gains: nil, to: classifier)
    for index in 0..<classifier.outputs {
      memory[classifier.gamma + index] =
        precision == .float32 ? 1 : memory[classifier.steps + index] / stepsOfActivation()
    }
    copy(source.classifierBias, count: classifier.outputs, to: classifier.beta)
  }

  private func copy(_ tensor: Tensor, count: Int, to offset: Int) {
    tensor.read(0..<count, into: UnsafeMutableBufferPointer(start: memory + offset, count: count))
  }

  /// Floats of an output block's panel.
  static func panelStride(_ kind: LayerKind, inputs: Int) -> Int {
    switch kind {
    case .depthwise: 9 * Block.width
    case .conv: inputs == 3 ? 27 * Block.width : Block.count(of: inputs) * 9 * Block.square
    case .pointwise, .linear, .pool: inputs * Block.width
    }
  }

  /// Reads the rows of a block's outputs and writes them as columns; `gains` as `WeightSteps` reads them.
  private func packWeights(
    _ tensor: Tensor, _ preprocessing: Preprocessing, gains: [Float]?, to place: Panels.Convolution
  ) {
    let isFirst = place.kind == .conv && place.inputs == 3
    let steps = precision.quantisation.map {
      WeightSteps(
        $0, of: tensor.values(), channels: place.outputs, gains: gains,
        picture: isFirst ? PictureValues(preprocessing) : nil)
    }
    let row = tensor.shape.dropFirst().reduce(1, *)
    let scratch = FloatMemory(requiring: Block.width * row)
    for block in 0..<Block.count(of: place.outputs) {
      let outputs = min(Block.width, place.outputs - block * Block.width)
      tensor.read(
        (block * Block.width * row)..<((block * Block.width + outputs) * row),
        into: UnsafeMutableBufferPointer(start: scratch.start, count: outputs * row))
      if let steps {
        let rows = UnsafeMutableBufferPointer(start: scratch.start, count: outputs * row)
        Quantiser(memory: memory, place: place, block: block, steps: steps)
          .pack(rows, preprocessing)
        continue
      }
      let panel = memory + (place.weights + block * place.panelStride)
      if isFirst {
        packFirst(scratch.start, outputs: outputs, to: panel)
      } else if place.kind == .conv {
        packFull(scratch.start, outputs: outputs, inputs: place.inputs, to: panel)
      } else {
        transpose(scratch.start, outputs: outputs, row: row, to: panel)
      }
    }
  }

  /// [output][row] → [row][16]: pointwise, the classifier, and depthwise, whose row is the nine taps.
  private func transpose(
    _ rows: UnsafePointer<Float>, outputs: Int, row: Int, to panel: UnsafeMutablePointer<Float>
  ) {
    for index in 0..<row {
      for output in 0..<outputs { panel[index * Block.width + output] = rows[output * row + index] }
    }
  }

  /// [output][3][9] → [tap][3][16], because the picture's channels lie side by side.
  private func packFirst(
    _ rows: UnsafePointer<Float>, outputs: Int, to panel: UnsafeMutablePointer<Float>
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
  private func packFull(
    _ rows: UnsafePointer<Float>, outputs: Int, inputs: Int, to panel: UnsafeMutablePointer<Float>
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
