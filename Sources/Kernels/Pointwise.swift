/// A 1×1 convolution, or the classifier: output[pixel] = activation(scale · W · input[pixel] + shift).
public struct PointwiseArguments {
  /// `[block][pixel][16]`, at the first pixel.
  public var input: UnsafePointer<Float>
  /// Floats from one block of the input to the next.
  public var inputBlockStride: Int
  /// Active input channels: rows that are read of each panel.
  public var inputChannels: Int
  /// The weights, `[output block][input channel][16]`, at the first block to compute.
  public var panels: UnsafePointer<Float>
  /// Floats from one output block's panel to the next: stored input channels · 16.
  public var panelStride: Int
  /// Output channels to compute, from the first one of a block on. A part of a layer ends with a
  /// whole block, or with the layer.
  public var outputChannels: Int
  /// The batch norm's scale, one for each output channel, whole blocks; 1 in the classifier.
  public var scale: UnsafePointer<Float>
  /// The batch norm's shift, as `scale`; the bias in the classifier.
  public var shift: UnsafePointer<Float>
  /// The range that outputs are limited to.
  public var activation: Activation
  /// `[block][pixel][16]`, at the first pixel of the first block to compute.
  public var output: UnsafeMutablePointer<Float>
  /// Floats from one block of the output to the next.
  public var outputBlockStride: Int
  /// Pixels to compute.
  public var pixels: Int
  /// What will be read after this call, and is prefetched while the last blocks are computed: the
  /// panels of another layer, or the same ones again.
  public var next: Panel

  /// Takes the fields as they are; without `next` these panels will be read again.
  @inlinable
  public init(
    input: UnsafePointer<Float>, inputBlockStride: Int, inputChannels: Int,
    panels: UnsafePointer<Float>, panelStride: Int, outputChannels: Int,
    scale: UnsafePointer<Float>, shift: UnsafePointer<Float>, activation: Activation,
    output: UnsafeMutablePointer<Float>, outputBlockStride: Int, pixels: Int, next: Panel? = nil
  ) {
    self.input = input
    self.inputBlockStride = inputBlockStride
    self.inputChannels = inputChannels
    self.panels = panels
    self.panelStride = panelStride
    self.outputChannels = outputChannels
    self.scale = scale
    self.shift = shift
    self.activation = activation
    self.output = output
    self.outputBlockStride = outputBlockStride
    self.pixels = pixels
    self.next = next ?? Panel(start: panels, stride: panelStride, channels: inputChannels)
  }

  /// Where a layer's panels lie.
  public struct Panel {
    /// The first panel.
    public var start: UnsafePointer<Float>
    /// Floats from one panel to the next.
    public var stride: Int
    /// Active input channels: rows of each panel that are read.
    public var channels: Int

    /// Takes the fields as they are.
    @inlinable
    public init(start: UnsafePointer<Float>, stride: Int, channels: Int) {
      self.start = start
      self.stride = stride
      self.channels = channels
    }
  }
}

/// Pointwise convolution: a matrix product, one register tile over the whole depth at a time.
///
/// For each pair of output blocks all tiles of pixels are computed in turn, so a pair's weights
/// (2 · C · 64 bytes, 64 KB at 512 channels) are read from memory once and then from the second-level
/// cache. Meanwhile each tile prefetches its share of the next pair. On AVX2 and the baseline a tile
/// has one block, and all this holds for single blocks.
@frozen
public struct Pointwise<Unit: VectorUnit>: TileKernel {
  @usableFromInline let arguments: PointwiseArguments
  /// Lines of the next blocks' panels to prefetch with each block of input channels.
  @usableFromInline let lines: Int
  /// The same for the panels that are read after this call.
  @usableFromInline let nextLines: Int

  @inlinable @inline(always)
  init(_ arguments: PointwiseArguments) {
    self.arguments = arguments
    let blocks = BlockCount(channels: arguments.outputChannels)
    lines = Prefetch<Unit>.linesPerTurn(
      arguments.inputChannels, turns: Self.turns(arguments, .one))
    nextLines = Prefetch<Unit>.linesPerTurn(
      arguments.next.channels,
      turns: Self.turns(arguments, blocks.full < blocks.all ? .half : .one))
  }

