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
/// A tile lies within an output row, where pixels are `stride` input pixels apart.
@frozen
public struct FullConvolution<Unit: VectorUnit>: TileKernel {
  @usableFromInline let arguments: FullConvolutionArguments
  @usableFromInline let row: Int

  @inlinable @inline(always)
  init(_ arguments: FullConvolutionArguments, row: Int) {
    self.arguments = arguments
    self.row = row
  }

  @inlinable @inline(always)
  public static func run(_ arguments: FullConvolutionArguments) {
    var block = 0
    let blocks = BlockCount(channels: arguments.outputChannels)
    while block < blocks.all {
      let group = group(at: block, of: blocks, pixels: 2)
      var row = arguments.rows.lowerBound
      while row < arguments.rows.upperBound {
        FullConvolution(arguments, row: row)
          .cover(first: 0, count: arguments.outputWidth, block: block, group: group)
        row &+= 1
      }
      block &+= group.blocks
    }
  }

  @inlinable @inline(never)
  public func compute<Element: BlockVector, let rows: Int, let vectors: Int>(
    _ tile: Tile<Unit, Element, rows, vectors>.Type, pixels: Range<Int>, block: Int
  ) {
    let place = block &* arguments.outputBlockStride &+ row &* arguments.outputRowStride
    var pixel = pixels.lowerBound
    while pixel < pixels.upperBound {
      // Two copies of the loop, so that the pixel stride is a constant in each.
      let sums =
        arguments.stride == 1
        ? sum(tile, pixelStride: 16, pixel: pixel, block: block)
        : sum(tile, pixelStride: 32, pixel: pixel, block: block)
      sums.store(
        to: arguments.output + (place &+ pixel &* 16), blockStride: arguments.outputBlockStride,
        scale: arguments.scale + block &* 16, shift: arguments.shift + block &* 16,
        activation: .relu6)
      pixel &+= rows
    }
  }

  @inlinable @inline(always)
  func sum<Element: BlockVector, let rows: Int, let vectors: Int>(
    _ tile: Tile<Unit, Element, rows, vectors>.Type, pixelStride: Int, pixel: Int, block: Int
  ) -> Tile<Unit, Element, rows, vectors> {
    var sums = Tile<Unit, Element, rows, vectors>()
    let firstRow = row &* arguments.stride &* arguments.inputRowStride
    var input = arguments.input + (firstRow &+ pixel &* pixelStride)
    var panel = arguments.panels + block &* arguments.panelStride
    var remaining = arguments.inputChannels
    while remaining > 0 {
      let steps = remaining < 16 ? remaining : 16
      var tapRow = 0
      while tapRow < 3 {
        var tapColumn = 0
        while tapColumn < 3 {
          sums.accumulate(
            input + (tapRow &* arguments.inputRowStride &+ tapColumn &* 16),
            pixelStride: pixelStride, panel: panel, panelStride: arguments.panelStride,
            steps: steps)
          panel += 256
          tapColumn &+= 1
        }
        tapRow &+= 1
      }
      input += arguments.inputBlockStride
      remaining &-= 16
    }
    return sums
  }
}
