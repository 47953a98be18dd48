/// A 3×3 depthwise convolution of some rows and channel blocks of a map.
public struct DepthwiseArguments {
  /// `[block][row][column][16]`, at the map's first pixel of block 0; no padding around it.
  public var input: UnsafePointer<Float>
  public var inputBlockStride: Int
  public var inputHeight: Int
  public var inputWidth: Int
  /// At least `inputWidth` · 16 zeros, read in place of rows outside the map.
  public var zeroRow: UnsafePointer<Float>
  /// `[block][tap][16]`, times the batch norm's scale.
  public var weights: UnsafePointer<Float>
  /// One per channel, whole blocks.
  public var shift: UnsafePointer<Float>
  /// Zeros above and left of the map: 0 or 1 with stride 2, 1 with stride 1.
  public var paddingTop: Int
  public var paddingLeft: Int
  /// `[block][row][column][16]`, at the first row to compute of block 0.
  public var output: UnsafeMutablePointer<Float>
  public var outputBlockStride: Int
  public var outputWidth: Int
  /// Output rows and channel blocks to compute.
  public var rows: Range<Int>
  public var blocks: Range<Int>

  @inlinable
  public init(
    input: UnsafePointer<Float>, inputBlockStride: Int, inputHeight: Int, inputWidth: Int,
    zeroRow: UnsafePointer<Float>, weights: UnsafePointer<Float>, shift: UnsafePointer<Float>,
    paddingTop: Int, paddingLeft: Int, output: UnsafeMutablePointer<Float>,
    outputBlockStride: Int, outputWidth: Int, rows: Range<Int>, blocks: Range<Int>
  ) {
    self.input = input
    self.inputBlockStride = inputBlockStride
    self.inputHeight = inputHeight
    self.inputWidth = inputWidth
    self.zeroRow = zeroRow
    self.weights = weights
    self.shift = shift
    self.paddingTop = paddingTop
    self.paddingLeft = paddingLeft
    self.output = output
    self.outputBlockStride = outputBlockStride
    self.outputWidth = outputWidth
    self.rows = rows
    self.blocks = blocks
  }

  /// The row of a block's input, or zeros where there is none.
  @inlinable @inline(always)
  func inputRow(_ row: Int, block: Int) -> UnsafePointer<Float> {
    guard row >= 0, row < inputHeight else { return zeroRow }
    return input + (block &* inputBlockStride &+ row &* inputWidth &* 16)
  }
}

/// Depthwise convolution, sixteen channels of a row at a time.
///
/// The filter's nine weights stay in registers. A row is walked column by column: the three inputs of
/// a column (above, at, below) are loaded once and used by all outputs that see them, which are in
/// flight at the same time. So nine multiply-adds take three loads with stride 1, six with stride 2,
/// and no edge needs padding: where a column is missing its products are left out.
public enum Depthwise<Unit: VectorUnit> {
  /// Stride 1: a column is the right one of the output before it, the middle one of its own and the
  /// left one of the next.
  @inlinable @inline(always)
  public static func stride1(_ arguments: DepthwiseArguments) {
    var block = arguments.blocks.lowerBound
    while block < arguments.blocks.upperBound {
      let filter = Filter(arguments, block: block)
      var row = arguments.rows.lowerBound
      while row < arguments.rows.upperBound {
        let input = Rows(arguments, firstRow: row &- arguments.paddingTop, block: block)
        stride1Row(filter, input, width: arguments.outputWidth, output: arguments.row(row, block))
        row &+= 1
      }
      block &+= 1
    }
  }

  @inlinable @inline(always)
  static func stride1Row(
    _ filter: Filter, _ input: Rows, width: Int, output: UnsafeMutablePointer<Float>
  ) {
    var column = input.column(0)
    var current = filter.adding(column, tap: 1, to: filter.shift)
    var next = filter.adding(column, tap: 0, to: filter.shift)
    var x = 1
    while x < width {
      column = input.column(x)
      let finished = filter.adding(column, tap: 2, to: current)
      output.store(finished.held(from: 0, to: 6), at: (x &- 1) &* 16)
      current = filter.adding(column, tap: 1, to: next)
      next = filter.adding(column, tap: 0, to: filter.shift)
      x &+= 1
    }
    output.store(current.held(from: 0, to: 6), at: (width &- 1) &* 16)
  }

