import MobileNet

extension AnswerMap {
  /// The answer at α = ρ = 1, which the others are compared with.
  public var reference: Prediction? {
    guard !plan.alphas.isEmpty, !plan.sides.isEmpty else { return nil }
    return self[alpha: plan.alphas.count - 1, side: plan.sides.count - 1]
  }

  /// A way through the plane from its large end to its small one.
  public struct Walk: Equatable, Sendable {
    /// The last place at which the answer was still the reference's, and that answer; nil where it
    /// was another one from the beginning.
    public var held: Step?
    /// The next place, where it is another one; nil where it held to the end.
    public var broke: Step?
  }

  public struct Step: Equatable, Sendable {
    /// Place among the widths or sides of the plan.
    public let place: Int
    public let answer: Prediction
  }

  /// Narrower and narrower at one side; nil until the answers that decide it are known.
  public func walk(atSide side: Int) -> Walk? {
    walk(plan.alphas.count) { self[alpha: $0, side: side] }
  }

  /// Smaller and smaller at one width; nil until the answers that decide it are known.
  public func walk(atAlpha alpha: Int) -> Walk? {
    walk(plan.sides.count) { self[alpha: alpha, side: $0] }
  }

  private func walk(_ count: Int, _ answer: (Int) -> Prediction?) -> Walk? {
    guard let reference else { return nil }
    var walk = Walk()
    for place in (0..<count).reversed() {
      guard let answer = answer(place) else { return nil }
      let step = Step(place: place, answer: answer)
      guard answer.index == reference.index else {
        walk.broke = step
        break
      }
      walk.held = step
    }
    return walk
  }
}
