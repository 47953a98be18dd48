/// The first layer: 3×3, stride 2, on the picture's three channels.
public struct FirstConvolutionArguments {
  /// Height × width × 3, channel fastest, with the padding's zeros around it.
  public var input: UnsafePointer<Float>
  public var inputRowStride: Int
  /// `[output block][27][16]`, the 27 in the order row, column, channel.
  public var panels: UnsafePointer<Float>
  public var outputChannels: Int
  public var scale: UnsafePointer<Float>
  public var shift: UnsafePointer<Float>
  /// `[block][row][column][16]`, at the map's first pixel.
  public var output: UnsafeMutablePointer<Float>
  public var outputBlockStride: Int
  public var outputRowStride: Int
  public var outputWidth: Int
  /// Output rows to compute.
  public var rows: Range<Int>

  @inlinable
  public init(
    input: UnsafePointer<Float>, inputRowStride: Int, panels: UnsafePointer<Float>,
    outputChannels: Int,
    scale: UnsafePointer<Float>, shift: UnsafePointer<Float>, output: UnsafeMutablePointer<Float>,
    outputBlockStride: Int, outputRowStride: Int, outputWidth: Int, rows: Range<Int>
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

/// The first convolution on register tiles: three values for each of three columns of a row stand
/// side by side in the picture, so a filter is three runs of nine steps, and pixels are 6 floats apart.
@frozen
public struct FirstConvolution<Unit: VectorUnit>: TileKernel {
  @usableFromInline let arguments: FirstConvolutionArguments
  @usableFromInline let row: Int

  @inlinable @inline(always)
  init(_ arguments: FirstConvolutionArguments, row: Int) {
    self.arguments = arguments
    self.row = row
  }

  @inlinable @inline(always)
  public static func run(_ arguments: FirstConvolutionArguments) {
    var row = arguments.rows.lowerBound
    while row < arguments.rows.upperBound {
      let kernel = FirstConvolution(arguments, row: row)
      var block = 0
      let blocks = BlockCount(channels: arguments.outputChannels)
      while block < blocks.all {
        let group = group(at: block, of: blocks, pixels: 2)
        kernel.cover(first: 0, count: arguments.outputWidth, block: block, group: group)
        block &+= group.blocks
      }
      row &+= 1
    }
  }

  @inlinable @inline(never)
  public func compute<Element: BlockVector, let rows: Int, let vectors: Int>(
    _ tile: Tile<Unit, Element, rows, vectors>.Type, pixels: Range<Int>, block: Int
  ) {
    let place = block &* arguments.outputBlockStride &+ row &* arguments.outputRowStride
    var pixel = pixels.lowerBound
    while pixel < pixels.upperBound {
      var sums = Tile<Unit, Element, rows, vectors>()
      var input = arguments.input + (row &* 2 &* arguments.inputRowStride &+ pixel &* 6)
      var panel = arguments.panels + block &* (27 * 16)
      var filterRow = 0
      while filterRow < 3 {
        sums.accumulate(
          input, at: tile.places(stride: 6), panel: panel, panelStride: 27 * 16, steps: 9)
        input += arguments.inputRowStride
        panel += 9 * 16
        filterRow &+= 1
      }
      sums.store(
        to: arguments.output + (place &+ pixel &* 16), at: tile.places(stride: 16),
        blockStride: arguments.outputBlockStride, scale: arguments.scale + block &* 16,
        shift: arguments.shift + block &* 16,
        activation: .relu6)
      pixel &+= rows
    }
  }
}
