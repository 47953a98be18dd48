/// Reading memory and nothing else: the most that a core can take in from where the memory lies.
public enum ReadLoop<Unit: VectorUnit> {
  /// Adds up floats, over and over, in as many sums as hide an addition's latency.
  ///
  /// - Parameters:
  ///   - start: the first float, at any alignment.
  ///   - count: floats of one pass, a multiple of 128.
  ///   - passes: how often all of them are read.
  /// - Returns: the total of all that was read, so that the compiler can leave nothing out.
  @inlinable @inline(always)
  public static func run(_ start: UnsafePointer<Float>, count: Int, passes: Int) -> Float {
    if Unit.tileRows >= 10 {
      return loop(InlineArray<8, Vector>(repeating: .zero), start, count, passes)
    }
    if Unit.tileRows >= 5 {
      return loop(InlineArray<4, Vector>(repeating: .zero), start, count, passes)
    }
    return loop(InlineArray<2, Vector>(repeating: .zero), start, count, passes)
  }

  @inlinable @inline(always)
  static func loop<let sumCount: Int>(
    _ none: InlineArray<sumCount, Vector>, _ start: UnsafePointer<Float>, _ count: Int,
    _ passes: Int
  ) -> Float {
    var sums = none
    var pass = 0
    while pass < passes {
      var place = 0
      while place < count {
        var index = 0
        while index < sumCount {
          sums[index] += start.vector(at: place &+ index &* Block.width)
          index &+= 1
        }
        place &+= sumCount &* Block.width
      }
      pass &+= 1
    }
    var total = Vector.zero
    var index = 0
    while index < sumCount {
      total += sums[index]
      index &+= 1
    }
    return total.sum()
  }
}
