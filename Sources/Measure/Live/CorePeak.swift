import Engine

/// How many multiply-adds a second one core does at best, on registers alone: a share of it tells how well a
/// layer runs.
struct CorePeak {
  let instructionSet: InstructionSet
  private(set) var multiplyAddsPerSecond: Double
  private let measure: Measure

  /// Measures with so many short loops, of which the best counts.
  typealias Measure = (_ instructionSet: InstructionSet, _ loops: Int) -> Double

  /// About 4 ms.
  private static let loopsAgain = 6

  init(_ instructionSet: InstructionSet, measure: @escaping Measure) {
    self.instructionSet = instructionSet
    self.measure = measure
    multiplyAddsPerSecond = measure(instructionSet, InstructionSet.peakLoops)
  }

  /// Whether a core has done more than that, so that it was measured too low.
  func isExceeded(by multiplyAddsPerSecond: Double) -> Bool {
    multiplyAddsPerSecond > Ceilings.mostShare * self.multiplyAddsPerSecond
  }

  /// Keeps the better of what was known and what it finds now.
  mutating func measureAgain() {
    multiplyAddsPerSecond = max(multiplyAddsPerSecond, measure(instructionSet, Self.loopsAgain))
  }
}
