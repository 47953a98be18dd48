/// A 3×3 convolution over all input channels: the first layer, or one of the standard network.
public struct ConvolutionArguments {
  /// `[block][row][column][16]` with the padding's zeros around it, at the padded map's first pixel;
  /// the first layer's picture is `[row][column][3]`.
  public var input: UnsafePointer<Float>
  /// Floats from one block of the padded input to the next; the picture is one block.
  public var inputBlockStride: Int
  /// Floats from one padded row of the input to the next.
  public var inputRowStride: Int
  /// Active input channels; 3 in the first layer.
  public var inputChannels: Int
  /// 1 or 2; 2 in the first layer.
  public var stride: Int
  /// The weights, `[output block][input block][tap][input lane][16]`, at the first block to compute;
  /// in the first layer `[output block][27][16]`, the 27 in the order row, column, channel.
  public var panels: UnsafePointer<Float>
  /// Floats from one output block's panel to the next: stored input blocks · 9 · 256, or 27 · 16.
  public var panelStride: Int
  /// Output channels to compute, from the first one of a block on.
  public var outputChannels: Int
  /// The batch norm's scale, one for each output channel, whole blocks.
  public var scale: UnsafePointer<Float>
  /// The batch norm's shift, as `scale`.
  public var shift: UnsafePointer<Float>
  /// `[block][row][column][16]`, at the map's first pixel of the first block to compute.
  public var output: UnsafeMutablePointer<Float>
  /// Floats from one block of the output to the next.
  public var outputBlockStride: Int
  /// Floats from one row of the output to the next.
  public var outputRowStride: Int
  /// Pixels of an output row.
  public var outputWidth: Int
  /// Output rows to compute.
  public var rows: Range<Int>

  /// Input channels that are added at a time: all outputs of one part come before the next part.
  @inlinable @inline(always)
  public static var channelsAtOnce: Int { 4 &* Block.width }

  /// Takes the fields as they are.
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

/// Full 3×3 convolution as a matrix product whose left matrix is never built: each tap reads the same
/// map from another place. A tile goes over (input block, tap, lane) with its sums in registers.
///
/// A tile's pixels go on past the end of a row, so that small maps fill tiles too; each pixel has its
/// own place. All outputs are summed over 64 input channels before the next 64 are begun. So a panel's
/// part (36 KB) stays in the second-level cache until all tiles have read it, and that part of the map
/// stays there for all panels. In between the output memory holds the sums so far. While a panel's
/// tiles are computed, they prefetch their share of the next panel.
///
/// Zen 3, AVX2, peak 50 G multiply-adds/s; tiles that end with a row and go over all channels at once
/// → as here: 14²×512 40 → 46, 7²×1024 30 → 45.
@frozen
public struct FullConvolution<Unit: VectorUnit>: TileKernel {
  @usableFromInline let arguments: ConvolutionArguments
  /// The first input channel of the part that is added now.
  @usableFromInline let first: Int
  /// Input channels of that part.
  @usableFromInline let count: Int
  /// Lines of the next panel to prefetch with each tap row of an input block.
  @usableFromInline let lines: Int

  @inlinable @inline(always)
  init(_ arguments: ConvolutionArguments, from first: Int) {
    self.arguments = arguments
    self.first = first
    count = min(ConvolutionArguments.channelsAtOnce, arguments.inputChannels &- first)
    let rows = arguments.rows.upperBound &- arguments.rows.lowerBound
    let turns = Self.tiles(rows &* arguments.outputWidth, .one) &* Self.turns(count)
    lines = Prefetch<Unit>.linesPerTurn(count &* 9, turns: turns)
  }

  /// Whether the sums are whole after these channels.
  @inlinable @inline(always)
  var isLast: Bool { first &+ count == arguments.inputChannels }

  /// How often a tile prefetches over so many input channels: once for each tap row of each block.
  @inlinable @inline(always)
  static func turns(_ channels: Int) -> Int { Block.count(of: channels) &* 3 }

  /// Computes rows of the layer.
  @inlinable @inline(always)
  public static func run(_ arguments: ConvolutionArguments) {
    let blocks = BlockCount(channels: arguments.outputChannels)
    let rows = arguments.rows.upperBound &- arguments.rows.lowerBound
    var first = 0
    while first < arguments.inputChannels {
      let kernel = FullConvolution(arguments, from: first)
      var block = 0
      while block < blocks.all {
        let group = group(at: block, of: blocks, allowsFour: false)
        kernel.cover(first: 0, count: rows &* arguments.outputWidth, block: block, group: group)
        block &+= group.blocks
      }
      first &+= ConvolutionArguments.channelsAtOnce
    }
  }

