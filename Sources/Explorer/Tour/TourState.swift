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

  public init(loops: Bool) { self.loops = loops }

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
  let says: @Sendable (State) -> String

  init(_ keys: [Key] = [], seconds: Double = 6, _ says: @escaping @Sendable (State) -> String) {
    (self.keys, self.seconds, self.says) = (keys, seconds, says)
  }
}

extension State {
  /// The sentence of the present stop; nil where no tour plays.
  public var tourSentence: String? { lesson.tour?.present.says(self) }

  /// Begins the tour.
  mutating func beginTour(loops: Bool) {
    var tour = TourState(loops: loops)
    tour.beginnings = [LessonReturn(choice: choice, view: viewChoice)]
    lesson.tour = tour
    bringInLine()
  }

  /// What comes next: a key, the next stop, or the end.
  ///
  /// - Returns: whether the tour is over, and the program with it.
  mutating func tick() -> Bool {
    guard let tour = lesson.tour, !tour.isPaused else { return false }
    if tour.pressed < tour.present.keys.count {
      lesson.tour?.pressed += 1
      if let command = tourCommand(tour.present.keys[tour.pressed]) { perform(command) }
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

  /// What one of its own keys asks for: as if nothing played.
  private func tourCommand(_ key: Key) -> Command? {
    var state = self
    state.lesson.tour = nil
    return KeyBinding.command(for: key, in: state)
  }

  /// What a key does to the tour; false where it ends the tour and acts.
  mutating func steersTour(_ key: Key) -> Bool {
    guard let tour = lesson.tour else { return false }
    switch key {
    case .character(" "): lesson.tour?.isPaused.toggle()
    case .left: goBack(to: max(0, tour.pressed == 0 ? tour.stop - 1 : tour.stop))
    case .right:
      // What this stop would still do is done at once.
      while let now = lesson.tour, now.pressed < now.present.keys.count {
        lesson.tour?.isPaused = false
        _ = tick()
      }
      if tour.stop + 1 < TourStop.all.count { beginStop(tour.stop + 1) }
      lesson.tour?.isPaused = tour.isPaused
    default:
      lesson.tour = nil
      return false
    }
    return true
  }

  private mutating func beginStop(_ stop: Int) {
    lesson.tour?.stop = stop
    lesson.tour?.pressed = 0
    let beginning = LessonReturn(choice: choice, view: viewChoice)
    let isNew = lesson.tour.map { $0.beginnings.count == stop } ?? false
    if isNew { lesson.tour?.beginnings.append(beginning) }
  }

  private mutating func goBack(to stop: Int) {
    guard let beginnings = lesson.tour?.beginnings, beginnings.indices.contains(stop) else {
      return
    }
    let beginning = beginnings[stop]
    lesson.tour?.beginnings.removeSubrange((stop + 1)...)
    lesson.tour?.stop = stop
    lesson.tour?.pressed = 0
    choice = beginning.choice
    bringInLine()
    look(at: beginning.view)
  }
}
