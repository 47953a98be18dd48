/// The mean of each channel over all pixels of a map.
public struct AveragePoolArguments {
  /// `[block][pixel][16]`, at block 0.
  public var input: UnsafePointer<Float>
  /// Floats from one block of the input to the next.
  public var inputBlockStride: Int
  /// Pixels of the map, height · width.
  public var pixels: Int
  /// `[block][16]`, at block 0.
  public var output: UnsafeMutablePointer<Float>
  /// Blocks to compute.
  public var blocks: Range<Int>

  /// Takes the fields as they are.
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

/// The average pool: the mean of each channel over all pixels.
public enum AveragePool<Unit: VectorUnit> {
  /// Computes some blocks. Each has four sums, because an addition to one sum must wait for the
  /// addition before it.
  @inlinable @inline(always)
  public static func run(_ arguments: AveragePoolArguments) {
    let share = Vector(repeating: 1 / Float(arguments.pixels))
    var block = arguments.blocks.lowerBound
    while block < arguments.blocks.upperBound {
      let input = arguments.input + block &* arguments.inputBlockStride
      var sums = InlineArray<4, Vector>(repeating: .zero)
      var pixel = 0
      while pixel &+ 4 <= arguments.pixels {
        sums[0] += input.vector(at: pixel &* Block.width)
        sums[1] += input.vector(at: (pixel &+ 1) &* Block.width)
        sums[2] += input.vector(at: (pixel &+ 2) &* Block.width)
        sums[3] += input.vector(at: (pixel &+ 3) &* Block.width)
        pixel &+= 4
      }
      while pixel < arguments.pixels {
        sums[0] += input.vector(at: pixel &* Block.width)
        pixel &+= 1
      }
      let sum = (sums[0] + sums[1]) + (sums[2] + sums[3])
      arguments.output.store(sum * share, at: block &* Block.width)
      block &+= 1
    }
  }
}
