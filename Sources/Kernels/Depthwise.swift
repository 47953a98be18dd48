/// A 3×3 depthwise convolution of some rows and channel blocks of a map.
public struct DepthwiseArguments {
  /// `[block][row][column][16]`, at the map's first pixel of block 0; no padding around it.
  public var input: UnsafePointer<Float>
  /// Floats from one block of the input to the next.
  public var inputBlockStride: Int
  /// Rows of the whole input.
  public var inputHeight: Int
  /// Pixels of an input row.
  public var inputWidth: Int
  /// At least `inputWidth` · 16 zeros, read in place of rows outside the map.
  public var zeroRow: UnsafePointer<Float>
  /// `[block][tap][16]`, already multiplied by the batch norm's scale.
  public var weights: UnsafePointer<Float>
  /// The batch norm's shift, one for each channel, whole blocks.
  public var shift: UnsafePointer<Float>
  /// Rows of zeros above the map: 0 or 1 with stride 2, 1 with stride 1.
  public var paddingTop: Int
  /// Columns of zeros left of the map, as `paddingTop`.
  public var paddingLeft: Int
  /// `[block][row][column][16]`, at the first row to compute of block 0; rows lie side by side.
  public var output: UnsafeMutablePointer<Float>
  /// Floats from one block of the output to the next.
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

  /// Where an input row of a block begins, or `zeroRow` where the row lies outside the map.
  @inlinable @inline(always)
  func inputRow(_ row: Int, block: Int) -> UnsafePointer<Float> {
    guard row >= 0, row < inputHeight else { return zeroRow }
    return input + (block &* inputBlockStride &+ row &* inputWidth &* Block.width)
  }

  /// Where an output row of a block begins.
  @inlinable @inline(always)
  func outputRow(_ row: Int, block: Int) -> UnsafeMutablePointer<Float> {
    let first = (row &- rows.lowerBound) &* outputWidth &* Block.width
    return output + (block &* outputBlockStride &+ first)
  }
}

/// Depthwise convolution, a block of channels of a row at a time.
///
/// The filter's nine weights stay in registers. A row is computed column by column: the three inputs
/// of a column (above, at, below) are loaded once and used by every output that sees them; those
/// outputs are computed at the same time. So nine multiply-adds take three loads with stride 1, six
/// with stride 2. No edge needs padding in memory: a missing column's products are left out.
///
/// Registers with AVX-512: 9 weights, 3 inputs, 3 sums. With AVX2 a block's nine weights would need
/// 18 registers of 16, so each half block is computed by itself: 9 + 3 + 3. With stride 2 that loses
/// more than it gains (28²×256: 28 instead of 32 G multiply-adds/s), because there the loads set the
/// pace.
public enum Depthwise<Unit: VectorUnit> {
  /// Computes rows and blocks of a layer of stride 1.
  @inlinable @inline(always)
  public static func stride1(_ arguments: DepthwiseArguments) {
    run(arguments, stride: 1)
  }

  /// Computes rows and blocks of a layer of stride 2.
  @inlinable @inline(always)
  public static func stride2(_ arguments: DepthwiseArguments) {
    run(arguments, stride: 2)
  }

  @inlinable @inline(always)
  static func run(_ arguments: DepthwiseArguments, stride: Int) {
    var block = arguments.blocks.lowerBound
    while block < arguments.blocks.upperBound {
      let channels = arguments.channels &- block &* Block.width
      if channels <= Block.half {
        compute(SIMD8<Float>.self, arguments, stride, block: block, lane: 0, rows: arguments.rows)
      } else if !Unit.halvesDepthwise || stride == 2 {
        compute(SIMD16<Float>.self, arguments, stride, block: block, lane: 0, rows: arguments.rows)
      } else {
        // Row by row, so that both halves read a cache line while it is in the nearest cache.
        var row = arguments.rows.lowerBound
        while row < arguments.rows.upperBound {
          let rows = Range(uncheckedBounds: (row, row &+ 1))
          compute(SIMD8<Float>.self, arguments, stride, block: block, lane: 0, rows: rows)
          compute(SIMD8<Float>.self, arguments, stride, block: block, lane: Block.half, rows: rows)
          row &+= 1
        }
      }
      block &+= 1
    }
  }

  /// Computes rows of one block, or of its half from `lane` on.
  @inlinable @inline(always)
  static func compute<Element: BlockVector>(
    _ element: Element.Type, _ arguments: DepthwiseArguments, _ stride: Int, block: Int, lane: Int,
    rows: Range<Int>
  ) {
    let filter = DepthwiseFilter<Element>(arguments, block: block, lane: lane)
    var row = rows.lowerBound
    while row < rows.upperBound {
      let input = DepthwiseRows<Element>(
        arguments, firstRow: row &* stride &- arguments.paddingTop, block: block, lane: lane)
      let output = arguments.outputRow(row, block: block) + lane
      if stride == 1 {
        stride1Row(filter, input, width: arguments.outputWidth, output: output)
      } else {
        stride2Row(filter, input, arguments, output: output)
      }
      row &+= 1
    }
  }

