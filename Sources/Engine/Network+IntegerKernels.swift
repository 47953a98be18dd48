import Kernels
import MobileNet
import Weights

// Kernel calls in int8: pointers, strides in bytes, parts of a layer. A width takes its slice of the packed
// weights as in float32, except that input channels come in groups of four: up to three beyond the last
// one meet weights of the full width, and count nothing because their lanes hold zeros.

extension Network {
  /// The arena's feature maps.
  var bytes: UnsafeMutablePointer<UInt8> {
    UnsafeMutableRawPointer(arena.start).assumingMemoryBound(to: UInt8.self)
  }

  func runIntegerConvolution(_ step: Step, rows: Range<Int>, blocks: Range<Int>) {
    let stored = panels.convolutions[step.convolution]
    let isFirst = step.operation == .firstConvolution
    let times = isFirst ? panels.own?.layers[0].times ?? 1 : 1
    let run = isFirst ? integerKernels.firstConvolution : integerKernels.fullConvolution
    run(
      IntegerConvolutionArguments(
        input: bytes + (step.input.start - step.input.corner),
        inputBlockStride: isFirst ? 0 : step.input.blockStride,
        inputRowStride: step.input.rowStride,
        inputChannels: step.input.channels + (times - 1) * Block.width, stride: step.stride,
        panels: panels.bytes(of: stored, block: blocks.lowerBound),
        panelStride: stored.panelStride, outputChannels: step.output.channels(in: blocks),
        bias: bias(step.convolution, blocks), scale: integerScale(step.convolution, blocks),
        output: bytes + (step.output.start + blocks.lowerBound * step.output.blockStride),
        outputBlockStride: step.output.blockStride, outputRowStride: step.output.rowStride,
        outputWidth: step.output.width, rows: rows))
  }

  func runIntegerDepthwise(
    _ step: Step, rows: Range<Int>, blocks: Range<Int>, to strip: UnsafeMutableRawPointer
  ) {
    let whole = 0..<step.input.blocks
    var arguments = IntegerDepthwiseArguments(
      input: bytes + step.input.start, inputBlockStride: step.input.blockStride,
      inputHeight: step.input.height, inputWidth: step.input.width,
      zeroRow: UnsafeRawPointer(arena.start + layout.zeros).assumingMemoryBound(to: UInt8.self),
      weights: panels.bytes(of: panels.convolutions[step.convolution]),
      bias: bias(step.convolution, whole), scale: integerScale(step.convolution, whole),
      paddingTop: step.paddingTop, paddingLeft: step.paddingLeft,
      output: strip.assumingMemoryBound(to: UInt8.self),
      outputBlockStride: rows.count * step.output.width * Block.width,
      outputWidth: step.output.width, channels: step.input.channels, rows: rows, blocks: blocks)
    if let wide = panels.own?.layers[step.convolution], wide.wideBlocks != 0 {
      return runWideDepthwise(&arguments, wide, stride: step.stride)
    }
    runDepthwise(arguments, stride: step.stride)
  }

  func runDepthwise(_ arguments: IntegerDepthwiseArguments, stride: Int) {
    if stride == 1 {
      integerKernels.depthwiseStride1(arguments)
    } else {
      integerKernels.depthwiseStride2(arguments)
    }
  }

  func runIntegerPointwise(
    _ step: Step, rows: Range<Int>, blocks: Range<Int>, from strip: StripMemory, next: NextPanels?
  ) {
    let convolution = step.convolution + 1
    let stored = panels.convolutions[convolution]
    let pixels = rows.count * step.output.width
    let output = step.output
    integerKernels.pointwise(
      IntegerPointwiseArguments(
        input: strip.start.assumingMemoryBound(to: UInt8.self),
        inputBlockStride: pixels * Block.width, inputChannels: step.input.channels,
        panels: panels.bytes(of: stored, block: blocks.lowerBound),
        panelStride: stored.panelStride, outputChannels: output.channels(in: blocks),
        bias: bias(convolution, blocks),
        starts: pixelStarts(of: convolution, pixels: pixels, step.input.channels, strip),
        scale: integerScale(convolution, blocks),
        output: bytes
          + (output.start + blocks.lowerBound * output.blockStride
            + rows.lowerBound * output.rowStride),
        outputBlockStride: output.blockStride, pixels: pixels,
        scratch: strip.wide.assumingMemoryBound(to: UInt8.self),
        next: next.map { next in
          PointwiseArguments.Panel(
            panels: panels.bytes(of: next.stored, block: next.block),
            stride: next.stored.panelStride, channels: next.channels)
        }))
  }

  func runIntegerPool(_ step: Step, blocks: Range<Int>) {
    integerKernels.averagePool(
      IntegerPoolArguments(
        input: bytes + step.input.start, inputBlockStride: step.input.blockStride,
        pixels: step.input.height * step.input.width, share: poolShare(step.input),
        output: bytes + step.output.start, blocks: blocks))
  }

