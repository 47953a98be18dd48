import Kernels

/// An average pool.
struct PoolCase {
  let pixels: Int
  let channels: Int
  let input: [Float]

  init(pixels: Int, channels: Int) {
    var values = Values(seed: channels)
    self.pixels = pixels
    self.channels = channels
    input = values.array(pixels * channels)
  }

  var expected: [Float] {
    (0..<channels).map { channel in
      (0..<pixels).reduce(Float(0)) { $0 + input[$1 * channels + channel] } / Float(pixels)
    }
  }

  func run(_ kernels: KernelTable) -> [Float] {
    let values = results { scratch in
      kernels.averagePool(
        AveragePoolArguments(
          input: scratch.input(blocked(input, pixels: pixels, channels: channels)),
          inputBlockStride: pixels * Block.width, pixels: pixels,
          output: scratch.output(Block.padded(channels)), blocks: 0..<Block.count(of: channels)))
    }
    return flat(values, pixels: 1, channels: channels)
  }
}

/// A batch norm's scales and shifts, whole blocks of each.
struct FoldCase {
  let gamma: [Float]
  let beta: [Float]
  let mean: [Float]
  let deviation: [Float]

  init(channels: Int) {
    var values = Values(seed: channels)
    let stored = Block.padded(channels) + Block.width
    gamma = values.array(stored)
    beta = values.array(stored)
    mean = values.array(channels)
    deviation = values.array(channels).map { abs($0) + 0.1 }
  }

  var expected: [Float] {
    let scales = mean.indices.map { gamma[$0] / deviation[$0] }
    return padded(scales) + padded(mean.indices.map { beta[$0] - mean[$0] * scales[$0] })
  }

  func run(_ kernels: KernelTable) -> [Float] {
    results { scratch in
      kernels.foldBatchNorm(
        BatchNormArguments(
          gamma: scratch.input(gamma), beta: scratch.input(beta), mean: scratch.input(mean),
          deviation: scratch.input(deviation), scale: scratch.output(Block.padded(mean.count)),
          shift: scratch.output(Block.padded(mean.count)), channels: mean.count))
    }
  }
}
