import Reports

/// The tour that plays itself: at each stop it presses some keys, one after the other, and says a sentence.
public struct TourState: Equatable, Sendable {
  /// Place among `TourStop.all`.
  public internal(set) var stop = 0
  /// How many of the stop's keys were pressed.
  public internal(set) var pressed = 0
  public internal(set) var isPaused = false
  /// Whether it begins anew at its end.
  let loops: Bool
  /// Where each stop so far began: a step back goes there.
  var beginnings: [LessonReturn] = []

  /// Before its first stop.
  init(from state: State, loops: Bool) {
    self.loops = loops
    beginnings = [LessonReturn(choice: state.choice, view: state.viewChoice)]
  }

  public var present: TourStop { TourStop.all[stop] }
  /// The key that was pressed last at this stop.
  public var lastKey: Key? { pressed > 0 ? present.keys[pressed - 1] : nil }

  /// Seconds until something happens; nil in a pause.
  var wait: Double? {
    if isPaused { return nil }
    if pressed < present.keys.count { return pressed == 0 ? 2 : 0.8 }
    return present.seconds
  }
}

/// A stop of the tour.
public struct TourStop: Sendable {
  public static var count: Int { all.count }
  let keys: [Key]
  /// So long it stays after its last key.
  let seconds: Double
  /// What it says, with figures as they are then.
  let says: @Sendable (TourFigures) -> String

  init(_ keys: [Key] = [], seconds: Double = 6, _ says: @escaping @Sendable (TourFigures) -> String)
  {
    (self.keys, self.seconds, self.says) = (keys, seconds, says)
  }
}

extension TourState {
  /// What the present stop says.
  public func sentence(_ state: State) -> String { present.says(TourFigures(state: state)) }
}

/// Plays the tour on a state.
struct TourPlay {
  var state: State

  private var tour: TourState? {
    get { state.lesson.tour }
    set { state.lesson.tour = newValue }
  }

  /// What comes next: a key, the next stop, or the end.
  ///
  /// - Returns: whether the tour is over, and the program with it.
  mutating func tick() -> Bool {
    guard let tour, !tour.isPaused else { return false }
    if tour.pressed < tour.present.keys.count {
      press()
      return false
    }
    if tour.stop + 1 < TourStop.all.count {
      beginStop(tour.stop + 1)
      return false
    }
    guard tour.loops else { return true }
    goBack(to: 0)
    return false
  }

  /// What a key does to the tour; false where it ends the tour and acts.
  mutating func steers(_ key: Key) -> Bool {
    guard let tour else { return false }
    switch key {
    case .character(" "): self.tour?.isPaused.toggle()
    case .left: goBack(to: max(0, tour.pressed == 0 ? tour.stop - 1 : tour.stop))
    case .right:
      // What this stop would still do is done at once.
      for _ in tour.pressed..<tour.present.keys.count { press() }
      if tour.stop + 1 < TourStop.all.count { beginStop(tour.stop + 1) }
    default:
      self.tour = nil
      return false
    }
    return true
  }

  /// Presses the stop's next key, as if nothing played.
  private mutating func press() {
    guard let playing = tour else { return }
    tour = nil
    let key = playing.present.keys[playing.pressed]
    if let command = KeyBinding.command(for: key, in: state) { state.perform(command) }
    tour = playing
    tour?.pressed += 1
  }

  private mutating func beginStop(_ stop: Int) {
    tour?.stop = stop
    tour?.pressed = 0
    guard let count = tour?.beginnings.count, count == stop else { return }
    let beginning = LessonReturn(choice: state.choice, view: state.viewChoice)
    tour?.beginnings.append(beginning)
  }

  private mutating func goBack(to stop: Int) {
    guard let beginnings = tour?.beginnings, beginnings.indices.contains(stop) else { return }
    tour?.beginnings.removeSubrange((stop + 1)...)
    tour?.stop = stop
    tour?.pressed = 0
    state.choice = beginnings[stop].choice
    state.bringInLine()
    state.look(at: beginnings[stop].view)
  }
}
