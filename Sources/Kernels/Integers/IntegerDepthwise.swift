import CProcessor

/// A 3×3 depthwise convolution of some rows and channel blocks of a map of bytes.
public struct IntegerDepthwiseArguments {
  /// `[block][row][column][16]`, at the map's first pixel of block 0; no padding around it.
  public var input: UnsafePointer<UInt8>
  /// Bytes from one block of the input to the next.
  public var inputBlockStride: Int
  /// Rows of the whole input.
  public var inputHeight: Int
  /// Pixels of an input row.
  public var inputWidth: Int
  /// At least `inputWidth` · 16 zeros, read in place of rows outside the map.
  public var zeroRow: UnsafePointer<UInt8>
  /// `[block][column][16][4]`: of each column of a filter the taps above, at, below, and a zero; for
  /// `wideDepthwise` as `WideTaps`.
  public var weights: UnsafePointer<Int8>
  /// What each sum begins with, one for each channel, whole blocks.
  public var bias: UnsafePointer<Int32>
  /// What each sum is multiplied with, as `bias`; 0 past the last channel.
  public var scale: UnsafePointer<Float>
  /// Rows of zeros above the map: 0 or 1 with stride 2, 1 with stride 1.
  public var paddingTop: Int
  /// Columns of zeros left of the map, as `paddingTop`.
  public var paddingLeft: Int
  /// `[block][row][column][16]`, at the first row to compute of block 0; rows lie side by side.
  public var output: UnsafeMutablePointer<UInt8>
  /// Bytes from one block of the output to the next.
  public var outputBlockStride: Int
  /// Pixels of an output row.
  public var outputWidth: Int
  /// Channels of the whole layer.
  public var channels: Int
  /// Output rows to compute.
  public var rows: Range<Int>
  /// Blocks of channels to compute.
  public var blocks: Range<Int>

  /// Takes the fields as they are.
  @inlinable
  public init(
    input: UnsafePointer<UInt8>, inputBlockStride: Int, inputHeight: Int, inputWidth: Int,
    zeroRow: UnsafePointer<UInt8>, weights: UnsafePointer<Int8>, bias: UnsafePointer<Int32>,
    scale: UnsafePointer<Float>, paddingTop: Int, paddingLeft: Int,
    output: UnsafeMutablePointer<UInt8>, outputBlockStride: Int, outputWidth: Int,
    channels: Int, rows: Range<Int>, blocks: Range<Int>
  ) {
    self.input = input
    self.inputBlockStride = inputBlockStride
    self.inputHeight = inputHeight
    self.inputWidth = inputWidth
    self.zeroRow = zeroRow
    self.weights = weights
    self.bias = bias
    self.scale = scale
    self.paddingTop = paddingTop
    self.paddingLeft = paddingLeft
    self.output = output
    self.outputBlockStride = outputBlockStride
    self.outputWidth = outputWidth
    self.channels = channels
    self.rows = rows
    self.blocks = blocks
  }

  /// Where an input row of a block begins, or `zeroRow` where the row lies outside the map.
  @inlinable @inline(always)
  public func inputRow(_ row: Int, block: Int) -> UnsafePointer<UInt8> {
    guard row >= 0, row < inputHeight else { return zeroRow }
    return input + (block &* inputBlockStride &+ row &* inputWidth &* Block.width)
  }

  /// Where an output row of a block begins.
  @inlinable @inline(always)
  public func outputRow(_ row: Int, block: Int) -> UnsafeMutablePointer<UInt8> {
    let first = (row &- rows.lowerBound) &* outputWidth &* Block.width
    return output + (block &* outputBlockStride &+ first)
  }

  /// Bytes of a block's weights, where each has one.
  @inlinable @inline(always)
  public static var weightStride: Int { 3 &* 4 &* Block.width }
}

/// Depthwise convolution of bytes where no instruction adds up products of bytes: in float32, half a
/// block at a time. It is exact: nine products stay below 9 · 255 · 255, and float32 counts to 2²⁴.
///
/// As in `Depthwise` a filter's nine weights stay in registers, and with stride 1 each input column is
/// loaded once for the three outputs that see it.
public enum IntegerDepthwise<Unit: IntegerUnit, Taps: FilterTaps> {
  /// Computes rows and blocks of a layer of stride 1 or 2.
  @inlinable @inline(always)
  public static func run(_ arguments: IntegerDepthwiseArguments, stride: Int) {
    var block = arguments.blocks.lowerBound
    while block < arguments.blocks.upperBound {
      var row = arguments.rows.lowerBound
      while row < arguments.rows.upperBound {
        compute(arguments, stride: stride, row: row, block: block, lane: 0)
        compute(arguments, stride: stride, row: row, block: block, lane: Block.half)
        row &+= 1
      }
      block &+= 1
    }
  }

  /// One row of half a block.
  @inlinable @inline(always)
  static func compute(
    _ arguments: IntegerDepthwiseArguments, stride: Int, row: Int, block: Int, lane: Int
  ) {
    let filter = IntegerFilter(arguments, block: block, lane: lane, Taps.self)
    let firstRow = row &* stride &- arguments.paddingTop
    let input = IntegerRows(
      above: arguments.inputRow(firstRow, block: block) + lane,
      at: arguments.inputRow(firstRow &+ 1, block: block) + lane,
      below: arguments.inputRow(firstRow &+ 2, block: block) + lane)
    let output = arguments.outputRow(row, block: block) + lane
    if stride == 1 {
      stride1Row(filter, input, width: arguments.outputWidth, output: output)
    } else {
      stride2Row(filter, input, arguments, output: output)
    }
  }

