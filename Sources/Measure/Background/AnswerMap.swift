import Engine
import MobileNet
import Weights

/// What the network answers for one picture over a grid of settings: where the answer breaks.
public struct AnswerMap: Equatable, Sendable {
  /// What was asked.
  public let grid: Grid
  /// The best class of each setting, row by row of equal side: nil until it has been asked.
  public private(set) var answers: [Prediction?]

  /// Which picture, which network, which settings.
  public struct Grid: Equatable, Sendable {
    /// Its place in the list that the program was started with.
    public var picture: Int
    /// Each setting runs on the member that answers for it.
    public var weights: WeightFamily
    public var precision: Precision
    /// The network at α = ρ = 1, whose answer the others are compared with.
    public var full: Setting
    /// Ascending.
    public var alphas: [WidthMultiplier]
    /// Ascending.
    public var sides: [Int]

    public init(
      picture: Int, weights: WeightFamily, precision: Precision = .float32, full: Setting,
      alphas: [WidthMultiplier], sides: [Int]
    ) {
      self.picture = picture
      self.weights = weights
      self.precision = precision
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

  /// Without an answer yet.
  public init(_ grid: Grid) {
    self.grid = grid
    answers = Array(repeating: nil, count: grid.alphas.count * grid.sides.count)
  }

  /// With answers that are known already: one for each setting, row by row of equal side.
  public init(_ grid: Grid, answers: [Prediction?]) {
    precondition(
      answers.count == grid.alphas.count * grid.sides.count, "an answer for each setting")
    self.grid = grid
    self.answers = answers
  }

  /// The best class at a place of the grid; nil until it has been asked.
  public internal(set) subscript(alpha alpha: Int, side side: Int) -> Prediction? {
    get { answers[side * grid.alphas.count + alpha] }
    set { answers[side * grid.alphas.count + alpha] = newValue }
  }

  /// Whether every setting has answered.
  public var isComplete: Bool { !answers.contains { $0 == nil } }
}

extension AnswerMap {
  /// The answer at α = ρ = 1.
  public var reference: Prediction? {
    guard !grid.alphas.isEmpty, !grid.sides.isEmpty else { return nil }
    return self[alpha: grid.alphas.count - 1, side: grid.sides.count - 1]
  }

  /// Neighbours with the same answer on a way through the plane.
  public struct Run: Equatable, Sendable {
    /// Places among the widths or sides of the grid.
    public var places: ClosedRange<Int>
    /// That of the largest place.
    public let answer: Prediction
  }

  /// From the widest network to the narrowest at one side; nil until all answers are known.
  public func runs(atSide side: Int) -> [Run]? {
    runs(grid.alphas.count) { self[alpha: $0, side: side] }
  }

  /// From the largest side to the smallest at one width; nil until all answers are known.
  public func runs(atAlpha alpha: Int) -> [Run]? {
    runs(grid.sides.count) { self[alpha: alpha, side: $0] }
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
