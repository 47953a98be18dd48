/// The mean of each channel over all pixels of a map.
public struct AveragePoolArguments {
  /// `[block][pixel][16]`, at block 0.
  public var input: UnsafePointer<Float>
  public var inputBlockStride: Int
  public var pixels: Int
  /// `[block][16]`.
  public var output: UnsafeMutablePointer<Float>
  public var blocks: Range<Int>

  @inlinable
  public init(
    input: UnsafePointer<Float>, inputBlockStride: Int, pixels: Int,
    output: UnsafeMutablePointer<Float>, blocks: Range<Int>
  ) {
    self.input = input
    self.inputBlockStride = inputBlockStride
    self.pixels = pixels
    self.output = output
    self.blocks = blocks
  }
}

public enum AveragePool<Unit: VectorUnit> {
  /// Four sums per block, because a chain of additions waits for each one before the next.
  @inlinable @inline(always)
  public static func run(_ arguments: AveragePoolArguments) {
    let share = Vector(repeating: 1 / Float(arguments.pixels))
    var block = arguments.blocks.lowerBound
    while block < arguments.blocks.upperBound {
      let input = arguments.input + block &* arguments.inputBlockStride
      var sums = InlineArray<4, Vector>(repeating: .zero)
      var pixel = 0
      while pixel &+ 4 <= arguments.pixels {
        sums[0] += input.vector(at: pixel &* 16)
        sums[1] += input.vector(at: pixel &* 16 &+ 16)
        sums[2] += input.vector(at: pixel &* 16 &+ 32)
        sums[3] += input.vector(at: pixel &* 16 &+ 48)
        pixel &+= 4
      }
      while pixel < arguments.pixels {
        sums[0] += input.vector(at: pixel &* 16)
        pixel &+= 1
      }
      let sum = (sums[0] + sums[1]) + (sums[2] + sums[3])
      arguments.output.store(sum * share, at: block &* 16)
      block &+= 1
    }
  }
}
