/// A 3×3 convolution over all input channels on bytes: the first layer, or one of the standard network.
public struct IntegerConvolutionArguments {
  /// `[block][row][column][16]` with the padding's zeros around it, at the padded map's first pixel; the
  /// first layer's picture is `[row][column][3]`, with three more bytes behind it.
  public var input: UnsafePointer<UInt8>
  /// Bytes from one block of the padded input to the next; the picture is one block.
  public var inputBlockStride: Int
  /// Bytes from one padded row of the input to the next.
  public var inputRowStride: Int
  /// Active input channels; 3 in the first layer. With an `inputBlockStride` of 0 and 16 channels more the
  /// first layer reads the picture again, with a second block of weights: their sums are its weights.
  public var inputChannels: Int
  /// 1 or 2; 2 in the first layer.
  public var stride: Int
  /// The weights, `[output block][input block][tap][4][16][4]`, at the first block to compute; in the
  /// first layer `[output block][time][row][3][16][4]`: nine bytes of a filter row, and three zeros.
  public var panels: UnsafePointer<Int8>
  /// Bytes from one output block's panel to the next.
  public var panelStride: Int
  /// Output channels to compute, from the first one of a block on.
  public var outputChannels: Int
  /// What each sum begins with, one for each output channel, whole blocks.
  public var bias: UnsafePointer<Int32>
  /// What each sum is multiplied with, as `bias`; 0 past the last channel.
  public var scale: UnsafePointer<Float>
  /// `[block][row][column][16]`, at the map's first pixel of the first block to compute.
  public var output: UnsafeMutablePointer<UInt8>
  /// Bytes from one block of the output to the next.
  public var outputBlockStride: Int
  /// Bytes from one row of the output to the next.
  public var outputRowStride: Int
  /// Pixels of an output row.
  public var outputWidth: Int
  /// Output rows to compute.
  public var rows: Range<Int>

  /// Takes the fields as they are.
  @inlinable
  public init(
    input: UnsafePointer<UInt8>, inputBlockStride: Int, inputRowStride: Int, inputChannels: Int,
    stride: Int, panels: UnsafePointer<Int8>, panelStride: Int, outputChannels: Int,
    bias: UnsafePointer<Int32>, scale: UnsafePointer<Float>, output: UnsafeMutablePointer<UInt8>,
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
    self.bias = bias
    self.scale = scale
    self.output = output
    self.outputBlockStride = outputBlockStride
    self.outputRowStride = outputRowStride
    self.outputWidth = outputWidth
    self.rows = rows
  }
}

/// Which kind of 3×3 convolution: a type, so that each is compiled by itself.
public protocol IntegerWindow {
  /// Bytes from one output pixel's first input to the next pixel's.
  static var pixelStride: Int { get }
  /// Whether the input is the picture, whose three channels lie side by side.
  static var isFirst: Bool { get }
}

/// The picture's three channels, stride 2: six bytes from pixel to pixel.
public enum PictureWindow: IntegerWindow {
  @inlinable @inline(always)
  public static var pixelStride: Int { 6 }
  @inlinable @inline(always)
  public static var isFirst: Bool { true }
}

/// All channels of a map, stride 1.
public enum Stride1Window: IntegerWindow {
  @inlinable @inline(always)
  public static var pixelStride: Int { Block.width }
  @inlinable @inline(always)
  public static var isFirst: Bool { false }
}

/// All channels of a map, stride 2.
public enum Stride2Window: IntegerWindow {
  @inlinable @inline(always)
  public static var pixelStride: Int { 2 &* Block.width }
  @inlinable @inline(always)
  public static var isFirst: Bool { false }
}

/// A 3×3 convolution on register tiles, row by row.
///
/// In the first layer a filter row covers nine bytes side by side, which three dots take with three bytes
/// more; their weights are zeros. In the others a tile goes over (input block, tap, groups of four inputs),
/// each tap at another place of the same map.
@frozen
public struct IntegerConvolution<Unit: IntegerUnit, Window: IntegerWindow>: IntegerTileKernel {
  @usableFromInline let arguments: IntegerConvolutionArguments
  @usableFromInline let row: Int
  @usableFromInline let stride: Int

  @inlinable @inline(always)
  init(_ arguments: IntegerConvolutionArguments, row: Int) {
    self.arguments = arguments
    self.row = row
    stride = arguments.stride
  }

  /// Computes rows of the layer.
  @inlinable @inline(always)
  public static func run(_ arguments: IntegerConvolutionArguments) {
    var row = arguments.rows.lowerBound
    while row < arguments.rows.upperBound {
      IntegerConvolution(arguments, row: row).cover(
        count: arguments.outputWidth, columns: 0..<Unit.columns(of: arguments.outputChannels))
      if let last = Unit.narrowColumn(of: arguments.outputChannels) {
        IntegerConvolution<Unit.Narrow, Window>(arguments, row: row)
          .cover(count: arguments.outputWidth, columns: last..<last &+ 1)
      }
      row &+= 1
    }
  }

  /// Computes some pixels of one row: one kind of tile.
  @inlinable @inline(never)
  public func compute<let rows: Int, let vectors: Int>(
    _ tile: IntegerTile<Unit, rows, vectors>.Type, pixels: Range<Int>, column: Int
  ) {
    let panel = arguments.panels + Unit.panelPlace(column, stride: arguments.panelStride)
    let input = arguments.input + row &* stride &* arguments.inputRowStride
    let output =
      arguments.output
      + (Unit.outputPlace(column, stride: arguments.outputBlockStride)
        &+ row &* arguments.outputRowStride)
    var pixel = pixels.lowerBound
    while pixel < pixels.upperBound {
      var sums = IntegerTile<Unit, rows, vectors>(bias: arguments.bias + column &* Unit.lanes)
      add(input + pixel &* Window.pixelStride, panel: panel, to: &sums)
      sums.store(
        to: output + pixel &* Block.width, blockStride: arguments.outputBlockStride,
        scale: arguments.scale + column &* Unit.lanes)
      pixel &+= rows
    }
  }

  /// Adds all products of a tile whose first pixel's window begins at `input`.
  @inlinable @inline(always)
  func add<let rows: Int, let vectors: Int>(
    _ input: UnsafePointer<UInt8>, panel: UnsafePointer<Int8>,
    to sums: inout IntegerTile<Unit, rows, vectors>
  ) {
    var block = input
    var panel = panel
    var remaining = arguments.inputChannels
    while remaining > 0 {
      let steps = remaining >= Block.width ? Block.width / 4 : (remaining &+ 3) / 4
      var filterRow = block
      var row = 0
      while row < 3 {
        if Window.isFirst {
          sums.accumulate(
            PlainInputs.self, filterRow, pixelStride: Window.pixelStride, panel: panel,
            panelStride: arguments.panelStride, steps: 3)
          panel += 3 &* 4 &* Block.width
        } else {
          var column = 0
          while column < 3 {
            sums.accumulate(
              PlainInputs.self, filterRow + column &* Block.width,
              pixelStride: Window.pixelStride, panel: panel,
              panelStride: arguments.panelStride, steps: steps)
            panel += Block.square
            column &+= 1
          }
        }
        filterRow += arguments.inputRowStride
        row &+= 1
      }
      block += arguments.inputBlockStride
      remaining &-= Block.width
    }
  }
}