  /// Stride 1: each input column is the right column of one output, the middle one of the next and the
  /// left one of that after it.
  @inlinable @inline(always)
  static func stride1Row<Element: BlockVector>(
    _ filter: DepthwiseFilter<Element>, _ input: DepthwiseRows<Element>, width: Int,
    output: UnsafeMutablePointer<Float>
  ) {
    var column = input.column(0)
    var current = filter.adding(column, times: filter.middle, to: filter.shift, Unit.self)
    var next = filter.adding(column, times: filter.left, to: filter.shift, Unit.self)
    var x = 1
    while x < width {
      column = input.column(x)
      let finished = current + filter.products(of: column, with: filter.right, Unit.self)
      finished.held(from: 0, to: 6).store(to: output + (x &- 1) &* Block.width)
      current = next + filter.products(of: column, with: filter.middle, Unit.self)
      next = filter.adding(column, times: filter.left, to: filter.shift, Unit.self)
      x &+= 1
    }
    current.held(from: 0, to: 6).store(to: output + (width &- 1) &* Block.width)
  }

  /// Stride 2: the right column of an output is the left column of the next.
  @inlinable @inline(always)
  static func stride2Row<Element: BlockVector>(
    _ filter: DepthwiseFilter<Element>, _ input: DepthwiseRows<Element>,
    _ arguments: DepthwiseArguments, output: UnsafeMutablePointer<Float>
  ) {
    var sum = filter.shift
    if arguments.paddingLeft == 0 {
      sum = filter.adding(input.column(0), times: filter.left, to: sum, Unit.self)
    }
    // The middle column of the present output; it always lies inside the map.
    var middle = 1 &- arguments.paddingLeft
    var x = 0
    while x < arguments.outputWidth {
      sum = sum + filter.products(of: input.column(middle), with: filter.middle, Unit.self)
      var next = filter.shift
      if middle &+ 1 < arguments.inputWidth {
        let right = input.column(middle &+ 1)
        sum = sum + filter.products(of: right, with: filter.right, Unit.self)
        next = filter.adding(right, times: filter.left, to: next, Unit.self)
      }
      sum.held(from: 0, to: 6).store(to: output + x &* Block.width)
      sum = next
      middle &+= 2
      x &+= 1
    }
  }
}

/// The three rows of one block's input that an output row sees.
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
      above: .loaded(from: above + x &* Block.width), at: .loaded(from: at + x &* Block.width),
      below: .loaded(from: below + x &* Block.width))
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

  /// A column of a filter whose taps lie row by row, at its uppermost tap.
  @inlinable @inline(always)
  init(taps: UnsafePointer<Float>) {
    above = .loaded(from: taps)
    at = .loaded(from: taps + 3 &* Block.width)
    below = .loaded(from: taps + 6 &* Block.width)
  }
}

/// One block's nine weights, column by column, and its shift, which every sum begins with.
@frozen @usableFromInline
struct DepthwiseFilter<Element: BlockVector> {
  @usableFromInline let left: DepthwiseColumn<Element>
  @usableFromInline let middle: DepthwiseColumn<Element>
  @usableFromInline let right: DepthwiseColumn<Element>
  @usableFromInline let shift: Element

  @inlinable @inline(always)
  init(_ arguments: DepthwiseArguments, block: Int, lane: Int) {
    let weights = arguments.weights + (block &* 9 &* Block.width &+ lane)
    left = DepthwiseColumn(taps: weights)
    middle = DepthwiseColumn(taps: weights + Block.width)
    right = DepthwiseColumn(taps: weights + 2 &* Block.width)
    shift = .loaded(from: arguments.shift + (block &* Block.width &+ lane))
  }

  /// The sum of a column's three products, begun from zero. An output is the sum of three such short
  /// chains, not one chain of nine multiply-adds that wait for each other (AVX2 75 → 80 %, AVX-512
  /// 94 → 98 % of the peak at 112²×32, Zen 4).
  @inlinable @inline(always)
  func products<Unit: VectorUnit>(
    of column: DepthwiseColumn<Element>, with weights: DepthwiseColumn<Element>, _ unit: Unit.Type
  ) -> Element {
    let one = column.above * weights.above
    let two = Element.multiplyAdd(Unit.self, one, column.at, weights.at)
    return Element.multiplyAdd(Unit.self, two, column.below, weights.below)
  }

  /// `sum` plus a column's three products.
  @inlinable @inline(always)
  func adding<Unit: VectorUnit>(
    _ column: DepthwiseColumn<Element>, times weights: DepthwiseColumn<Element>, to sum: Element,
    _ unit: Unit.Type
  ) -> Element {
    let one = Element.multiplyAdd(Unit.self, sum, column.above, weights.above)
    let two = Element.multiplyAdd(Unit.self, one, column.at, weights.at)
    return Element.multiplyAdd(Unit.self, two, column.below, weights.below)
  }
}