  func runIntegerClassifier(_ step: Step, blocks: Range<Int>) {
    let stored = panels.classifier
    let first = blocks.lowerBound * Block.width
    let channels = step.output.channels(in: blocks)
    let logits = arena.start + (step.output.start + first)
    integerKernels.product(
      IntegerProductArguments(
        input: bytes + step.input.start, pixels: 1, inputChannels: step.input.channels,
        panels: panels.bytes(of: stored, block: blocks.lowerBound),
        panelStride: stored.panelStride, outputChannels: channels,
        scale: panels.start + (stored.gamma + first), shift: panels.start + (stored.beta + first),
        output: logits))
    if let own = panels.own {
      quantiseLogits(logits, first..<first + channels, own, from: step.input)
    }
  }

  /// Folds some blocks of one layer, whose statistics begin at `offset`.
  func foldIntegers(
    _ layer: Layer, at convolution: Int, blocks: Range<Int>, _ pointers: StatisticsPointers,
    offset: Int, inputMeans: UnsafePointer<Float>?, thread: Int
  ) {
    if panels.own != nil { return copyOwnScales(of: convolution, blocks: blocks) }
    let stored = panels.convolutions[convolution]
    let first = blocks.lowerBound * Block.width
    let channels = min(layer.output.channels, blocks.upperBound * Block.width) - first
    let isFirst = layer.kind == .conv && layer.input.channels == 3
    let means = inputMeans.map {
      meanSums(
        of: layer, stored, blocks: blocks, channels: channels, inputMeans: $0, thread: thread)
    }
    integerKernels.fold(
      IntegerFoldArguments(
        gamma: panels.start + (stored.gamma + first), beta: panels.start + (stored.beta + first),
        step: panels.start + (stored.steps + first), mean: pointers.means + (offset + first),
        deviation: pointers.deviations + (offset + first),
        origin: isFirst ? panels.start + (stored.origin + first) : nil, means: means,
        terms: layer.kernel * layer.kernel * (layer.kind == .depthwise ? 1 : layer.input.channels),
        scale: arena.start + (layout.scales[convolution] + first),
        bias: UnsafeMutablePointer(mutating: bias(convolution, blocks)), channels: channels))
  }

  /// The sums of a pointwise layer whose inputs are their means, exact to 16 bits: they are what a pack
  /// that stores no means of these layers leaves to its reader, and belong to the quantised weights.
  ///
  /// - Returns: `[block][high bytes, low bytes][16]`, in the thread's scratch memory.
  private func meanSums(
    of layer: Layer, _ stored: Panels.Convolution, blocks: Range<Int>, channels: Int,
    inputMeans: UnsafePointer<Float>, thread: Int
  ) -> UnsafePointer<Float> {
    let scratch = arena.start + (layout.scratch + thread * layout.scratchSize)
    let split = UnsafeMutableRawPointer(scratch).assumingMemoryBound(to: UInt8.self)
    let sums = scratch + layout.scratchSize / 3
    integerKernels.splitMeans(inputMeans, layer.input.channels, split)
    integerKernels.product(
      IntegerProductArguments(
        input: split, pixels: 2, inputChannels: layer.input.channels,
        panels: panels.bytes(of: stored, block: blocks.lowerBound),
        panelStride: stored.panelStride, outputChannels: channels,
        scale: panels.start + panels.ones, shift: arena.start + layout.zeros, output: sums))
    return UnsafePointer(sums)
  }

  /// Writes a normalised picture as bytes.
  func loadBytes(_ values: UnsafePointer<Float>) {
    let image = layout.image
    for row in 0..<image.height {
      integerKernels.convertPicture(
        values + row * image.width * 3, image.width * 3, panels.start + panels.picture,
        bytes + (image.start + row * image.rowStride))
    }
  }

  /// Writes the bytes of a normalised zero around the picture.
  func writePictureBorder() {
    let image = layout.image
    let border = panels.pictureValues.border
    let first = image.start - image.corner
    func write(_ pixels: Int, at place: Int) {
      for index in 0..<(3 * pixels) { bytes[place + index] = border[index % 3] }
    }
    for row in 0..<(image.blockStride / image.rowStride) {
      let start = first + row * image.rowStride
      if (image.padding.top..<(image.padding.top + image.height)).contains(row) {
        write(image.padding.left, at: start)
        write(image.padding.right, at: start + (image.padding.left + image.width) * 3)
      } else {
        write(image.rowStride / 3, at: start)
      }
    }
    for index in 0..<3 { bytes[first + image.blockStride + index] = 0 }
  }

  private func integerScale(_ convolution: Int, _ blocks: Range<Int>) -> UnsafePointer<Float> {
    UnsafePointer(arena.start + (layout.scales[convolution] + blocks.lowerBound * Block.width))
  }

  private func bias(_ convolution: Int, _ blocks: Range<Int>) -> UnsafePointer<Int32> {
    UnsafeRawPointer(arena.start + (layout.shifts[convolution] + blocks.lowerBound * Block.width))
      .assumingMemoryBound(to: Int32.self)
  }
}
