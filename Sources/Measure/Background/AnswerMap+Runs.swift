import MobileNet

extension AnswerMap {
  /// The answer at α = ρ = 1.
  public var reference: Prediction? {
    guard !plan.alphas.isEmpty, !plan.sides.isEmpty else { return nil }
    return self[alpha: plan.alphas.count - 1, side: plan.sides.count - 1]
  }

  /// Neighbours with the same answer on a way through the plane.
  public struct Run: Equatable, Sendable {
    /// Places among the widths or sides of the plan.
    public var places: ClosedRange<Int>
    /// That of the largest place.
    public let answer: Prediction
  }

  /// From the widest network to the narrowest at one side; nil until all answers are known.
  public func runs(atSide side: Int) -> [Run]? {
    runs(plan.alphas.count) { self[alpha: $0, side: side] }
  }

  /// From the largest side to the smallest at one width; nil until all answers are known.
  public func runs(atAlpha alpha: Int) -> [Run]? {
    runs(plan.sides.count) { self[alpha: alpha, side: $0] }
  }

  private func runs(_ count: Int, _ answer: (Int) -> Prediction?) -> [Run]? {
    var runs: [Run] = []
    for place in (0..<count).reversed() {
      guard let answer = answer(place) else { return nil }
      if let last = runs.last, last.answer.index == answer.index {
        runs[runs.count - 1].places = place...last.places.upperBound
      } else {
        runs.append(Run(places: place...place, answer: answer))
      }
    }
    return runs
  }
}
