/// A product of one or two pixels with a matrix, as floats: scale · (W · input) + shift. The classifier, and
/// the means of pointwise layers.
public struct IntegerProductArguments {
  /// `[block][pixel][16]`, the pixels side by side; lanes past the last channel hold zeros, as in
  /// `IntegerPointwiseArguments`.
  public var input: UnsafePointer<UInt8>
  /// 1 or 2.
  public var pixels: Int
  /// Active input channels.
  public var inputChannels: Int
  /// As in `IntegerPointwiseArguments`.
  public var panels: UnsafePointer<Int8>
  /// Bytes from one output block's panel to the next.
  public var panelStride: Int
  /// Output channels to compute, from the first one of a block on.
  public var outputChannels: Int
  /// One for each output channel, whole blocks.
  public var scale: UnsafePointer<Float>
  /// As `scale`.
  public var shift: UnsafePointer<Float>
  /// `[block][pixel][16]`.
  public var output: UnsafeMutablePointer<Float>

  /// Takes the fields as they are.
  @inlinable
  public init(
    input: UnsafePointer<UInt8>, pixels: Int, inputChannels: Int, panels: UnsafePointer<Int8>,
    panelStride: Int, outputChannels: Int, scale: UnsafePointer<Float>,
    shift: UnsafePointer<Float>, output: UnsafeMutablePointer<Float>
  ) {
    self.input = input
    self.pixels = pixels
    self.inputChannels = inputChannels
    self.panels = panels
    self.panelStride = panelStride
    self.outputChannels = outputChannels
    self.scale = scale
    self.shift = shift
    self.output = output
  }
}

/// Matrix · pixel, eight sums at a time: fewer would wait for each other, a dot takes four or five cycles.
public enum IntegerProduct<Unit: IntegerUnit> {
  /// Computes the output channels that the arguments name.
  @inlinable @inline(always)
  public static func run(_ arguments: IntegerProductArguments) {
    let columns = (arguments.outputChannels &+ (Unit.lanes &- 1)) / Unit.lanes
    var column = 0
    if arguments.pixels == 1 {
      while column &+ 8 <= columns {
        compute(IntegerTile<Unit, 1, 8>.self, arguments, column: column)
        column &+= 8
      }
      while column < columns {
        compute(IntegerTile<Unit, 1, 1>.self, arguments, column: column)
        column &+= 1
      }
    } else {
      while column &+ 4 <= columns {
        compute(IntegerTile<Unit, 2, 4>.self, arguments, column: column)
        column &+= 4
      }
      while column < columns {
        compute(IntegerTile<Unit, 2, 1>.self, arguments, column: column)
        column &+= 1
      }
    }
  }

  @inlinable @inline(never)
  static func compute<let rows: Int, let vectors: Int>(
    _ tile: IntegerTile<Unit, rows, vectors>.Type, _ arguments: IntegerProductArguments,
    column: Int
  ) {
    var sums = IntegerTile<Unit, rows, vectors>()
    var input = arguments.input
    var panel = arguments.panels + Unit.panelPlace(column, stride: arguments.panelStride)
    var remaining = arguments.inputChannels
    while remaining > 0 {
      sums.accumulate(
        PlainInputs.self, input, pixelStride: Block.width, panel: panel,
        panelStride: arguments.panelStride,
        steps: remaining >= Block.width ? Block.width / 4 : (remaining &+ 3) / 4)
      input += rows &* Block.width
      panel += Block.square
      remaining &-= Block.width
    }
    let blockStride = rows &* Block.width
    sums.store(
      to: arguments.output + Unit.outputPlace(column, stride: blockStride),
      blockStride: blockStride, scale: arguments.scale + column &* Unit.lanes,
      shift: arguments.shift + column &* Unit.lanes)
  }
}