  /// Adds the present part of the input channels to some pixels: one kind of tile, one group of
  /// output blocks.
  @inlinable @inline(never)
  public func compute<Element: BlockVector, let rows: Int, let vectors: Int>(
    _ tile: Tile<Unit, Element, rows, vectors>.Type, pixels: Range<Int>, block: Int
  ) {
    let output = arguments.output + block &* arguments.outputBlockStride
    let blockStride = arguments.outputBlockStride
    var cursor = PixelCursor(arguments, at: pixels.lowerBound)
    var prefetch = prefetch(
      tilesBefore: Self.tiles(before: pixels.lowerBound, rows: rows), nextBlock: block &+ vectors)
    var pixel = pixels.lowerBound
    while pixel < pixels.upperBound {
      var inputs = InlineArray<rows, Int>(repeating: 0)
      var outputs = InlineArray<rows, Int>(repeating: 0)
      var row = 0
      while row < rows {
        inputs[row] = cursor.input
        outputs[row] = cursor.output
        cursor.advance()
        row &+= 1
      }
      var sums =
        first == 0
        ? Tile<Unit, Element, rows, vectors>()
        : Tile(kept: output, at: outputs, blockStride: blockStride)
      add(to: &sums, inputs, block: block, prefetch: &prefetch)
      if isLast {
        sums.store(
          to: output, at: outputs, blockStride: blockStride,
          scale: arguments.scale + block &* Block.width,
          shift: arguments.shift + block &* Block.width, activation: .relu6)
      } else {
        sums.keep(in: output, at: outputs, blockStride: blockStride)
      }
      pixel &+= rows
    }
  }

  /// Adds the present part of the input channels to one tile.
  @inlinable @inline(always)
  func add<Element: BlockVector, let rows: Int, let vectors: Int>(
    to sums: inout Tile<Unit, Element, rows, vectors>, _ places: InlineArray<rows, Int>, block: Int,
    prefetch: inout Prefetch<Unit>
  ) {
    var input = arguments.input + Block.filled(by: first) &* arguments.inputBlockStride
    var panel = arguments.panels + (block &* arguments.panelStride &+ first &* 9 &* Block.width)
    var remaining = count
    while remaining > 0 {
      // Where a block is full, the three columns of a tap row are 48 steps in a row, in the map as in
      // the panel; else the lanes past the last channel lie between them.
      let isFull = remaining >= Block.width
      let columns = isFull ? 1 : 3
      let steps = isFull ? 3 &* Block.width : remaining
      var tapRow = 0
      while tapRow < 3 {
        prefetch.fetch()
        var column = 0
        while column < columns {
          sums.accumulate(
            input + (tapRow &* arguments.inputRowStride &+ column &* Block.width), at: places,
            panel: panel + column &* Block.square, panelStride: arguments.panelStride, steps: steps)
          column &+= 1
        }
        panel += 3 &* Block.square
        tapRow &+= 1
      }
      input += arguments.inputBlockStride
      remaining &-= Block.width
    }
  }

  /// What to prefetch while a group is computed: the same input channels of the next blocks' panels,
  /// or behind the last block the next input channels of the first panels.
  @inlinable @inline(always)
  func prefetch(tilesBefore: Int, nextBlock: Int) -> Prefetch<Unit> {
    let remaining = arguments.outputChannels &- nextBlock &* Block.width
    let block = remaining > 0 ? nextBlock : 0
    let channel = remaining > 0 ? first : first &+ count
    return Prefetch(
      arguments.panels + (block &* arguments.panelStride &+ channel &* 9 &* Block.width),
      lines: remaining <= 0 && isLast ? 0 : count &* 9,
      stride: remaining > 0 && remaining <= Block.width ? 0 : arguments.panelStride,
      linesPerTurn: lines,
      turnsBefore: tilesBefore &* Self.turns(count))
  }

  /// Where a pixel is read and written; goes from pixel to pixel through the rows to compute.
  @frozen @usableFromInline
  struct PixelCursor {
    /// Floats from the padded input's first pixel to the window's upper left pixel.
    @usableFromInline var input: Int
    /// Floats from the output's first pixel.
    @usableFromInline var output: Int
    /// Pixels left in the row.
    @usableFromInline var left: Int
    @usableFromInline let width: Int
    @usableFromInline let inputStep: Int
    /// Floats from behind a row's last pixel to the next row's first.
    @usableFromInline let inputSkip: Int
    @usableFromInline let outputSkip: Int

    @inlinable @inline(always)
    init(_ arguments: ConvolutionArguments, at pixel: Int) {
      width = arguments.outputWidth
      inputStep = arguments.stride &* Block.width
      inputSkip = arguments.stride &* arguments.inputRowStride &- width &* inputStep
      outputSkip = arguments.outputRowStride &- width &* Block.width
      let row = arguments.rows.lowerBound &+ pixel / width
      let column = pixel % width
      input = row &* arguments.stride &* arguments.inputRowStride &+ column &* inputStep
      output = row &* arguments.outputRowStride &+ column &* Block.width
      left = width &- column
    }

    /// Goes to the next pixel, without a branch, so that the loop over a tile's pixels unrolls and their
    /// places stay in registers.
    @inlinable @inline(always)
    mutating func advance() {
      left &-= 1
      let isOver = left == 0
      left = isOver ? width : left
      input &+= inputStep &+ (isOver ? inputSkip : 0)
      output &+= Block.width &+ (isOver ? outputSkip : 0)
    }
  }
}
