import Kernels
import MobileNet

// Kernel calls in float32: pointers, strides in floats, parts of a layer. Here a width takes its slice of
// the packed weights: the first panels of a layer, and of each panel the first rows.

extension Network {
  func runFloatConvolution(_ step: Step, rows: Range<Int>, blocks: Range<Int>) {
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
  }

  func runFloatDepthwise(
    _ step: Step, rows: Range<Int>, blocks: Range<Int>, to strip: UnsafeMutableRawPointer
  ) {
    let arguments = DepthwiseArguments(
      input: arena.start + step.input.start, inputBlockStride: step.input.blockStride,
      inputHeight: step.input.height, inputWidth: step.input.width,
      zeroRow: arena.start + layout.zeros,
      weights: arena.start + layout.depthwiseWeights[step.convolution],
      shift: arena.start + layout.shifts[step.convolution], paddingTop: step.paddingTop,
      paddingLeft: step.paddingLeft, output: strip.assumingMemoryBound(to: Float.self),
      outputBlockStride: rows.count * step.output.width * Block.width,
      outputWidth: step.output.width,
      channels: step.input.channels, rows: rows, blocks: blocks)
    if step.stride == 1 {
      kernels.depthwiseStride1(arguments)
    } else {
      kernels.depthwiseStride2(arguments)
    }
  }

  func runFloatPointwise(
    _ step: Step, rows: Range<Int>, blocks: Range<Int>, from strip: StripMemory, next: NextPanels?
  ) {
    let convolution = step.convolution + 1
    let stored = panels.convolutions[convolution]
    let pixels = rows.count * step.output.width
    kernels.pointwise(
      PointwiseArguments(
        input: strip.start.assumingMemoryBound(to: Float.self),
        inputBlockStride: pixels * Block.width, inputChannels: step.input.channels,
        panels: panels.start + (stored.weights + blocks.lowerBound * stored.panelStride),
        panelStride: stored.panelStride, outputChannels: step.output.channels(in: blocks),
        scale: scale(convolution, blocks),
        shift: shift(convolution, blocks), activation: .relu6,
        output: block(blocks.lowerBound, of: step.output) + rows.lowerBound * step.output.rowStride,
        outputBlockStride: step.output.blockStride, pixels: pixels, next: next.map(panel)))
  }

  private func panel(_ next: NextPanels) -> PointwiseArguments.Panel {
    PointwiseArguments.Panel(
      start: panels.start + (next.stored.weights + next.block * next.stored.panelStride),
      stride: next.stored.panelStride, channels: next.channels)
  }

  func runFloatPool(_ step: Step, blocks: Range<Int>) {
    kernels.averagePool(
      AveragePoolArguments(
        input: arena.start + step.input.start, inputBlockStride: step.input.blockStride,
        pixels: step.input.height * step.input.width, output: arena.start + step.output.start,
        blocks: blocks))
  }

  func runFloatClassifier(_ step: Step, blocks: Range<Int>) {
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
