/// A 1×1 convolution on bytes: output[pixel] = held(round(scale · (bias + W · input[pixel]))) in 0…255,
/// or with a start of its own for each pixel beside the bias.
public struct IntegerPointwiseArguments {
  /// `[block][pixel][16]`, at the first pixel. Up to three lanes past the last channel are read and must
  /// hold zeros.
  public var input: UnsafePointer<UInt8>
  /// Bytes from one block of the input to the next.
  public var inputBlockStride: Int
  /// Active input channels.
  public var inputChannels: Int
  /// The weights, `[output block][input / 4][16][4]`, at the first block to compute.
  public var panels: UnsafePointer<Int8>
  /// Bytes from one output block's panel to the next: stored input channels / 4, rounded up, · 64.
  public var panelStride: Int
  /// Output channels to compute, from the first one of a block on.
  public var outputChannels: Int
  /// What each sum begins with, one for each output channel, whole blocks.
  public var bias: UnsafePointer<Int32>
  /// What the sums of each pixel begin with besides, for weights that have a zero point; see
  /// `IntegerPixelSums`. Nil where there is nothing.
  public var starts: UnsafePointer<Int32>?
  /// What each sum is multiplied with, as `bias`; 0 past the last channel.
  public var scale: UnsafePointer<Float>
  /// `[block][pixel][16]`, at the first pixel of the first block to compute. A block of at most eight
  /// channels may keep its last eight lanes as they are.
  public var output: UnsafeMutablePointer<UInt8>
  /// Bytes from one block of the output to the next.
  public var outputBlockStride: Int
  /// Pixels to compute.
  public var pixels: Int
  /// Room for the input once more, twice as wide, for units that split it.
  public var scratch: UnsafeMutablePointer<UInt8>
  /// What will be read after this call, in floats of four bytes; see `PointwiseArguments`.
  public var next: PointwiseArguments.Panel

  /// Takes the fields as they are.
  @inlinable
  public init(
    input: UnsafePointer<UInt8>, inputBlockStride: Int, inputChannels: Int,
    panels: UnsafePointer<Int8>, panelStride: Int, outputChannels: Int,
    bias: UnsafePointer<Int32>, starts: UnsafePointer<Int32>? = nil,
    scale: UnsafePointer<Float>, output: UnsafeMutablePointer<UInt8>,
    outputBlockStride: Int, pixels: Int, scratch: UnsafeMutablePointer<UInt8>,
    next: PointwiseArguments.Panel? = nil
  ) {
    self.input = input
    self.inputBlockStride = inputBlockStride
    self.inputChannels = inputChannels
    self.panels = panels
    self.panelStride = panelStride
    self.outputChannels = outputChannels
    self.bias = bias
    self.starts = starts
    self.scale = scale
    self.output = output
    self.outputBlockStride = outputBlockStride
    self.pixels = pixels
    self.scratch = scratch
    self.next = next ?? .init(panels: panels, stride: panelStride, channels: inputChannels)
  }
}

extension PointwiseArguments.Panel {
  /// Panels of bytes. A row of sixteen floats and four inputs' weights of a block are both 64 bytes, so
  /// they are prefetched alike.
  ///
  /// - Parameters:
  ///   - panels: the first panel.
  ///   - stride: bytes from one panel to the next.
  ///   - channels: active input channels.
  @inlinable @inline(always)
  public init(panels: UnsafePointer<Int8>, stride: Int, channels: Int) {
    self.init(
      start: UnsafeRawPointer(panels).assumingMemoryBound(to: Float.self), stride: stride / 4,
      channels: (channels &+ 3) / 4)
  }
}

/// Pointwise convolution on bytes: a matrix product, one register tile over the whole depth at a time,
/// with the next panels prefetched meanwhile, as in `Pointwise`.
@frozen
public struct IntegerPointwise<Unit: IntegerUnit, Source: InputSource>: IntegerTileKernel {
  @usableFromInline let arguments: IntegerPointwiseArguments
  /// Where the inputs lie, as the source has them.
  @usableFromInline let input: UnsafePointer<UInt8>
  /// Bytes from one block of them to the next.
  @usableFromInline let blockStride: Int
  /// Lines of the next blocks' panels to prefetch with each block of input channels.
  @usableFromInline let lines: Int
  /// The same for the panels that are read after this call.
  @usableFromInline let nextLines: Int

  @inlinable @inline(always)
  init(_ arguments: IntegerPointwiseArguments, input: UnsafePointer<UInt8>, blockStride: Int) {
    self.arguments = arguments
    self.input = input
    self.blockStride = blockStride
    let turns = Self.tiles(arguments.pixels) &* Block.filled(by: arguments.inputChannels)
    lines = Prefetch<Unit>.linesPerTurn((arguments.inputChannels &+ 3) / 4, turns: turns)
    nextLines = Prefetch<Unit>.linesPerTurn(arguments.next.channels, turns: turns)
  }

