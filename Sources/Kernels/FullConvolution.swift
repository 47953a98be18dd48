/// A full 3×3 convolution of the standard network, every output channel of every input channel.
public struct FullConvolutionArguments {
  /// `[block][row][column][16]` with the padding's zeros around it, at the padded map's first pixel.
  public var input: UnsafePointer<Float>
  public var inputBlockStride: Int
  public var inputRowStride: Int
  public var inputChannels: Int
  /// 1 or 2.
  public var stride: Int
  /// `[output block][input block][tap][input lane][16]`, at the first block to compute.
  public var panels: UnsafePointer<Float>
  public var panelStride: Int
  public var outputChannels: Int
  public var scale: UnsafePointer<Float>
  public var shift: UnsafePointer<Float>
  /// `[block][row][column][16]`, at the map's first pixel of the first block to compute.
  public var output: UnsafeMutablePointer<Float>
  public var outputBlockStride: Int
  public var outputRowStride: Int
  public var outputWidth: Int
  /// Output rows to compute.
  public var rows: Range<Int>

  @inlinable
  public init(
    input: UnsafePointer<Float>, inputBlockStride: Int, inputRowStride: Int, inputChannels: Int,
    stride: Int, panels: UnsafePointer<Float>, panelStride: Int, outputChannels: Int,
    scale: UnsafePointer<Float>, shift: UnsafePointer<Float>, output: UnsafeMutablePointer<Float>,
    outputBlockStride: Int, outputRowStride: Int, outputWidth: Int, rows: Range<Int>
  ) {
    self.input = input
    self.inputBlockStride = inputBlockStride
    self.inputRowStride = inputRowStride
    self.inputChannels = inputChannels
    self.stride = stride
    self.panels = panels
    self.panelStride = panelStride
    self.outputChannels = outputChannels
    self.scale = scale
    self.shift = shift
    self.output = output
    self.outputBlockStride = outputBlockStride
    self.outputRowStride = outputRowStride
    self.outputWidth = outputWidth
    self.rows = rows
  }
}

/// Full 3×3 convolution as a matrix product whose left side is never built: each tap is the same map,
/// read from another place, so a tile runs over (input block, tap, lane) with its sums in registers.
///
/// A tile's pixels follow each other across the ends of rows, so that small maps fill tiles too: each
/// has a place of its own. All outputs of 64 input channels come before those of the next 64: a panel's
/// part (36 KB) stays in the second-level cache until all tiles have read it, and so does that part of
/// the map for all panels. In between the output holds the sums so far. While a panel's tiles run, they
/// ask for their share of the next one.
///
/// Zen 3, AVX2, of 50 G multiply-adds/s, tiles within rows over all channels → as here: 14²×512
/// 40 → 46, 7²×1024 30 → 45.
@frozen
public struct FullConvolution<Unit: VectorUnit>: TileKernel {
  @usableFromInline let arguments: FullConvolutionArguments
  /// The input channels that are added now: the first, and how many.
  @usableFromInline let first: Int
  @usableFromInline let count: Int
  /// Lines of the next panel to ask for with each tap row of a block.
  @usableFromInline let lines: Int

  @inlinable static var inputsAtOnce: Int { 64 }

  @inlinable @inline(always)
  init(_ arguments: FullConvolutionArguments, from first: Int) {
    self.arguments = arguments
    self.first = first
    count = min(Self.inputsAtOnce, arguments.inputChannels &- first)
    let rows = arguments.rows.upperBound &- arguments.rows.lowerBound
    let runs = Self.tiles(rows &* arguments.outputWidth, .one) &* Self.runs(of: count)
    lines = Ahead<Unit>.linesPerRun(count &* 9, runs: runs)
  }

  /// Whether the sums are whole after these channels.
  @inlinable @inline(always)
  var isLast: Bool { first &+ count == arguments.inputChannels }

  /// Tap rows of blocks that a tile goes through for so many input channels.
  @inlinable @inline(always)
  static func runs(of channels: Int) -> Int { ((channels &+ 15) >> 4) &* 3 }

  @inlinable @inline(always)
  public static func run(_ arguments: FullConvolutionArguments) {
    let blocks = BlockCount(channels: arguments.outputChannels)
    let rows = arguments.rows.upperBound &- arguments.rows.lowerBound
    var first = 0
    while first < arguments.inputChannels {
      let kernel = FullConvolution(arguments, from: first)
      var block = 0
      while block < blocks.all {
        let group = group(at: block, of: blocks, pixels: 2)
        kernel.cover(first: 0, count: rows &* arguments.outputWidth, block: block, group: group)
        block &+= group.blocks
      }
      first &+= inputsAtOnce
    }
  }

