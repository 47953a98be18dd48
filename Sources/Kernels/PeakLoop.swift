/// Multiply-adds on registers alone: the most that a core can do, which no layer can exceed.
public enum PeakLoop<Unit: VectorUnit> {
  /// Runs as many independent sums as the largest register tile has: sum = sum · factor + addend.
  ///
  /// - Returns: the total of all sums, so that the compiler can leave none out.
  @inlinable @inline(always)
  public static func run(steps: Int, factor: Float, addend: Float) -> Float {
    if Unit.tileRows >= 10 {
      return loop(InlineArray<20, Vector>(repeating: .one), steps, factor, addend)
    }
    if Unit.tileRows >= 5 {
      return loop(InlineArray<6, Vector>(repeating: .one), steps, factor, addend)
    }
    return loop(InlineArray<3, Vector>(repeating: .one), steps, factor, addend)
  }

  /// Multiply-adds of one step.
  @inlinable
  public static var perStep: Int {
    Block.width * (Unit.tileRows >= 10 ? 20 : Unit.tileRows >= 5 ? 6 : 3)
  }

  @inlinable @inline(always)
  static func loop<let count: Int>(
    _ start: InlineArray<count, Vector>, _ steps: Int, _ factor: Float, _ addend: Float
  ) -> Float {
    var sums = start
    let factors = Vector(repeating: factor)
    let addends = Vector(repeating: addend)
    var step = 0
    while step < steps {
      var index = 0
      while index < count {
        sums[index] = Unit.multiplyAdd(addends, sums[index], factors)
        index &+= 1
      }
      step &+= 1
    }
    var total = Vector.zero
    var index = 0
    while index < count {
      total += sums[index]
      index &+= 1
    }
    return total.sum()
  }
}
