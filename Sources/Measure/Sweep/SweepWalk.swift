import Engine
import MobileNet
import Weights

extension [SweepResult.Point] {
  /// The order of a round: back and forth through the grid, so that settings one step apart have their
  /// turns soon after one another. What disturbs a host lasts for seconds; a ratio taken round by round
  /// is free of it only where both turns fall into the same disturbance.
  ///
  /// Every other round walks across (sides in the inner loop instead of widths), every other pair of
  /// rounds backwards, and each begins elsewhere: so no setting always follows the same one.
  ///
  /// - Parameters:
  ///   - round: counted from 0.
  ///   - seed: of the places where rounds begin.
  /// - Returns: every place of the list once.
  func walk(round: Int, seed: UInt64) -> [Int] {
    let isAcross = !round.isMultiple(of: 2)
    let keys = map { point in
      let (alpha, side) = (point.alpha.thousandths, point.side)
      return (
        outer: isAcross ? alpha : side,
        inner: [
          isAcross ? side : alpha, point.variant.place, -point.precision.bytes, point.threads,
        ]
      )
    }
    let rows = Dictionary(grouping: indices) { keys[$0].outer }.sorted { $0.key < $1.key }
    let walk = rows.enumerated().flatMap { number, row in
      let forth = row.value.sorted { keys[$0].inner.lexicographicallyPrecedes(keys[$1].inner) }
      return number.isMultiple(of: 2) ? forth : forth.reversed()
    }
    let directed = round / 2 % 2 == 0 ? walk : walk.reversed()
    var random = SplitMix(state: seed &+ UInt64(round))
    let start = Int.random(in: 0..<Swift.max(1, count), using: &random)
    return [Int](directed[start...] + directed[..<start])
  }
}

extension Variant {
  /// Where it stands in the order of the variants.
  var place: Int { Variant.allCases.firstIndex(of: self) ?? 0 }
}
