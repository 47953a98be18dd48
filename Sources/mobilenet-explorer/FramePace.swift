/// What of a frame is drawn.
enum FramePart {
  case nothing
  /// The rows that tell the setting.
  case setting
  /// Some rows; the next ones follow.
  case piece
  case whole
}

/// When frames are drawn: at once, but those of other settings over SSH so that a slow line takes them all, as nobody
/// knows how slow it is. A line that says that it is slow has its frames in pieces; while keys come, only the setting.
struct FramePace {
  private let isDistant: Bool
  private let isSlow: Bool
  /// When the rest of what was held back may be drawn; nil where nothing was.
  private(set) var rest: ContinuousClock.Instant?
  /// Until when a slow line carries what was drawn.
  private var busy: ContinuousClock.Instant?
  /// Until when further keys may come.
  private var typing: ContinuousClock.Instant?
  /// The last frames of other settings, the oldest first.
  private var drawn: [ContinuousClock.Instant] = []

  /// While a key is held three come at once, then five a second: as many as a line of 57 600 baud takes, so that
  /// the last one is not late.
  private static let burst = 3
  private static let interval = Duration.milliseconds(200)
  /// So long a frame waits for the engine's answer. Mostly it comes within a few milliseconds: then the figures
  /// before need not be dimmed and drawn again, which is half of what a step sends.
  private static let patience = Duration.milliseconds(10)

  /// Keys that follow each other more closely are one pressing.
  private static let pause = Duration.milliseconds(300)

  init(isDistant: Bool, isSlow: Bool = false) {
    self.isDistant = isDistant
    self.isSlow = isSlow
  }

  mutating func type(at now: ContinuousClock.Instant) {
    typing = now + Self.pause
  }

  /// What of a frame may be drawn now.
  func part(at now: ContinuousClock.Instant) -> FramePart {
    guard isSlow else { return .whole }
    if let busy, now < busy { return .nothing }
    return typing.map { now < $0 } == true ? .setting : .whole
  }

  /// To be told after each frame: what of it was drawn, and how long that took, or takes on a slow line.
  mutating func drew(
    _ part: FramePart, for time: Duration, at now: ContinuousClock.Instant
  ) {
    guard isSlow else { return }
    if part != .nothing { busy = now + time }
    switch part {
    case .nothing, .piece: rest = busy
    case .setting: rest = [busy, typing].compactMap(\.self).max()
    case .whole: rest = nil
    }
  }

  /// Whether another setting may be drawn now.
  func mayChange(at now: ContinuousClock.Instant) -> Bool { now >= earliest(now) }

  /// When the frame of a key must be drawn, whether the engine has answered or not.
  func due(after now: ContinuousClock.Instant) -> ContinuousClock.Instant {
    isDistant ? max(now + Self.patience, earliest(now)) : now
  }

  /// To be told of each frame of another setting.
  mutating func draw(at now: ContinuousClock.Instant) {
    drawn = drawn.suffix(Self.burst - 1) + [now]
  }

  private func earliest(_ now: ContinuousClock.Instant) -> ContinuousClock.Instant {
    guard isDistant, drawn.count == Self.burst else { return now }
    return drawn[0] + Self.interval * Self.burst
  }
}
