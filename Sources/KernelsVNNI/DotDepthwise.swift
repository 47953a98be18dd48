import CProcessor
import Kernels

/// Depthwise convolution by products of bytes: an instruction that adds four products to a sum takes a
/// column of three taps at once, for sixteen sums.
///
/// Four pixels of a block are one register. Four rows of them are rearranged to four registers, one for
/// each *quarter* of the channels: a lane is a channel of a pixel and holds its four rows' bytes.
///
///     row r − 1   0 0 0 0 …  1 1 1 1 …        quarter 0:  (0,0,0,0) (0,0,0,0) …
///     row r       0 0 0 0 …  1 1 1 1 …    →               pixel 0   pixel 1
///     row r + 1                               quarter 1 …
///     row r + 2
///
/// Both row r (weights above, at, below, 0) and row r + 1 (0, above, at, below) are computed from them. The
/// columns left and right of a register's pixels are the same lanes a quarter of a register earlier and later.
/// Packing the four quarters' sums to bytes puts the channels in order by itself.
enum DotDepthwise {
  /// Pixels of a register.
  @inline(always)
  static var group: Int { 4 }

  /// Computes rows and blocks of a layer.
  @inline(always)
  static func run(_ arguments: IntegerDepthwiseArguments, stride: Int) {
    var block = arguments.blocks.lowerBound
    while block < arguments.blocks.upperBound {
      if stride == 1 {
        stride1(arguments, block: block)
      } else {
        stride2(arguments, block: block)
      }
      block &+= 1
    }
  }

  /// One block, two rows at a time.
  @inline(never)
  static func stride1(_ arguments: IntegerDepthwiseArguments, block: Int) {
    let filter = DotFilter(arguments, block: block)
    let last = arguments.rows.upperBound
    var row = arguments.rows.lowerBound
    while row < last {
      let rows = DotRows(arguments, firstRow: row &- 1, block: block)
      let output = arguments.outputRow(row, block: block)
      if row &+ 1 < last {
        self.rows(filter, rows, width: arguments.outputWidth, output, hasTwo: true)
      } else {
        self.rows(filter, rows, width: arguments.outputWidth, output, hasTwo: false)
      }
      row &+= 2
    }
  }

  /// Two output rows, which lie one behind the other, or one. Inside a row nothing is asked about its
  /// ends: the first loop goes as far as eight whole pixels are left.
  @inline(always)
  static func rows(
    _ filter: DotFilter, _ rows: DotRows, width: Int, _ output: UnsafeMutablePointer<UInt8>,
    hasTwo: Bool
  ) {
    let nextRow = output + width &* Block.width
    var before = Quarters.none
    var present = rows.quarters(at: 0, width: width)
    var x = 0
    while x &+ 2 &* group <= width {
      let after = rows.wholeQuarters(at: x &+ group)
      let window = Window(before: before, present: present, after: after)
      store(filter.outputs(of: window, isLower: false), at: x, group, output)
      if hasTwo { store(filter.outputs(of: window, isLower: true), at: x, group, nextRow) }
      before = present
      present = after
      x &+= group
    }
    while x < width {
      let after = rows.quarters(at: x &+ group, width: width)
      let window = Window(before: before, present: present, after: after)
      let count = min(group, width &- x)
      store(filter.outputs(of: window, isLower: false), at: x, count, output)
      if hasTwo { store(filter.outputs(of: window, isLower: true), at: x, count, nextRow) }
      before = present
      present = after
      x &+= group
    }
  }

  /// One block, row by row: of eight columns those with even and those with odd numbers are parted, then
  /// four outputs are computed as with stride 1.
  @inline(never)
  static func stride2(_ arguments: IntegerDepthwiseArguments, block: Int) {
    let filter = DotFilter(arguments, block: block)
    var row = arguments.rows.lowerBound
    while row < arguments.rows.upperBound {
      let rows = DotRows(arguments, firstRow: 2 &* row &- arguments.paddingTop, block: block)
      let output = arguments.outputRow(row, block: block)
      if arguments.paddingLeft == 0 {
        evenRow(filter, rows, arguments, output)
      } else {
        oddRow(filter, rows, arguments, output)
      }
      row &+= 1
    }
  }

