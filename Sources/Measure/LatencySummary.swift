/// What a series of timed runs says, robustly: the median is the number, best and spread stand
/// beside it. In milliseconds.
public struct LatencySummary: Equatable, Sendable {
  public var minimum: Double
  public var p10: Double
  public var median: Double
  public var p90: Double
  public var runs: Int

  public init(minimum: Double, p10: Double, median: Double, p90: Double, runs: Int) {
    self.minimum = minimum
    self.p10 = p10
    self.median = median
    self.p90 = p90
    self.runs = runs
  }

  /// Fewer than five runs: to be marked "~".
  public var isProvisional: Bool { runs < 5 }
  /// p90 − p10.
  public var spread: Double { p90 - p10 }
}

/// A layer's share of a run. In milliseconds.
public struct LayerLatency: Equatable, Sendable {
  public var minimum: Double
  public var median: Double

  public init(minimum: Double, median: Double) {
    self.minimum = minimum
    self.median = median
  }
}
