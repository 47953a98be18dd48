import Kernels
import MobileNet

// From steps to kernel calls: pointers, strides in floats, parts of a layer. Here a width takes its
// slice of the packed weights: the first panels of a layer, and of each panel the first rows.

extension Network {
  /// Some rows and output blocks of the first or of a full convolution.
  func runConvolution(_ step: Step, rows: Range<Int>, blocks: Range<Int>) {
    guard !blocks.isEmpty else { return }
    let stored = panels.convolutions[step.convolution]
    let isFirst = step.operation == .firstConvolution
    let run = isFirst ? kernels.firstConvolution : kernels.fullConvolution
    run(
      ConvolutionArguments(
        input: arena.start + (step.input.start - step.input.corner),
        inputBlockStride: step.input.blockStride, inputRowStride: step.input.rowStride,
        inputChannels: step.input.channels, stride: step.stride,
        panels: panels.start + (stored.weights + blocks.lowerBound * stored.panelStride),
        panelStride: stored.panelStride, outputChannels: step.output.channels(in: blocks),
        scale: scale(step.convolution, blocks), shift: shift(step.convolution, blocks),
        output: block(blocks.lowerBound, of: step.output),
        outputBlockStride: step.output.blockStride, outputRowStride: step.output.rowStride,
        outputWidth: step.output.width, rows: rows))
    clearBorder(of: step.output, rows: rows, blocks: blocks)
  }

  /// The depthwise half of a separable block; `strip` receives `[block][row][column][16]`, from the first
  /// of `rows` on.
  func runDepthwise(
    _ step: Step, rows: Range<Int>, blocks: Range<Int>, to strip: UnsafeMutablePointer<Float>
  ) {
    let arguments = DepthwiseArguments(
      input: arena.start + step.input.start, inputBlockStride: step.input.blockStride,
      inputHeight: step.input.height, inputWidth: step.input.width,
      zeroRow: arena.start + layout.zeros,
      weights: arena.start + layout.depthwiseWeights[step.convolution],
      shift: arena.start + layout.shifts[step.convolution], paddingTop: step.paddingTop,
      paddingLeft: step.paddingLeft, output: strip,
      outputBlockStride: rows.count * step.output.width * Block.width,
      outputWidth: step.output.width,
      channels: step.input.channels, rows: rows, blocks: blocks)
    if step.stride == 1 {
      kernels.depthwiseStride1(arguments)
    } else {
      kernels.depthwiseStride2(arguments)
    }
  }

  /// The pointwise half of a separable block, on what `runDepthwise` wrote for the same rows. `next` are
  /// the panels that this thread will read after these.
  func runPointwise(
    _ step: Step, rows: Range<Int>, blocks: Range<Int>, from strip: UnsafePointer<Float>,
    next: PointwiseArguments.Panel? = nil
  ) {
    let convolution = step.convolution + 1
    let stored = panels.convolutions[convolution]
    let pixels = rows.count * step.output.width
    kernels.pointwise(
      PointwiseArguments(
        input: strip, inputBlockStride: pixels * Block.width, inputChannels: step.input.channels,
        panels: panels.start + (stored.weights + blocks.lowerBound * stored.panelStride),
        panelStride: stored.panelStride, outputChannels: step.output.channels(in: blocks),
        scale: scale(convolution, blocks),
        shift: shift(convolution, blocks), activation: .relu6,
        output: block(blocks.lowerBound, of: step.output) + rows.lowerBound * step.output.rowStride,
        outputBlockStride: step.output.blockStride, pixels: pixels, next: next))
  }

  /// The first panels that a thread reads in the step after this one.
  func panels(after index: Int, thread: Int) -> PointwiseArguments.Panel? {
    var following = index + 1
    if following < layout.steps.count, layout.steps[following].operation == .pool { following += 1 }
    guard following < layout.steps.count else { return nil }
    let step = layout.steps[following]
    let stored: Panels.Convolution
    let first: Int
    switch step.operation {
    case .separable:
      stored = panels.convolutions[step.convolution + 1]
      let blocks = share(of: step.output.blocks, by: 2, thread: thread)
      first = step.strips == 0 ? blocks.lowerBound : 0
    case .classifier:
      stored = panels.classifier
      first = share(of: step.output.blocks, by: 4, thread: thread).lowerBound
    case .firstConvolution, .fullConvolution, .pool: return nil
    }
    return .init(
      start: panels.start + (stored.weights + first * stored.panelStride),
      stride: stored.panelStride, channels: step.input.channels)
  }

  /// Some blocks of the average pool.
  func runPool(_ step: Step, blocks: Range<Int>) {
    kernels.averagePool(
      AveragePoolArguments(
        input: arena.start + step.input.start, inputBlockStride: step.input.blockStride,
        pixels: step.input.height * step.input.width, output: arena.start + step.output.start,
        blocks: blocks))
  }

  /// The classifier: a pointwise layer of one pixel, whose scale is 1 and whose shift is the bias.
  func runClassifier(_ step: Step, blocks: Range<Int>) {
    let stored = panels.classifier
    kernels.pointwise(
      PointwiseArguments(
        input: arena.start + step.input.start, inputBlockStride: step.input.blockStride,
        inputChannels: step.input.channels,
        panels: panels.start + (stored.weights + blocks.lowerBound * stored.panelStride),
        panelStride: stored.panelStride, outputChannels: step.output.channels(in: blocks),
        scale: panels.start + (stored.gamma + blocks.lowerBound * Block.width),
        shift: panels.start + (stored.beta + blocks.lowerBound * Block.width),
        activation: .identity,
        output: block(blocks.lowerBound, of: step.output),
        outputBlockStride: step.output.blockStride, pixels: 1))
  }

  /// Writes the zeros around rows just computed, for a full convolution that reads them next.
  private func clearBorder(of map: Map, rows: Range<Int>, blocks: Range<Int>) {
    let padding = map.padding
    guard padding != .none else { return }
    for index in blocks {
      let first = block(index, of: map) - padding.left * Block.width
      for row in rows {
        let start = first + row * map.rowStride
        start.update(repeating: 0, count: padding.left * Block.width)
        (start + (padding.left + map.width) * Block.width).update(
          repeating: 0, count: padding.right * Block.width)
      }
      if rows.lowerBound == 0 {
        (first - padding.top * map.rowStride)
          .update(repeating: 0, count: padding.top * map.rowStride)
      }
      if rows.upperBound == map.height {
        (first + map.height * map.rowStride)
          .update(repeating: 0, count: padding.bottom * map.rowStride)
      }
    }
  }

  private func block(_ index: Int, of map: Map) -> UnsafeMutablePointer<Float> {
    arena.start + (map.start + index * map.blockStride)
  }

  private func scale(_ convolution: Int, _ blocks: Range<Int>) -> UnsafePointer<Float> {
    UnsafePointer(arena.start + (layout.scales[convolution] + blocks.lowerBound * Block.width))
  }

  private func shift(_ convolution: Int, _ blocks: Range<Int>) -> UnsafePointer<Float> {
    UnsafePointer(arena.start + (layout.shifts[convolution] + blocks.lowerBound * Block.width))
  }
}
