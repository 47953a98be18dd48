// The slow ones that the fast kernels are tested against. Maps are [row][column][channel], in double.

func relu6(_ value: Double) -> Float { Float(min(max(value, 0), 6)) }

/// A convolution with any kernel and stride; `weights` are [out][in][kernel][kernel]. There are
/// `paddingBefore` zeros above and left, below and right as many as needed.
func convolutionTwin(
  _ input: [Float], side: Int, inputs: Int, weights: [Float], outputs: Int, kernel: Int,
  stride: Int, paddingBefore: Int, outputSide: Int, scale: [Float], shift: [Float]
) -> [Float] {
  var result: [Float] = []
  for y in 0..<outputSide {
    for x in 0..<outputSide {
      for output in 0..<outputs {
        var sum = 0.0
        for dy in 0..<kernel {
          for dx in 0..<kernel {
            let row = y * stride + dy - paddingBefore
            let column = x * stride + dx - paddingBefore
            guard (0..<side).contains(row), (0..<side).contains(column) else { continue }
            for channel in 0..<inputs {
              let weight = weights[((output * inputs + channel) * kernel + dy) * kernel + dx]
              sum += Double(input[(row * side + column) * inputs + channel]) * Double(weight)
            }
          }
        }
        result.append(relu6(Double(scale[output]) * sum + Double(shift[output])))
      }
    }
  }
  return result
}

/// A 3×3 depthwise convolution; `weights` are [channel][3][3].
func depthwiseTwin(
  _ input: [Float], height: Int, width: Int, channels: Int, weights: [Float], stride: Int,
  paddingBefore: Int, outputHeight: Int, outputWidth: Int, shift: [Float]
) -> [Float] {
  var result: [Float] = []
  for y in 0..<outputHeight {
    for x in 0..<outputWidth {
      for channel in 0..<channels {
        var sum = Double(shift[channel])
        for dy in 0..<3 {
          for dx in 0..<3 {
            let row = y * stride + dy - paddingBefore
            let column = x * stride + dx - paddingBefore
            guard (0..<height).contains(row), (0..<width).contains(column) else { continue }
            sum +=
              Double(input[(row * width + column) * channels + channel])
              * Double(weights[channel * 9 + dy * 3 + dx])
          }
        }
        result.append(relu6(sum))
      }
    }
  }
  return result
}
