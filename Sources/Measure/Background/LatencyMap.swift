import Engine
import MobileNet
import Weights

/// The latencies of a grid of settings, as far as a sweep in the background has found them.
public struct LatencyMap: Equatable, Sendable {
  /// What is measured.
  public let grid: Grid
  /// Row by row of equal side, each in the order of the widths: nil until a setting's first turn.
  public var latencies: [LatencySummary?]
  /// Turns that settings have had; see `Grid.turns`.
  public var turnsDone = 0

  /// Which network, how it runs, which settings.
  public struct Grid: Equatable, Sendable {
    /// What the networks run on.
    public var weights: WeightFamily
    /// The network at α = ρ = 1.
    public var full: Setting
    /// Widths, in the order of a row.
    public var alphas: [WidthMultiplier]
    /// Sides in pixels, in the order of the rows.
    public var sides: [Int]
    public var threads: Int
    public var instructionSet: InstructionSet
    public var precision: Precision
    /// Bursts that each setting is to have.
    public var rounds: Int

    public init(
      weights: WeightFamily, full: Setting, alphas: [WidthMultiplier], sides: [Int], threads: Int,
      instructionSet: InstructionSet, precision: Precision = .float32, rounds: Int = 40
    ) {
      self.weights = weights
      self.full = full
      self.alphas = alphas
      self.sides = sides
      self.threads = threads
      self.instructionSet = instructionSet
      self.precision = precision
      self.rounds = rounds
    }

    /// In the order of the latencies.
    public var settings: [Setting] {
      sides.flatMap { side in
        alphas.map { alpha in
          var setting = full
          setting.alpha = alpha
          setting.side = side
          setting.baseSide = max(side, full.baseSide)
          return setting
        }
      }
    }

    /// Bursts of all settings together.
    public var turns: Int { alphas.count * sides.count * rounds }
  }

  /// Without a latency yet.
  public init(_ grid: Grid) {
    self.grid = grid
    latencies = Array(repeating: nil, count: grid.alphas.count * grid.sides.count)
  }

  /// Whether every setting has had its bursts.
  public var isComplete: Bool { turnsDone >= grid.turns }
}
