/// How far two lists rise together, whatever their scales: the correlation of their ranks.
public enum RankCorrelation {
  /// Spearman's ρ (*The proof and measurement of association between two things*, 1904): 1 where both
  /// order things alike, −1 where in reverse, 0 where one tells nothing of the other. Equal values share
  /// the mean of their ranks.
  ///
  /// - Parameters:
  ///   - first: a value of each thing.
  ///   - second: as many values, of the same things.
  /// - Returns: nil where there are fewer than three things, or all are equal.
  public static func spearman(_ first: [Double], _ second: [Double]) -> Double? {
    precondition(first.count == second.count, "two values of each thing")
    guard first.count >= 3 else { return nil }
    let (one, other) = (ranks(of: first), ranks(of: second))
    let mean = Double(first.count + 1) / 2
    var (product, oneSquare, otherSquare) = (0.0, 0.0, 0.0)
    for (x, y) in zip(one, other) {
      product += (x - mean) * (y - mean)
      oneSquare += (x - mean) * (x - mean)
      otherSquare += (y - mean) * (y - mean)
    }
    guard oneSquare > 0, otherSquare > 0 else { return nil }
    return product / (oneSquare * otherSquare).squareRoot()
  }

  /// 1 for the smallest.
  private static func ranks(of values: [Double]) -> [Double] {
    let order = values.indices.sorted { values[$0] < values[$1] }
    var ranks = [Double](repeating: 0, count: values.count)
    var start = 0
    while start < order.count {
      var end = start
      while end < order.count, values[order[end]] == values[order[start]] { end += 1 }
      // The mean of start + 1 … end.
      for place in order[start..<end] { ranks[place] = Double(start + 1 + end) / 2 }
      start = end
    }
    return ranks
  }
}
