import Kernels

/// A pointwise layer on the first channels of wider packed weights.
struct PointwiseCase {
  static let channels = [1, 2, 7, 8, 15, 16, 17, 31, 33, 64, 100]
  static let pixels = [1, 2, 3, 5, 9, 10, 11, 12, 13, 21, 49]

  let pixels: Int
  let inputs: Int
  let outputs: Int
  let storedInputs: Int
  let activation: Activation
  let input: [Float]
  let weights: [Float]
  let scale: [Float]
  let shift: [Float]

  /// - Parameters:
  ///   - pixels: of the map.
  ///   - inputs: active input channels.
  ///   - outputs: active output channels.
  ///   - spare: stored channels beyond these, on either side.
  ///   - gain: weights lie in −gain…gain.
  ///   - activation: the range of the outputs.
  init(
    pixels: Int, inputs: Int, outputs: Int, spare: Int = 0, gain: Float = 1,
    activation: Activation = .relu6
  ) {
    var values = Values(seed: inputs * 1000 + outputs)
    self.pixels = pixels
    self.inputs = inputs
    self.outputs = outputs
    storedInputs = inputs + spare
    self.activation = activation
    input = values.array(pixels * inputs)
    weights = values.array((outputs + spare) * storedInputs).map { $0 * gain }
    scale = values.array(outputs)
    shift = values.array(outputs)
  }

  var name: String { "pointwise \(inputs) → \(outputs), \(pixels) pixels" }

  var expected: [Float] {
    var result: [Float] = []
    for pixel in 0..<pixels {
      for output in 0..<outputs {
        var sum = 0.0
        for channel in 0..<inputs {
          sum +=
            Double(input[pixel * inputs + channel])
            * Double(weights[output * storedInputs + channel])
        }
        let value = Float(Double(scale[output]) * sum + Double(shift[output]))
        result.append(min(max(value, activation.lower), activation.upper))
      }
    }
    return result
  }

  /// Computes some of the pixels, all of them if none are named.
  func run(_ kernels: KernelTable, pixels part: Range<Int>? = nil) -> [Float] {
    let part = part ?? 0..<pixels
    let values = results { scratch in
      let map = Array(input[(part.lowerBound * inputs)..<(part.upperBound * inputs)])
      kernels.pointwise(
        PointwiseArguments(
          input: scratch.input(blocked(map, pixels: part.count, channels: inputs)),
          inputBlockStride: part.count * Block.width, inputChannels: inputs,
          panels: scratch.input(
            panels(weights, outputs: weights.count / storedInputs, inputs: storedInputs)),
          panelStride: storedInputs * Block.width, outputChannels: outputs,
          scale: scratch.input(padded(scale)), shift: scratch.input(padded(shift)),
          activation: activation, output: scratch.output(part.count * Block.padded(outputs)),
          outputBlockStride: part.count * Block.width, pixels: part.count))
    }
    return flat(values, pixels: part.count, channels: outputs)
  }
}
