import Engine
import Explorer
import Files
import Lessons
import LibC
import Measure
import Reports
import Screen
import Terminal
import Weights

/// The terminal's thread: keys, signals and the engine's news in, canvases and requests out.
///
/// It sleeps while nothing happens. Between it and the engine's thread lie two mailboxes that hold
/// the newest value only.
final class ExplorerLoop {
  private var state: State
  private let front: any ExplorerFront
  private let requests = Mailbox<Request>()
  private let snapshots = Mailbox<Snapshot>()
  private let found = Mailbox<[WeightFamily]>()
  /// After a slow paint the engine's news wait, so that keys don't have to.
  private var mayShowNews = ContinuousClock.now
  /// When the frame of a key is drawn at the latest; nil where none waits for the engine's answer.
  private var answerDue: ContinuousClock.Instant?
  /// Whether the keys at hand have asked the engine for anything.
  private var hasAsked = false
  private var pace: FramePace
  private let teaching: Teaching
  /// When the tour goes on, while one plays.
  private var tick: ContinuousClock.Instant?

  /// How the explorer was left.
  enum Ending {
    /// By its own key, or by Ctrl-C; the command recreates the last screen.
    case quit(command: String, signal: Int32?)
    case signal(Int32)
  }

  /// - Parameters:
  ///   - state: before the first key.
  ///   - front: has the terminal already.
  ///   - teaching: what it begins with, if it is to teach.
  init(state: State, front: any ExplorerFront, teaching: Teaching) {
    (self.state, self.front, self.teaching) = (state, front, teaching)
    pace = FramePace(isDistant: front.isDistant, isSlow: front.isSlow)
    let size = front.size
    _ = reduce(&self.state, .resize(columns: size.columns, rows: size.rows))
    if let notice = front.notice { _ = reduce(&self.state, .notice(notice)) }
  }

  /// Shows the first frame, then starts the engine, and runs until the user or a signal ends it.
  ///
  /// - Parameters:
  ///   - loaded: weights that need not be read when they are needed.
  ///   - pictures: what the state's catalogue lists.
  ///   - library: where to look for further weights.
  ///   - preprocessing: what the user says of how these are fed.
  /// - Returns: how it was left.
  /// - Throws: where the system refuses the threads that it needs.
  func run(
    loaded: [WeightSource], pictures: [PictureSource], library: ModelLibrary?,
    preprocessing: PreprocessingChoice
  ) throws -> Ending {
    defer { front.close() }
    paint()
    try startEngine(loaded, pictures)
    if let library { try startLooking(through: library, preprocessing) }
    if carryOut(state.start()) { return .quit(command: RecreatingCommand(state).text, signal: nil) }
    readAccuracy()
    if let first = teaching.begins {
      _ = carryOut(reduce(&state, first))
      paint()
    }
    while true {
      for event in front.wait(nextWait) {
        switch event {
        case .end: return .quit(command: RecreatingCommand(state).text, signal: nil)
        case .leave(SIGINT): return .quit(command: RecreatingCommand(state).text, signal: SIGINT)
        case .leave(let signal): return .signal(signal)
        case .resize(let columns, let rows):
          _ = carryOut(reduce(&state, .resize(columns: columns, rows: rows)))
        case .keys(let keys):
          hasAsked = false
          pace.type(at: .now)
          for key in keys where press(key) {
            return .quit(command: RecreatingCommand(state).text, signal: nil)
          }
          if hasAsked { continue }
        case .wake: continue
        }
        paint()
      }
      if let tick, ContinuousClock.now >= tick {
        self.tick = nil
        if carryOut(reduce(&state, .tick)) {
          return .quit(command: RecreatingCommand(state).text, signal: nil)
        }
        paint()
      }
      showNews()
      if let due = answerDue ?? pace.rest, ContinuousClock.now >= due { paint() }
    }
  }

  /// Until the engine's news may be shown, a frame must not wait for them any longer, the rest of a frame may
  /// be drawn, or the tour goes on; nil where nothing of these is waited for.
  private var nextWait: Duration? {
    [snapshots.isEmpty ? nil : mayShowNews, answerDue, pace.rest, tick].compactMap(\.self).min()
      .map { max(.zero, $0 - ContinuousClock.now) }
  }

  private func startEngine(_ loaded: [WeightSource], _ pictures: [PictureSource]) throws {
    let (requests, snapshots, waker) = (requests, snapshots, front.waker)
    let seed = state.catalogue.seed
    try startThread {
      CrashGuard.prepareThread()
      LiveMeasurement(requests: requests, loaded: loaded, pictures: pictures, seed: seed) {
        snapshot in
        if snapshots.put(snapshot) { waker.wake() }
      }.serve()
    }
  }

