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
  /// Shows the state, or the setting alone.
  ///
  /// - Returns: what of it is shown now, and how long that took; on a line that is known to be slow, how long that
  ///   takes.
  func show(_ state: State, _ part: FramePart) -> (part: FramePart, time: Duration)
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
  /// A frame whose upper rows are shown: what it is drawn from may have changed since.
  private var unfinished: Canvas?

  /// Of a line that is known to be slow.
  private var bytesASecond: Int? { session.baud.flatMap { $0 < Self.fast ? $0 / 10 : nil } }
  /// From this baud on whole frames keep up with keys.
  private static let fast = 38_400
  /// For so long a slow line may be busy with a piece of a frame, or with one row: then keys are answered.
  private static let piece = 0.3

  func wait(_ timeout: Duration?) -> [TerminalSession.Event] { session.wait(timeout) }

  func show(_ state: State, _ part: FramePart) -> (part: FramePart, time: Duration) {
    guard let bytesASecond else {
      return (.whole, session.present(draw(state, appearance: appearance)))
    }
    let settingRows = settingRows(state)
    if part == .setting, settingRows < state.view.rows {
      unfinished = nil
      return (.setting, send(draw(state, appearance: appearance), rows: settingRows, bytesASecond))
    }
    let begun = unfinished.flatMap {
      $0.rows == state.view.rows && $0.columns == state.view.columns ? $0 : nil
    }
    let frame = begun ?? draw(state, appearance: appearance)
    let limit = Int(Double(bytesASecond) * Self.piece)
    let rows = frame.upperRows(bytes: limit, after: session.shown(under: frame))
    unfinished = rows < frame.rows ? frame : nil
    let isNewest = begun == nil && unfinished == nil
    return (isNewest ? .whole : .piece, send(frame, rows: rows, bytesASecond))
  }

  /// Sends its upper rows; tells how long a slow line takes for them.
  private func send(_ frame: Canvas, rows: Int, _ bytesASecond: Int) -> Duration {
    let shown = session.shown(under: frame)
    let canvas = frame.over(shown, from: rows)
    session.present(canvas)
    return .seconds(Double(canvas.bytes(after: shown)) / Double(bytesASecond))
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

  func show(_ state: State, _ part: FramePart) -> (part: FramePart, time: Duration) {
    newest = state
    let narration = Narration(from: told, to: state)
    if deadline == nil, narration.hasNews { deadline = .now + Self.patience }
    if deadline != nil, narration.isReady { tell(narration) }
    return (.whole, .zero)
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
