/// The first layer on register tiles: 3×3, stride 2, on the picture's three channels. A filter row covers three pixels of three channels, nine
/// floats side by side in the picture: three rows are three times nine steps. With stride 2 the next
/// output's nine begin 6 floats further on.
@frozen
public struct FirstConvolution<Unit: VectorUnit>: TileKernel {
  @usableFromInline let arguments: ConvolutionArguments
  @usableFromInline let row: Int

  @inlinable @inline(always)
  init(_ arguments: ConvolutionArguments, row: Int) {
    self.arguments = arguments
    self.row = row
  }

  /// Computes rows of the layer.
  @inlinable @inline(always)
  public static func run(_ arguments: ConvolutionArguments) {
    var row = arguments.rows.lowerBound
    while row < arguments.rows.upperBound {
      let kernel = FirstConvolution(arguments, row: row)
      var block = 0
      let blocks = BlockCount(channels: arguments.outputChannels)
      while block < blocks.all {
        let group = group(at: block, of: blocks, allowsFour: false)
        kernel.cover(first: 0, count: arguments.outputWidth, block: block, group: group)
        block &+= group.blocks
      }
      row &+= 1
    }
  }

  /// Computes some pixels of one row: one kind of tile, one group of output blocks.
  @inlinable @inline(never)
  public func compute<Element: BlockVector, let rows: Int, let vectors: Int>(
    _ tile: Tile<Unit, Element, rows, vectors>.Type, pixels: Range<Int>, block: Int
  ) {
    let place = block &* arguments.outputBlockStride &+ row &* arguments.outputRowStride
    var pixel = pixels.lowerBound
    while pixel < pixels.upperBound {
      var sums = Tile<Unit, Element, rows, vectors>()
      var input = arguments.input + (row &* 2 &* arguments.inputRowStride &+ pixel &* 6)
      var panel = arguments.panels + block &* 27 &* Block.width
      var filterRow = 0
      while filterRow < 3 {
        sums.accumulate(
          input, at: tile.places(stride: 6), panel: panel, panelStride: 27 &* Block.width, steps: 9)
        input += arguments.inputRowStride
        panel += 9 &* Block.width
        filterRow &+= 1
      }
      sums.store(
        to: arguments.output + (place &+ pixel &* Block.width),
        at: tile.places(stride: Block.width),
        blockStride: arguments.outputBlockStride, scale: arguments.scale + block &* Block.width,
        shift: arguments.shift + block &* Block.width, activation: .relu6)
      pixel &+= rows
    }
  }
}
