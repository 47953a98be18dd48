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
  /// Channels of the whole layer.
  public var channels: Int
  /// Output rows and channel blocks to compute.
  public var rows: Range<Int>
  public var blocks: Range<Int>

  @inlinable
  public init(
    input: UnsafePointer<Float>, inputBlockStride: Int, inputHeight: Int, inputWidth: Int,
    zeroRow: UnsafePointer<Float>, weights: UnsafePointer<Float>, shift: UnsafePointer<Float>,
    paddingTop: Int, paddingLeft: Int, output: UnsafeMutablePointer<Float>,
    outputBlockStride: Int, outputWidth: Int, channels: Int, rows: Range<Int>,
    blocks: Range<Int>
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
    self.channels = channels
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

/// Depthwise convolution, a block of channels of a row at a time.
///
/// The filter's nine weights stay in registers. A row is walked column by column: the three inputs of
/// a column (above, at, below) are loaded once and used by all outputs that see them, which are in
/// flight at the same time. So nine multiply-adds take three loads with stride 1, six with stride 2,
/// and no edge needs padding: where a column is missing its products are left out.
///
/// Registers with AVX-512: 9 weights, 3 inputs, 3 sums. With AVX2 a block's nine weights would take
/// 18 of the 16 registers, so there each half block is a sweep of its own: 9 + 3 + 3. With stride 2
/// that loses more than it gains (28²×256: 28 for 32 G multiply-adds/s), as loads set the pace there.
public enum Depthwise<Unit: VectorUnit> {
  @inlinable @inline(always)
  public static func stride1(_ arguments: DepthwiseArguments) {
    sweep(arguments, stride: 1)
  }

  @inlinable @inline(always)
  public static func stride2(_ arguments: DepthwiseArguments) {
    sweep(arguments, stride: 2)
  }

  @inlinable @inline(always)
  static func sweep(_ arguments: DepthwiseArguments, stride: Int) {
    var block = arguments.blocks.lowerBound
    while block < arguments.blocks.upperBound {
      let channels = arguments.channels &- block &* 16
      if channels <= 8 {
        sweep(SIMD8<Float>.self, arguments, stride, block: block, lane: 0, rows: arguments.rows)
      } else if !Unit.halvesDepthwise || stride == 2 {
        sweep(SIMD16<Float>.self, arguments, stride, block: block, lane: 0, rows: arguments.rows)
      } else {
        // Row by row, so that a line is used by both halves while it is near.
        var row = arguments.rows.lowerBound
        while row < arguments.rows.upperBound {
          let rows = Range(uncheckedBounds: (row, row &+ 1))
          sweep(SIMD8<Float>.self, arguments, stride, block: block, lane: 0, rows: rows)
          sweep(SIMD8<Float>.self, arguments, stride, block: block, lane: 8, rows: rows)
          row &+= 1
        }
      }
      block &+= 1
    }
  }

  /// Some rows of one block, or of its half from `lane` on.
  @inlinable @inline(always)
  static func sweep<Element: BlockVector>(
    _ element: Element.Type, _ arguments: DepthwiseArguments, _ stride: Int, block: Int, lane: Int,
    rows: Range<Int>
  ) {
    let filter = DepthwiseFilter<Element>(arguments, block: block, lane: lane)
    var row = rows.lowerBound
    while row < rows.upperBound {
      let input = DepthwiseRows<Element>(
        arguments, firstRow: row &* stride &- arguments.paddingTop, block: block, lane: lane)
      let output = arguments.row(row, block) + lane
      if stride == 1 {
        stride1Row(filter, input, width: arguments.outputWidth, output: output)
      } else {
        stride2Row(filter, input, arguments, output: output)
      }
      row &+= 1
    }
  }

  /// Stride 1: a column is the right one of the output before it, the middle one of its own and the
  /// left one of the next.
  @inlinable @inline(always)
  static func stride1Row<Element: BlockVector>(
    _ filter: DepthwiseFilter<Element>, _ input: DepthwiseRows<Element>, width: Int,
    output: UnsafeMutablePointer<Float>
  ) {
    var column = input.column(0)
    var current = filter.adding(column, filter.middle, to: filter.shift, Unit.self)
    var next = filter.adding(column, filter.left, to: filter.shift, Unit.self)
    var x = 1
    while x < width {
      column = input.column(x)
      let finished = current + filter.products(column, filter.right, Unit.self)
      finished.held(from: 0, to: 6).store(to: output + (x &- 1) &* 16)
      current = next + filter.products(column, filter.middle, Unit.self)
      next = filter.adding(column, filter.left, to: filter.shift, Unit.self)
      x &+= 1
    }
    current.held(from: 0, to: 6).store(to: output + (width &- 1) &* 16)
  }

  /// Stride 2: the right column of an output is the left one of the next.
  @inlinable @inline(always)
  static func stride2Row<Element: BlockVector>(
    _ filter: DepthwiseFilter<Element>, _ input: DepthwiseRows<Element>,
    _ arguments: DepthwiseArguments, output: UnsafeMutablePointer<Float>
  ) {
    var sum = filter.shift
    if arguments.paddingLeft == 0 {
      sum = filter.adding(input.column(0), filter.left, to: sum, Unit.self)
    }
    // The middle column of the output at hand; it always lies inside the map.
    var middle = 1 &- arguments.paddingLeft
    var x = 0
    while x < arguments.outputWidth {
      sum = sum + filter.products(input.column(middle), filter.middle, Unit.self)
      var next = filter.shift
      if middle &+ 1 < arguments.inputWidth {
        let right = input.column(middle &+ 1)
        sum = sum + filter.products(right, filter.right, Unit.self)
        next = filter.adding(right, filter.left, to: next, Unit.self)
      }
      sum.held(from: 0, to: 6).store(to: output + x &* 16)
      sum = next
      middle &+= 2
      x &+= 1
    }
  }
}

/// Three rows of one block's input.
@frozen @usableFromInline
struct DepthwiseRows<Element: BlockVector> {
  @usableFromInline let above: UnsafePointer<Float>
  @usableFromInline let at: UnsafePointer<Float>
  @usableFromInline let below: UnsafePointer<Float>

  @inlinable @inline(always)
  init(_ arguments: DepthwiseArguments, firstRow: Int, block: Int, lane: Int) {
    above = arguments.inputRow(firstRow, block: block) + lane
    at = arguments.inputRow(firstRow &+ 1, block: block) + lane
    below = arguments.inputRow(firstRow &+ 2, block: block) + lane
  }

  @inlinable @inline(always)
  func column(_ x: Int) -> DepthwiseColumn<Element> {
    DepthwiseColumn(
      above: .loaded(from: above + x &* 16), at: .loaded(from: at + x &* 16),
      below: .loaded(from: below + x &* 16))
  }
}

/// One column of a 3×3 window, or of its filter.
@frozen @usableFromInline
struct DepthwiseColumn<Element: BlockVector> {
  @usableFromInline let above: Element
  @usableFromInline let at: Element
  @usableFromInline let below: Element

  @inlinable @inline(always)
  init(above: Element, at: Element, below: Element) {
    self.above = above
    self.at = at
    self.below = below
  }
}

/// One block's nine weights, three to a column, and its shift, where every sum begins.
@frozen @usableFromInline
struct DepthwiseFilter<Element: BlockVector> {
  @usableFromInline let left: DepthwiseColumn<Element>
  @usableFromInline let middle: DepthwiseColumn<Element>
  @usableFromInline let right: DepthwiseColumn<Element>
  @usableFromInline let shift: Element

  @inlinable @inline(always)
  init(_ arguments: DepthwiseArguments, block: Int, lane: Int) {
    let weights = arguments.weights + (block &* (9 * 16) &+ lane)
    left = DepthwiseColumn(
      above: .loaded(from: weights), at: .loaded(from: weights + 48),
      below: .loaded(from: weights + 96))
    middle = DepthwiseColumn(
      above: .loaded(from: weights + 16), at: .loaded(from: weights + 64),
      below: .loaded(from: weights + 112))
    right = DepthwiseColumn(
      above: .loaded(from: weights + 32), at: .loaded(from: weights + 80),
      below: .loaded(from: weights + 128))
    shift = .loaded(from: arguments.shift + (block &* 16 &+ lane))
  }

  /// The sum of a column's three products, apart from the others: three short chains and two sums in
  /// place of one chain of nine, so that more outputs are in flight (AVX2 75 → 80 %, AVX-512
  /// 94 → 98 % of the peak at 112²×32, Zen 4).
  @inlinable @inline(always)
  func products<Unit: VectorUnit>(
    _ column: DepthwiseColumn<Element>, _ weights: DepthwiseColumn<Element>, _ unit: Unit.Type
  ) -> Element {
    let one = column.above * weights.above
    let two = Element.multiplyAdd(Unit.self, one, column.at, weights.at)
    return Element.multiplyAdd(Unit.self, two, column.below, weights.below)
  }

  /// The sum with a column's three products.
  @inlinable @inline(always)
  func adding<Unit: VectorUnit>(
    _ column: DepthwiseColumn<Element>, _ weights: DepthwiseColumn<Element>, to sum: Element,
    _ unit: Unit.Type
  ) -> Element {
    let one = Element.multiplyAdd(Unit.self, sum, column.above, weights.above)
    let two = Element.multiplyAdd(Unit.self, one, column.at, weights.at)
    return Element.multiplyAdd(Unit.self, two, column.below, weights.below)
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