  /// How often a group's tiles prefetch: each once with every whole block of input channels.
  @inlinable @inline(always)
  static func turns(_ arguments: PointwiseArguments, _ group: BlockGroup) -> Int {
    tiles(arguments.pixels, group) &* Block.filled(by: arguments.inputChannels)
  }

  /// Computes the pixels and output channels that the arguments name.
  @inlinable @inline(always)
  public static func run(_ arguments: PointwiseArguments) {
    guard arguments.pixels > 0 else { return }
    let kernel = Pointwise(arguments)
    var block = 0
    let blocks = BlockCount(channels: arguments.outputChannels)
    while block < blocks.all {
      let group = group(at: block, of: blocks, allowsFour: arguments.pixels == 1)
      kernel.cover(first: 0, count: arguments.pixels, block: block, group: group)
      block &+= group.blocks
    }
  }

  /// Computes some pixels: one kind of tile, one group of output blocks.
  @inlinable @inline(never)
  public func compute<Element: BlockVector, let rows: Int, let vectors: Int>(
    _ tile: Tile<Unit, Element, rows, vectors>.Type, pixels: Range<Int>, block: Int
  ) {
    let panel = arguments.panels + block &* arguments.panelStride
    var prefetch = prefetch(
      tilesBefore: Self.tiles(before: pixels.lowerBound, rows: rows), nextBlock: block &+ vectors)
    var pixel = pixels.lowerBound
    while pixel < pixels.upperBound {
      let sums = sum(tile, pixel: pixel, panel: panel, prefetch: &prefetch)
      sums.store(
        to: arguments.output + (block &* arguments.outputBlockStride &+ pixel &* Block.width),
        at: tile.places(stride: Block.width), blockStride: arguments.outputBlockStride,
        scale: arguments.scale + block &* Block.width,
        shift: arguments.shift + block &* Block.width, activation: arguments.activation)
      pixel &+= rows
    }
  }

  /// The sums of one tile over exactly `inputChannels` steps: whole blocks, then the channels of the
  /// last one, so that input lanes past the last channel are never read.
  @inlinable @inline(always)
  func sum<Element: BlockVector, let rows: Int, let vectors: Int>(
    _ tile: Tile<Unit, Element, rows, vectors>.Type, pixel: Int, panel: UnsafePointer<Float>,
    prefetch: inout Prefetch<Unit>
  ) -> Tile<Unit, Element, rows, vectors> {
    var sums = Tile<Unit, Element, rows, vectors>()
    var input = arguments.input + pixel &* Block.width
    var panel = panel
    let panelStride = arguments.panelStride
    var remaining = arguments.inputChannels
    while remaining >= Block.width {
      prefetch.fetch()
      sums.accumulate(
        input, at: tile.places(stride: Block.width), panel: panel, panelStride: panelStride,
        steps: Block.width)
      input += arguments.inputBlockStride
      panel += Block.square
      remaining &-= Block.width
    }
    sums.accumulate(
      input, at: tile.places(stride: Block.width), panel: panel, panelStride: panelStride,
      steps: remaining)
    return sums
  }

  /// What to prefetch while a group is computed: the next blocks' panels, or behind the last block
  /// those that are read after this call.
  @inlinable @inline(always)
  func prefetch(tilesBefore: Int, nextBlock: Int) -> Prefetch<Unit> {
    let turnsBefore = tilesBefore &* Block.filled(by: arguments.inputChannels)
    let remaining = arguments.outputChannels &- nextBlock &* Block.width
    if remaining > 0 {
      return Prefetch(
        arguments.panels + nextBlock &* arguments.panelStride, lines: arguments.inputChannels,
        stride: remaining > Block.width ? arguments.panelStride : 0, linesPerTurn: lines,
        turnsBefore: turnsBefore)
    }
    return Prefetch(
      arguments.next.start, lines: arguments.next.channels, stride: arguments.next.stride,
      linesPerTurn: nextLines, turnsBefore: turnsBefore)
  }
}