  /// Finds the model library's weights while the user looks at the first picture; what can't be used
  /// there, `weights list` tells.
  private func startLooking(
    through library: ModelLibrary, _ preprocessing: PreprocessingChoice
  ) throws {
    let (found, waker) = (found, front.waker)
    try startThread {
      CrashGuard.prepareThread()
      let families = (try? WeightFolder(library.folder).families) ?? []
      // Fed like those that were named: so the command that recreates the screen says.
      let fed = families.map { $0.with(preprocessing) }
      if !fed.isEmpty, found.put(fed) { waker.wake() }
    }
  }

  /// Reads it while the engine builds the first network: before the first frame it would keep the user
  /// waiting, and it is shown only once the engine has told which weights it runs.
  private func readAccuracy() {
    guard let surfaces = try? AccuracySurfaces.builtIn() else { return }
    _ = carryOut(reduce(&state, .accuracy(surfaces)))
  }

  private func readLessons() {
    do throws(LessonError) {
      let words = LessonWords.explorer(state.family.limits)
      var lessons: [Lesson] = []
      for lesson in BuiltInLesson.all { lessons.append(try lesson.lesson(words)) }
      _ = carryOut(reduce(&state, .lessons(lessons, begin: nil)))
    } catch {
      _ = carryOut(reduce(&state, .notice(error.description)))
    }
  }

  /// What a key does; what a mouse event does follows from what the screen shows there.
  private func press(_ key: Key) -> Bool {
    let action = action(for: key, in: state) ?? (key.isMouse ? nil : .key(key))
    guard let action else { return false }
    return carryOut(reduce(&state, action))
  }

  /// True where the explorer is to be left.
  private func carryOut(_ effects: [Effect]) -> Bool {
    for effect in effects {
      switch effect {
      case .request(let request):
        requests.put(request)
        hasAsked = true
        answerDue = answerDue ?? pace.due(after: .now)
      case .mouse(let isOurs): front.setMouse(isOurs)
      case .copyCommand: copyCommand()
      case .export(let export): write(export)
      case .timer(let seconds):
        tick = seconds.map { ContinuousClock.now + .seconds($0 / teaching.tourSpeed) }
      case .readLessons: readLessons()
      case .answered(let lesson, let progress):
        if let problem = teaching.handIn(lesson, progress) {
          _ = carryOut(reduce(&state, .notice(problem)))
        }
      case .quit: return true
      }
    }
    return false
  }

  /// Whether the terminal has taken it nobody says.
  private func copyCommand() {
    guard front.copy(RecreatingCommand(state).text) else { return }
    _ = carryOut(reduce(&state, .notice("sent to your terminal's clipboard, too (OSC 52)")))
  }

  /// Into the folder that the program was started in; what came of it is told in the bottom line.
  private func write(_ export: Export) {
    let sentence: String
    do {
      let content = try export.content(state, appearance: front.appearance)
      let file = try NewFile.write(
        Array(content.utf8), stem: ExportMenu(state).stem(of: export), ending: export.ending)
      sentence = "wrote \(file)"
    } catch {
      sentence = String(describing: error)
    }
    _ = carryOut(reduce(&state, .notice(sentence)))
  }

  private func showNews() {
    if let families = found.take() {
      _ = carryOut(reduce(&state, .found(families)))
      paint()
    }
    guard ContinuousClock.now >= mayShowNews, let snapshot = snapshots.take() else { return }
    _ = carryOut(reduce(&state, .snapshot(snapshot)))
    let news = state.figures.current
    let isAnswer = news.latency != nil || news.failure != nil
    guard answerDue == nil || isAnswer && pace.mayChange(at: .now) else { return }
    let took = paint()
    mayShowNews = ContinuousClock.now + min(took * 2, took + .seconds(1))
  }

  @discardableResult
  private func paint() -> Duration {
    let now = ContinuousClock.now
    if answerDue != nil { pace.draw(at: now) }
    answerDue = nil
    let wanted = pace.part(at: now)
    let (part, took) = wanted == .nothing ? (wanted, .zero) : front.show(state, wanted)
    pace.drew(part, for: took, at: now)
    return took
  }
}

extension ExplorerLoop.Ending {
  /// Prints the command; ends the process by the signal that it was sent, if it was.
  func carryOut() throws {
    switch self {
    case .quit(let command, let signal):
      try show(command)
      if let signal { TerminalSession.endProcess(by: signal) }
    case .signal(let number): TerminalSession.endProcess(by: number)
    }
  }
}
