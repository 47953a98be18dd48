import Kernels
import MobileNet
import Weights

// What networks on a quantised file's own integers do otherwise than those on numbers made anew: zero
// points, steps that are not 6/255, and scales and biases that need no batch norm.

extension Network {
  /// Copies some blocks' scales and biases: the file has them.
  func copyOwnScales(of convolution: Int, blocks: Range<Int>) {
    let stored = panels.convolutions[convolution]
    let (first, count) = (blocks.lowerBound * Block.width, blocks.count * Block.width)
    (arena.start + (layout.scales[convolution] + first))
      .update(from: panels.start + (stored.gamma + first), count: count)
    (arena.start + (layout.shifts[convolution] + first))
      .update(from: panels.start + (stored.beta + first), count: count)
  }

  /// Some blocks of a depthwise layer with weights that don't all fit in bytes, block by block.
  func runWideDepthwise(
    _ arguments: inout IntegerDepthwiseArguments, _ own: OwnPanels.Layer, stride: Int
  ) {
    let (bytes, blocks) = (arguments.weights, arguments.blocks)
    let wide = UnsafeRawPointer(panels.start + own.wideTaps).assumingMemoryBound(to: Int8.self)
    for block in blocks {
      arguments.blocks = block..<block + 1
      if OwnPanels.isWide(block, in: own) {
        arguments.weights = wide
        integerKernels.wideDepthwise(arguments, stride)
      } else {
        arguments.weights = bytes
        runDepthwise(arguments, stride: stride)
      }
    }
  }

  /// What a pointwise layer's sums begin with at each pixel of a strip; nil where its weights have no
  /// zero point. Threads that share a strip compute it for themselves.
  func pixelStarts(
    of convolution: Int, pixels: Int, _ channels: Int, _ strip: StripMemory
  ) -> UnsafePointer<Int32>? {
    guard let factor = panels.own?.layers[convolution].inputFactor, factor != 0 else { return nil }
    let output = UnsafeMutableRawPointer(strip.sums).assumingMemoryBound(to: Int32.self)
    integerKernels.pixelSums(
      IntegerPixelSumsArguments(
        input: strip.start.assumingMemoryBound(to: UInt8.self),
        inputBlockStride: pixels * Block.width, inputChannels: channels, pixels: pixels,
        factor: factor, output: output))
    return UnsafePointer(output)
  }

  /// What the pool's sum is multiplied with.
  func poolShare(_ map: Map) -> Float {
    let pixels = map.height * map.width
    return panels.own?.integers.poolShare(pixels: pixels) ?? 1 / Float(pixels)
  }

  /// Makes of some of the classifier's sums the file's codes, and gives the logits that those stand for.
  ///
  /// A code is held(round(scale · (Σ + bias)) + zero), where the bias takes in the weights' zero point. Sums
  /// up to 2²⁴ are exact in float32; beyond that they are rounded, here and in `QuantisedReference`.
  func quantiseLogits(
    _ logits: UnsafeMutablePointer<Float>, _ channels: Range<Int>, _ own: OwnPanels, from map: Map
  ) {
    var sum: Int32 = 0
    let factor = own.layers[own.layers.count - 1].inputFactor
    if factor != 0 {
      integerKernels.pixelSums(
        IntegerPixelSumsArguments(
          input: bytes + map.start, inputBlockStride: Block.width, inputChannels: map.channels,
          pixels: 1, factor: factor, output: &sum))
    }
    let codes = LogitCodes(own.integers)
    let classifier = own.integers.classifier
    classifier.bias.withUnsafeBufferPointer { bias in
      classifier.scale.withUnsafeBufferPointer { scale in
        for (index, channel) in channels.enumerated() {
          let total = logits[index] + Float(bias[channel] &+ sum)
          logits[index] = codes.logit(total * scale[channel])
        }
      }
    }
  }
}

/// The codes of logits: bytes, one of which stands for 0.
struct LogitCodes {
  private let least: Float
  private let most: Float
  private let step: Float

  init(_ integers: OwnIntegers) {
    least = Float(-integers.logitZero)
    most = Float(255 - integers.logitZero)
    step = integers.classifier.outputStep
  }

  /// What the code of a scaled sum stands for: to the nearest, halves to the even one.
  @inline(always)
  func logit(_ scaled: Float) -> Float {
    // Adding 1.5 · 2²³ rounds to whole numbers.
    let magic: Float = 0x1.8p23
    return ((min(max(scaled, least), most) + magic) - magic) * step
  }
}

extension OwnIntegers {
  /// What a sum over so many pixels is multiplied with, for the pool's output. A share that is larger by
  /// 2⁻²⁰ rounds halves up, and changes nothing else for up to 4096 pixels.
  func poolShare(pixels: Int) -> Float {
    let inputStep = Double(convolutions.last?.outputStep ?? poolStep)
    let share = inputStep / Double(poolStep) / Double(pixels)
    return Float(poolRoundsHalvesUp ? share * (1 + 0x1p-20) : share)
  }
}