  /// No column of zeros on the left: an output sees an even column, the odd one and the next even one.
  @inline(always)
  static func evenRow(
    _ filter: DotFilter, _ rows: DotRows, _ arguments: IntegerDepthwiseArguments,
    _ output: UnsafeMutablePointer<UInt8>
  ) {
    let width = arguments.inputWidth
    var present = rows.parted(at: 0, width: width)
    var x = 0
    while 2 &* x &+ 16 <= width {
      let after = rows.wholeParted(at: 2 &* (x &+ group))
      let window = Window(
        left: present.even, middle: present.odd, right: present.even.earlier(after.even))
      store(filter.outputs(of: window, isLower: false), at: x, group, output)
      present = after
      x &+= group
    }
    while x < arguments.outputWidth {
      let after = rows.parted(at: 2 &* (x &+ group), width: width)
      let window = Window(
        left: present.even, middle: present.odd, right: present.even.earlier(after.even))
      let count = min(group, arguments.outputWidth &- x)
      store(filter.outputs(of: window, isLower: false), at: x, count, output)
      present = after
      x &+= group
    }
  }

  /// A column of zeros on the left: an output sees the odd column before, an even one and the next odd one.
  @inline(always)
  static func oddRow(
    _ filter: DotFilter, _ rows: DotRows, _ arguments: IntegerDepthwiseArguments,
    _ output: UnsafeMutablePointer<UInt8>
  ) {
    var before = Quarters.none
    var x = 0
    while 2 &* x &+ 8 <= arguments.inputWidth {
      let present = rows.wholeParted(at: 2 &* x)
      let window = Window(
        left: before.later(present.odd), middle: present.even, right: present.odd)
      store(filter.outputs(of: window, isLower: false), at: x, group, output)
      before = present.odd
      x &+= group
    }
    while x < arguments.outputWidth {
      let present = rows.parted(at: 2 &* x, width: arguments.inputWidth)
      let window = Window(
        left: before.later(present.odd), middle: present.even, right: present.odd)
      let count = min(group, arguments.outputWidth &- x)
      store(filter.outputs(of: window, isLower: false), at: x, count, output)
      before = present.odd
      x &+= group
    }
  }

  @inline(always)
  static func store(
    _ bytes: SIMD16<Int32>, at x: Int, _ count: Int, _ output: UnsafeMutablePointer<UInt8>
  ) {
    let address = output + x &* Block.width
    if count == group {
      UnsafeMutableRawPointer(address).storeBytes(of: bytes, as: SIMD16<Int32>.self)
    } else {
      processor_store_quarters16(address, bytes, count)
    }
  }
}

/// Four rows' bytes of four pixels, in four quarters of the channels: a lane holds a channel's four rows.
struct Quarters {
  var first: SIMD16<Int32>
  var second: SIMD16<Int32>
  var third: SIMD16<Int32>
  var fourth: SIMD16<Int32>

  @inline(always)
  static var none: Quarters { Quarters(first: .zero, second: .zero, third: .zero, fourth: .zero) }

  /// Rearranges four rows.
  @inline(always)
  static func of(
    _ one: SIMD16<Int32>, _ two: SIMD16<Int32>, _ three: SIMD16<Int32>, _ four: SIMD16<Int32>
  ) -> Quarters {
    let upperFirst = processor_first_bytes_in_turn16(one, two)
    let upperLast = processor_last_bytes_in_turn16(one, two)
    let lowerFirst = processor_first_bytes_in_turn16(three, four)
    let lowerLast = processor_last_bytes_in_turn16(three, four)
    return Quarters(
      first: processor_first_pairs_in_turn16(upperFirst, lowerFirst),
      second: processor_last_pairs_in_turn16(upperFirst, lowerFirst),
      third: processor_first_pairs_in_turn16(upperLast, lowerLast),
      fourth: processor_last_pairs_in_turn16(upperLast, lowerLast))
  }