  /// Computes the pixels and output channels that the arguments name.
  @inlinable @inline(always)
  public static func run(_ arguments: IntegerPointwiseArguments) {
    guard arguments.pixels > 0 else { return }
    let columns = 0..<Unit.columns(of: arguments.outputChannels)
    if Unit.splitsInputs {
      SplitInputs.split(
        arguments.input, blockStride: arguments.inputBlockStride, pixels: arguments.pixels,
        blocks: Block.count(of: arguments.inputChannels), to: arguments.scratch)
      IntegerPointwise<Unit, SplitInputs>(
        arguments, input: UnsafePointer(arguments.scratch),
        blockStride: arguments.pixels &* SplitInputs.pixelStride
      ).cover(count: arguments.pixels, columns: columns)
    } else {
      IntegerPointwise<Unit, PlainInputs>(
        arguments, input: arguments.input, blockStride: arguments.inputBlockStride
      ).cover(count: arguments.pixels, columns: columns)
    }
    if let last = Unit.narrowColumn(of: arguments.outputChannels) {
      IntegerPointwise<Unit.Narrow, PlainInputs>(
        arguments, input: arguments.input, blockStride: arguments.inputBlockStride
      ).cover(count: arguments.pixels, columns: last..<last &+ 1)
    }
  }

  /// Computes some pixels: one kind of tile.
  @inlinable @inline(never)
  public func compute<let rows: Int, let vectors: Int>(
    _ tile: IntegerTile<Unit, rows, vectors>.Type, pixels: Range<Int>, column: Int
  ) {
    let panel = arguments.panels + Unit.panelPlace(column, stride: arguments.panelStride)
    let output =
      arguments.output + Unit.outputPlace(column, stride: arguments.outputBlockStride)
    var prefetch = prefetch(
      tilesBefore: pixels.lowerBound / (rows &+ 1), nextColumn: column &+ vectors)
    var pixel = pixels.lowerBound
    while pixel < pixels.upperBound {
      let sums = sum(tile, pixel: pixel, panel: panel, column: column, prefetch: &prefetch)
      sums.store(
        to: output + pixel &* Block.width, blockStride: arguments.outputBlockStride,
        scale: arguments.scale + column &* Unit.lanes)
      pixel &+= rows
    }
  }

  /// The sums of one tile: whole blocks of input channels, then the groups of four that the last ones
  /// are in.
  @inlinable @inline(always)
  func sum<let rows: Int, let vectors: Int>(
    _ tile: IntegerTile<Unit, rows, vectors>.Type, pixel: Int, panel: UnsafePointer<Int8>,
    column: Int, prefetch: inout Prefetch<Unit>
  ) -> IntegerTile<Unit, rows, vectors> {
    var sums = IntegerTile<Unit, rows, vectors>(bias: arguments.bias + column &* Unit.lanes)
    if let starts = arguments.starts { sums.add(starts + pixel) }
    var input = input + pixel &* Source.pixelStride
    var panel = panel
    let panelStride = arguments.panelStride
    var remaining = arguments.inputChannels
    while remaining >= Block.width {
      prefetch.fetch()
      sums.accumulate(
        Source.self, input, pixelStride: Source.pixelStride, panel: panel,
        panelStride: panelStride, steps: Block.width / 4)
      input += blockStride
      panel += Block.square
      remaining &-= Block.width
    }
    sums.accumulate(
      Source.self, input, pixelStride: Source.pixelStride, panel: panel, panelStride: panelStride,
      steps: (remaining &+ 3) / 4)
    return sums
  }

  /// What to prefetch while some columns are computed; see `Pointwise`.
  @inlinable @inline(always)
  func prefetch(tilesBefore: Int, nextColumn: Int) -> Prefetch<Unit> {
    let turnsBefore = tilesBefore &* Block.filled(by: arguments.inputChannels)
    let remaining = arguments.outputChannels &- nextColumn &* Unit.lanes
    guard remaining > 0 else {
      return Prefetch(
        arguments.next.start, lines: arguments.next.channels, stride: arguments.next.stride,
        linesPerTurn: nextLines, turnsBefore: turnsBefore)
    }
    let block = nextColumn &* Unit.lanes / Block.width
    let panel = PointwiseArguments.Panel(
      panels: arguments.panels + block &* arguments.panelStride, stride: arguments.panelStride,
      channels: arguments.inputChannels)
    return Prefetch(
      panel.start, lines: panel.channels, stride: remaining > Block.width ? panel.stride : 0,
      linesPerTurn: lines, turnsBefore: turnsBefore)
  }
}
