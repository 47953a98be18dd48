import CProcessor
import Kernels

/// How much of a block is computed: a type, so that each is compiled by itself.
protocol BlockPart {
  /// All sixteen channels, or the first eight.
  static var isWhole: Bool { get }
}

/// All sixteen channels.
enum AllQuarters: BlockPart {
  static var isWhole: Bool { true }
}

/// The first eight, where a layer's last block has no more: zeros are written in place of the others.
enum FirstQuarters: BlockPart {
  static var isWhole: Bool { false }
}

/// Four rows' bytes of four pixels, in four quarters of the channels: a lane holds a channel's four rows.
struct Quarters<Part: BlockPart> {
  var first: SIMD16<Int32>
  var second: SIMD16<Int32>
  var third: SIMD16<Int32>
  var fourth: SIMD16<Int32>

  @inline(always)
  static var none: Self { Self(first: .zero, second: .zero, third: .zero, fourth: .zero) }

  /// Rearranges four rows.
  @inline(always)
  static func of(
    _ one: SIMD16<Int32>, _ two: SIMD16<Int32>, _ three: SIMD16<Int32>, _ four: SIMD16<Int32>
  ) -> Self {
    let upperFirst = processor_first_bytes_in_turn16(one, two)
    let lowerFirst = processor_first_bytes_in_turn16(three, four)
    let first = processor_first_pairs_in_turn16(upperFirst, lowerFirst)
    let second = processor_last_pairs_in_turn16(upperFirst, lowerFirst)
    guard Part.isWhole else {
      return Self(first: first, second: second, third: .zero, fourth: .zero)
    }
    let upperLast = processor_last_bytes_in_turn16(one, two)
    let lowerLast = processor_last_bytes_in_turn16(three, four)
    return Self(
      first: first, second: second,
      third: processor_first_pairs_in_turn16(upperLast, lowerLast),
      fourth: processor_last_pairs_in_turn16(upperLast, lowerLast))
  }

  /// The last pixel of these, then three of `next`.
  @inline(always)
  func later(_ next: Self) -> Self {
    Self(
      first: processor_quarter_later16(first, next.first),
      second: processor_quarter_later16(second, next.second),
      third: processor_quarter_later16(third, next.third),
      fourth: processor_quarter_later16(fourth, next.fourth))
  }

  /// The last three pixels of these, then one of `next`.
  @inline(always)
  func earlier(_ next: Self) -> Self {
    Self(
      first: processor_quarter_earlier16(first, next.first),
      second: processor_quarter_earlier16(second, next.second),
      third: processor_quarter_earlier16(third, next.third),
      fourth: processor_quarter_earlier16(fourth, next.fourth))
  }
}

/// The three columns that four outputs see.
struct Window<Part: BlockPart> {
  let left: Quarters<Part>
  let middle: Quarters<Part>
  let right: Quarters<Part>

  @inline(always)
  init(left: Quarters<Part>, middle: Quarters<Part>, right: Quarters<Part>) {
    self.left = left
    self.middle = middle
    self.right = right
  }

  /// With stride 1, from the pixels before, at and after the outputs.
  @inline(always)
  init(before: Quarters<Part>, present: Quarters<Part>, after: Quarters<Part>) {
    left = before.later(present)
    middle = present
    right = present.earlier(after)
  }
}

/// Four rows of a block; where one lies outside the map, zeros.
struct DotRows<Part: BlockPart> {
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
  func quarters(at x: Int, width: Int) -> Quarters<Part> {
    if x >= width { return .none }
    return .of(
      Self.pixels(first, x, width), Self.pixels(second, x, width),
      Self.pixels(third, x, width), Self.pixels(fourth, x, width))
  }

  /// The same where the rows have all four.
  @inline(always)
  func wholeQuarters(at x: Int) -> Quarters<Part> {
    .of(
      Self.pixels(first, x), Self.pixels(second, x), Self.pixels(third, x),
      Self.pixels(fourth, x))
  }

  /// Of eight columns from `x` on those at even and those at odd places; the fourth row counts as zeros.
  @inline(always)
  func parted(at x: Int, width: Int) -> (even: Quarters<Part>, odd: Quarters<Part>) {
    if x >= width { return (.none, .none) }
    return Self.parted(
      (Self.pixels(first, x, width), Self.pixels(first, x &+ 4, width)),
      (Self.pixels(second, x, width), Self.pixels(second, x &+ 4, width)),
      (Self.pixels(third, x, width), Self.pixels(third, x &+ 4, width)))
  }

  /// The same where the rows have all eight.
  @inline(always)
  func wholeParted(at x: Int) -> (even: Quarters<Part>, odd: Quarters<Part>) {
    Self.parted(
      (Self.pixels(first, x), Self.pixels(first, x &+ 4)),
      (Self.pixels(second, x), Self.pixels(second, x &+ 4)),
      (Self.pixels(third, x), Self.pixels(third, x &+ 4)))
  }

  @inline(always)
  private static func parted(
    _ one: (SIMD16<Int32>, SIMD16<Int32>), _ two: (SIMD16<Int32>, SIMD16<Int32>),
    _ three: (SIMD16<Int32>, SIMD16<Int32>)
  ) -> (even: Quarters<Part>, odd: Quarters<Part>) {
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
struct DotFilter<Part: BlockPart> {
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
  func outputs(of window: Window<Part>, isLower: Bool) -> SIMD16<Int32> {
    processor_bytes_of_four16(
      output(0, window.left.first, window.middle.first, window.right.first, isLower),
      output(1, window.left.second, window.middle.second, window.right.second, isLower),
      Part.isWhole
        ? output(2, window.left.third, window.middle.third, window.right.third, isLower) : .zero,
      Part.isWhole
        ? output(3, window.left.fourth, window.middle.fourth, window.right.fourth, isLower) : .zero)
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