  /// Stride 2: the right column of an output is the left one of the next.
  @inlinable @inline(always)
  public static func stride2(_ arguments: DepthwiseArguments) {
    var block = arguments.blocks.lowerBound
    while block < arguments.blocks.upperBound {
      let filter = Filter(arguments, block: block)
      var row = arguments.rows.lowerBound
      while row < arguments.rows.upperBound {
        let input = Rows(arguments, firstRow: row &* 2 &- arguments.paddingTop, block: block)
        stride2Row(filter, input, arguments, output: arguments.row(row, block))
        row &+= 1
      }
      block &+= 1
    }
  }

  @inlinable @inline(always)
  static func stride2Row(
    _ filter: Filter, _ input: Rows, _ arguments: DepthwiseArguments,
    output: UnsafeMutablePointer<Float>
  ) {
    var sum = filter.shift
    if arguments.paddingLeft == 0 {
      sum = filter.adding(input.column(0), tap: 0, to: sum)
    }
    // The middle column of the output at hand; it always lies inside the map.
    var middle = 1 &- arguments.paddingLeft
    var x = 0
    while x < arguments.outputWidth {
      sum = filter.adding(input.column(middle), tap: 1, to: sum)
      var next = filter.shift
      if middle &+ 1 < arguments.inputWidth {
        let right = input.column(middle &+ 1)
        sum = filter.adding(right, tap: 2, to: sum)
        next = filter.adding(right, tap: 0, to: next)
      }
      output.store(sum.held(from: 0, to: 6), at: x &* 16)
      sum = next
      middle &+= 2
      x &+= 1
    }
  }

  /// Three rows of one block's input.
  @frozen @usableFromInline
  struct Rows {
    @usableFromInline let above: UnsafePointer<Float>
    @usableFromInline let at: UnsafePointer<Float>
    @usableFromInline let below: UnsafePointer<Float>

    @inlinable @inline(always)
    init(_ arguments: DepthwiseArguments, firstRow: Int, block: Int) {
      above = arguments.inputRow(firstRow, block: block)
      at = arguments.inputRow(firstRow &+ 1, block: block)
      below = arguments.inputRow(firstRow &+ 2, block: block)
    }

    @inlinable @inline(always)
    func column(_ x: Int) -> Column {
      Column(
        above: above.vector(at: x &* 16), at: at.vector(at: x &* 16),
        below: below.vector(at: x &* 16))
    }
  }

  /// One column of a 3×3 window.
  @frozen @usableFromInline
  struct Column {
    @usableFromInline let above: Vector
    @usableFromInline let at: Vector
    @usableFromInline let below: Vector

    @inlinable @inline(always)
    init(above: Vector, at: Vector, below: Vector) {
      self.above = above
      self.at = at
      self.below = below
    }
  }

  /// One block's nine weights, three to a column, and its shift, where every sum begins.
  @frozen @usableFromInline
  struct Filter {
    @usableFromInline let left: Column
    @usableFromInline let middle: Column
    @usableFromInline let right: Column
    @usableFromInline let shift: Vector

    @inlinable @inline(always)
    init(_ arguments: DepthwiseArguments, block: Int) {
      let weights = arguments.weights + block &* (9 * 16)
      left = Column(
        above: weights.vector(at: 0), at: weights.vector(at: 48), below: weights.vector(at: 96))
      middle = Column(
        above: weights.vector(at: 16), at: weights.vector(at: 64), below: weights.vector(at: 112))
      right = Column(
        above: weights.vector(at: 32), at: weights.vector(at: 80), below: weights.vector(at: 128))
      shift = arguments.shift.vector(at: block &* 16)
    }

    /// The sum with a column's products by the filter's column `tap`: 0 left, 1 middle, 2 right.
    @inlinable @inline(always)
    func adding(_ column: Column, tap: Int, to sum: Vector) -> Vector {
      let weights = tap == 0 ? left : tap == 1 ? middle : right
      let one = Unit.multiplyAdd(sum, column.above, weights.above)
      let two = Unit.multiplyAdd(one, column.at, weights.at)
      return Unit.multiplyAdd(two, column.below, weights.below)
    }
  }
}

extension DepthwiseArguments {
  /// Where an output row of a block begins.
  @inlinable @inline(always)
  func row(_ row: Int, _ block: Int) -> UnsafeMutablePointer<Float> {
    let offset = block &* outputBlockStride &+ (row &- rows.lowerBound) &* outputWidth &* 16
    return output + offset
  }
}
