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
      let isHalf = arguments.channels &- block &* Block.width <= Block.half
      switch (stride, isHalf) {
      case (1, false): stride1(arguments, block: block, AllQuarters.self)
      case (1, true): stride1(arguments, block: block, FirstQuarters.self)
      case (_, false): stride2(arguments, block: block, AllQuarters.self)
      case (_, true): stride2(arguments, block: block, FirstQuarters.self)
      }
      block &+= 1
    }
  }

  /// One block, two rows at a time.
  @inline(never)
  static func stride1<Part: BlockPart>(
    _ arguments: IntegerDepthwiseArguments, block: Int, _ part: Part.Type
  ) {
    let filter = DotFilter<Part>(arguments, block: block)
    let last = arguments.rows.upperBound
    var row = arguments.rows.lowerBound
    while row < last {
      let rows = DotRows<Part>(arguments, firstRow: row &- 1, block: block)
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
  static func rows<Part: BlockPart>(
    _ filter: DotFilter<Part>, _ rows: DotRows<Part>, width: Int,
    _ output: UnsafeMutablePointer<UInt8>,
    hasTwo: Bool
  ) {
    let nextRow = output + width &* Block.width
    var before = Quarters<Part>.none
    var present = rows.quarters(at: 0, width: width)
    var x = 0
    while x &+ 2 &* group <= width {
      let after = rows.wholeQuarters(at: x &+ group)
      let window = Window<Part>(before: before, present: present, after: after)
      store(filter.outputs(of: window, isLower: false), at: x, group, output)
      if hasTwo { store(filter.outputs(of: window, isLower: true), at: x, group, nextRow) }
      before = present
      present = after
      x &+= group
    }
    while x < width {
      let after = rows.quarters(at: x &+ group, width: width)
      let window = Window<Part>(before: before, present: present, after: after)
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
  static func stride2<Part: BlockPart>(
    _ arguments: IntegerDepthwiseArguments, block: Int, _ part: Part.Type
  ) {
    let filter = DotFilter<Part>(arguments, block: block)
    var row = arguments.rows.lowerBound
    while row < arguments.rows.upperBound {
      let rows = DotRows<Part>(arguments, firstRow: 2 &* row &- arguments.paddingTop, block: block)
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
  static func evenRow<Part: BlockPart>(
    _ filter: DotFilter<Part>, _ rows: DotRows<Part>, _ arguments: IntegerDepthwiseArguments,
    _ output: UnsafeMutablePointer<UInt8>
  ) {
    let width = arguments.inputWidth
    var present = rows.parted(at: 0, width: width)
    var x = 0
    while 2 &* x &+ 16 <= width {
      let after = rows.wholeParted(at: 2 &* (x &+ group))
      let window = Window<Part>(
        left: present.even, middle: present.odd, right: present.even.earlier(after.even))
      store(filter.outputs(of: window, isLower: false), at: x, group, output)
      present = after
      x &+= group
    }
    while x < arguments.outputWidth {
      let after = rows.parted(at: 2 &* (x &+ group), width: width)
      let window = Window<Part>(
        left: present.even, middle: present.odd, right: present.even.earlier(after.even))
      let count = min(group, arguments.outputWidth &- x)
      store(filter.outputs(of: window, isLower: false), at: x, count, output)
      present = after
      x &+= group
    }
  }

  /// A column of zeros on the left: an output sees the odd column before, an even one and the next odd one.
  @inline(always)
  static func oddRow<Part: BlockPart>(
    _ filter: DotFilter<Part>, _ rows: DotRows<Part>, _ arguments: IntegerDepthwiseArguments,
    _ output: UnsafeMutablePointer<UInt8>
  ) {
    var before = Quarters<Part>.none
    var x = 0
    while 2 &* x &+ 8 <= arguments.inputWidth {
      let present = rows.wholeParted(at: 2 &* x)
      let window = Window<Part>(
        left: before.later(present.odd), middle: present.even, right: present.odd)
      store(filter.outputs(of: window, isLower: false), at: x, group, output)
      before = present.odd
      x &+= group
    }
    while x < arguments.outputWidth {
      let present = rows.parted(at: 2 &* x, width: arguments.inputWidth)
      let window = Window<Part>(
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