  /// The last pixel of these, then three of `next`.
  @inline(always)
  func later(_ next: Quarters) -> Quarters {
    Quarters(
      first: processor_quarter_later16(first, next.first),
      second: processor_quarter_later16(second, next.second),
      third: processor_quarter_later16(third, next.third),
      fourth: processor_quarter_later16(fourth, next.fourth))
  }

  /// The last three pixels of these, then one of `next`.
  @inline(always)
  func earlier(_ next: Quarters) -> Quarters {
    Quarters(
      first: processor_quarter_earlier16(first, next.first),
      second: processor_quarter_earlier16(second, next.second),
      third: processor_quarter_earlier16(third, next.third),
      fourth: processor_quarter_earlier16(fourth, next.fourth))
  }
}

/// The three columns that four outputs see.
struct Window {
  let left: Quarters
  let middle: Quarters
  let right: Quarters

  @inline(always)
  init(left: Quarters, middle: Quarters, right: Quarters) {
    self.left = left
    self.middle = middle
    self.right = right
  }

  /// With stride 1, from the pixels before, at and after the outputs.
  @inline(always)
  init(before: Quarters, present: Quarters, after: Quarters) {
    left = before.later(present)
    middle = present
    right = present.earlier(after)
  }
}

/// Four rows of a block; where one lies outside the map, zeros.
struct DotRows {
  let first: UnsafePointer<UInt8>
  let second: UnsafePointer<UInt8>
  let third: UnsafePointer<UInt8>
  let fourth: UnsafePointer<UInt8>

  @inline(always)
  init(_ arguments: IntegerDepthwiseArguments, firstRow: Int, block: Int) {
    first = arguments.inputRow(firstRow, block: block)
    second = arguments.inputRow(firstRow &+ 1, block: block)
    third = arguments.inputRow(firstRow &+ 2, block: block)
    fourth = arguments.inputRow(firstRow &+ 3, block: block)
  }

  /// Four pixels of a row.
  @inline(always)
  static func pixels(_ row: UnsafePointer<UInt8>, _ x: Int) -> SIMD16<Int32> {
    UnsafeRawPointer(row + x &* Block.width).loadUnaligned(as: SIMD16<Int32>.self)
  }

  /// Four pixels of a row, zeros past its end.
  @inline(always)
  static func pixels(_ row: UnsafePointer<UInt8>, _ x: Int, _ width: Int) -> SIMD16<Int32> {
    if x &+ 4 <= width { return pixels(row, x) }
    if x >= width { return .zero }
    return processor_load_quarters16(row + x &* Block.width, width &- x)
  }

  /// Four columns from `x` on, zeros past the end of the rows.
  @inline(always)
  func quarters(at x: Int, width: Int) -> Quarters {
    if x >= width { return .none }
    return .of(
      DotRows.pixels(first, x, width), DotRows.pixels(second, x, width),
      DotRows.pixels(third, x, width), DotRows.pixels(fourth, x, width))
  }

  /// The same where the rows have all four.
  @inline(always)
  func wholeQuarters(at x: Int) -> Quarters {
    .of(
      DotRows.pixels(first, x), DotRows.pixels(second, x), DotRows.pixels(third, x),
      DotRows.pixels(fourth, x))
  }

  /// Of eight columns from `x` on those at even and those at odd places; the fourth row counts as zeros.
  @inline(always)
  func parted(at x: Int, width: Int) -> (even: Quarters, odd: Quarters) {
    if x >= width { return (.none, .none) }
    return DotRows.parted(
      (DotRows.pixels(first, x, width), DotRows.pixels(first, x &+ 4, width)),
      (DotRows.pixels(second, x, width), DotRows.pixels(second, x &+ 4, width)),
      (DotRows.pixels(third, x, width), DotRows.pixels(third, x &+ 4, width)))
  }

