import Explorer
import LibC
import Screen
import Terminal

/// What the explorer is shown on and steered with: a screen, or lines alone.
protocol ExplorerFront: AnyObject {
  var size: (columns: Int, rows: Int) { get }
  /// Of exports, too.
  var appearance: Appearance { get }
  /// Something the user should know about the terminal.
  var notice: String? { get }
  var waker: Waker { get }
  /// Whether the line to the terminal may be a slow one.
  var isDistant: Bool { get }
  /// Whether the line is known to be a slow one.
  var isSlow: Bool { get }

  /// Sleeps until something comes in; nil is for ever.
  func wait(_ timeout: Duration?) -> [TerminalSession.Event]
  /// Shows the state, or the setting alone, and tells how long that took; on a line that is known to be slow, how long
  /// that takes.
  func show(_ state: State, _ part: FramePart) -> Duration
  func setMouse(_ isOurs: Bool)
  /// Whether the text was given to the terminal's clipboard.
  func copy(_ text: String) -> Bool
  func close()
}

/// A terminal's screen.
final class ScreenFront: ExplorerFront {
  private let session: TerminalSession
  let appearance: Appearance

  /// Takes the terminal over.
  init(_ options: TerminalOptions, _ theme: ThemeChoice) throws(TerminalError) {
    session = try TerminalSession(options: options)
    appearance = Appearance(
      colors: session.capabilities.colors, glyphs: session.capabilities.glyphs,
      ground: theme.ground(colorfgbg: environment("COLORFGBG")))
  }

  var size: (columns: Int, rows: Int) { session.size }
  var notice: String? { session.notice }
  let isDistant = environment("SSH_TTY") != nil || environment("SSH_CONNECTION") != nil
  var isSlow: Bool { bytesASecond != nil }
  var waker: Waker { session.waker }
  /// What the terminal shows.
  private var shown = Canvas(columns: 0, rows: 0)

  /// Of a line that is known to be slow.
  private var bytesASecond: Int? { session.baud.flatMap { $0 < Self.fast ? $0 / 10 : nil } }
  /// From this baud on whole frames keep up with keys.
  private static let fast = 38_400
  /// Bytes that a cell takes which changes: a whole screen of 80×24 takes 9.8 KB.
  private static let bytesOfCell = 5

  func wait(_ timeout: Duration?) -> [TerminalSession.Event] { session.wait(timeout) }

  func show(_ state: State, _ part: FramePart) -> Duration {
    var canvas = draw(state, appearance: appearance)
    if part == .setting { canvas = canvas.over(shown, from: settingRows(state)) }
    let took = session.present(canvas)
    defer { shown = canvas }
    guard let bytesASecond else { return took }
    return .seconds(Double(canvas.changes(since: shown) * Self.bytesOfCell) / Double(bytesASecond))
  }

  func setMouse(_ isOurs: Bool) { session.setMouse(isOurs) }
  func copy(_ text: String) -> Bool { session.copy(text) }
  func close() { session.close() }
}

/// Lines alone: each key is answered by a sentence of what changed, once the figures for it are there. The next key waits
/// until then, so that a file of keys gets its answers in their order.
final class LineFront: ExplorerFront {
  private let session: LineSession
  /// The state that the last sentence told, and the newest.
  private var told: State?
  private var newest: State?
  /// When what is asked for is told at the latest; nil where everything has been.
  private var deadline: ContinuousClock.Instant? = .now + LineFront.patience
  /// Whether nobody can take a line any more.
  private var isLost = false

  /// Background work may take longer: then what is known so far is told.
  private static let patience = Duration.seconds(3)

  init(_ options: TerminalOptions) throws(TerminalError) {
    session = try LineSession(options: options)
  }

  /// Nothing is drawn; what the explorer composes for is a usual screen.
  let size = (columns: 80, rows: 24)
  let appearance = Appearance()
  let notice: String? = nil
  let isDistant = false
  let isSlow = false
  var waker: Waker { session.waker }

  func wait(_ timeout: Duration?) -> [TerminalSession.Event] {
    guard !isLost else { return [.end] }
    let rest = deadline.map { max(.zero, $0 - .now) }
    let limit = [timeout, rest].compactMap(\.self).min()
    let events = session.wait(limit, takesKey: deadline == nil)
    if events.contains(where: { if case .keys = $0 { true } else { false } }) {
      deadline = .now + Self.patience
    }
    if let newest, let deadline, .now >= deadline { tell(Narration(from: told, to: newest)) }
    return isLost ? [.end] : events
  }

  func show(_ state: State, _ part: FramePart) -> Duration {
    newest = state
    let narration = Narration(from: told, to: state)
    if deadline == nil, narration.hasNews { deadline = .now + Self.patience }
    if deadline != nil, narration.isReady { tell(narration) }
    return .zero
  }

  private func tell(_ narration: Narration) {
    do {
      for line in narration.lines { try session.say(line) }
    } catch {
      isLost = true
    }
    (told, deadline) = (newest, nil)
  }

  func setMouse(_ isOurs: Bool) {}
  func copy(_ text: String) -> Bool { false }
  func close() { session.close() }
}
