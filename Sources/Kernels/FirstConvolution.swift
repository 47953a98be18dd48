/// The first layer: 3×3, stride 2, on the picture's three channels.
public struct FirstConvolutionArguments {
  /// Height × width × 3, channel fastest, with the padding's zeros around it.
  public var input: UnsafePointer<Float>
  /// Floats from one padded row of the picture to the next.
  public var inputRowStride: Int
  /// The weights, `[output block][27][16]`, the 27 in the order row, column, channel.
  public var panels: UnsafePointer<Float>
  /// Output channels to compute.
  public var outputChannels: Int
  /// The batch norm's scale, one for each output channel, whole blocks.
  public var scale: UnsafePointer<Float>
  /// The batch norm's shift, as `scale`.
  public var shift: UnsafePointer<Float>
  /// `[block][row][column][16]`, at the map's first pixel.
  public var output: UnsafeMutablePointer<Float>
  /// Floats from one block of the output to the next.
  public var outputBlockStride: Int
  /// Floats from one row of the output to the next.
  public var outputRowStride: Int
  /// Pixels of an output row.
  public var outputWidth: Int
  /// Output rows to compute.
  public var rows: Range<Int>

  /// Takes the fields as they are.
  @inlinable
  public init(
    input: UnsafePointer<Float>, inputRowStride: Int, panels: UnsafePointer<Float>,
    outputChannels: Int, scale: UnsafePointer<Float>, shift: UnsafePointer<Float>,
    output: UnsafeMutablePointer<Float>, outputBlockStride: Int, outputRowStride: Int,
    outputWidth: Int, rows: Range<Int>
  ) {
    self.input = input
    self.inputRowStride = inputRowStride
    self.panels = panels
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

/// The first convolution on register tiles. A filter row covers three pixels of three channels, nine
/// floats side by side in the picture: three rows are three times nine steps. With stride 2 the next
/// output's nine begin 6 floats further on.
@frozen
public struct FirstConvolution<Unit: VectorUnit>: TileKernel {
  @usableFromInline let arguments: FirstConvolutionArguments
  @usableFromInline let row: Int

  @inlinable @inline(always)
  init(_ arguments: FirstConvolutionArguments, row: Int) {
    self.arguments = arguments
    self.row = row
  }

  /// Computes rows of the layer.
  @inlinable @inline(always)
  public static func run(_ arguments: FirstConvolutionArguments) {
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
