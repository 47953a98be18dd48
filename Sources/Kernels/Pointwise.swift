/// A 1×1 convolution, or the classifier: output[pixel] = activation(scale · W · input[pixel] + shift).
public struct PointwiseArguments {
  /// `[block][pixel][16]`, at the first pixel.
  public var input: UnsafePointer<Float>
  public var inputBlockStride: Int
  public var inputChannels: Int
  /// `[output block][input channel][16]`, at the first block to compute.
  public var panels: UnsafePointer<Float>
  /// Floats from one output block's panel to the next: of the full stored width.
  public var panelStride: Int
  /// Output channels to compute: whole blocks before the layer's last.
  public var outputChannels: Int
  /// One per output channel, whole blocks.
  public var scale: UnsafePointer<Float>
  public var shift: UnsafePointer<Float>
  public var activation: Activation
  /// `[block][pixel][16]`, at the first pixel of the first block to compute.
  public var output: UnsafeMutablePointer<Float>
  public var outputBlockStride: Int
  public var pixels: Int
  /// What will be read next, to be brought nearer while the last blocks are computed: the panels of
  /// another layer, or of this one again.
  public var next: Panel

  @inlinable
  public init(
    input: UnsafePointer<Float>, inputBlockStride: Int, inputChannels: Int,
    panels: UnsafePointer<Float>, panelStride: Int, outputChannels: Int,
    scale: UnsafePointer<Float>,
    shift: UnsafePointer<Float>, activation: Activation, output: UnsafeMutablePointer<Float>,
    outputBlockStride: Int, pixels: Int, next: Panel? = nil
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
    self.next =
      next ?? Panel(start: panels, stride: panelStride, channels: inputChannels)
  }

  /// Where a layer's panels begin, floats from one to the next, and how many rows count.
  public struct Panel {
    public var start: UnsafePointer<Float>
    public var stride: Int
    public var channels: Int

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
/// For each pair of output blocks all tiles of pixels run in turn, so a pair's weights (2 · C · 64
/// bytes, 64 KB at 512 channels) are read from memory once and then from the second-level cache.
/// While they run, each tile asks for its share of the next pair. (With one block to a tile, AVX2 and
/// the baseline, read "block" for "pair".)
@frozen
public struct Pointwise<Unit: VectorUnit>: TileKernel {
  @usableFromInline let arguments: PointwiseArguments
  /// Lines of each panel to ask for with each run of sixteen steps: of this layer's panels, and of
  /// those of the next.
  @usableFromInline let lines: Int
  @usableFromInline let nextLines: Int

  @inlinable @inline(always)
  init(_ arguments: PointwiseArguments) {
    self.arguments = arguments
    let blocks = BlockCount(channels: arguments.outputChannels)
    lines = Ahead<Unit>.linesPerRun(arguments.inputChannels, runs: Self.runs(arguments, .one))
    nextLines = Ahead<Unit>.linesPerRun(
      arguments.next.channels,
      runs: Self.runs(arguments, blocks.full < blocks.all ? .half : .one))
  }

  /// Runs of sixteen steps while a group is computed.
  @inlinable @inline(always)
  static func runs(_ arguments: PointwiseArguments, _ group: BlockGroup) -> Int {
    tiles(arguments.pixels, group) &* (arguments.inputChannels >> 4)
  }

  @inlinable @inline(always)
  public static func run(_ arguments: PointwiseArguments) {
    guard arguments.pixels > 0 else { return }
    let kernel = Pointwise(arguments)
    var block = 0
    let blocks = BlockCount(channels: arguments.outputChannels)
    while block < blocks.all {
      let group = group(at: block, of: blocks, pixels: arguments.pixels)
      kernel.cover(first: 0, count: arguments.pixels, block: block, group: group)
      block &+= group.blocks
    }
  }

  @inlinable @inline(never)
  public func compute<Element: BlockVector, let rows: Int, let vectors: Int>(
    _ tile: Tile<Unit, Element, rows, vectors>.Type, pixels: Range<Int>, block: Int
  ) {
    let panel = arguments.panels + block &* arguments.panelStride
    var ahead = ahead(
      tilesBefore: Self.tiles(before: pixels.lowerBound, rows: rows), nextBlock: block &+ vectors)
    var pixel = pixels.lowerBound
    while pixel < pixels.upperBound {
      let sums = sum(tile, pixel: pixel, panel: panel, ahead: &ahead)
      sums.store(
        to: arguments.output + (block &* arguments.outputBlockStride &+ pixel &* 16),
        at: tile.places(stride: 16), blockStride: arguments.outputBlockStride,
        scale: arguments.scale + block &* 16,
        shift: arguments.shift + block &* 16, activation: arguments.activation)
      pixel &+= rows
    }
  }

  /// Exactly `inputChannels` steps: whole blocks of sixteen, then what the last block has. So lanes
  /// of the input past the last channel are never read.
  @inlinable @inline(always)
  func sum<Element: BlockVector, let rows: Int, let vectors: Int>(
    _ tile: Tile<Unit, Element, rows, vectors>.Type, pixel: Int, panel: UnsafePointer<Float>,
    ahead: inout Ahead<Unit>
  ) -> Tile<Unit, Element, rows, vectors> {
    var sums = Tile<Unit, Element, rows, vectors>()
    var input = arguments.input + pixel &* 16
    var panel = panel
    let panelStride = arguments.panelStride
    var remaining = arguments.inputChannels
    while remaining >= 16 {
      ahead.fetch()
      sums.accumulate(
        input, at: tile.places(stride: 16), panel: panel, panelStride: panelStride, steps: 16)
      input += arguments.inputBlockStride
      panel += 256
      remaining &-= 16
    }
    sums.accumulate(
      input, at: tile.places(stride: 16), panel: panel, panelStride: panelStride, steps: remaining)
    return sums
  }

  /// What to ask for while a group's tiles run: the panels of the next blocks, or of what comes next.
  @inlinable @inline(always)
  func ahead(tilesBefore: Int, nextBlock: Int) -> Ahead<Unit> {
    let runsBefore = tilesBefore &* (arguments.inputChannels >> 4)
    let remaining = arguments.outputChannels &- nextBlock &* 16
    if remaining > 0 {
      return Ahead(
        arguments.panels + nextBlock &* arguments.panelStride, lines: arguments.inputChannels,
        stride: remaining > 16 ? arguments.panelStride : 0, linesPerRun: lines,
        runsBefore: runsBefore)
    }
    return Ahead(
      arguments.next.start, lines: arguments.next.channels, stride: arguments.next.stride,
      linesPerRun: nextLines, runsBefore: runsBefore)
  }
}
