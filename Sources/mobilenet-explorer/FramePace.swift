/// When frames of other settings are drawn: at once, but over SSH so that a slow line takes them all, as nobody
/// knows how slow it is.
struct FramePace {
  private let isDistant: Bool
  /// The last frames of other settings, the oldest first.
  private var drawn: [ContinuousClock.Instant] = []

  /// While a key is held three come at once, then five a second: as many as a line of 57 600 baud takes, so that
  /// the last one is not late.
  private static let burst = 3
  private static let interval = Duration.milliseconds(200)
  /// So long a frame waits for the engine's answer. Mostly it comes within a few milliseconds: then the figures
  /// before need not be dimmed and drawn again, which is half of what a step sends.
  private static let patience = Duration.milliseconds(10)

  init(isDistant: Bool) {
    self.isDistant = isDistant
  }

  /// Whether another setting may be drawn now.
  func mayChange(at now: ContinuousClock.Instant) -> Bool { now >= earliest(now) }

  /// When the frame of a key must be drawn, whether the engine has answered or not.
  func due(after now: ContinuousClock.Instant) -> ContinuousClock.Instant {
    isDistant ? max(now + Self.patience, earliest(now)) : now
  }

  mutating func draw(at now: ContinuousClock.Instant) {
    drawn = drawn.suffix(Self.burst - 1) + [now]
  }

  private func earliest(_ now: ContinuousClock.Instant) -> ContinuousClock.Instant {
    guard isDistant, drawn.count == Self.burst else { return now }
    return drawn[0] + Self.interval * Self.burst
  }
}