  /// The same where the rows have all eight.
  @inline(always)
  func wholeParted(at x: Int) -> (even: Quarters, odd: Quarters) {
    DotRows.parted(
      (DotRows.pixels(first, x), DotRows.pixels(first, x &+ 4)),
      (DotRows.pixels(second, x), DotRows.pixels(second, x &+ 4)),
      (DotRows.pixels(third, x), DotRows.pixels(third, x &+ 4)))
  }

  @inline(always)
  private static func parted(
    _ one: (SIMD16<Int32>, SIMD16<Int32>), _ two: (SIMD16<Int32>, SIMD16<Int32>),
    _ three: (SIMD16<Int32>, SIMD16<Int32>)
  ) -> (even: Quarters, odd: Quarters) {
    (
      .of(
        processor_even_quarters16(one.0, one.1), processor_even_quarters16(two.0, two.1),
        processor_even_quarters16(three.0, three.1), .zero),
      .of(
        processor_odd_quarters16(one.0, one.1), processor_odd_quarters16(two.0, two.1),
        processor_odd_quarters16(three.0, three.1), .zero)
    )
  }
}

/// A block's weights, biases and scales, each quarter four times over: once for each pixel of a register.
struct DotFilter {
  /// `[column][quarter]`, bytes above, at, below, 0.
  private var weights: InlineArray<12, SIMD16<Int32>>
  /// The same a byte later, for the row below.
  private var lowerWeights: InlineArray<12, SIMD16<Int32>>
  private var bias: InlineArray<4, SIMD16<Int32>>
  private var scale: InlineArray<4, SIMD16<Float>>

  @inline(always)
  init(_ arguments: IntegerDepthwiseArguments, block: Int) {
    weights = InlineArray(repeating: .zero)
    lowerWeights = InlineArray(repeating: .zero)
    bias = InlineArray(repeating: .zero)
    scale = InlineArray(repeating: .zero)
    let taps = arguments.weights + block &* IntegerDepthwiseArguments.weightStride
    var place = 0
    while place < 12 {
      let quarter = processor_repeated_quarter16(taps, place)
      weights[place] = quarter
      lowerWeights[place] = quarter &<< 8
      place &+= 1
    }
    var quarter = 0
    while quarter < 4 {
      bias[quarter] = processor_repeated_quarter16(
        arguments.bias + block &* Block.width, quarter)
      scale[quarter] = SIMD16(
        bits: processor_repeated_quarter16(arguments.scale + block &* Block.width, quarter))
      quarter &+= 1
    }
  }

  /// Four pixels of a block, as bytes.
  @inline(always)
  func outputs(of window: Window, isLower: Bool) -> SIMD16<Int32> {
    processor_bytes_of_four16(
      output(0, window.left.first, window.middle.first, window.right.first, isLower),
      output(1, window.left.second, window.middle.second, window.right.second, isLower),
      output(2, window.left.third, window.middle.third, window.right.third, isLower),
      output(3, window.left.fourth, window.middle.fourth, window.right.fourth, isLower))
  }

  /// A quarter's outputs.
  @inline(always)
  func output(
    _ quarter: Int, _ left: SIMD16<Int32>, _ middle: SIMD16<Int32>, _ right: SIMD16<Int32>,
    _ isLower: Bool
  ) -> SIMD16<Int32> {
    let one = processor_dot16(bias[quarter], left, weight(quarter, isLower))
    let two = processor_dot16(one, middle, weight(4 &+ quarter, isLower))
    let three = processor_dot16(two, right, weight(8 &+ quarter, isLower))
    return processor_scaled16(three, scale[quarter])
  }

  @inline(always)
  func weight(_ place: Int, _ isLower: Bool) -> SIMD16<Int32> {
    isLower ? lowerWeights[place] : weights[place]
  }
}

extension SIMD16<Float> {
  @inline(always)
  fileprivate init(bits: SIMD16<Int32>) {
    self = unsafeBitCast(bits, to: SIMD16<Float>.self)
  }
}
