import Kernels

/// A 3×3 depthwise layer with `padding` zeros above and left, below and right as many as needed.
struct DepthwiseCase {
  static let channels = [1, 3, 15, 16, 17, 33]
  /// Height and width, apart: a mix-up of the two must show.
  static let maps = [
    (1, 1), (1, 2), (2, 1), (2, 2), (3, 3), (4, 5), (5, 4), (7, 7), (8, 13), (14, 14),
  ]
  /// TensorFlow pads an even map with stride 2 only below and right.
  static let evenMaps = [(2, 2), (2, 4), (4, 6), (8, 8), (14, 10)]

  let height: Int
  let width: Int
  let channels: Int
  let stride: Int
  let padding: Int
  let input: [Float]
  let weights: [Float]
  let shift: [Float]

  init(height: Int, width: Int, channels: Int, stride: Int, padding: Int) {
    var values = Values(seed: height * 100 + width * 10 + channels)
    self.height = height
    self.width = width
    self.channels = channels
    self.stride = stride
    self.padding = padding
    input = values.array(height * width * channels)
    weights = values.array(channels * 9).map { $0 * 4 }
    shift = values.array(channels)
  }

  private var outputHeight: Int { (height + stride - 1) / stride }
  private var outputWidth: Int { (width + stride - 1) / stride }

  var name: String {
    "depthwise \(height)×\(width)×\(channels), stride \(stride), padding \(padding)"
  }

  var expected: [Float] {
    var result: [Float] = []
    for y in 0..<outputHeight {
      for x in 0..<outputWidth {
        for channel in 0..<channels {
          var sum = Double(shift[channel])
          for tap in 0..<9 {
            let (row, column) = (y * stride + tap / 3 - padding, x * stride + tap % 3 - padding)
            guard (0..<height).contains(row), (0..<width).contains(column) else { continue }
            let value = input[(row * width + column) * channels + channel]
            sum += Double(value) * Double(weights[channel * 9 + tap])
          }
          result.append(Float(min(max(sum, 0), 6)))
        }
      }
    }
    return result
  }

  /// Computes two strips of rows one after the other, as the engine does it.
  func run(_ kernels: KernelTable) -> [Float] {
    let cut = outputHeight / 2
    return run(kernels, rows: 0..<cut) + run(kernels, rows: cut..<outputHeight)
  }

  private func run(_ kernels: KernelTable, rows: Range<Int>) -> [Float] {
    let pixels = rows.count * outputWidth
    let values = results { scratch in
      let arguments = DepthwiseArguments(
        input: scratch.input(blocked(input, pixels: height * width, channels: channels)),
        inputBlockStride: height * width * Block.width, inputHeight: height, inputWidth: width,
        zeroRow: scratch.input([Float](repeating: 0, count: width * Block.width)),
        weights: scratch.input(panels(weights, outputs: channels, inputs: 9)),
        shift: scratch.input(padded(shift)), paddingTop: padding, paddingLeft: padding,
        output: scratch.output(pixels * Block.padded(channels)),
        outputBlockStride: pixels * Block.width, outputWidth: outputWidth, channels: channels,
        rows: rows, blocks: 0..<Block.count(of: channels))
      if stride == 1 {
        kernels.depthwiseStride1(arguments)
      } else {
        kernels.depthwiseStride2(arguments)
      }
    }
    return flat(values, pixels: pixels, channels: channels)
  }
}
