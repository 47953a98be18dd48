import MobileNet
import Weights

/// What the network answers for one picture over a grid of settings: where the answer breaks.
public struct AnswerMap: Equatable, Sendable {
  public let plan: Plan
  /// The best class of each setting, row by row of equal side: nil until it has been asked.
  public private(set) var answers: [Prediction?]

  /// Which picture, which network, which settings.
  public struct Plan: Equatable, Sendable {
    /// Its place in the list that the program was started with.
    public var picture: Int
    public var weights: WeightFamily
    /// The network at α = ρ = 1, whose answer the others are compared with.
    public var full: Setting
    /// Ascending.
    public var alphas: [WidthMultiplier]
    /// Ascending.
    public var sides: [Int]

    public init(
      picture: Int, weights: WeightFamily, full: Setting, alphas: [WidthMultiplier], sides: [Int]
    ) {
      self.picture = picture
      self.weights = weights
      self.full = full
      self.alphas = alphas
      self.sides = sides
    }

    /// The setting at a place of the grid.
    public func setting(alpha: Int, side: Int) -> Setting {
      var setting = full
      setting.alpha = alphas[alpha]
      setting.side = sides[side]
      return setting
    }

    /// All places, coarse first: every eighth width and side, counted from the largest, then every
    /// fourth, every second, and the rest.
    var coarseFirst: [(alpha: Int, side: Int)] {
      let places = sides.indices.reversed().flatMap { side in
        alphas.indices.reversed().map { (alpha: $0, side: side) }
      }
      let grain = { (place: (alpha: Int, side: Int)) in
        let fromEnd = (alphas.count - 1 - place.alpha) | (sides.count - 1 - place.side)
        return min(3, fromEnd == 0 ? 3 : fromEnd.trailingZeroBitCount)
      }
      return (0...3).reversed().flatMap { wanted in places.filter { grain($0) == wanted } }
    }
  }

  public init(_ plan: Plan) {
    self.plan = plan
    answers = Array(repeating: nil, count: plan.alphas.count * plan.sides.count)
  }

  /// With answers that are known already: one for each setting, row by row of equal side.
  public init(_ plan: Plan, answers: [Prediction?]) {
    precondition(
      answers.count == plan.alphas.count * plan.sides.count, "an answer for each setting")
    self.plan = plan
    self.answers = answers
  }

  public internal(set) subscript(alpha alpha: Int, side side: Int) -> Prediction? {
    get { answers[side * plan.alphas.count + alpha] }
    set { answers[side * plan.alphas.count + alpha] = newValue }
  }

  public var isComplete: Bool { !answers.contains { $0 == nil } }
}