  @inlinable @inline(always)
  static func stride1Row(
    _ filter: IntegerFilter, _ input: IntegerRows, width: Int,
    output: UnsafeMutablePointer<UInt8>
  ) {
    var column = input.column(0)
    var current = filter.middle.products(column, Unit.self)
    var next = filter.left.products(column, Unit.self)
    var x = 1
    while x < width {
      column = input.column(x)
      filter.store(
        current + filter.right.products(column, Unit.self), to: output + (x &- 1) &* Block.width)
      current = next + filter.middle.products(column, Unit.self)
      next = filter.left.products(column, Unit.self)
      x &+= 1
    }
    filter.store(current, to: output + (width &- 1) &* Block.width)
  }

  /// The right column of an output is the left column of the next.
  @inlinable @inline(always)
  static func stride2Row(
    _ filter: IntegerFilter, _ input: IntegerRows, _ arguments: IntegerDepthwiseArguments,
    output: UnsafeMutablePointer<UInt8>
  ) {
    var sum = SIMD8<Float>.zero
    if arguments.paddingLeft == 0 { sum = filter.left.products(input.column(0), Unit.self) }
    // The middle column of the present output; it always lies inside the map.
    var middle = 1 &- arguments.paddingLeft
    var x = 0
    while x < arguments.outputWidth {
      if middle < arguments.inputWidth {
        sum += filter.middle.products(input.column(middle), Unit.self)
      }
      var following = SIMD8<Float>.zero
      if middle &+ 1 < arguments.inputWidth {
        let right = input.column(middle &+ 1)
        sum += filter.right.products(right, Unit.self)
        following = filter.left.products(right, Unit.self)
      }
      filter.store(sum, to: output + x &* Block.width)
      sum = following
      middle &+= 2
      x &+= 1
    }
  }
}

/// The three rows that a row of outputs sees, from the first lane to compute on.
@frozen @usableFromInline
struct IntegerRows {
  @usableFromInline let above: UnsafePointer<UInt8>
  @usableFromInline let at: UnsafePointer<UInt8>
  @usableFromInline let below: UnsafePointer<UInt8>

  @inlinable @inline(always)
  init(above: UnsafePointer<UInt8>, at: UnsafePointer<UInt8>, below: UnsafePointer<UInt8>) {
    self.above = above
    self.at = at
    self.below = below
  }

  @inlinable @inline(always)
  func column(_ x: Int) -> IntegerColumn {
    let place = x &* Block.width
    return IntegerColumn(
      above: processor_floats8(processor_integers_of_bytes8(above + place)),
      at: processor_floats8(processor_integers_of_bytes8(at + place)),
      below: processor_floats8(processor_integers_of_bytes8(below + place)))
  }
}

/// One column of a 3×3 window, or of its filter.
@frozen @usableFromInline
struct IntegerColumn {
  @usableFromInline let above: SIMD8<Float>
  @usableFromInline let at: SIMD8<Float>
  @usableFromInline let below: SIMD8<Float>

  @inlinable @inline(always)
  init(above: SIMD8<Float>, at: SIMD8<Float>, below: SIMD8<Float>) {
    self.init((above, at, below))
  }

  @inlinable @inline(always)
  init(_ column: (above: SIMD8<Float>, at: SIMD8<Float>, below: SIMD8<Float>)) {
    (above, at, below) = column
  }

  /// The sum of a column's three products.
  @inlinable @inline(always)
  func products<Unit: VectorUnit>(_ inputs: IntegerColumn, _ unit: Unit.Type) -> SIMD8<Float> {
    let one = Unit.multiplyAdd(inputs.above * above, inputs.at, at)
    return Unit.multiplyAdd(one, inputs.below, below)
  }
}

/// Half a block's nine weights, and how its sums become bytes.
@frozen @usableFromInline
struct IntegerFilter {
  @usableFromInline let left: IntegerColumn
  @usableFromInline let middle: IntegerColumn
  @usableFromInline let right: IntegerColumn
  @usableFromInline let bias: SIMD8<Int32>
  @usableFromInline let scale: SIMD8<Float>

  @inlinable @inline(always)
  init<Taps: FilterTaps>(
    _ arguments: IntegerDepthwiseArguments, block: Int, lane: Int, _ kind: Taps.Type
  ) {
    let weights = arguments.weights
    left = IntegerColumn(Taps.column(0, of: weights, block: block, lane: lane))
    middle = IntegerColumn(Taps.column(1, of: weights, block: block, lane: lane))
    right = IntegerColumn(Taps.column(2, of: weights, block: block, lane: lane))
    let channel = block &* Block.width &+ lane
    bias = UnsafeRawPointer(arguments.bias + channel).loadUnaligned(as: SIMD8<Int32>.self)
    scale = .loaded(from: arguments.scale + channel)
  }

  /// Writes eight outputs. The bias is added to whole numbers: with it a sum may be too large for float32.
  @inlinable @inline(always)
  func store(_ sums: SIMD8<Float>, to output: UnsafeMutablePointer<UInt8>) {
    processor_store_bytes8(output, scaled(processor_rounded8(sums) &+ bias, by: scale))
  }
}
