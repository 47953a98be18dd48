import Kernels
import MobileNet

// From steps to kernel calls: pointers, strides and parts of a layer.

extension Network {
  func runFirst(_ step: Step, rows: Range<Int>, blocks: Range<Int>) {
    let stored = panels.convolutions[step.convolution]
    let padding = step.input.padding
    let corner = padding.top * step.input.rowStride + padding.left * 3
    kernels.firstConvolution(
      FirstConvolutionArguments(
        input: arena.start + (step.input.start - corner), inputRowStride: step.input.rowStride,
        panels: panels.start + (stored.weights + blocks.lowerBound * stored.panelStride),
        outputChannels: step.output.channels(in: blocks), scale: scale(step.convolution, blocks),
        shift: shift(step.convolution, blocks), output: block(blocks.lowerBound, of: step.output),
        outputBlockStride: step.output.blockStride, outputRowStride: step.output.rowStride,
        outputWidth: step.output.width, rows: rows))
    clearBorder(of: step.output, rows: rows, blocks: blocks)
  }

  func runFull(_ step: Step, rows: Range<Int>, blocks: Range<Int>) {
    let stored = panels.convolutions[step.convolution]
    let padding = step.input.padding
    let corner = padding.top * step.input.rowStride + padding.left * 16
    kernels.fullConvolution(
      FullConvolutionArguments(
        input: arena.start + (step.input.start - corner),
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

  /// The depthwise half of a separable block; `strip` receives `[block][row of rows][column][16]`.
  func runDepthwise(
    _ step: Step, rows: Range<Int>, blocks: Range<Int>, to strip: UnsafeMutablePointer<Float>
  ) {
    let arguments = DepthwiseArguments(
      input: arena.start + step.input.start, inputBlockStride: step.input.blockStride,
      inputHeight: step.input.height, inputWidth: step.input.width,
      zeroRow: arena.start + plan.zeros,
      weights: arena.start + plan.depthwiseWeights[step.convolution],
      shift: arena.start + plan.shifts[step.convolution], paddingTop: step.paddingTop,
      paddingLeft: step.paddingLeft, output: strip,
      outputBlockStride: rows.count * step.output.width * 16, outputWidth: step.output.width,
      channels: step.input.channels, rows: rows, blocks: blocks)
    if step.stride == 1 {
      kernels.depthwiseStride1(arguments)
    } else {
      kernels.depthwiseStride2(arguments)
    }
  }

  /// The pointwise half of a separable block, on what `runDepthwise` wrote for the same rows; `next`
  /// are the panels that this thread will read after these.
  func runPointwise(
    _ step: Step, rows: Range<Int>, blocks: Range<Int>, from strip: UnsafePointer<Float>,
    next: PointwiseArguments.Panel? = nil
  ) {
    let convolution = step.convolution + 1
    let stored = panels.convolutions[convolution]
    let pixels = rows.count * step.output.width
    kernels.pointwise(
      PointwiseArguments(
        input: strip, inputBlockStride: pixels * 16, inputChannels: step.input.channels,
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
    if following < plan.steps.count, plan.steps[following].operation == .pool { following += 1 }
    guard following < plan.steps.count else { return nil }
    let step = plan.steps[following]
    switch step.operation {
    case .separable:
      let stored = panels.convolutions[step.convolution + 1]
      let blocks = share(of: step.output.blocks, by: 2, thread: thread)
      let first = step.strips == 0 ? blocks.lowerBound : 0
      return .init(
        start: panels.start + (stored.weights + first * stored.panelStride),
        stride: stored.panelStride, channels: step.input.channels)
    case .classifier:
      let stored = panels.classifier
      let first = share(of: step.output.blocks, by: 4, thread: thread).lowerBound
      return .init(
        start: panels.start + (stored.weights + first * stored.panelStride),
        stride: stored.panelStride, channels: step.input.channels)
    case .firstConvolution, .fullConvolution, .pool: return nil
    }
  }

  func runPool(_ step: Step, blocks: Range<Int>) {
    kernels.averagePool(
      AveragePoolArguments(
        input: arena.start + step.input.start, inputBlockStride: step.input.blockStride,
        pixels: step.input.height * step.input.width, output: arena.start + step.output.start,
        blocks: blocks))
  }

  /// A pointwise layer of one pixel: γ is 1, and the bias stands where a shift would.
  func runClassifier(_ step: Step, blocks: Range<Int>) {
    let stored = panels.classifier
    kernels.pointwise(
      PointwiseArguments(
        input: arena.start + step.input.start, inputBlockStride: step.input.blockStride,
        inputChannels: step.input.channels,
        panels: panels.start + (stored.weights + blocks.lowerBound * stored.panelStride),
        panelStride: stored.panelStride, outputChannels: step.output.channels(in: blocks),
        scale: panels.start + (stored.gamma + blocks.lowerBound * 16),
        shift: panels.start + (stored.beta + blocks.lowerBound * 16), activation: .identity,
        output: block(blocks.lowerBound, of: step.output),
        outputBlockStride: step.output.blockStride, pixels: 1))
  }

  /// Zeros around the rows just written, for a full convolution that reads them next.
  private func clearBorder(of map: Map, rows: Range<Int>, blocks: Range<Int>) {
    let padding = map.padding
    guard padding != .none else { return }
    for index in blocks {
      let first = block(index, of: map) - padding.left * 16
      for row in rows {
        let start = first + row * map.rowStride
        start.update(repeating: 0, count: padding.left * 16)
        (start + (padding.left + map.width) * 16).update(repeating: 0, count: padding.right * 16)
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
    UnsafePointer(arena.start + (plan.scales[convolution] + blocks.lowerBound * 16))
  }

  private func shift(_ convolution: Int, _ blocks: Range<Int>) -> UnsafePointer<Float> {
    UnsafePointer(arena.start + (plan.shifts[convolution] + blocks.lowerBound * 16))
  }
}
