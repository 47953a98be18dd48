import Engine

/// How many multiply-adds a second one core does at best, on registers alone: a share of it tells how well a
/// layer runs.
struct CorePeak {
  let instructionSet: InstructionSet
  let precision: Precision
  private(set) var multiplyAddsPerSecond: Double
  private let measure: Measure

  /// Measures with so many short loops, of which the best counts.
  typealias Measure = (
    _ instructionSet: InstructionSet, _ precision: Precision, _ loops: Int
  ) -> Double

  /// About 4 ms.
  private static let loopsAgain = 6

  init(
    _ instructionSet: InstructionSet, _ precision: Precision, measure: @escaping Measure
  ) {
    (self.instructionSet, self.precision) = (instructionSet, precision)
    self.measure = measure
    multiplyAddsPerSecond = measure(instructionSet, precision, InstructionSet.peakLoops)
  }

  /// Whether a core has done more than that, so that it was measured too low.
  func isExceeded(by multiplyAddsPerSecond: Double) -> Bool {
    multiplyAddsPerSecond > Ceilings.mostShare * self.multiplyAddsPerSecond
  }

  /// Keeps the better of what was known and what it finds now.
  mutating func measureAgain() {
    multiplyAddsPerSecond = max(
      multiplyAddsPerSecond, measure(instructionSet, precision, Self.loopsAgain))
  }
}

extension InstructionSet {
  /// The best of so many short loops on one core, in multiply-adds a second.
  func peak(in precision: Precision, loops: Int) -> Double {
    let probe = CeilingProbe(self, threads: 1, precision: precision)
    return (0..<loops).map { _ in probe.multiplyAddRate() }.max() ?? 0
  }
}
