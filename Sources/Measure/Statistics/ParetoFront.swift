/// Which of several settings are worth their price.
public enum ParetoFront {
  /// The places of the points that no other one beats, cheapest first: each step to the right costs
  /// more and is worth more. Of points alike in both the first stays.
  ///
  /// - Parameters:
  ///   - costs: what each point costs; a point without a cost is in no front.
  ///   - values: what each one is worth, as many as there are costs.
  /// - Returns: indices of `costs`, ascending in cost and in value.
  public static func places(costs: [Double?], values: [Double?]) -> [Int] {
    precondition(costs.count == values.count, "every point has a cost and a value, or lacks them")
    let known = costs.indices.compactMap { place -> (place: Int, cost: Double, value: Double)? in
      guard let cost = costs[place], let value = values[place] else { return nil }
      return (place, cost, value)
    }
    let ordered = known.sorted { ($0.cost, -$0.value, $0.place) < ($1.cost, -$1.value, $1.place) }
    var best = -Double.infinity
    return ordered.compactMap { point in
      guard point.value > best else { return nil }
      best = point.value
      return point.place
    }
  }
}