  @inlinable @inline(never)
  public func compute<Element: BlockVector, let rows: Int, let vectors: Int>(
    _ tile: Tile<Unit, Element, rows, vectors>.Type, pixels: Range<Int>, block: Int
  ) {
    let output = arguments.output + block &* arguments.outputBlockStride
    let blockStride = arguments.outputBlockStride
    var walk = Walk(arguments, to: pixels.lowerBound)
    var ahead = ahead(
      tilesBefore: Self.tiles(before: pixels.lowerBound, rows: rows), nextBlock: block &+ vectors)
    var pixel = pixels.lowerBound
    while pixel < pixels.upperBound {
      var inputs = InlineArray<rows, Int>(repeating: 0)
      var outputs = InlineArray<rows, Int>(repeating: 0)
      var row = 0
      while row < rows {
        inputs[row] = walk.input
        outputs[row] = walk.output
        walk.advance()
        row &+= 1
      }
      var sums =
        first == 0
        ? Tile<Unit, Element, rows, vectors>()
        : Tile(kept: output, at: outputs, blockStride: blockStride)
      add(to: &sums, inputs, block: block, ahead: &ahead)
      if isLast {
        sums.store(
          to: output, at: outputs, blockStride: blockStride, scale: arguments.scale + block &* 16,
          shift: arguments.shift + block &* 16, activation: .relu6)
      } else {
        sums.keep(in: output, at: outputs, blockStride: blockStride)
      }
      pixel &+= rows
    }
  }

  @inlinable @inline(always)
  func add<Element: BlockVector, let rows: Int, let vectors: Int>(
    to sums: inout Tile<Unit, Element, rows, vectors>, _ places: InlineArray<rows, Int>, block: Int,
    ahead: inout Ahead<Unit>
  ) {
    var input = arguments.input + (first >> 4) &* arguments.inputBlockStride
    var panel = arguments.panels + (block &* arguments.panelStride &+ first &* (9 * 16))
    var remaining = count
    while remaining > 0 {
      // A whole block's three columns of a tap row lie side by side, in the map and in the panel.
      let isWhole = remaining >= 16
      let columns = isWhole ? 1 : 3
      let steps = isWhole ? 48 : remaining
      var tapRow = 0
      while tapRow < 3 {
        ahead.fetch()
        var column = 0
        while column < columns {
          sums.accumulate(
            input + (tapRow &* arguments.inputRowStride &+ column &* 16), at: places,
            panel: panel + column &* 256, panelStride: arguments.panelStride, steps: steps)
          column &+= 1
        }
        panel += 3 * 256
        tapRow &+= 1
      }
      input += arguments.inputBlockStride
      remaining &-= 16
    }
  }

  /// What to ask for while a group's tiles run: the same channels of the next blocks' panels, or the
  /// next channels of the first.
  @inlinable @inline(always)
  func ahead(tilesBefore: Int, nextBlock: Int) -> Ahead<Unit> {
    let remaining = arguments.outputChannels &- nextBlock &* 16
    let block = remaining > 0 ? nextBlock : 0
    let channel = remaining > 0 ? first : first &+ count
    return Ahead(
      arguments.panels + (block &* arguments.panelStride &+ channel &* (9 * 16)),
      lines: remaining <= 0 && isLast ? 0 : count &* 9,
      stride: remaining > 0 && remaining <= 16 ? 0 : arguments.panelStride, linesPerRun: lines,
      runsBefore: tilesBefore &* Self.runs(of: count))
  }

  /// Goes from pixel to pixel through the rows to compute: where each is read and written.
  @frozen @usableFromInline
  struct Walk {
    @usableFromInline var input: Int
    @usableFromInline var output: Int
    /// Pixels left in the row.
    @usableFromInline var left: Int
    @usableFromInline let width: Int
    @usableFromInline let inputStep: Int
    /// Floats to skip from behind a row's last pixel to the next row's first.
    @usableFromInline let inputSkip: Int
    @usableFromInline let outputSkip: Int

    @inlinable @inline(always)
    init(_ arguments: FullConvolutionArguments, to pixel: Int) {
      width = arguments.outputWidth
      inputStep = arguments.stride &* 16
      inputSkip = arguments.stride &* arguments.inputRowStride &- width &* inputStep
      outputSkip = arguments.outputRowStride &- width &* 16
      let row = arguments.rows.lowerBound &+ pixel / width
      let column = pixel % width
      input = row &* arguments.stride &* arguments.inputRowStride &+ column &* inputStep
      output = row &* arguments.outputRowStride &+ column &* 16
      left = width &- column
    }

    /// Without a branch, so that a tile's walk unrolls and its places stay in registers.
    @inlinable @inline(always)
    mutating func advance() {
      left &-= 1
      let isOver = left == 0
      left = isOver ? width : left
      input &+= inputStep &+ (isOver ? inputSkip : 0)
      output &+= 16 &+ (isOver ? outputSkip : 0)
    }
  }
}
