import CProcessor

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
  /// Output blocks to compute.
  public var blocks: Int
  /// One per output channel, whole blocks.
  public var scale: UnsafePointer<Float>
  public var shift: UnsafePointer<Float>
  public var activation: Activation
  /// `[block][pixel][16]`, at the first pixel of the first block to compute.
  public var output: UnsafeMutablePointer<Float>
  public var outputBlockStride: Int
  public var pixels: Int

  @inlinable
  public init(
    input: UnsafePointer<Float>, inputBlockStride: Int, inputChannels: Int,
    panels: UnsafePointer<Float>, panelStride: Int, blocks: Int, scale: UnsafePointer<Float>,
    shift: UnsafePointer<Float>, activation: Activation, output: UnsafeMutablePointer<Float>,
    outputBlockStride: Int, pixels: Int
  ) {
    self.input = input
    self.inputBlockStride = inputBlockStride
    self.inputChannels = inputChannels
    self.panels = panels
    self.panelStride = panelStride
    self.blocks = blocks
    self.scale = scale
    self.shift = shift
    self.activation = activation
    self.output = output
    self.outputBlockStride = outputBlockStride
    self.pixels = pixels
  }
}

/// Pointwise convolution: a matrix product, one register tile over the whole depth at a time.
///
/// For each pair of output blocks all tiles of pixels run in turn, so a pair's weights (2 · C · 64
/// bytes, 64 KB at 512 channels) are read from memory once and then from the second-level cache.
/// While they run, each tile asks for its share of the next pair.
@frozen
public struct Pointwise<Unit: VectorUnit>: TileKernel {
  @usableFromInline let arguments: PointwiseArguments
  /// Lines of each next panel that one run of sixteen steps asks for.
  @usableFromInline let lines: Int

  @inlinable @inline(always)
  init(_ arguments: PointwiseArguments) {
    self.arguments = arguments
    let tiles = (arguments.pixels &+ Unit.tileRows &- 1) / Unit.tileRows
    lines = tiles > 0 ? (16 &+ tiles &- 1) / tiles : 0
  }

  @inlinable @inline(always)
  public static func run(_ arguments: PointwiseArguments) {
    guard arguments.pixels > 0 else { return }
    let kernel = Pointwise(arguments)
    var block = 0
    while block < arguments.blocks {
      let blocks = blocks(of: arguments.blocks &- block, pixels: arguments.pixels)
      kernel.cover(first: 0, count: arguments.pixels, block: block, blocks: blocks)
      block &+= blocks
    }
  }

  /// Exactly `inputChannels` steps: whole blocks of sixteen, then what the last block has. So lanes
  /// of the input past the last channel are never read.
  @inlinable @inline(never)
  public func compute<let rows: Int, let vectors: Int>(
    _ tile: Tile<Unit, rows, vectors>.Type, pixel: Int, block: Int
  ) {
    var sums = Tile<Unit, rows, vectors>()
    var input = arguments.input + pixel &* 16
    var panel = arguments.panels + block &* arguments.panelStride
    let panelStride = arguments.panelStride
    var ahead = Ahead(after: vectors, of: self, pixel: pixel, block: block, panel: panel)
    var remaining = arguments.inputChannels
    while remaining >= 16 {
      ahead.fetch()
      sums.accumulate(
        input, pixelStride: 16, panel: panel, panelStride: panelStride, steps: 16)
      input += arguments.inputBlockStride
      panel += 256
      remaining &-= 16
    }
    sums.accumulate(
      input, pixelStride: 16, panel: panel, panelStride: panelStride, steps: remaining)
    sums.store(
      to: arguments.output + (block &* arguments.outputBlockStride &+ pixel &* 16),
      blockStride: arguments.outputBlockStride, scale: arguments.scale + block &* 16,
      shift: arguments.shift + block &* 16, activation: arguments.activation)
  }

  /// This tile's share of the next output blocks' weights, brought nearer while it runs.
  @frozen @usableFromInline
  struct Ahead {
    @usableFromInline var next: UnsafePointer<Float>
    @usableFromInline let second: Int
    @usableFromInline let lines: Int

    @inlinable @inline(always)
    init(
      after vectors: Int, of kernel: Pointwise, pixel: Int, block: Int, panel: UnsafePointer<Float>
    ) {
      let arguments = kernel.arguments
      let following = arguments.blocks &- block &- vectors
      let share = pixel / Unit.tileRows &* (arguments.inputChannels >> 4) &* kernel.lines &* 16
      let isNeeded = following > 0 && share < arguments.inputChannels &* 16 && vectors < 4
      next = panel + (vectors &* arguments.panelStride &+ share)
      second = following > 1 ? arguments.panelStride : 0
      lines = isNeeded ? kernel.lines : 0
    }

    @inlinable @inline(always)
    mutating func fetch() {
      var line = 0
      while line < lines {
        processor_prefetch(next)
        processor_prefetch(next + second)
        next += 16
        line &+= 1
      }
    }
  }
}
